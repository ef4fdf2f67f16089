"""A rule file that is wrong is refused with file, line, clause, key, and a sentence that says what to write instead."""

import re

import pytest

from madoguchi.rules.reader import closest, line_of, read_book
from madoguchi.rules.shelf import COUNTRIES, law_of, vocabulary
from madoguchi.rules.terms import RuleError
from tests.rules.invented import CITED, PERMIT, clause, clock, days, law, months

RIGHT = clock(days(14))


def refusal(text: str) -> str:
    with pytest.raises(RuleError) as caught:
        read_book("XX", {"xx.toml": text}, vocabulary())
    return str(caught.value)


def test_a_right_file_is_read() -> None:
    found = law(RIGHT).clauses
    assert sorted(found) == ["xx.job.search", "xx.stay.permit"]


@pytest.mark.parametrize("country", sorted(COUNTRIES))
def test_every_rule_file_of_the_house_is_right(country: str) -> None:
    assert law_of(country).clauses


# ------------------------------------------------------------------ the file


def test_what_is_not_toml_is_refused() -> None:
    assert refusal("[[clause]\n").startswith("xx.toml: this is not TOML: ")


def test_an_inline_table_over_several_lines_is_refused_with_the_reason() -> None:
    text = RIGHT.replace('length = { n = 14, unit = "days" }', 'length = { n = 14,\n  unit = "days" }')
    assert "Inline tables stay on one line" in refusal(text)


def test_a_table_that_is_no_clause_is_refused() -> None:
    assert refusal('[[rule]]\nid = "xx.a.b"\n') == "xx.toml: 'rule' is not known here: a rule file holds only [[clause]] tables"


def test_an_empty_file_holds_no_clause() -> None:
    assert read_book("XX", {"xx.toml": ""}, vocabulary()).clauses == {}


# ------------------------------------------------------------------ the clause

WRONG_CLAUSES = [
    ("jp", "xx.toml:2: jp: id: 'jp' is not a clause id: write country.topic.name", 'id = "xx.job.search"', 'id = "jp"'),
    ("no id", "xx.toml:1: (no id): id: '(no id)' is not a clause id", 'id = "xx.job.search"\n', ""),
    (
        "kind",
        "xx.toml:3: xx.job.search: kind: 'clok' is not a kind of clause; write one of clock",
        'kind = "clock"',
        'kind = "clok"',
    ),
    ("no kind", "xx.job.search: kind: None is not a kind of clause", 'kind = "clock"\n', ""),
    ("title", "xx.job.search: title: is missing: write a short English title", 'title = "A rule of X"', 'title = " "'),
    ("layer", "xx.job.search: layer: 'sky' is not a layer; write one of", 'kind = "clock"', 'kind = "clock"\nlayer = "sky"'),
    (
        "no version",
        "xx.job.search: version: is missing: write at least one [[clause.version]]",
        "[[clause.version]]",
        "[clause.versio]",
    ),
]


@pytest.mark.parametrize(("about", "sentence", "right", "wrong"), WRONG_CLAUSES, ids=[row[0] for row in WRONG_CLAUSES])
def test_a_wrong_head_is_refused(about: str, sentence: str, right: str, wrong: str) -> None:
    assert sentence in refusal(RIGHT.replace(right, wrong, 1))


def test_an_id_stands_for_one_clause_only() -> None:
    assert "xx.job.search: this id is taken by xx.toml; choose another" in refusal(RIGHT + RIGHT)


def test_a_name_stands_for_one_thing_only() -> None:
    assert "name = 'age' cannot be given: it is taken" in refusal(clock(days(14), 'name = "age"'))
    twice = clock(days(14), 'name = "search_end"') + clock(days(14), 'name = "search_end"', id_="job.again")
    assert "xx.job.again: name = 'search_end' cannot be given" in refusal(twice)
    route = clause("way.out", "route", 'option = "leave_normally"', 'name = "way"')
    assert "a route has no day to name" in refusal(route)


def test_a_name_that_a_clause_gives_can_be_asked_for_by_another() -> None:
    named = clock(days(14), 'name = "search_end"')
    asks = clause("way.out", "route", 'option = "leave_normally"', 'needs = [{ when = "today <= search_end", says = "in-time" }]')
    assert "xx.way.out" in law(named, asks).clauses


# ------------------------------------------------------------------ the version


def changed(right: str, wrong: str) -> str:
    text = RIGHT.replace(right, wrong, 1)
    assert text != RIGHT
    return refusal(text)


@pytest.mark.parametrize("key", ["law", "article", "instrument", "source", "fact", "confidence"])
def test_a_version_says_where_it_comes_from(key: str) -> None:
    without = re.sub(rf"^{key} = .*\n", "", RIGHT, flags=re.MULTILINE)
    assert re.fullmatch(
        rf"xx.toml:\d+: xx.job.search: version\[0\]\.{key}: is missing: every version says it .*", refusal(without)
    )


@pytest.mark.parametrize("key", ["law", "article"])
def test_an_empty_place_is_no_place(key: str) -> None:
    assert f"{key}: is empty: say where the rule stands" in refusal(
        re.sub(rf"^{key} = .*$", f'{key} = " "', RIGHT, flags=re.MULTILINE)
    )


def test_no_fact_is_no_fact() -> None:
    assert "fact: is empty: name the dated fact" in changed('fact = "xx-fact"', "fact = []")


@pytest.mark.parametrize("key", ["since", "until", "in_force_on"])
def test_a_quoted_day_is_refused(key: str) -> None:
    text = RIGHT.replace(
        "since = 1990-01-01", f'since = 1990-01-01\n{key} = "1990-01-01"' if key != "since" else 'since = "1990-01-01"'
    )
    assert f"xx.job.search: {key}: write the day without quotes: {key} = 1990-01-01" in refusal(text)


def test_a_quoted_day_deeper_down_is_refused_too() -> None:
    quota = clause("entry.places", "quota", 'option = "reenter"', 'opens = "2026-02-16"')
    assert "A day is written without quotes, such as 2026-06-30." in refusal(quota)


def test_a_first_day_is_known_or_said_not_to_be() -> None:
    assert "since: write the first day of force, or since_unknown = true" in changed("since = 1990-01-01\n", "")
    both = changed("since = 1990-01-01", "since = 1990-01-01\nsince_unknown = true")
    assert "since: write the first day of force" in both
    assert "in_force_on: is missing: where the first day is not known" in changed("since = 1990-01-01", "since_unknown = true")


def test_a_last_day_comes_after_the_first() -> None:
    assert "until: 1989-12-31 is before 1990-01-01" in changed("since = 1990-01-01", "since = 1990-01-01\nuntil = 1989-12-31")


def test_versions_stand_in_order_and_do_not_overlap() -> None:
    overlap = clock(days(14), versions=("since = 1990-01-01\nuntil = 2000-01-01", "since = 2000-01-01"))
    assert "since: 2000-01-01 overlaps the version before, which ends on 2000-01-01" in refusal(overlap)
    unended = clock(days(14), versions=("since = 1990-01-01", "since = 2000-01-01"))
    assert "until: is missing on a version that another one follows" in refusal(unended)


def test_an_unknown_key_is_refused_with_the_nearest_one() -> None:
    assert "version[0].lenght: a clock has no key 'lenght'; write one of length" in changed("length", "lenght")


def test_a_key_of_another_kind_is_refused() -> None:
    assert "a clock has no key 'most'" in changed(days(14), f"{days(14)}\nmost = 3")


def test_a_word_that_is_not_allowed_here_is_refused() -> None:
    assert "confidence: 'sure' is not one of the words allowed here" in changed('"verified_in_source"', '"sure"')
    assert "'law' is not one of the words allowed here" in changed('instrument = "act"', 'instrument = "law"')
    assert "'fortnights' is not one of the words allowed here" in changed('unit = "days"', 'unit = "fortnights"')


def test_a_wrong_type_is_refused() -> None:
    assert "length.n: Expected `int`, got `str`" in changed("n = 14", 'n = "14"')
    assert "length.n: Expected `int`, got `float`" in changed("n = 14", "n = 14.5")


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ('deadline = "job_serch"', "deadline: 'job_serch' is not a word of the list 'deadline'; write one of job_search"),
        ('exposes = "revocable"', "exposes: 'revocable' is not a word of the list 'state'; write one of lawful_revocable"),
        ('obstacles = ["rain"]', "obstacles: 'rain' is not a word of the list 'obstacle'"),
        ('doubts = [{ reading = "perhaps", why = "x" }]', "reading: 'perhaps' is neither an answer nor a state; write one of"),
        ('answers = [{ question = "is_it", answer = "yes" }]', "question: 'is_it' is not a word of the list 'question'"),
    ],
)
def test_a_word_outside_the_closed_lists_is_refused(wrong: str, hint: str) -> None:
    text = RIGHT.replace(
        'deadline = "job_search"', wrong if wrong.startswith("deadline") else f'deadline = "job_search"\n{wrong}'
    )
    assert hint in refusal(text)


DAYS = days(14)
WRONG_VALUES = [
    ('latest_of = ["permit_untill"]', "latest_of: 'permit_untill' is not the name of a date; write one of permit_until"),
    ('earliest_of = ["age"]', "earliest_of: 'age' is not the name of a date"),
    ('obstacle_does = "dance"', "obstacle_does: 'dance' is not one of the words allowed here"),
    ('marks = "overdu"', "marks: 'overdu' is not one of the words allowed here"),
    ('exposes = "tolerated"', "exposes: 'tolerated' is not one of the words allowed here"),
    ('numbers = [{ name = "luck", n = 1, unit = "days" }]', "'luck' is not a word of the list 'number'"),
]


@pytest.mark.parametrize(("wrong", "hint"), WRONG_VALUES, ids=[row[0].split(" ")[0] for row in WRONG_VALUES])
def test_a_value_that_would_fail_or_say_nothing_later_is_refused_at_once(wrong: str, hint: str) -> None:
    assert hint in changed(DAYS, f"{DAYS}\n{wrong}")


def test_a_length_below_nothing_and_a_rank_in_words_are_refused() -> None:
    assert "length.n: Expected `int` >= 0" in changed("n = 14", "n = -1")
    assert "rank: write a whole number, not 'high'" in changed("rank = 10", 'rank = "high"')


@pytest.mark.parametrize(
    ("kind", "line", "hint"),
    [
        ("window", 'anchor = "nonsense"\ndeadline = "objection"', "anchor: 'nonsense' is not the name of a date"),
        ("permission", 'starts = ["born"]\nstate = "abroad"', "state: 'abroad' is not one of the words allowed here"),
        ("permission", 'starts = ["born"]\ncuts = "sometime"', "cuts: 'sometime' is not one of the words allowed here"),
        ("permission", 'starts = ["born"]\nuntil_field = "untill"', "until_field: 'untill' is not one of the words allowed here"),
        ("limit", 'sums = "luck"\nmost = 1\nunit = "yen"', "sums: 'luck' is not one of the words allowed here"),
        ("penalty", 'of = "luck"', "of: 'luck' is not a word of the list 'penalty_of'"),
        ("calendar", 'months = ["civil"]\nclosed_yearly = ["Dec 31"]', "closed_yearly[0]: Expected `str` matching regex"),
    ],
)
def test_a_wrong_value_of_any_kind_is_refused(kind: str, line: str, hint: str) -> None:
    assert hint in refusal(clause("some.rule", kind, line))


# ------------------------------------------------------------------ conditions and events inside a clause


@pytest.mark.parametrize(
    ("condition", "hint"),
    [
        ("contract_end == 3", "compares no name that we know"),
        ("age", "is a int: compare it with something"),
        ("age + 1 > 18", "compares no name that we know"),
        ("len(status) > 2", "compares no name that we know"),
        ("age == jp_student", "is not a int"),
        ("status == jp_studnet", "write one of jp_student"),
    ],
)
def test_a_wrong_condition_is_refused_where_it_stands(condition: str, hint: str) -> None:
    text = RIGHT.replace(days(14), f'{days(14)}\nneeds = "{condition}"')
    found = refusal(text)
    line = 1 + text.splitlines().index(f'needs = "{condition}"')
    assert found.startswith(f"xx.toml:{line}: xx.job.search: version[0].needs: ")
    assert hint in found


def test_a_condition_is_written_in_quotes() -> None:
    assert "a condition is written in quotes" in refusal(RIGHT.replace(days(14), f"{days(14)}\nneeds = true"))


@pytest.mark.parametrize(
    ("trigger", "hint"),
    [
        ('"contract.endet"', "'contract.endet' is not an event; write one of contract.ended"),
        ("3", "write an event in quotes, or {"),
        ('{ where = "ground == tax" }', "write an event in quotes, or {"),
        ('{ event = "contract.ended", when = "ground == tax" }', "write an event in quotes, or {"),
        ('{ event = "contract.ended", where = "ground == rain" }', "'rain' in 'ground == rain' is not a ground"),
        ('{ event = "contract.ended", where = "grund == tax" }', "compares no name that we know"),
        ('{ event = "contract.ended", unless = "age > 3" }', "compares no name that we know"),
    ],
)
def test_a_wrong_event_is_refused(trigger: str, hint: str) -> None:
    assert hint in changed('starts = ["contract.ended"]', f"starts = [{trigger}]")


def test_the_message_points_at_the_line_of_the_key() -> None:
    text = PERMIT + clock(days(14)) + clause("late.rule", "clock", "rank = 11", 'starts = ["contract.ended"]', "lenght = 3")
    found = refusal(text)
    line = int(found.split(":")[1])
    assert text.splitlines()[line - 1] == "lenght = 3"


def test_a_line_that_cannot_be_found_points_at_the_clause() -> None:
    assert line_of('a\nb = "word"\n', "word") == 2
    assert line_of("a\n", "word") == 1
    assert refusal(re.sub(r"^fact = .*\n", "", months_only(), flags=re.MULTILINE)).startswith("xx.toml:2: xx.job.search")


def test_a_line_of_the_next_clause_is_not_mistaken_for_one_of_this() -> None:
    silent = re.sub(r"^law = .*\n", "", clock(days(14)), flags=re.MULTILINE)
    assert refusal(silent + clause("late.rule", "route", 'option = "reenter"')).startswith(
        "xx.toml:2: xx.job.search: version[0].law"
    )


def months_only() -> str:
    return clock(months(3))


def test_the_nearest_name_is_offered() -> None:
    assert closest("clok", ["clock", "route"]) == "clock"
    assert closest("zzzz", ["clock", "route"]) is None


def test_facts_may_be_several() -> None:
    several = CITED.replace('fact = "xx-fact"', 'fact = ["xx-fact", "xx-other"]')
    found = law(clause("job.search", "clock", "rank = 1", 'starts = ["contract.ended"]', days(3), cited=several))
    assert next(v.facts for c in found.of_kind("clock") for v in c.versions) == ("xx-fact", "xx-other")
