"""What members say of themselves: kept locked under a key of the house, read by every member who reads for a group.

A stolen backup tells nobody who knows what or is there when; whoever has the house and its key can look, like any member.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from django.db import transaction

from madoguchi.network import store
from madoguchi.network.actions.codes import house_key
from madoguchi.network.decide import rota
from madoguchi.network.store import profiles as shelf
from madoguchi.network.terms import Desk, Organisation
from madoguchi.network.terms.profiles import SPOKEN, Listed, Profile, Slot
from madoguchi.vault.padding import padded, unpadded
from madoguchi.vault.seals import context_of, locked, unlocked
from madoguchi.vault.terms import Unreadable

MOST_IN_MEMORY = 2_000
"""Profiles that are kept open; more than a network of ninety groups has."""


def profile_of(desk: Desk, *, to_write: bool = False) -> Profile:
    """What the member at this desk said of themselves; an empty profile where they said nothing yet."""
    kept = shelf.at(desk.member.id, to_write=to_write)
    return Profile() if kept is None else _opened(desk.member.id, kept)


def keep_profile(desk: Desk, profile: Profile) -> None:
    """Keep what a member says of themselves. What they took of the rota stays theirs."""
    with transaction.atomic():
        _keep(desk, replace(profile, on_call=profile_of(desk, to_write=True).on_call))


def take_slot(desk: Desk, slot: Slot) -> None:
    """From now on this member is on call in this part of the week."""
    with transaction.atomic():
        profile = profile_of(desk, to_write=True)
        _keep(desk, replace(profile, on_call=profile.on_call | {slot}))


def give_slot_back(desk: Desk, slot: Slot) -> None:
    """This member is on call there no more."""
    with transaction.atomic():
        profile = profile_of(desk, to_write=True)
        _keep(desk, replace(profile, on_call=profile.on_call - {slot}))


def listed() -> tuple[Listed, ...]:
    """Every member who reads for a group and has said something of themselves, by nickname. Nobody who waits to be let in."""
    groups: Mapping[str, Organisation] = {group.id: group for group in store.organisations()}
    return tuple(Listed(member, groups[member.organisation], _opened(member.id, kept)) for member, kept in shelf.of_readers())


def languages_needed() -> tuple[str, ...]:
    """The languages in which people may write to a group now, those of the list first."""
    spoken = {language for group in store.organisations_with_readers() for language in group.languages}
    return (*rota.languages_of(spoken), *sorted(spoken - set(SPOKEN)))


def _keep(desk: Desk, profile: Profile) -> None:
    shelf.keep(desk.member.id, locked(house_key("profiles"), padded(rota.written(profile)), _for(desk.member.id)))


# Each page of Today asks for everybody's. The same bytes say the same, and every member may read them: they stay in memory.
@lru_cache(maxsize=MOST_IN_MEMORY)
def _opened(member: str, kept: bytes) -> Profile:
    try:
        return rota.read(unpadded(unlocked(house_key("profiles"), kept, _for(member))))
    except Unreadable:
        # The house has another key than before: the member says it once more.
        return Profile()


def _for(member: str) -> bytes:
    return context_of("profile", member.encode())
