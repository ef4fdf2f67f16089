"""The tables of casework: sealed bytes, days, ids and groups. Everything hangs on the person's consent and goes with it."""

from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver


class Case(models.Model):
    """A case of a group. Never holds a name, a number or a deadline that could be read."""

    id = models.CharField(primary_key=True, max_length=32)
    conversation = models.ForeignKey("help.Conversation", models.CASCADE, related_name="+")
    # Withdrawn or gone with its conversation: the case goes in the same moment.
    consent = models.ForeignKey("help.Consent", models.CASCADE, related_name="+")
    organisation = models.CharField(max_length=40, db_index=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    counted = models.BooleanField(default=False)

    class Meta:
        """A group has one case of a conversation."""

        constraints = (
            models.UniqueConstraint(fields=("conversation", "organisation"), name="one_case_a_group"),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=models.F("opened_on")),
                name="case_closes_after_it_opens",
            ),
        )


class PartRow(models.Model):
    """A part of a case with a key of its own. `place`: what its seals are bound to.

    `instance`: the house where it began, to which they are bound too; empty for this one.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="parts")
    name = models.CharField(max_length=8)
    place = models.BinaryField(max_length=16, unique=True)
    instance = models.BinaryField(max_length=16, default=b"")
    epoch = models.PositiveIntegerField(default=1)
    entries = models.PositiveIntegerField(default=0)
    head = models.BinaryField(max_length=32)

    class Meta:
        """Each part once."""

        constraints = (models.UniqueConstraint(fields=("case", "name"), name="one_part_a_name"),)


class Wrap(models.Model):
    """The key of one epoch of a part for one group. `consent`: what another group than the keeper reads it on."""

    part = models.ForeignKey(PartRow, models.CASCADE, related_name="wraps")
    epoch = models.PositiveIntegerField()
    organisation = models.CharField(max_length=40, db_index=True)
    reader = models.BinaryField(max_length=32)
    vault = models.PositiveIntegerField()
    sealed = models.BinaryField()
    consent = models.ForeignKey("help.Consent", models.CASCADE, related_name="+", null=True)

    class Meta:
        """One key a reader and epoch."""

        constraints = (models.UniqueConstraint(fields=("part", "epoch", "reader"), name="one_case_wrap_a_reader"),)


class Handed(models.Model):
    """To whom the key of an epoch was ever handed: who had it may have it still, so what comes next needs another key."""

    part = models.ForeignKey(PartRow, models.CASCADE, related_name="handed")
    epoch = models.PositiveIntegerField()
    reader = models.BinaryField(max_length=32)

    class Meta:
        """Written down once."""

        constraints = (models.UniqueConstraint(fields=("part", "epoch", "reader"), name="handed_once"),)


class Link(models.Model):
    """What leads from the key of an epoch back to the one before."""

    part = models.ForeignKey(PartRow, models.CASCADE, related_name="links")
    epoch = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        """One link an epoch."""

        constraints = (models.UniqueConstraint(fields=("part", "epoch"), name="one_case_link_an_epoch"),)


class EntryRow(models.Model):
    """One entry as the vault sealed it."""

    part = models.ForeignKey(PartRow, models.CASCADE, related_name="story")
    seq = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        """One entry a place: two who write at once cannot both be the next."""

        constraints = (models.UniqueConstraint(fields=("part", "seq"), name="one_entry_a_place"),)


class Card(models.Model):
    """What a group's lists need of a part, sealed to the group's key of `epoch`, so that a list opens no case."""

    part = models.ForeignKey(PartRow, models.CASCADE, related_name="cards")
    organisation = models.CharField(max_length=40, db_index=True)
    epoch = models.PositiveIntegerField()
    sealed = models.BinaryField()
    consent = models.ForeignKey("help.Consent", models.CASCADE, related_name="+", null=True)

    class Meta:
        """One card a group."""

        constraints = (models.UniqueConstraint(fields=("part", "organisation"), name="one_card_a_group"),)


class RollRow(models.Model):
    """What the cards of one circle of a group say together, locked under that circle's newest key."""

    organisation = models.CharField(max_length=40)
    circle = models.CharField(max_length=8)
    sealed = models.BinaryField()

    class Meta:
        """One roll a circle."""

        constraints = (models.UniqueConstraint(fields=("organisation", "circle"), name="one_roll_a_circle"),)


@receiver(post_delete, sender=Card)
def roll_goes_too(instance: Card, **_: object) -> None:
    """A card that goes, however it goes, takes the roll of its group along: nobody is still read there who is gone here."""
    RollRow.objects.filter(organisation=instance.organisation).delete()


class OfferRow(models.Model):
    """A case offered to another group. What the two groups say to each other about it stands in the case."""

    id = models.CharField(primary_key=True, max_length=32)
    case = models.ForeignKey(Case, models.CASCADE, related_name="offers")
    consent = models.ForeignKey("help.Consent", models.CASCADE, related_name="+")
    # The question of the conversation that the person said yes to: one yes carries one offer.
    asked = models.PositiveIntegerField()
    kind = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=40, db_index=True)
    to = models.CharField(max_length=40, db_index=True)
    parts = models.JSONField(default=list)
    made_on = models.DateField()
    state = models.PositiveSmallIntegerField()


class GivenRow(models.Model):
    """Parts of a case as they stood on a day, given to a taskforce: sealed under a key of their own, wrapped for its key.

    Goes with the case, the consent and the taskforce, whichever goes first. Never holds a name or a number.
    """

    id = models.CharField(primary_key=True, max_length=32)
    case = models.ForeignKey(Case, models.CASCADE, related_name="given")
    consent = models.ForeignKey("help.Consent", models.CASCADE, related_name="+")
    council = models.ForeignKey("network.Council", models.CASCADE, related_name="+")
    # The question of the conversation that the person said yes to: one yes gives once.
    asked = models.PositiveIntegerField()
    by = models.CharField(max_length=40, db_index=True)
    given_on = models.DateField()
    reader = models.BinaryField(max_length=32)
    vault = models.PositiveIntegerField()
    sealed = models.BinaryField()
    content = models.BinaryField()

    class Meta:
        """One yes gives once."""

        constraints = (models.UniqueConstraint(fields=("consent",), name="one_giving_a_consent"),)


class CodedRow(models.Model):
    """What a closed case tells those who count. Leads back to no case, group or conversation: never give it such a column."""

    id = models.CharField(primary_key=True, max_length=32)
    quarter = models.CharField(max_length=7)
    codes = models.JSONField()
