"""What the house does once a day: find pairs, let yeses take effect, put the questions of the week. A batch: no time tells.

Done again on the same day it changes nothing. It opens nothing: it reads blinded keys, days and states.
"""

import datetime as dt
from collections import Counter

from django.db import transaction

from madoguchi.tracing import blinding_keys
from madoguchi.tracing.actions.denying import close_denied, take_back
from madoguchi.tracing.decide import entries as decide
from madoguchi.tracing.decide.index import Index, build, has_any
from madoguchi.tracing.decide.matching import Pairing, better, is_denied, likeliest_first, of_epoch
from madoguchi.tracing.decide.questions import is_due, next_question
from madoguchi.tracing.store import candidates as exchange
from madoguchi.tracing.store import entries as store
from madoguchi.tracing.store import keys as shelf
from madoguchi.tracing.store.candidates import Found
from madoguchi.tracing.terms.entries import CANDIDATES_A_WEEK, CANDIDATES_OF_A_SEARCH, TELLS, Kind, Step
from madoguchi.vault.terms import ID_BYTES, Draw, chance


def run(today: dt.date, draw: Draw = chance) -> int:
    """The batch of a day; how many new candidates groups have to look at."""
    with transaction.atomic():
        store.drop_ended(today)
        blinding_keys.turn(today)
        shelf.forget_before(blinding_keys.oldest())
        searches, beacons = store.open_rows(Kind.SEARCH, today), store.open_rows(Kind.BEACON, today)
        close_denied(exchange.everyone())
        found = _find(searches, beacons, today)
        _tell(today)
        for id_ in searches:
            _put_question(id_, today, draw)
        return found


def _find(searches: dict[str, int], beacons: dict[str, int], today: dt.date) -> int:
    known = exchange.everyone()
    pairs = {(each.search, each.beacon) for each in known}
    week = today - dt.timedelta(days=7)
    lately = Counter(id_ for each in known if each.found_on > week for id_ in (each.search, each.beacon))
    count = 0
    for pairing in _pairings(searches, today):
        is_own = searches[pairing.search] == beacons[pairing.beacon]
        is_full = lately[pairing.beacon] >= CANDIDATES_A_WEEK or lately[pairing.search] >= CANDIDATES_OF_A_SEARCH
        if is_own or is_full or (pairing.search, pairing.beacon) in pairs:
            continue
        exchange.add(chance(ID_BYTES).hex(), pairing.search, pairing.beacon, pairing.score, map(int, pairing.parts), today)
        lately.update((pairing.search, pairing.beacon))
        count += 1
    return count


def _pairings(searches: dict[str, int], today: dt.date) -> list[Pairing]:
    """Who may be one person, the likeliest first: epoch after epoch, so that one index lies in memory at a time."""
    keys = shelf.of(searches)
    found = list(better(each for epoch in shelf.epochs() for each in of_epoch(keys, epoch, _index(epoch, today))))
    denied = shelf.of({each.beacon for each in found}, is_denied=True)
    return sorted((each for each in found if not is_denied(keys[each.search], denied[each.beacon])), key=likeliest_first)


def _index(epoch: int, today: dt.date) -> Index:
    """The beacons of an epoch. What too many hold goes from the tables, from searches too: there it meets nothing any more."""
    made = build(shelf.of_open(Kind.BEACON, epoch, today))
    gone = made.frequent
    holders = {made.ids[place] for places in gone.values() for place in places}
    if gone:
        looking = (id_ for id_, keys in shelf.of_open(Kind.SEARCH, epoch, today) if has_any(keys, gone))
        shelf.drop(epoch, gone.keys(), holders.union(looking))
    return made


def _tell(today: dt.date) -> None:
    for each in exchange.everyone():
        if _is_ripe(each, today):
            before = exchange.told(each.search)
            # Whoever was first tells: an enquirer never reads answers of two people to one search.
            if before is not None and before.candidate != each.id:
                continue
            if before is not None and (before.answer, before.reply) == (each.answer, each.reply):
                continue
            if before is not None:
                take_back(before)
            assert each.answer is not None
            exchange.tell(chance(ID_BYTES).hex(), each.search, each.id, each.answer, each.reply)


def _is_ripe(each: Found, today: dt.date) -> bool:
    if each.step is not Step.SHOWN or each.answer not in TELLS or each.confirmed_on is None:
        return False
    return decide.takes_effect(each.confirmed_on) <= today


def _put_question(search: str, today: dt.date, draw: Draw) -> None:
    put = store.questions(search)
    wishes = [each for each in exchange.of_search(search) if each.step is Step.SHOWN and (each.wished or each.own)]
    wish = wishes[0] if wishes else None
    numbers = [each.listed for each in put if each.listed]
    last = put[-1].put_on if put else None
    # Drawn also where it is not needed: the same work for every search.
    listed = next_question(numbers, wish.wished if wish else 0, int.from_bytes(draw(8), "big"))
    if not is_due(last, today):
        return
    if wish is not None and wish.own:
        store.put_question(search, 0, today, wish.own)
    elif listed:
        store.put_question(search, listed, today)
    if wish is not None:
        exchange.change(wish.id, wished=0, own=b"")
