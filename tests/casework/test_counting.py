"""What those who count get of a closed case: coarse, consented, and leading back to nobody."""

import datetime as dt

import pytest
from django.apps import apps

from madoguchi.casework import models, outflow
from madoguchi.casework.actions import cases, closing
from madoguchi.casework.decide.counting import quarter_of
from madoguchi.casework.terms import COUNT_AFTER_DAYS, Causes, Coded, Harm
from madoguchi.help.terms.consents import Purpose
from tests.casework.network_of_cases import TODAY, Street

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
LATER = TODAY + dt.timedelta(days=COUNT_AFTER_DAYS + 1)


def closed(street: Street, *, asked: bool = True) -> str:
    """A closed case; its person agreed to be counted, or was never asked."""
    id_ = street.case()
    if asked:
        cases.asked(street.hoa, id_, Purpose.COUNT, TODAY)
        street.agrees()
    closing.keep_causes(street.hoa, id_, Causes(("jp.stay.special-period",), (("immigration", "late"),)), TODAY)
    harm = Harm(frozenset({"unpaid_wages"}), frozenset({"threats"}), frozenset(), frozenset(), frozenset({"union"}))
    closing.keep_harm(street.hoa, id_, harm, TODAY)
    closing.close(street.hoa, id_, TODAY)
    return id_


def test_a_consented_case_is_counted_a_month_after_it_closed_and_once(street: Street) -> None:
    closed(street)
    assert closing.count_closed(street.hoa, TODAY) == 0
    assert closing.count_closed(street.sensei, LATER) == 0, "not at a desk that may not read the cause"
    assert closing.count_closed(street.hoa, LATER) == 1
    assert closing.count_closed(street.hoa, LATER) == 0
    assert list(outflow.coded_cases()) == [
        Coded("2026-Q4", ("jp.stay.special-period",), (("immigration", "late"),), ("unpaid_wages",), (), ("union",))
    ]


@pytest.mark.parametrize("way", ["never asked", "taken back", "case deleted"])
def test_without_a_consent_that_stands_nothing_is_counted(street: Street, way: str) -> None:
    closed(street, asked=way != "never asked")
    if way == "taken back":
        street.withdraws(Purpose.COUNT)
    if way == "case deleted":
        street.withdraws(Purpose.CASE)
    assert closing.count_closed(street.hoa, LATER) == 0
    assert list(outflow.coded_cases()) == []


def test_what_is_counted_leads_back_to_nobody(street: Street) -> None:
    id_ = closed(street)
    closing.count_closed(street.hoa, LATER)
    columns = {field.name for field in models.CodedRow._meta.get_fields()}
    assert columns == {"id", "quarter", "codes"}, "a column more could lead back"
    (row,) = models.CodedRow.objects.values()
    assert id_ not in repr(row)
    assert street.conversation not in repr(row)
    assert not [
        model for model in apps.get_models() for field in model._meta.get_fields() if field.related_model is models.CodedRow
    ]
    assert "threats" not in repr(row), "signs are prompts for a caseworker, and are not counted"


@pytest.mark.parametrize(("day", "quarter"), [("2026-01-01", "2026-Q1"), ("2026-03-31", "2026-Q1"), ("2026-12-31", "2026-Q4")])
def test_the_finest_time_is_a_quarter(day: str, quarter: str) -> None:
    assert quarter_of(dt.date.fromisoformat(day)) == quarter
