from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("help", "0007_to_another_house"),
        ("casework", "0002_given_to_taskforces"),
    ]

    operations = [
        migrations.AddField(
            model_name="partrow",
            name="instance",
            field=models.BinaryField(default=b"", max_length=16),
        ),
    ]
