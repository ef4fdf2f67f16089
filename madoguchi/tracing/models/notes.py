"""Friend's notes: sealed bytes, two keys each, a day on which they are gone. Never says where, whom, or who told it."""

from django.db import models


class NoteReader(models.Model):
    """One of the two members of a group who read notes of friends. Goes with the membership."""

    member = models.OneToOneField("network.Member", models.CASCADE, primary_key=True, related_name="+")
    since = models.DateField()


class Note(models.Model):
    """A note of a friend, a family or a helper, and what its readers do about it. `version`: of what they do.

    `until`: its last day. The same size for everybody, whatever it says.
    """

    id = models.CharField(primary_key=True, max_length=32)
    organisation = models.ForeignKey("network.Organisation", models.CASCADE, related_name="+")
    until = models.DateField(db_index=True)
    sealed = models.BinaryField()
    version = models.PositiveIntegerField(default=0)
    work = models.BinaryField(default=b"")


class NoteKey(models.Model):
    """The key of a note, sealed to one reader and locked under the vault key: without either it opens for nobody."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="keys")
    member = models.ForeignKey("network.Member", models.CASCADE, related_name="+")
    reader = models.BinaryField(max_length=32)
    vault = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        """One key a reader."""

        constraints = (models.UniqueConstraint(fields=("note", "member"), name="one_note_key_a_reader"),)
