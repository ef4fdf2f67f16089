"""Letters left before trouble, and public notices."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The first tables of letters and notices."""

    dependencies = (("tracing", "0021_entries"), ("help", "0007_to_another_house"))

    operations = (
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("organisation", models.CharField(db_index=True, max_length=40)),
                ("language", models.CharField(max_length=12)),
                ("ends_on", models.DateField(db_index=True)),
                ("lock", models.CharField(max_length=32)),
                ("card", models.BinaryField(default=b"", max_length=32)),
                ("chance", models.BinaryField(default=b"", max_length=16)),
                ("weeks", models.PositiveSmallIntegerField(default=0)),
                ("due_on", models.DateField(null=True)),
                ("asked", models.PositiveSmallIntegerField(default=0)),
                (
                    "conversation",
                    models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="help.conversation"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LetterPart",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("happened", models.PositiveSmallIntegerField()),
                ("for_owner", models.BinaryField()),
                ("payload", models.BinaryField()),
                (
                    "letter",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="tracing.letter"),
                ),
            ],
            options={"constraints": (models.UniqueConstraint(fields=("letter", "happened"), name="one_part_a_case"),)},
        ),
        migrations.CreateModel(
            name="LetterWay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("second", models.CharField(max_length=40)),
                ("sealed", models.BinaryField()),
                (
                    "part",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="ways", to="tracing.letterpart"),
                ),
            ],
            options={"constraints": (models.UniqueConstraint(fields=("part", "second"), name="one_way_a_second"),)},
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("happened", models.PositiveSmallIntegerField()),
                ("stage", models.PositiveSmallIntegerField()),
                ("second", models.CharField(max_length=40)),
                ("asked_on", models.DateField()),
                ("opened_on", models.DateField(null=True)),
                ("told_on", models.DateField(null=True)),
                ("passed", models.BinaryField(default=b"")),
                (
                    "letter",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="openings", to="tracing.letter"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CardTry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation", models.CharField(max_length=40)),
                ("day", models.DateField()),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={"constraints": (models.UniqueConstraint(fields=("organisation", "day"), name="one_number_of_tries_a_day"),)},
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("organisation", models.CharField(db_index=True, max_length=40)),
                ("asker", models.CharField(max_length=12)),
                ("country", models.CharField(max_length=5)),
                ("region", models.CharField(blank=True, default="", max_length=20)),
                ("since", models.CharField(max_length=12)),
                ("tongue", models.CharField(max_length=5)),
                ("ends_on", models.DateField(db_index=True)),
            ],
        ),
    )
