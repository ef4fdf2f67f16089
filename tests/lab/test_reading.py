"""Practice, behaviour and scenario files: a right one is read whole, a wrong one is refused with file, key and what to write."""

import pytest

from madoguchi.lab import shelf
from madoguchi.lab.reading import check_together, per_day, read_behaviour, read_practice, read_scenario
from madoguchi.lab.terms import Figure, LabError, Practice
from madoguchi.rules.shelf import vocabulary
from madoguchi.rules.terms import RuleError
from tests.lab.written import BEHAVIOUR, PRACTICE, SCENARIO


def figure(n: float, unit: str) -> Figure:
    return Figure(n=n, low=n, high=n, unit=unit, source="assumption")


def practice_refused(old: str, new: str) -> str:
    assert old in PRACTICE
    with pytest.raises(LabError) as caught:
        read_practice("practice/here.toml", PRACTICE.replace(old, new, 1), vocabulary())
    return str(caught.value)


def scenario_refused(old: str, new: str) -> str:
    assert old in SCENARIO
    with pytest.raises(LabError) as caught:
        read_scenario("scenarios/try.toml", SCENARIO.replace(old, new, 1))
    return str(caught.value)


def together_refused(*, practice: tuple[str, str] = ("", ""), people: tuple[str, str] = ("", ""), more: str = "") -> str:
    assert practice[0] in PRACTICE
    assert people[0] in BEHAVIOUR
    scenario = read_scenario("scenarios/try.toml", SCENARIO + more)
    offices = read_practice("practice/here.toml", PRACTICE.replace(*practice), vocabulary())
    behaviour = read_behaviour("behaviour/people.toml", BEHAVIOUR.replace(*people, 1), vocabulary())
    with pytest.raises(LabError) as caught:
        check_together(scenario, offices, behaviour, shelf.law_for(scenario), vocabulary())
    return str(caught.value)


# ------------------------------------------------------------------ right files


def test_a_practice_is_read_whole() -> None:
    tokyo, osaka = read_practice("practice/here.toml", PRACTICE, vocabulary()).office
    assert (tokyo.share.n, osaka.procedures["extension"].withdrawn) == (0.75, "keeps_place")
    assert tokyo.procedures["extension"].grants[0].begins == "decision"


def test_a_behaviour_is_read_whole() -> None:
    found = read_behaviour("behaviour/people.toml", BEHAVIOUR, vocabulary())
    walks_out, asks = found.decision
    assert (walks_out.in_, walks_out.while_, asks.while_) == (("working",), "lawful", "any")
    assert walks_out.outcome[0].emits[1] == {"event": "permit.revoked", "ground": "walked_out"}


def test_people_without_choices_attributes_or_counters_are_read() -> None:
    begins, ends = BEHAVIOUR.index("counters"), BEHAVIOUR.index("[[group]]")
    text = BEHAVIOUR[:begins] + BEHAVIOUR[ends : BEHAVIOUR.index("[[decision]]")]
    assert read_behaviour("behaviour/people.toml", text, vocabulary()).decision == ()


def test_a_scenario_is_read_whole() -> None:
    found = read_scenario("scenarios/try.toml", SCENARIO)
    assert (found.people, found.days, found.years, found.seed) == (1000, 30, None, 1)


def test_right_files_fit_together() -> None:
    scenario = read_scenario("scenarios/try.toml", SCENARIO)
    offices = read_practice("practice/here.toml", PRACTICE, vocabulary())
    people = read_behaviour("behaviour/people.toml", BEHAVIOUR, vocabulary())
    check_together(scenario, offices, people, shelf.law_for(scenario), vocabulary())


@pytest.mark.parametrize("name", shelf.ids("scenarios"))
def test_every_scenario_of_the_house_fits_its_files_and_its_law(name: str) -> None:
    scenario = shelf.scenario(name)
    practice, behaviour = shelf.practice(scenario.practice), shelf.behaviour(scenario.behaviour)
    check_together(scenario, practice, behaviour, shelf.law_for(scenario), vocabulary())
    assert scenario.id == name


@pytest.mark.parametrize("name", shelf.ids("practice"))
def test_every_practice_of_the_house_carries_its_own_name(name: str) -> None:
    assert shelf.practice(name).id == name


@pytest.mark.parametrize("name", shelf.ids("behaviour"))
def test_every_behaviour_of_the_house_carries_its_own_name(name: str) -> None:
    assert shelf.behaviour(name).id == name


# ------------------------------------------------------------------ chances in time


def test_a_chance_per_day_stays_as_it_is() -> None:
    assert per_day(figure(0.02, "per_day")) == 0.02


@pytest.mark.parametrize(("unit", "days"), [("per_month", 365.25 / 12), ("per_year", 365.25)])
def test_a_chance_over_many_days_adds_up_to_itself(unit: str, days: float) -> None:
    assert 1 - (1 - per_day(figure(0.3, unit))) ** days == pytest.approx(0.3)


# ------------------------------------------------------------------ wrong files: the shape

CAPACITY = 'high = 0.02, unit = "of_people_per_open_day", source = "assumption"'


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("[[office]]", "[[office]", "this is not TOML: "),
        ('title = "Two offices"\n', "", "title is missing: write a short English title"),
        ('closed = "never"', 'close = "never"', "office tokyo, close is not known here; write one of closed"),
        ('closed = "never"', 'closed = "sundays"', "office tokyo, closed is 'sundays': write one of calendar, never"),
        ('title = "Two offices"', "title = 2", "title is 2: write a word in quotes"),
        ("n = 6,", "n = 6.5,", "office tokyo, procedures.extension.grants[0].n is 6.5: write a whole number"),
        ("n = 0.75,", "n = nan,", "office tokyo, share.n is nan: write a number"),
        ("grants = [{ status", "grants = { status", "this is not TOML: "),
        ("grants = [{ n = 1", 'grants = "a year" # [{ n = 1', "office osaka, procedures.extension.grants is 'a year': write a l"),
        ("[[office]]\nid = \"osaka\"", "[[office]]", "office[1].id is missing: write a short word that no other has"),
        ("{ n = 0.75, low = 0.5, high = 0.9, unit = \"share\", source = \"assumption\" }", "0.75", "office tokyo, share is 0.75"),
    ],
)  # fmt: skip
def test_a_file_of_the_wrong_shape_is_refused(old: str, new: str, sentence: str) -> None:
    assert practice_refused(old, new).startswith(f"practice/here.toml: {sentence}")


def test_a_figure_without_a_source_is_refused_with_what_to_write() -> None:
    assert practice_refused(CAPACITY, CAPACITY.replace(', source = "assumption"', "")) == (
        "practice/here.toml: office tokyo, procedures.extension.capacity.source is missing: "
        'write where the number was read, or "assumption"'
    )


def test_a_table_where_none_is_written_is_refused() -> None:
    begins = PRACTICE.index("[office.procedures")
    with pytest.raises(LabError, match=r"office tokyo, procedures is 3: write a table with keys"):
        read_practice("practice/here.toml", PRACTICE[:begins] + "procedures = 3\n", vocabulary())


# ------------------------------------------------------------------ wrong files: what offices do


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (CAPACITY, CAPACITY.replace("assumption", " "), "office tokyo, procedures.extension.capacity.source is empty: "),
        ("low = 0.005", "low = 0.015", "office tokyo, procedures.extension.capacity says low = 0.015, n = 0.01, high = 0.02: "),
        ("low = 0.005", "low = -0.1", "office tokyo, procedures.extension.capacity says low = -0.1, high = 0.02: a number here"),
        ("high = 0.02", "high = 0.002", "office tokyo, procedures.extension.capacity says low = 0.005, n = 0.01, high = 0.002: "),
        ("of_people_per_open_day", "per_day", "office tokyo, procedures.extension.capacity.unit is 'per_day', which is no unit "),
        ('"days"', '"weeks"', "office tokyo, procedures.extension.least_days.unit is 'weeks', which is no unit here; "),
        ("high = 1, unit", "high = 1.2, unit", "office tokyo, procedures.extension.granted says low = 0.8, high = 1.2: "),
        ("n = 0.75", "n = 0.7", "office.share adds up to 0.95 over all of them: write shares that add up to 1"),
        ("procedures.extension]", "procedures.extensoin]", "office tokyo, procedures.extensoin is 'extensoin', which is no requ"),
        ('"jp_student"', '"jp_studnet"', "office tokyo, procedures.extension.grants[0].status is 'jp_studnet', which is no word"),
        ('{ status = "jp_student", ', "{ ", "office tokyo, procedures.extension.grants holds a row for all twice: keep one"),
        ("n = 6,", "n = 0,", "office tokyo, procedures.extension.grants[0].n is 0: write 1 or more"),
        ('"osaka"', '"tokyo"', "office holds tokyo twice: keep one of them"),
    ],
)  # fmt: skip
def test_a_wrong_practice_is_refused(old: str, new: str, sentence: str) -> None:
    assert practice_refused(old, new).startswith(f"practice/here.toml: {sentence}")


def test_a_request_that_no_office_can_decide_is_refused() -> None:
    with pytest.raises(LabError, match=r"office\.procedures\.extension\.capacity is zero in every office"):
        read_practice("practice/here.toml", PRACTICE.replace("n = 0.01, low = 0.005", "n = 0, low = 0"), vocabulary())


def test_a_practice_without_offices_is_refused() -> None:
    with pytest.raises(LabError, match="office is empty: write at least one"):
        read_practice("practice/none.toml", 'id = "none"\ntitle = "None"\noffice = []\n', vocabulary())


# ------------------------------------------------------------------ wrong files: scenarios


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("days = 30", "", "days and years: write one of them, and only one"),
        ("days = 30", "days = 30\nyears = 1", "days and years: write one of them, and only one"),
        ("days = 30", "days = 0", "days is 0: write a whole number, 1 or more"),
        ("people = 1000", "people = true", "people is True: write a whole number, 1 or more"),
        ("people = 1000", "persons = 1000", "persons is not known here; "),
        ("first_day = 2000-01-01", 'first_day = "soon"', "first_day is 'soon': write a day without quotes"),
        ('texts = ["status_decade_law"]', "texts = [1]", "texts[0] is 1: write a word in quotes"),
    ],
)
def test_a_wrong_scenario_is_refused(old: str, new: str, sentence: str) -> None:
    assert scenario_refused(old, new).startswith(f"scenarios/try.toml: {sentence}")


# ------------------------------------------------------------------ files that do not fit together

FLEES = "decision walks-out, outcome flees, "

CHANGE = '[[change]]\nclause = "{}"\nvalue = "{}"\nn = 1\n'


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            '"permit_until"',
            '"sd.search.tiem"',
            "decision asks, at.anchor is 'sd.search.tiem', which is no clock clause of the law; ",
        ),
        (
            '"permit_until"',
            '"sd.stay.bridge"',
            "decision asks, at.anchor is 'sd.stay.bridge', which is no clock clause of the law; ",
        ),
        ("status == jp_student", "statis == jp_student", "decision walks-out, when is no condition: "),
        (
            "until_days = 30",
            'route = "sd.stay.permit"\nuntil_days = 30',
            FLEES + "route is 'sd.stay.permit', which is no route clause",
        ),
    ],
)
def test_a_reference_to_what_the_law_does_not_have_is_refused(old: str, new: str, sentence: str) -> None:
    assert together_refused(people=(old, new)).startswith(f"behaviour/people.toml: {sentence}")


def test_a_request_that_an_office_does_not_know_is_refused() -> None:
    refused = together_refused(people=('for = "extension" }', 'for = "change_of_status" }'))
    assert refused.startswith(
        "practice/here.toml: office tokyo, procedures.change_of_status is missing: decision asks files such"
    )


def test_an_office_that_closes_by_a_calendar_the_law_does_not_have_is_refused() -> None:
    refused = together_refused(practice=('closed = "never"', 'closed = "calendar"'))
    assert refused.startswith('practice/here.toml: office tokyo, closed is "calendar", but the law of XX has no calendar clause')


def test_a_change_to_what_the_law_does_not_have_is_refused() -> None:
    refused = together_refused(more=CHANGE.format("sd.stay.brigde", "at_most"))
    assert refused.startswith("scenarios/try.toml: change[0].clause is 'sd.stay.brigde', which is no clause of the law; ")


def test_files_that_the_scenario_does_not_name_are_refused() -> None:
    scenario = read_scenario("scenarios/try.toml", SCENARIO.replace('practice = "here"', 'practice = "there"'))
    offices: Practice = read_practice("practice/here.toml", PRACTICE, vocabulary())
    people = read_behaviour("behaviour/people.toml", BEHAVIOUR, vocabulary())
    with pytest.raises(LabError, match="practice is 'there', which is no practice file that was read"):
        check_together(scenario, offices, people, shelf.law_for(scenario), vocabulary())


# ------------------------------------------------------------------ the shelf


@pytest.mark.parametrize("open_", [shelf.practice, shelf.behaviour])
def test_a_file_that_is_not_there_is_refused_with_the_nearest(open_: object) -> None:
    assert callable(open_)
    with pytest.raises(LabError, match=r"status-decad\.toml: there is no .*; write one of status-decade"):
        open_("status-decad")


@pytest.mark.parametrize("name", ["../scenarios/jp-decade", "nothing/here", "Jp"])
def test_a_name_never_leaves_its_folder(name: str) -> None:
    with pytest.raises(LabError, match="there is no scenario"):
        shelf.scenario(name)


def test_a_scenario_can_be_given_as_text() -> None:
    assert shelf.scenario(SCENARIO).id == "try"


def test_a_country_without_rule_files_is_refused() -> None:
    scenario = shelf.scenario(SCENARIO.replace('law = "XX"\ntexts = ["status_decade_law"]', 'law = "ZZ"'))
    with pytest.raises(LabError, match=r"law is 'ZZ', a country without rule files; write one of ES, IT, JP, KR, VN"):
        shelf.law_for(scenario)


def test_a_law_of_its_own_is_read_once() -> None:
    first, second = shelf.scenario("status-decade"), shelf.scenario("status-decade-reform")
    assert shelf.law_for(first) is shelf.law_for(second)


def test_a_law_of_its_own_that_is_wrong_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object) -> None:
        raise RuleError("reference/here.toml:1: xx.a.b: title: is missing")

    monkeypatch.setattr(shelf, "read_book", wrong)
    scenario = shelf.scenario(SCENARIO.replace('law = "XX"', 'law = "XY"'))
    with pytest.raises(LabError, match=r"reference/here\.toml:1: xx\.a\.b: title: is missing"):
        shelf.law_for(scenario)
