"""Who is on call and when, where nobody is, who knows what. Pure: values in, values out; never asks the time."""

import json
from collections.abc import Iterable, Mapping

from madoguchi.network.decide import speaks
from madoguchi.network.terms.profiles import DAYS_A_WEEK, SLOTS, SPOKEN, Expertise, Listed, Profile, Slot

BY_WORD: Mapping[str, Slot] = {slot.word: slot for slot in SLOTS}
_EXPERTISE: Mapping[str, Expertise] = {each.value: each for each in Expertise}


def slots_of(words: Iterable[str]) -> frozenset[Slot]:
    """The slots with these words; what is none is left out."""
    return frozenset(BY_WORD[word] for word in words if word in BY_WORD)


def expertise_of(words: Iterable[str]) -> frozenset[Expertise]:
    """The fields with these words; what is none is left out."""
    return frozenset(_EXPERTISE[word] for word in words if word in _EXPERTISE)


def languages_of(words: Iterable[str]) -> tuple[str, ...]:
    """The languages of the list that are named, in its order."""
    named = frozenset(words)
    return tuple(code for code in SPOKEN if code in named)


def written(profile: Profile) -> bytes:
    """A profile as it is locked away."""
    said = {
        "languages": list(profile.languages),
        "expertise": sorted(each.value for each in profile.expertise),
        "there": [slot.word for slot in sorted(profile.there)],
        "on_call": [slot.word for slot in sorted(profile.on_call)],
        "part_time": profile.is_part_time,
    }
    return json.dumps(said).encode()


def read(text: bytes) -> Profile:
    """A profile as it was locked away. A word that is not in the lists any more is left out."""
    said = json.loads(text)
    there, on_call = slots_of(said["there"]), slots_of(said["on_call"])
    return Profile(languages_of(said["languages"]), expertise_of(said["expertise"]), there, on_call, said["part_time"])


def on_call(listed: Iterable[Listed], slot: Slot) -> tuple[Listed, ...]:
    """Who took this part of the rota."""
    return tuple(each for each in listed if slot in each.profile.on_call)


def holes(listed: Iterable[Listed], languages: Iterable[str]) -> dict[str, tuple[Slot, ...]]:
    """For each language, the parts of the week in which nobody on call speaks it."""
    everybody = tuple(listed)
    return {
        code: tuple(slot for slot in SLOTS if not any(speaks(each.profile.languages, code) for each in on_call(everybody, slot)))
        for code in languages
    }


def days_until_somebody(listed: Iterable[Listed], weekday: int) -> int | None:
    """In how many days somebody is on call, 1 to 7; None where nobody ever is. Today itself does not count."""
    taken = {slot.weekday for each in listed for slot in each.profile.on_call}
    return next((ahead for ahead in range(1, DAYS_A_WEEK + 1) if (weekday + ahead) % DAYS_A_WEEK in taken), None)


def knowing(listed: Iterable[Listed], expertise: Expertise) -> tuple[Listed, ...]:
    """Who knows this."""
    return tuple(each for each in listed if expertise in each.profile.expertise)
