from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("help", "0003_consents"),
    ]

    operations = [
        migrations.CreateModel(
            name="Origin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.BinaryField(max_length=16, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Forward",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.BinaryField(db_index=True, max_length=32)),
                ("sealed", models.BinaryField()),
                ("until", models.DateField()),
            ],
        ),
        migrations.AddField(
            model_name="conversation",
            name="instance",
            field=models.BinaryField(default=b"", max_length=16),
        ),
        migrations.AddField(
            model_name="conversation",
            name="arrival",
            field=models.BinaryField(default=b"", max_length=16),
        ),
        migrations.AddField(
            model_name="conversation",
            name="carried",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="conversation",
            name="leaves",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
    ]
