"""What was sealed once opens for ever: vectors on paper, compared byte for byte."""

import tomllib
from pathlib import Path

import pytest

from madoguchi.vault.cases import Wrap, unwrapped
from madoguchi.vault.events import open_event
from madoguchi.vault.files import opened_file
from madoguchi.vault.groups import Share, first_epoch, taken
from madoguchi.vault.number import read_number
from madoguchi.vault.seals import context_of, opened_with, taken_in_visit, unlocked_by_passphrase
from tests.vault import vectors
from tests.vault.written import GROUP, INSTANCE, KEY, MEMBER, PERSON, PLACE, VAULT, fixed_chance, secret

PAPER = tomllib.loads((Path(__file__).parent / "vectors.toml").read_text(encoding="utf-8"))
SAME = vectors.always_the_same()


@pytest.mark.parametrize("name", sorted(SAME | PAPER["same"]))
def test_a_vector_is_what_it_was(name: str) -> None:
    assert SAME[name] == PAPER["same"][name]


@pytest.mark.parametrize("writing", ["digits", "words_en", "words_ja", "words_vi"])
def test_the_number_on_paper_is_read(writing: str) -> None:
    assert read_number(PAPER["same"][writing]).packed().hex() == PAPER["same"]["number"]


def test_what_is_on_paper_opens() -> None:
    same, opens = (PAPER[table] for table in ("same", "opens"))
    assert open_event(bytes.fromhex(same["event"]), PLACE, KEY).content.reveal() == b"a word"
    assert taken_in_visit(bytes.fromhex(same["visit"]), secret("visit"), INSTANCE) == secret("root")
    assert unlocked_by_passphrase(bytes.fromhex(same["member_key"]), "cầu vồng", MEMBER.seal.public) == secret("member")
    assert opened_with(MEMBER.seal, bytes.fromhex(opens["sealed"]), context_of("test")) == b"a word"
    wrap = Wrap(KEY.epoch, PERSON.seal.public, VAULT.number, bytes.fromhex(opens["wrap"]))
    assert unwrapped(wrap, PLACE, PERSON.seal, VAULT) == KEY
    epoch, pair = first_epoch(GROUP, fixed_chance("group"))
    assert taken(Share(1, MEMBER.seal.public, bytes.fromhex(opens["share"])), epoch, MEMBER.seal) == pair


def test_the_file_on_paper_opens() -> None:
    sealed = vectors.sealed_file_with_fixed_chance()
    assert b"".join(opened_file([sealed], vectors.FILE_KEY, PLACE, vectors.FILE)) == vectors.FILE_CONTENT
