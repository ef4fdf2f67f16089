"""Lives of exactly thirty events, made by a named stream: the same on every machine and every run."""

import datetime as dt
import hashlib
import random
from collections.abc import Callable

from madoguchi.rules.terms import Event, Fact, Life, Value

EVENTS = 30
Fields = dict[str, Value]


def stream(seed: int, *purpose: str) -> random.Random:
    """A stream with a name: adding one never reshuffles the others."""
    name = "/".join((str(seed), *purpose)).encode()
    return random.Random(hashlib.blake2b(name, digest_size=8).digest())


def life(seed: int) -> Life:
    """A long life in Japan: study, work, requests, moves, a separation, hours, and what comes with them."""
    draw = stream(seed, "bench", "life")
    day = dt.date(2015, 4, 1) + dt.timedelta(days=draw.randrange(365))
    status = draw.choice(["jp_student", "jp_engineer", "jp_intern_1", "jp_spouse_of_national", "jp_ssw_1"])
    events = [Event(day, "entered", {"how": "visa", "status": status, "until": day + dt.timedelta(days=365)})]
    filed = 0
    while len(events) < EVENTS:
        day += dt.timedelta(days=draw.choice([1, 14, 28, 31, 59, 62, 89, 92, 120]))
        kind, fields = draw.choice(KINDS)(day, filed)
        filed += kind == "application.filed"
        events.append(Event(day, kind, fields))
    return Life("JP", (Fact("nationality", "VN"), Fact("convictions", 0)), tuple(events))


KINDS: tuple[Callable[[dt.date, int], tuple[str, Fields]], ...] = (
    lambda _, filed: ("application.filed", {"no": str(filed), "for": "extension"}),
    lambda day, filed: (
        "application.decided",
        {"no": str(max(filed - 1, 0)), "result": "granted", "until": day + dt.timedelta(days=365)},
    ),
    lambda _, __: ("address.moved", {}),
    lambda _, __: ("notified", {"what": "address"}),
    lambda _, __: ("work.pattern", {"half_hours_week": 50}),
    lambda _, __: ("work.hours", {"half_hours": 14}),
    lambda _, __: ("contract.ended", {"ground": "bankruptcy"}),
    lambda _, __: ("contract.signed", {}),
    lambda _, __: ("wages.unpaid", {"months": 1}),
    lambda _, __: ("separation.began", {"ground": "violence"}),
)
