"""Public notices: fixed words only, so that no name can stand in one. Never says for which search, nor by whom it was posted."""

from django.db import models


class Notice(models.Model):
    """Somebody asks. `organisation`: who may take it down; no public page shows it."""

    id = models.CharField(primary_key=True, max_length=32)
    organisation = models.CharField(max_length=40, db_index=True)
    asker = models.CharField(max_length=12)
    country = models.CharField(max_length=5)
    region = models.CharField(max_length=20, blank=True, default="")
    since = models.CharField(max_length=12)
    tongue = models.CharField(max_length=5)
    ends_on = models.DateField(db_index=True)
