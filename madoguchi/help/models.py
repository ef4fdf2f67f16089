"""The tables of the window: sealed bytes, days, and the marks by which a conversation is found again. No decision, no plain text.

Nothing here says who somebody is: no address, no user agent, no time finer than a day but the hour in which a visit ends.
"""

from django.db import models


class Instance(models.Model):
    """This instance: one row. Its id is the salt of every return number given out here; it is no secret, and never changes."""

    public_id = models.BinaryField(max_length=16)
    made_on = models.DateField()

    class Meta:
        """One row only, so that no two processes make two salts."""

        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="one_instance"),)


class Origin(models.Model):
    """Another instance from which conversations came here: its id is the salt of their return numbers. No secret."""

    public_id = models.BinaryField(max_length=16, unique=True)


class Forward(models.Model):
    """Where a conversation went, for whoever has its number: sealed to its person. `mark`: by which it was found."""

    mark = models.BinaryField(max_length=32, db_index=True)
    sealed = models.BinaryField()
    until = models.DateField()


class Conversation(models.Model):
    """One conversation. `mark`: the hash of what the number leads to. `head`: where its story stands after the last event.

    `instance`, `arrival` and `carried`: where its seals are bound to, 16 random bytes of its arrival, and how many events came
    along; empty and 0 where it began here. `leaves`: the group whose file it stands in; until that has an end nothing is written.
    """

    case = models.BinaryField(max_length=16, unique=True)
    instance = models.BinaryField(max_length=16, default=b"")
    arrival = models.BinaryField(max_length=16, default=b"")
    carried = models.PositiveIntegerField(default=0)
    leaves = models.CharField(max_length=40, blank=True, default="")
    mark = models.BinaryField(max_length=32, unique=True)
    seal_public = models.BinaryField(max_length=32)
    sign_public = models.BinaryField(max_length=32)
    language = models.CharField(max_length=12)
    epoch = models.PositiveIntegerField(default=1)
    events = models.PositiveIntegerField(default=0)
    head = models.BinaryField(max_length=32)
    person_read = models.PositiveIntegerField(default=0)
    is_urgent = models.BooleanField(default=False)
    began_on = models.DateField()
    last_on = models.DateField(db_index=True)


class GroupRead(models.Model):
    """Up to which event a group has read a conversation."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="read_by")
    organisation = models.CharField(max_length=40, db_index=True)
    seq = models.PositiveIntegerField()

    class Meta:
        """One mark a group."""

        constraints = (models.UniqueConstraint(fields=("conversation", "organisation"), name="one_mark_a_group"),)


class Wrap(models.Model):
    """The key of one epoch of a conversation for one reader: the person ("" as organisation) or an epoch of a group.

    `sealed` is empty once the wrap was destroyed. The row stays, because whoever opened it may still have that key.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="wraps")
    epoch = models.PositiveIntegerField()
    organisation = models.CharField(max_length=40, blank=True, db_index=True)
    reader = models.BinaryField(max_length=32)
    vault = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        """One key a reader and epoch."""

        constraints = (models.UniqueConstraint(fields=("conversation", "epoch", "reader"), name="one_wrap_a_reader"),)


class Link(models.Model):
    """What leads from the key of an epoch back to the one before; the first epoch has none."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="links")
    epoch = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        """One link an epoch."""

        constraints = (models.UniqueConstraint(fields=("conversation", "epoch"), name="one_link_an_epoch"),)


class Event(models.Model):
    """One event as the vault sealed it: it holds the key of its text, never the text."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="story")
    seq = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        """One event a place: two senders at once cannot both be the next."""

        constraints = (models.UniqueConstraint(fields=("conversation", "seq"), name="one_event_a_place"),)


class Body(models.Model):
    """The text of an event, sealed under a key that stands in the event. Deleting a message deletes this row."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="bodies")
    seq = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        """One text an event."""

        constraints = (models.UniqueConstraint(fields=("conversation", "seq"), name="one_body_an_event"),)


class File(models.Model):
    """A clean file of a message, sealed under a key that stands in the body of the message. `name`: 16 bytes of chance."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="files")
    seq = models.PositiveIntegerField()
    name = models.BinaryField(max_length=16, unique=True)
    sealed = models.BinaryField()

    class Meta:
        """Found by the message that it came with."""

        indexes = (models.Index(fields=("conversation", "seq"), name="files_of_a_message"),)


class Consent(models.Model):
    """What a person agreed to, as long as they do: the proof stands in the sealed event `seq`. Withdrawn: the row is gone.

    Rooms above hang what they keep for it on this row, so that it goes with it in the same moment.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="consents")
    seq = models.PositiveIntegerField()
    purpose = models.PositiveSmallIntegerField()
    organisation = models.CharField(max_length=40, db_index=True)
    to = models.CharField(max_length=40, blank=True)
    until = models.DateField()

    class Meta:
        """One row for each purpose and group."""

        constraints = (
            models.UniqueConstraint(fields=("conversation", "purpose", "organisation", "to"), name="one_consent_a_purpose"),
        )


class Visit(models.Model):
    """What opens a conversation between two pages of one visit, sealed under a key that lies only in the visit's cookie.

    `ends_at` is a whole hour, because a visit that is left open must close the same day and no finer time is needed for that.
    """

    mark = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField()
    ends_at = models.DateTimeField(db_index=True)
