"""The cards of a group kept together, so that its lists open in a moment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One roll for each circle of a group."""

    dependencies = (("casework", "0006_to_another_house"),)

    operations = (
        migrations.CreateModel(
            name="RollRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation", models.CharField(max_length=40)),
                ("circle", models.CharField(max_length=8)),
                ("sealed", models.BinaryField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("organisation", "circle"), name="one_roll_a_circle")],
            },
        ),
    )
