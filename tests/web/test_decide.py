"""What an operator may set, and what is refused before anybody can be hurt by it."""

from pathlib import Path

import pytest

from madoguchi.web.decide import FROM_FILE, NAMES, check_names, read_options
from madoguchi.web.terms import Errors, KeyMissing, Mode, Options, Refused

KEY = "k" * 50
HOME = Path("/nowhere")


def options(**given: str) -> Options:
    """The settings for these words, with a key in the data folder."""
    return read_options({f"MADOGUCHI_{name}": word for name, word in given.items()}, folder=HOME, kept_key=KEY)


def test_with_no_settings_it_runs_on_this_machine_only_on_sqlite() -> None:
    plain = options()
    assert not plain.reachable_from_outside
    assert plain.database == ""
    assert plain.data == HOME
    assert plain.mode is Mode.REAL
    assert plain.errors is Errors.CALM
    assert plain.leave_to.startswith("https://")


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("MADOGUCHI_HOST", "MADOGUCHI_HOSTS"),
        ("MADOGUCHI_DATABSE", "MADOGUCHI_DATABASE"),
        ("MADOGUCHI_KEYFILE", "MADOGUCHI_KEY_FILE"),
        ("MADOGUCHI_ZZZ", "MADOGUCHI_"),
    ],
)
def test_an_unknown_name_stops_the_start_and_names_its_nearest_neighbour(slip: str, meant: str) -> None:
    with pytest.raises(Refused, match=meant):
        check_names({slip: "x"})


def test_names_of_other_programs_are_none_of_our_business() -> None:
    check_names({"PATH": "/bin", "DJANGO_SETTINGS_MODULE": "x"})


def test_every_known_name_is_accepted() -> None:
    check_names(dict.fromkeys([*NAMES, *FROM_FILE], ""))


@pytest.mark.parametrize("word", ["1", "true", "perhaps"])
def test_a_yes_or_no_is_written_yes_or_no(word: str) -> None:
    with pytest.raises(Refused, match="Write yes or no"):
        options(DEMO=word)


def test_a_missing_key_refuses_to_start_and_says_how_to_get_one() -> None:
    with pytest.raises(KeyMissing, match="madoguchi serve"):
        read_options({}, folder=HOME, kept_key="")


def test_a_short_key_is_refused() -> None:
    with pytest.raises(Refused, match="shorter than 50"):
        options(KEY="short")


def test_reachable_from_outside_without_tls_is_refused() -> None:
    with pytest.raises(Refused, match="MADOGUCHI_TLS_PROXY"):
        options(HOSTS="window.example")


def test_reachable_from_outside_behind_a_tls_proxy_is_fine() -> None:
    assert options(HOSTS="window.example, localhost", TLS_PROXY="127.0.0.1").reachable_from_outside


def test_debug_never_meets_other_machines() -> None:
    with pytest.raises(Refused, match="MADOGUCHI_DEBUG"):
        options(HOSTS="window.example", TLS_PROXY="127.0.0.1", DEBUG="yes")


def test_debug_is_for_this_machine() -> None:
    assert options(DEBUG="yes").errors is Errors.DEBUG


@pytest.mark.parametrize("hosts", ["*", ".example", "https://window.example", "*.example"])
def test_a_host_is_one_name_in_full(hosts: str) -> None:
    with pytest.raises(Refused, match="MADOGUCHI_HOSTS"):
        options(HOSTS=hosts)


def test_leaving_never_goes_over_an_open_line() -> None:
    with pytest.raises(Refused, match="https://"):
        options(LEAVE_TO="http://weather.example")


def test_secrets_do_not_print() -> None:
    text = repr(options(KEY="s3cret" * 10, DATABASE="postgresql://me:hidden@db/name"))
    assert "s3cret" not in text
    assert "hidden" not in text
