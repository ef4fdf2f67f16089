"""Letters left before trouble. Each hangs on the conversation of its owner; what it says is sealed for two groups together.

No row holds a card word, a day on which somebody came, or which case of a letter says what: each has the same four parts.
"""

from django.db import models


class Letter(models.Model):
    """A letter. `lock`: the name of its lock (`letter_keys.py`). `card`: by which a card word is found. `due_on`: a Monday."""

    id = models.CharField(primary_key=True, max_length=32)
    conversation = models.OneToOneField("help.Conversation", models.CASCADE, related_name="+")
    organisation = models.CharField(max_length=40, db_index=True)
    language = models.CharField(max_length=12)
    ends_on = models.DateField(db_index=True)
    lock = models.CharField(max_length=32)
    card = models.BinaryField(max_length=32, default=b"")
    chance = models.BinaryField(max_length=16, default=b"")
    weeks = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(null=True)
    asked = models.PositiveSmallIntegerField(default=0)


class LetterPart(models.Model):
    """What opens in one case, under a key of its own. `for_owner`: that key for whoever left it."""

    id = models.CharField(primary_key=True, max_length=32)
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="parts")
    happened = models.PositiveSmallIntegerField()
    for_owner = models.BinaryField()
    payload = models.BinaryField()

    class Meta:
        """One part a case."""

        constraints = (models.UniqueConstraint(fields=("letter", "happened"), name="one_part_a_case"),)


class LetterWay(models.Model):
    """The key of a part for the group that keeps the letter, behind the layer of a second group."""

    part = models.ForeignKey(LetterPart, models.CASCADE, related_name="ways")
    second = models.CharField(max_length=40)
    sealed = models.BinaryField()

    class Meta:
        """One way through a group."""

        constraints = (models.UniqueConstraint(fields=("part", "second"), name="one_way_a_second"),)


class Opening(models.Model):
    """That two groups open a letter in one case. `passed`: its key without the second group's layer, while the first may read."""

    id = models.CharField(primary_key=True, max_length=32)
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="openings")
    happened = models.PositiveSmallIntegerField()
    stage = models.PositiveSmallIntegerField()
    second = models.CharField(max_length=40)
    asked_on = models.DateField()
    opened_on = models.DateField(null=True)
    told_on = models.DateField(null=True)
    passed = models.BinaryField(default=b"")


class CardTry(models.Model):
    """How many card words a group typed on a day that led to nothing. Never which."""

    organisation = models.CharField(max_length=40)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        """One number a day."""

        constraints = (models.UniqueConstraint(fields=("organisation", "day"), name="one_number_of_tries_a_day"),)
