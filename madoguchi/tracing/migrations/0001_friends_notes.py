"""Friend's notes, their keys, and who reads them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Three tables: readers, notes, keys."""

    initial = True
    dependencies = (("network", "0013_first_weeks"),)

    operations = (
        migrations.CreateModel(
            name="NoteReader",
            fields=[
                (
                    "member",
                    models.OneToOneField(
                        on_delete=models.CASCADE, primary_key=True, related_name="+", serialize=False, to="network.member"
                    ),
                ),
                ("since", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("until", models.DateField(db_index=True)),
                ("sealed", models.BinaryField()),
                ("version", models.PositiveIntegerField(default=0)),
                ("work", models.BinaryField(default=b"")),
                ("organisation", models.ForeignKey(on_delete=models.CASCADE, related_name="+", to="network.organisation")),
            ],
        ),
        migrations.CreateModel(
            name="NoteKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reader", models.BinaryField(max_length=32)),
                ("vault", models.PositiveIntegerField()),
                ("sealed", models.BinaryField()),
                ("member", models.ForeignKey(on_delete=models.CASCADE, related_name="+", to="network.member")),
                ("note", models.ForeignKey(on_delete=models.CASCADE, related_name="keys", to="tracing.note")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("note", "member"), name="one_note_key_a_reader")],
            },
        ),
    )
