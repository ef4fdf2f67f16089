"""A group goes to another house, as its people see it: before, on the way, and when they come with their number afterwards."""

import datetime as dt
import re

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from madoguchi.casework.actions import leaving
from madoguchi.network.actions import leaving as network_leaving
from madoguchi.network.terms import Desk
from madoguchi.ui.languages import LANGUAGES
from madoguchi.vault.travelling import read
from tests.help.network_of_tests import COOKIES
from tests.walks.conftest import TODAY
from tests.walks.reading import all_of, text_of, tree
from tests.walks.test_pages import QUIET, unlabelled
from tests.walks.visiting import Visitor, begun, digits, two_groups

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TAGS = [language.tag for language in LANGUAGES]
ADDRESS = "https://other.example"
WRONG = "1234 5678 9012 3456 7890 13"


@pytest.fixture
def nagoya(tmp_path: object, settings: Settings) -> Desk:
    """A caseworker of a group in Nagoya; another group is there too."""
    settings.DATA = tmp_path
    return two_groups()


def goes() -> str:
    """The file of Nagoya is written; the receipt that stands in it."""
    with transaction.atomic():
        _, records = leaving.leave("nagoya", TODAY, without_broken=False)
        return str(read(list(records)[-1])["receipt"])


def said(page: str) -> str:
    """What a reader sees."""
    (found,) = all_of(tree(page), "main")
    return text_of(found)


def has_whole_sentences(page: str, tag: str) -> bool:
    """Whether a page keeps to what every page keeps to."""
    top = tree(page)
    whole = not re.search(r"%\(|\{[^{}]*\|", re.sub(r"<style.*?</style>", "", page, flags=re.DOTALL))
    title = [text_of(title) for title in all_of(top, "title")] == [QUIET[tag]]
    return whole and title and unlabelled(top) == [] and len(list(all_of(top, "h1"))) == 1


@pytest.mark.parametrize("tag", TAGS)
def test_the_person_is_told_before_on_the_way_and_afterwards(client: Client, nagoya: Desk, tag: str) -> None:
    assert network_leaving.announce("nagoya", ADDRESS, TODAY, TODAY) is None
    visitor = begun(Visitor(client), tag)
    number = "".join(digits(visitor.page))
    pages = {"before": visitor.press("go", "skip").press("go", "sure").page}
    assert ADDRESS in said(pages["before"])
    receipt = goes()
    # Sent from a page of before: it is not lost, and the page says where to send it.
    pages["refused"] = visitor.press("go", "send", text="Tôi viết thêm.").page
    assert "Tôi viết thêm." in pages["refused"]
    assert ADDRESS in said(pages["refused"])
    pages["on the way"] = visitor.again().page
    assert 'value="send"' not in pages["on the way"], "nobody is invited to write what cannot be sent"
    leaving.forget("nagoya", receipt, TODAY)
    visitor.go(f"/{tag}/talk/back")
    pages["wrong"] = visitor.press("go", "open", number=WRONG).page
    pages["moved"] = visitor.press("go", "open", number=number).page
    assert visitor.status == 200
    links = [link.get("href") for link in all_of(tree(pages["moved"]), "a")]
    assert ADDRESS in links
    assert ADDRESS not in pages["wrong"]
    assert "nagoya" not in pages["wrong"]
    assert [name for name, page in pages.items() if not has_whole_sentences(page, tag)] == []


@pytest.mark.parametrize("tag", TAGS)
def test_members_are_told_before_and_others_are_not(client: Client, nagoya: Desk, tag: str) -> None:
    on = TODAY + dt.timedelta(days=14)

    def pages(nickname: str) -> dict[str, str]:
        client.cookies["desk"] = COOKIES[nickname]
        answers = {path: client.get(f"/desk/{tag}/{path}") for path in ("today", "group")}
        assert [answer.status_code for answer in answers.values()] == [200, 200]
        return {path: answer.content.decode() for path, answer in answers.items()}

    assert [path for path, page in pages("hoa").items() if ADDRESS in page] == []
    network_leaving.announce("nagoya", ADDRESS, on, TODAY)
    found = pages("hoa")
    assert [path for path, page in found.items() if ADDRESS in said(page)] == ["today", "group"]
    assert [path for path, page in found.items() if not has_whole_sentences(page, tag)] == []
    # What stays behind stands on the page of the group.
    assert re.search("passkey|パスキー", said(found["group"]).partition(ADDRESS)[2], re.IGNORECASE)
    assert [path for path, page in pages("an").items() if ADDRESS in page] == []


def test_what_somebody_brought_along_is_not_lost_where_the_conversation_went(client: Client, nagoya: Desk) -> None:
    network_leaving.announce("nagoya", ADDRESS, TODAY, TODAY)
    visitor = begun(Visitor(client))
    number = "".join(digits(visitor.page))
    leaving.forget("nagoya", goes(), TODAY)
    visitor.go("/vi/talk/thread").press("go", "open", number=number, text="Điều tôi đã viết")
    assert ADDRESS in visitor.page
    assert "Điều tôi đã viết" in visitor.page
    # In another language the text is still there; the number is typed again.
    answer = client.post("/ja/talk/back", {"go": "here", "text": "Điều tôi đã viết"})
    assert "Điều tôi đã viết" in answer.content.decode()


def test_whoever_erases_on_the_way_reads_where_to_erase_the_copy(client: Client, nagoya: Desk) -> None:
    network_leaving.announce("nagoya", ADDRESS, TODAY, TODAY)
    visitor = begun(Visitor(client)).press("go", "skip").press("go", "sure")
    goes()
    visitor.again().press("go", "end").press("go", "erase")
    assert ADDRESS in [link.get("href") for link in all_of(tree(visitor.page), "a")]
