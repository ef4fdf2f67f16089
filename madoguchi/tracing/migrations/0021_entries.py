"""Searches, beacons, candidates, what is told and relays."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The first tables of entries."""

    dependencies = (("tracing", "0001_friends_notes"), ("help", "0007_to_another_house"))

    operations = (
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("kind", models.PositiveSmallIntegerField()),
                ("state", models.PositiveSmallIntegerField()),
                ("organisation", models.CharField(db_index=True, max_length=40)),
                ("language", models.CharField(max_length=12)),
                ("made_on", models.DateField()),
                ("filed_on", models.DateField(null=True)),
                ("ends_on", models.DateField(db_index=True)),
                ("ground", models.PositiveSmallIntegerField(default=0)),
                ("for_owner", models.BinaryField()),
                ("for_group", models.BinaryField()),
                ("payload", models.BinaryField()),
                (
                    "conversation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="help.conversation"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("score", models.PositiveIntegerField()),
                ("parts", models.JSONField(default=list)),
                ("found_on", models.DateField()),
                ("step", models.PositiveSmallIntegerField()),
                ("via", models.CharField(blank=True, default="", max_length=40)),
                ("reader", models.BinaryField(default=b"", max_length=32)),
                ("vault", models.PositiveIntegerField(default=0)),
                ("released", models.BinaryField(default=b"")),
                ("for_group", models.BinaryField(default=b"")),
                ("for_owner", models.BinaryField(default=b"")),
                ("answer", models.PositiveSmallIntegerField(default=0)),
                ("confirmed_on", models.DateField(null=True)),
                ("yes", models.CharField(blank=True, default="", max_length=32)),
                ("reply", models.BinaryField(default=b"")),
                ("wished", models.PositiveSmallIntegerField(default=0)),
                ("own", models.BinaryField(default=b"")),
                (
                    "beacon",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="found", to="tracing.entry"),
                ),
                (
                    "search",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="candidates", to="tracing.entry"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Key",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("epoch", models.PositiveIntegerField()),
                ("part", models.PositiveSmallIntegerField()),
                ("value", models.BinaryField(max_length=8)),
                ("is_denied", models.BooleanField(default=False)),
                (
                    "entry",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="keys", to="tracing.entry"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Put",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("listed", models.PositiveSmallIntegerField()),
                ("put_on", models.DateField()),
                ("own", models.BinaryField(default=b"")),
                ("answer", models.BinaryField(default=b"")),
                (
                    "search",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="tracing.entry"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ToldRow",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("answer", models.PositiveSmallIntegerField()),
                ("reply", models.BinaryField(default=b"")),
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="told", to="tracing.candidate"
                    ),
                ),
                (
                    "search",
                    models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="told", to="tracing.entry"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LineRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveIntegerField()),
                ("by", models.PositiveSmallIntegerField()),
                ("sealed", models.BinaryField()),
                (
                    "told",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="tracing.toldrow"),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.UniqueConstraint(fields=("search", "beacon"), name="one_candidate_a_pair"),
        ),
        migrations.AddConstraint(
            model_name="put",
            constraint=models.UniqueConstraint(fields=("search", "number"), name="one_question_a_place"),
        ),
        migrations.AddConstraint(
            model_name="linerow",
            constraint=models.UniqueConstraint(fields=("told", "seq"), name="one_line_a_place"),
        ),
    )
