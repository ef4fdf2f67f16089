"""Groups: take one into the network, say which ones people may write to, and what to seal to them. Asks nobody to sign in."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from madoguchi.network import decide, store
from madoguchi.network.store import leaving
from madoguchi.network.terms import Circle, Known, Member, Organisation, Refusal
from madoguchi.vault.terms import ID_BYTES, chance


def add_organisation(organisation: Organisation) -> Refusal | None:
    """Take a group into the network; None when it is done."""
    if not decide.is_slug(organisation.id):
        return Refusal.SLUG_UNFIT
    if not organisation.languages:
        return Refusal.NO_LANGUAGES
    try:
        with transaction.atomic():
            if store.organisation(organisation.id) is not None:
                return Refusal.SLUG_TAKEN
            store.add_organisation(organisation, chance(ID_BYTES))
    except IntegrityError:
        return Refusal.SLUG_TAKEN
    return None


def pause(id_: str) -> Refusal | None:
    """Take no new conversations for now."""
    return None if store.set_takes_new(id_, takes_new=False) else Refusal.NO_SUCH_GROUP


def resume(id_: str) -> Refusal | None:
    """Take new conversations again."""
    if leaving.has_left(id_):
        return Refusal.HAS_LEFT
    return None if store.set_takes_new(id_, takes_new=True) else Refusal.NO_SUCH_GROUP


def organisations() -> tuple[Organisation, ...]:
    """All groups, by name."""
    return store.organisations()


def organisations_open(language: str) -> tuple[Organisation, ...]:
    """The groups that people who read this language may write to now: they take new conversations, and somebody can read them."""
    return tuple(group for group in store.organisations_with_readers() if decide.speaks(group.languages, language))


def organisation_of(id_: str) -> Organisation | None:
    """The group with this id, also when it takes nothing new."""
    return store.organisation(id_)


def public_key_of(organisation: str, circle: Circle = Circle.ALL) -> tuple[int, bytes] | None:
    """Epoch and public half of the newest key; None where nobody could open what is sealed to it."""
    return store.newest_public(organisation, circle)


def duties_of(groups: Iterable[Organisation]) -> dict[str, Known]:
    """What people are told of each group: whether it, or one of its members who read, may have to report."""
    found = tuple(groups)
    members = store.duties_of_readers([group.id for group in found])
    return {group.id: decide.told_duty(group.may_report, *members.get(group.id, ())) for group in found}


def duty_of(organisation: Organisation) -> Known:
    """The same of one group."""
    return duties_of([organisation])[organisation.id]


def members_of(organisation: str) -> tuple[Member, ...]:
    """Its members of now, by nickname."""
    return store.members_of(organisation)


def members_who_wait(organisation: str) -> tuple[Member, ...]:
    """Its members of now whom nobody has let read yet."""
    newest = store.newest_public(organisation)
    reading = {member.id for member in store.holders(organisation, newest[0])} if newest else set()
    return tuple(member for member in store.members_of(organisation) if member.id not in reading)


def member_of(id_: str) -> Member | None:
    """A member of now or of the past year: to say who answered, and to check what they signed."""
    return store.member(id_)


def member_named(typed: str) -> Member | None:
    """The member of now with this nickname, however it was typed."""
    return store.member_called(decide.tidy_nickname(typed) or "")


def signer(sign_public: bytes) -> Member | None:
    """The member, of now or of the past year, who signs with the secret half of this key."""
    return store.member_signing(sign_public)
