"""Blinded keys in one row for each entry and epoch; and which ones too many held."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from madoguchi.tracing.decide.index import packed
from madoguchi.tracing.store.keys import row
from madoguchi.tracing.terms.entries import Part

_FIRST_OF_DENY_LISTS = 5


def pack(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 as Django calls it
    """What denies stays as it is. By what people are found is made in another way since, and comes back when owners renew."""
    rows: dict[tuple[str, int, bool], list[tuple[bytes, int]]] = {}
    old = apps.get_model("tracing", "Key")  # type: ignore[misc]  # a table that is no more
    new = apps.get_model("tracing", "Keys")
    for key in old.objects.filter(part__gte=_FIRST_OF_DENY_LISTS).iterator():
        rows.setdefault((key.entry_id, key.epoch, key.is_denied), []).append((bytes(key.value), key.part))
    for (entry, epoch, is_denied), keys in rows.items():
        there = row(entry, epoch, packed((Part(part), int.from_bytes(value, "big")) for value, part in keys), is_denied=is_denied)
        new.objects.create(entry_id=entry, epoch=epoch, is_denied=is_denied, packed=there.packed)


class Migration(migrations.Migration):
    """Two tables; nothing is taken away yet."""

    dependencies = (("tracing", "0022_letters"),)

    operations = (
        migrations.CreateModel(
            name="Keys",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("epoch", models.PositiveIntegerField()),
                ("is_denied", models.BooleanField(default=False)),
                ("packed", models.BinaryField()),
                (
                    "entry",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="keys", to="tracing.entry"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("epoch", "is_denied", "entry"), name="keys_once_an_epoch")],
            },
        ),
        migrations.CreateModel(
            name="Frequent",
            fields=[
                ("value", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("epoch", models.PositiveIntegerField()),
            ],
        ),
        migrations.RunPython(pack, migrations.RunPython.noop),
    )
