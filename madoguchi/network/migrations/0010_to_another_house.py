import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0008_councils"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="elsewhere",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="organisation",
            name="arrival",
            field=models.BinaryField(default=b"", max_length=16),
        ),
        migrations.CreateModel(
            name="Departure",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="network.organisation",
                    ),
                ),
                ("address", models.CharField(max_length=200)),
                ("on", models.DateField()),
                ("left_on", models.DateField(null=True)),
                ("receipt", models.BinaryField(default=b"", max_length=32)),
            ],
        ),
    ]
