"""What members say of themselves, who is on call, and where nobody is. Nothing is finer than a part of a week day."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.network import forms
from madoguchi.network.actions import profiles
from madoguchi.network.decide import rota as decide
from madoguchi.network.pages import for_coordinators, for_readers, show_at_desk
from madoguchi.network.terms import Desk
from madoguchi.network.terms.profiles import DAYS_A_WEEK, SPOKEN, DayPart, Expertise, Listed, Slot
from madoguchi.ui.languages import own_name_of
from madoguchi.ui.page import takes, today


@takes("GET", "POST")
@for_readers
def profile(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """Each member says of themselves what they speak, what they know and when they are there; nobody else can."""
    if request.method == "POST":
        profiles.keep_profile(desk, forms.read_profile(request.POST))
        return redirect("desk-profile", tag)
    own = profiles.profile_of(desk)
    context = {
        "own": own,
        "spoken": [{"code": code, "name": own_name_of(code), "is_ticked": code in own.languages} for code in SPOKEN],
        "expertise": [
            {"word": each.value, "key": f"expertise.{each.value}", "is_ticked": each in own.expertise} for each in Expertise
        ],
        "week": [{**day, "parts": [{**part, "is_ticked": part["slot"] in own.there} for part in day["parts"]]} for day in week()],
    }
    return show_at_desk(request, desk, "network/profile.html", tag, context)


@takes("GET", "POST")
@for_readers
def rota(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """Who is on call in which part of the week; a member takes a part, or gives it back."""
    if request.method == "POST":
        for slot in decide.slots_of(request.POST.getlist("take")):
            profiles.take_slot(desk, slot)
        for slot in decide.slots_of(request.POST.getlist("give")):
            profiles.give_slot_back(desk, slot)
        return redirect("desk-rota", tag)
    everybody, own = profiles.listed(), profiles.profile_of(desk)
    coordinates = desk.member.coordinates(today())
    days = [{**day, "parts": [_taken(part, everybody, own.on_call) for part in day["parts"]]} for day in week()]
    return show_at_desk(request, desk, "network/rota.html", tag, {"week": days, "own": own, "coordinates": coordinates})


def _taken(part: dict[str, Any], everybody: tuple[Listed, ...], own: frozenset[Slot]) -> dict[str, Any]:
    on_call = [listed_row(each) for each in decide.on_call(everybody, part["slot"])]
    return {**part, "on_call": on_call, "is_mine": part["slot"] in own}


@takes("GET")
@for_coordinators
def holes(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """For each language in which people may write: the parts of the week in which nobody on call speaks it."""
    found = decide.holes(profiles.listed(), profiles.languages_needed())
    rows = [{"code": code, "name": own_name_of(code), "days": slot_rows(slots)} for code, slots in found.items()]
    return show_at_desk(request, desk, "network/holes.html", tag, {"rows": rows})


def week() -> list[dict[str, Any]]:
    """Every day of a week with its parts, as templates need them."""
    return [_day_row(weekday, [Slot(weekday, part) for part in DayPart]) for weekday in range(DAYS_A_WEEK)]


def slot_rows(slots: Iterable[Slot]) -> list[dict[str, Any]]:
    """Parts of the week by their day."""
    found = sorted(slots)
    days = sorted({slot.weekday for slot in found})
    return [_day_row(weekday, [slot for slot in found if slot.weekday == weekday]) for weekday in days]


def _day_row(weekday: int, slots: list[Slot]) -> dict[str, Any]:
    parts = [{"slot": slot, "key": f"daypart.{slot.part.value}"} for slot in slots]
    return {"weekday": weekday, "key": f"weekday.{weekday}", "parts": parts}


def listed_row(listed: Listed) -> dict[str, Any]:
    """A member as colleagues of every group see them."""
    speaks = [{"code": code, "name": own_name_of(code)} for code in listed.profile.languages]
    return {"listed": listed, "member": listed.member, "speaks": speaks, "there": slot_rows(listed.profile.there)}
