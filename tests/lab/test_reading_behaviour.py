"""What people do, written wrongly: refused with file, key, what is wrong and what to write."""

import pytest

from madoguchi.lab.reading import read_behaviour
from madoguchi.lab.terms import LabError
from madoguchi.rules.shelf import vocabulary
from tests.lab.written import BEHAVIOUR

OUT, ASKS = "decision walks-out, ", "decision asks, "
FLEES, HOME, FILES = OUT + "outcome flees, ", OUT + "outcome goes-home", ASKS + "outcome files, "
NO_SITUATION = "which is no situation of this file; "


def behaviour_refused(old: str, new: str) -> str:
    assert old in BEHAVIOUR
    with pytest.raises(LabError) as caught:
        read_behaviour("behaviour/people.toml", BEHAVIOUR.replace(old, new, 1), vocabulary())
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('["working", "hidden"]', '["working", "working", "hidden"]', "situations holds working twice"),
        ('counters = ["changes"]', 'counters = ["changes", "changes"]', "counters holds changes twice"),
        ("gone_after_days = 36", "gone_after_days = 0", "attribute debt, gone_after_days is 0: write 1 or more"),
        ('id = "workers"', 'id = "students"', "group holds students twice"),
        ("n = 0.6, low", "n = 0.5, low", "group.share adds up to 0.9 over all of them"),
        ('situation = "working"', 'situation = "workin"', "group students, situation is 'workin', which is no situation of this"),
        ('{ event = "entered", how = "visa", status = "jp_student" }, ', "", "group students, arrives does not begin with a com"),
        ('level = "language"', 'level = "nursery"', "group students, arrives[1].level cannot be 'nursery': 'nursery' is not a w"),
        ('how = "visa"', "hou = true", "group students, arrives[0].hou is no field of entered; "),
        ("least = 365, most = 365", "least = 365, most = 36", "group students, stays_days says least = 365, most = 36: "),
        ("least = 0, most = 700", "least = -9, most = 700", "group students, came_days_ago.least is -9: write 0 or more"),
        ('id = "asks"', 'id = "walks-out"', "decision holds walks-out twice"),
        ('in = ["working"]', "in = []", OUT + "in is empty: write at least one"),
        ('in = ["working"]', 'in = ["asleep"]', OUT + "in is 'asleep', which is no situation of this file; "),
        ('while = "lawful"', 'while = "legal"', OUT + "while is 'legal': write one of lawful, irregular, any"),
        ('while = "lawful"', 'at = { anchor = "arrival", days = 1 }', OUT + "ceiling and at: write one of them"),
        ('at = { anchor = "permit_until", days = -60, every = 7 }\n', "", ASKS + "ceiling and at: write one of them"),
        ('unit = "per_month"', 'unit = "per_week"', OUT + "ceiling.unit is 'per_week', which is no unit here; "),
        ("n = 0.2, low = 0.1, high = 0.3", "n = 0.5, low = 0.1, high = 0.6", OUT + "rates[0].rate is 0.001"),
        ("high = 0.3, unit", "high = 3, unit", OUT + "rates[0].rate says low = 0.1, high = 3.0: a number here is between"),
        ("n = 0.03, low = 0.03, high = 0.03", "n = 1, low = 1, high = 1", OUT + "ceiling says 1 per_month, and what is certain"),
        ('group = "students"', 'group = "studnets"', OUT + "rates[0].group is 'studnets', which is no group"),
        ("until = 2000-06-30", "until = 1999-06-30", OUT + "rates[0].until is before since (2000-01-01)"),
        ("until = 2000-06-30", 'until = "2000-06-30"', OUT + "rates[0].until is '2000-06-30': write a day without quotes"),
        ("open_to = 2000-12-31", "open_to = 1999-12-31", OUT + "open_to is before open_from (2000-01-01)"),
        ("open_to = 2000-12-31", "open_to = 2000-12-31T00:00:00", OUT + "open_to is datetime.datetime(2000, 12, 31, 0, 0)"),
        ('anchor = "permit_until"', 'anchor = "permit_end"', ASKS + "at.anchor is 'permit_end', which is no anchor "),
        ("every = 7", "every = -7", ASKS + "at.every is -7: write 0 or more"),
        ('unless_open = "extension"', 'unless_open = "prolongation"', ASKS + "unless_open is 'prolongation', which is no word"),
        ('unless_open = "extension"', "state_for_days = -1", ASKS + "state_for_days is -1: write 0 or more"),
        ('id = "goes-home"', 'id = "flees"', OUT + "outcome holds flees twice"),
        ("weighs = { debt = 2 }", "weighs = { dept = 2 }", FLEES + "weighs.dept is 'dept', which is no attribute of this file; "),
        ("weighs = { debt = 2 }", "weighs = { debt = inf }", FLEES + "weighs.debt is inf: write a number"),
        ("below = { changes = 3 }", "below = { moves = 3 }", FLEES + "below.moves is 'moves', which is no counter of this file;"),
        ("below = { changes = 3 }", "below = { changes = 0 }", FLEES + "below.changes is 0: write 1 or more"),
        ('counts = "changes"', 'counts = "moves"', FLEES + "counts is 'moves', which is no counter of this file; "),
        ('becomes = "hidden"', 'becomes = "away"', FLEES + "becomes is 'away', which is no situation of this file; "),
        ("until_days = 30", "until_days = -1", FLEES + "until_days is -1: write 0 or more"),
        (', { event = "permit.revoked", ground = "walked_out" }', "", FLEES + "until_days has no event to end: "),
        ('{ event = "workplace.left", ', "{ ", FLEES + "emits[0].event is missing: "),
        ('"workplace.left"', '"workplace.lost"', FLEES + "emits[0].event is 'workplace.lost', which is no event; "),
        (', ground = "violence" }', " }", FLEES + "emits[0].ground is missing: every workplace.left says it"),
        ("leaves = true", "", HOME + ", leaves does not agree with emits: "),
        ('becomes = "hidden"', "leaves = true", FLEES + "leaves does not agree with emits: "),
        ("utility = { n = 0, low = -1", "weight = { n = 0, low = 0", HOME + " has to have a weight or a utility"),
        ('utility = { n = 0, low = -1, high = 1, unit = "utility", source = "assumption" }', "", HOME + " has"),
        ('unit = "utility"', 'unit = "weight"', FLEES + "utility.unit is 'weight', which is no unit here; "),
        ('unit = "weight"', 'unit = "weight", weight = 1', FILES + "weight.weight is not known here; "),
        ("weight = { n = 0.9, low = 0.5", "weighs = { debt = 1 }\nweight = { n = 0.9, low = 0.5", FILES + "weighs belongs"),
        ('for = "extension" }', 'for = "extension", no = "1" }', FILES + "emits[0].no is the number of a request, which "),
    ],
)  # fmt: skip
def test_a_wrong_behaviour_is_refused(old: str, new: str, sentence: str) -> None:
    assert behaviour_refused(old, new).startswith(f"behaviour/people.toml: {sentence}")


@pytest.mark.parametrize("key", ["until", "leave_by"])
def test_a_day_in_an_event_is_refused_because_the_run_fills_it_in(key: str) -> None:
    event = "permit.revoked" if key == "leave_by" else "permit.granted"
    rest = 'ground = "walked_out"' if key == "leave_by" else 'layer = "stay", status = "jp_student"'
    row = f'event = "{event}", {rest}, {key} = 2000-02-01'
    refused = behaviour_refused('event = "permit.revoked", ground = "walked_out"', row)
    assert refused.startswith(f"behaviour/people.toml: {FLEES}emits[1].{key} is a day, which the run fills in: ")


def test_a_rate_under_a_choice_that_comes_on_a_day_is_refused() -> None:
    rates = 'rates = [{ rate = { n = 0.1, low = 0, high = 1, unit = "per_day", source = "assumption" } }]\nunless_open'
    assert "decision asks, rates[0] has no ceiling above it: " in behaviour_refused("unless_open", rates)


def test_weights_that_are_all_nothing_are_refused() -> None:
    text = BEHAVIOUR.replace("n = 0.9, low = 0.5", "n = 0, low = 0").replace("n = 0.1, low = 0,", "n = 0, low = 0,")
    with pytest.raises(LabError, match=r"decision asks, outcome\.weight is 0 in every outcome: "):
        read_behaviour("behaviour/people.toml", text, vocabulary())
