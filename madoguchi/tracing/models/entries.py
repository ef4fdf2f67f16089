"""Searches and beacons. Each hangs on the conversation of its owner and goes with it; what it says is sealed twice over.

What an enquirer's pages read stands in `Entry`, `Put`, `ToldRow` and `LineRow`; what the sought person's side does stands in
`Candidate`, which no page of an enquirer ever asks: so neither content nor time can tell one silence from another.
"""

from django.db import models


class Entry(models.Model):
    """A search or a beacon. `for_owner`, `for_group`: its key, for whoever opens the conversation and is the one or the other."""

    id = models.CharField(primary_key=True, max_length=32)
    conversation = models.ForeignKey("help.Conversation", models.CASCADE, related_name="+")
    kind = models.PositiveSmallIntegerField()
    state = models.PositiveSmallIntegerField()
    organisation = models.CharField(max_length=40, db_index=True)
    language = models.CharField(max_length=12)
    made_on = models.DateField()
    filed_on = models.DateField(null=True)
    ends_on = models.DateField(db_index=True)
    ground = models.PositiveSmallIntegerField(default=0)
    for_owner = models.BinaryField()
    for_group = models.BinaryField()
    payload = models.BinaryField()


class Keys(models.Model):
    """The blinded keys of an entry behind the key of one epoch, end to end. `is_denied`: of a deny list, else of itself."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="keys")
    epoch = models.PositiveIntegerField()
    is_denied = models.BooleanField(default=False)
    packed = models.BinaryField()

    class Meta:
        """Once for each epoch; what asks for all keys of an epoch finds them."""

        constraints = (models.UniqueConstraint(fields=("epoch", "is_denied", "entry"), name="keys_once_an_epoch"),)


class Frequent(models.Model):
    """A blinded key that too many beacons held: no entry keeps it any more. Whose it was stands nowhere."""

    value = models.CharField(primary_key=True, max_length=16)
    epoch = models.PositiveIntegerField()


class Put(models.Model):
    """A question that an enquirer gets. `listed`: which one of the list; 0 where somebody wrote it, sealed in `own`."""

    search = models.ForeignKey(Entry, models.CASCADE, related_name="questions")
    number = models.PositiveIntegerField()
    listed = models.PositiveSmallIntegerField()
    put_on = models.DateField()
    own = models.BinaryField(default=b"")
    answer = models.BinaryField(default=b"")

    class Meta:
        """One question a place."""

        constraints = (models.UniqueConstraint(fields=("search", "number"), name="one_question_a_place"),)


class Candidate(models.Model):
    """A search that may be about whoever left a beacon. Read by the side of the beacon only.

    `released`: the key of the search on its way to the beacon's group; behind the layer of a second group (`via`) where one
    group keeps both. `for_group`, `for_owner`: the same key once it has arrived. `reply`: what the person would have told.
    `yes`: chance of the yes that runs or is told, by which it stays taken back.
    """

    id = models.CharField(primary_key=True, max_length=32)
    search = models.ForeignKey(Entry, models.CASCADE, related_name="candidates")
    beacon = models.ForeignKey(Entry, models.CASCADE, related_name="found")
    score = models.PositiveIntegerField()
    parts = models.JSONField(default=list)
    found_on = models.DateField()
    step = models.PositiveSmallIntegerField()
    via = models.CharField(max_length=40, blank=True, default="")
    reader = models.BinaryField(max_length=32, default=b"")
    vault = models.PositiveIntegerField(default=0)
    released = models.BinaryField(default=b"")
    for_group = models.BinaryField(default=b"")
    for_owner = models.BinaryField(default=b"")
    answer = models.PositiveSmallIntegerField(default=0)
    confirmed_on = models.DateField(null=True)
    yes = models.CharField(max_length=32, blank=True, default="")
    reply = models.BinaryField(default=b"")
    wished = models.PositiveSmallIntegerField(default=0)
    own = models.BinaryField(default=b"")

    class Meta:
        """Found once."""

        constraints = (models.UniqueConstraint(fields=("search", "beacon"), name="one_candidate_a_pair"),)


class ToldRow(models.Model):
    """What the enquirer is told: there only while the sought person agrees. `id`: of chance, anew each time."""

    id = models.CharField(primary_key=True, max_length=32)
    search = models.OneToOneField(Entry, models.CASCADE, related_name="told")
    candidate = models.OneToOneField(Candidate, models.CASCADE, related_name="told")
    answer = models.PositiveSmallIntegerField()
    reply = models.BinaryField(default=b"")


class LineRow(models.Model):
    """A line of the relay, sealed. Hangs on what was told, and ends with it. `by`: the side that wrote."""

    told = models.ForeignKey(ToldRow, models.CASCADE, related_name="lines")
    seq = models.PositiveIntegerField()
    by = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()

    class Meta:
        """One line a place."""

        constraints = (models.UniqueConstraint(fields=("told", "seq"), name="one_line_a_place"),)
