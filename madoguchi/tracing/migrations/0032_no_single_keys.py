"""Blinded keys one by one stand nowhere any more."""

from django.db import migrations


class Migration(migrations.Migration):
    """The table that 0031 took the place of."""

    dependencies = (("tracing", "0031_packed_keys"),)

    operations = (migrations.DeleteModel(name="Key"),)
