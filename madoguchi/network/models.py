"""The tables of the network. No address, no browser, and no time finer than a day but the hour at which a sign-in ends."""

from django.db import models
from django.db.models import F, Q

from madoguchi.network.terms import LONGEST_ADDRESS, LONGEST_NICKNAME, LONGEST_SLUG, Circle, Known

_CIRCLES = [(circle.value, circle.value) for circle in Circle]
_KNOWN = [(known.value, known.value) for known in Known]


class Organisation(models.Model):
    """A group of the network. Never holds a name of anybody."""

    id = models.SlugField(primary_key=True, max_length=LONGEST_SLUG)
    name = models.CharField(max_length=120)
    about = models.JSONField(default=dict)
    funded_by = models.CharField(max_length=200)
    certified = models.CharField(max_length=7, choices=_KNOWN)
    may_report = models.CharField(max_length=7, choices=_KNOWN)
    languages = models.JSONField(default=list)
    hours = models.CharField(max_length=200)
    takes_new = models.BooleanField(default=True)
    # 16 random bytes: what the group's keys are bound to.
    key_id = models.BinaryField(max_length=16)
    # Somebody left: the next colleague who opens a page begins a new epoch.
    renew = models.BooleanField(default=False)
    # The same for the key of those without a duty to report.
    renew_free = models.BooleanField(default=False)
    # A group of another house: known by its name and by what its members signed. Nobody can write to it.
    elsewhere = models.BooleanField(default=False)
    # 16 random bytes of its arrival from another house; empty where it was taken in here.
    arrival = models.BinaryField(max_length=16, default=b"")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(certified__in=[known.value for known in Known]), name="certified_is_known_word"),
            models.CheckConstraint(condition=Q(may_report__in=[known.value for known in Known]), name="duty_is_known_word"),
        ]


class Departure(models.Model):
    """A group that goes to another house. `address`: what people will type there; public, as the group is.

    `left_on`: the day on which its file was written; since then nothing of it changes here. `receipt`: SHA-256 of what the other
    house knows once it has read the whole file.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, primary_key=True)
    address = models.CharField(max_length=LONGEST_ADDRESS)
    on = models.DateField()
    left_on = models.DateField(null=True)
    receipt = models.BinaryField(max_length=32, default=b"")


class GroupKey(models.Model):
    """The public half of a group's key for one circle and epoch. Never holds a private half."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    circle = models.CharField(max_length=4, choices=_CIRCLES, default=Circle.ALL.value)
    epoch = models.PositiveIntegerField()
    public = models.BinaryField(max_length=32)
    # Leads from this epoch's private half back to the one before; the first epoch has none.
    link = models.BinaryField(null=True)
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "circle", "epoch"], name="one_key_for_each_epoch"),
            models.CheckConstraint(condition=Q(epoch__gte=1), name="epochs_begin_at_one"),
        ]


class Member(models.Model):
    """Who answers for a group. Never holds a real name, a number, a mail address, or a key that is not locked.

    When a membership ends, what is locked is emptied; the public halves stay, to check what was signed.
    """

    id = models.CharField(primary_key=True, max_length=32)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    nickname = models.CharField(max_length=LONGEST_NICKNAME, unique=True)
    may_report = models.CharField(max_length=7, choices=_KNOWN)
    seal_public = models.BinaryField(max_length=32)
    sign_public = models.BinaryField(max_length=32)
    locked_root = models.BinaryField()
    locked_code = models.BinaryField()
    # Which code opened last, so that it opens once: a keyed hash, because the step of a code is a time to half a minute.
    last_code = models.BinaryField(max_length=32, default=b"")
    # Wrong codes of one day behind the right passphrase; the day stands beside the number, and both start again tomorrow.
    wrong_codes = models.PositiveIntegerField(default=0)
    wrong_codes_on = models.DateField(null=True)
    since = models.DateField()
    # The last day for which they were taken on.
    until = models.DateField(null=True)
    # The last day on which they look after the rota of the network.
    coordinates_until = models.DateField(null=True)
    ended = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gte=F("since")), name="membership_ends_after_it_begins"
            ),
        ]


class KeyShare(models.Model):
    """The private half of one epoch of the member's organisation, sealed to the member. Never holds it open."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE)
    circle = models.CharField(max_length=4, choices=_CIRCLES, default=Circle.ALL.value)
    epoch = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "circle", "epoch"], name="one_share_for_each_epoch"),
        ]


class SignIn(models.Model):
    """A desk between two pages. Never holds the visit's key, an address, or what browser it is.

    The hour at which it ends is the one time in this room finer than a day: with a day alone, a desk left open in the
    afternoon would stay open until midnight, or one opened at eleven in the evening would close at once.
    """

    mark = models.BinaryField(primary_key=True, max_length=32)
    member = models.ForeignKey(Member, on_delete=models.CASCADE)
    locked_root = models.BinaryField()
    ends_at = models.DateTimeField()


class TrailRow(models.Model):
    """Who opened what, on which day; each row holds the hash of the one before. Never holds an hour, a text or an address."""

    seq = models.PositiveIntegerField(primary_key=True)
    day = models.DateField()
    member = models.CharField(max_length=32)
    organisation = models.CharField(max_length=LONGEST_SLUG)
    about = models.CharField(max_length=32, db_index=True)
    act = models.PositiveSmallIntegerField()
    hash = models.BinaryField(max_length=32)


class Passkey(models.Model):
    """A passkey. Never holds what it is called, how often it was used, or an open key.

    Some authenticators count in seconds of the clock, so that the count would say when somebody was here: it is locked with the
    name under the member's own key.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE)
    host = models.CharField(max_length=253)
    credential = models.BinaryField(max_length=1023, unique=True)
    public_key = models.BinaryField()
    locked_root = models.BinaryField()
    locked_own = models.BinaryField()
    since = models.DateField()


class SpentChallenge(models.Model):
    """A challenge that was answered, never twice. `ends_at`: the whole hour after which it is too old anyway."""

    mark = models.BinaryField(primary_key=True, max_length=32)
    ends_at = models.DateTimeField()


class Draft(models.Model):
    """Something half written, sealed to its member. `place`: a keyed hash of the page it belongs to. Never says what page."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE)
    place = models.BinaryField(max_length=32)
    sealed = models.BinaryField()
    kept_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "place"], name="one_draft_for_each_place")]


class Recovery(models.Model):
    """New keys that somebody asks two colleagues to vouch for; what is locked is emptied when they did.

    `member` is empty where nobody has the nickname that was typed: the row is written all the same, so that time says nothing.
    """

    id = models.CharField(primary_key=True, max_length=32)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True)
    asked_on = models.DateField()
    seal_public = models.BinaryField(max_length=32)
    sign_public = models.BinaryField(max_length=32)
    locked_root = models.BinaryField()
    locked_code = models.BinaryField()
    done_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=F("asked_on")), name="recovery_is_done_after_it_was_asked_for"
            ),
        ]


class Vouch(models.Model):
    """A colleague's signed word for new keys."""

    recovery = models.ForeignKey(Recovery, on_delete=models.CASCADE)
    colleague = models.ForeignKey(Member, on_delete=models.CASCADE)
    signed = models.BinaryField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recovery", "colleague"], name="one_word_of_each_colleague")]


class FormerKey(models.Model):
    """The public half a member signed with before they lost it: without it what they answered would open for nobody."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE)
    sign_public = models.BinaryField(max_length=32, unique=True)
    until = models.DateField()


class ContactRow(models.Model):
    """A meeting with an authority, told to a group. Never holds whom, when or what for that could be read.

    `head`: for everybody in the group; `texts`: for the circle beside it.
    """

    id = models.CharField(primary_key=True, max_length=32)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    told_on = models.DateField()
    epoch = models.PositiveIntegerField()
    head = models.BinaryField()
    texts_circle = models.CharField(max_length=4, choices=_CIRCLES)
    texts_epoch = models.PositiveIntegerField()
    texts = models.BinaryField()


class MemoryRow(models.Model):
    """A page "how we did it". Which clauses it is bound to stands openly; what it says and who wrote it is locked."""

    id = models.CharField(primary_key=True, max_length=32)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    clauses = models.JSONField(default=list)
    written_on = models.DateField()
    # Since when the whole network reads it; empty while it waits for its readers.
    published_on = models.DateField(null=True)
    locked = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(published_on__gte=F("written_on")),
                name="memory_is_published_after_it_was_written",
            ),
        ]


class MemoryWrap(models.Model):
    """The key of a page of memory for one circle of a group."""

    page = models.ForeignKey(MemoryRow, on_delete=models.CASCADE)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    circle = models.CharField(max_length=4, choices=_CIRCLES)
    epoch = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "organisation", "circle"], name="one_memory_wrap_a_circle"),
        ]


class MemoryReading(models.Model):
    """Who has read a page and said that it names nobody."""

    page = models.ForeignKey(MemoryRow, on_delete=models.CASCADE)
    reader = models.CharField(max_length=32)
    read_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "reader"], name="one_reading_of_each_reader")]


class FirstWeek(models.Model):
    """A member is new until a mentor says that they are not. Never holds how they did."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True)
    begun_on = models.DateField()


class WeekEntry(models.Model):
    """Answers to an invented case, or a mentor's note to them: sealed to the newcomer and to the group. Goes with the week."""

    week = models.ForeignKey(FirstWeek, on_delete=models.CASCADE)
    theme = models.SlugField(max_length=20)
    kept_on = models.DateField()
    epoch = models.PositiveIntegerField()
    for_newcomer = models.BinaryField()
    for_group = models.BinaryField()


class Profile(models.Model):
    """What a member says of themselves, locked under a key of the house. Never holds a word that could be read."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True)
    locked = models.BinaryField()


class Council(models.Model):
    """Members of several groups who share a key until a last day. Never holds what it is about, or an open key."""

    id = models.CharField(primary_key=True, max_length=32)
    kind = models.PositiveSmallIntegerField()
    circle = models.CharField(max_length=4, choices=_CIRCLES)
    opened_on = models.DateField()
    last_day = models.DateField(db_index=True)
    entries = models.PositiveIntegerField(default=0)
    head = models.BinaryField(max_length=32)
    # Somebody left: the next one who opens it begins a new epoch.
    renew = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("opened_on")), name="council_ends_after_it_begins"),
        ]


class CouncilKey(models.Model):
    """The public half of a council's key for one epoch. Never holds a private half."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE)
    epoch = models.PositiveIntegerField()
    public = models.BinaryField(max_length=32)
    # Leads from this epoch's private half back to the one before; the first epoch has none.
    link = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "epoch"], name="one_council_key_for_each_epoch")]


class Seat(models.Model):
    """The private half of one epoch of a council, sealed to a member who sits there. Never holds it open."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE)
    member = models.ForeignKey(Member, on_delete=models.CASCADE)
    epoch = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "member", "epoch"], name="one_seat_for_each_epoch")]


class CouncilEntry(models.Model):
    """One entry as the vault sealed it."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE)
    seq = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "seq"], name="one_council_entry_a_place")]
