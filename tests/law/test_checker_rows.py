"""Each kind of expectation that the worked cases of Japan use seldom or never, once right and once wrong."""

import pytest

from madoguchi.rules.lives import read_case
from madoguchi.rules.shelf import vocabulary
from tests.law.reading import complaints

HEAD = """id = "T-1"
title = "A person whose stay is over"
country = "JP"
ask_on = 2026-06-20

[[fact]]
name = "prompt_departure"
value = true

[[event]]
day = 2025-12-01
kind = "permit.held"
layer = "stay"
status = "jp_engineer"
until = 2025-12-31

[[event]]
day = 2025-12-31
id = "request"
kind = "application.filed"
no = "1"
for = "extension"

[[life]]
id = "silent"
like = "main"
drop = ["request"]

[[life]]
id = "gone"

[[event]]
life = "gone"
day = 2026-01-01
kind = "permit.held"
layer = "stay"
status = "jp_engineer"
until = 2026-01-31

[[event]]
life = "gone"
day = 2026-06-09
kind = "order.issued"
what = "departure_order"
path = "declared_before_finding"
until = 2026-06-20

[[event]]
life = "gone"
day = 2026-06-10
kind = "departed"
how = "departure_order"
"""


A_MONTH = '{ n = 1, unit = "months" }'


def row(table: str, **keys: str) -> str:
    return f"\n[[expect.{table}]]\n" + "".join(f"{key.removesuffix('_')} = {value}\n" for key, value in keys.items())


def said(text: str, *, disputable: bool = False) -> list[str]:
    head = HEAD.replace('country = "JP"', 'country = "JP"\ndisputable = true') if disputable else HEAD
    return complaints(read_case(head + text, "t.toml", vocabulary()))


RIGHT = [
    row("answer", id='"in_time"', answer='"yes"'),
    row("answer", id='"in_time"', answer='"yes"', event='"request"'),
    row("answer", id='"eligible"', option='"departure_order"', answer='"yes"', why_fact='"jp-departure-order-since-2024"'),
    row("answer", id='"lawful_on"', answer='"no"'),
    row("ask", id='"victim_indications"'),
    row("option", id='"reenter"', answer='"no"', life='"gone"', as_='"temporary_visitor"', why_fact='"jp-ban-deportation"'),
    row("option", id='"reenter"', answer='"no"', as_='"worker"', after=A_MONTH, why_fact='"jp-ban-deportation"'),
    row("bar", kind='"landing"', life='"gone"', option='"departure_order"', until="2027-06-10", or_="[2027-06-09]",
        fact='"jp-departure-order-since-2024"'),
    row("bar", kind='"landing"', life='"gone"', option='"departure_order"', from_="2026-06-10", until="2027-06-10",
        fact='"jp-departure-order-since-2024"'),
    row("compare", left='"main"', right='"silent"', what='"option"', id='"departure_order"', how='"equal"'),
    row("compare", left='"main"', right='"silent"', what='"answer"', id='"lawful_on"', how='"equal"'),
    row("compare", left='"main"', right='"silent"', what='"deadline"', id='"permit_end"', how='"equal"'),
    row("compare", left='"main"', right='"silent"', what='"number"', id='"departure_term_max"', how='"equal"'),
    row("compare", left='"main"', right='"silent"', what='"bar"', id='"landing"', how='"equal"'),
]  # fmt: skip


@pytest.mark.parametrize("text", RIGHT, ids=range(len(RIGHT)))
def test_an_expectation_that_holds_is_not_complained_about(text: str) -> None:
    assert said(text) == []


WRONG = [
    row("answer", id='"in_time"', answer='"no"'),
    row("answer", id='"in_time"', answer='"yes"', event='"no such event"'),
    row("answer", id='"in_time"', answer='"yes"', life='"silent"'),
    row("answer", id='"eligible"', option='"departure_order"', answer='"no"'),
    row("answer", id='"may_travel"', answer='"no"'),
    row("ask", id='"instalments_agreed"'),
    row("option", id='"reenter"', answer='"yes"', life='"gone"', as_='"temporary_visitor"', why_fact='"jp-ban-deportation"'),
    row("option", id='"arraigo_social"', answer='"no"', as_='"worker"', why_fact='"jp-ban-deportation"'),
    row("option", id='"reenter"', answer='"yes"', as_='"worker"', after=A_MONTH, why_fact='"jp-ban-deportation"'),
    row("bar", kind='"landing"', life='"gone"', option='"departure_order"', until="2027-06-10", or_="[2027-06-01]",
        fact='"jp-departure-order-since-2024"'),
    row("compare", left='"main"', right='"silent"', what='"deadline"', id='"permit_end"', how='"less"'),
    row("compare", left='"main"', right='"silent"', what='"deadline"', id='"bar_end"', how='"equal"'),
    row("compare", left='"main"', right='"silent"', what='"number"', id='"departure_term_max"', how='"more"'),
    row("compare", left='"main"', right='"silent"', what='"number"', id='"support_max"', how='"equal"'),
    row("compare", left='"main"', right='"silent"', what='"bar"', id='"landing"', how='"different"'),
    row("compare", left='"main"', right='"silent"', what='"bar"', id='"application"', how='"equal"'),
]  # fmt: skip


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_an_expectation_that_does_not_hold_is_complained_about(text: str) -> None:
    assert len(said(text)) == 1


def test_a_disputed_case_needs_something_that_is_open_to_dispute() -> None:
    certain = row("deadline", id='"permit_end"', day="2025-12-31", fact='"jp-stay-change-extension"')
    assert said(certain) == []
    assert said(certain, disputable=True) == ["T-1: disputable: nothing in the result is marked as open to dispute"]
