"""What every page of a conversation keeps to: weight, titles, labels, one heading; a long one is told page by page."""

import gzip
import re
from itertools import pairwise

import pytest
from django.test import Client

from madoguchi.help.actions import inbox
from madoguchi.help.terms import LONGEST_MESSAGE
from madoguchi.network.terms import Desk
from madoguchi.ui.languages import LANGUAGES
from tests.walks.conftest import TODAY
from tests.walks.reading import all_of, text_of, tree
from tests.walks.test_pages import ANY_PAGE, FIRST_PAGE, QUIET, unlabelled
from tests.walks.visiting import Visitor, begun, only_case, two_groups

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TAGS = [language.tag for language in LANGUAGES]


@pytest.fixture
def nagoya() -> Desk:
    """A caseworker of a group in Nagoya; another group is there too."""
    return two_groups()


@pytest.fixture
def visitor(client: Client, nagoya: Desk) -> Visitor:
    """Somebody at the door."""
    return Visitor(client)


def pages_of_a_conversation(visitor: Visitor, of_desk: Desk, tag: str) -> dict[str, str]:
    """Every page of a conversation by what it is."""
    found = {"talk": visitor.go(f"/{tag}/talk").page}
    found["talk problem"] = visitor.press("go", "send").page
    found["number"] = begun(visitor, tag, "Chồng tôi đánh tôi, cầm dao. 殴られました。血が出ています。").page
    found["number problem"] = visitor.press("go", "check", number="1").page
    found["sure"] = visitor.press("go", "skip").page
    visitor.press("go", "sure")
    inbox.answer(of_desk, only_case(of_desk), "Chào bạn.", TODAY)
    found["thread"] = visitor.again().page
    found["thread problem"] = visitor.press("go", "send", text="").page
    found["erase"] = visitor.press("go", "end").page
    found["erased"] = visitor.press("go", "erase").page
    found["lost"] = visitor.go(f"/{tag}/talk/thread").page
    found["back"] = visitor.go(f"/{tag}/talk/back").page
    found["back problem"] = visitor.press("go", "open", number="1").page
    found["back text"] = visitor.press("go", "open", number="1", text="x").page
    return found


@pytest.mark.parametrize("tag", TAGS)
def test_every_page_of_a_conversation_is_valid_quiet_labelled_and_light(visitor: Visitor, nagoya: Desk, tag: str) -> None:
    for name, text in pages_of_a_conversation(visitor, nagoya, tag).items():
        page = tree(text)
        assert page.get("lang") == tag, name
        assert len(list(all_of(page, "h1"))) == 1, name
        assert unlabelled(page) == [], name
        assert [text_of(title) for title in all_of(page, "title")] == [QUIET[tag]], name
        assert not re.search(r"%\(|\{[^{}]*\|", re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL)), name
        levels = [int(heading.tag[-1]) for heading in all_of(page, "h1", "h2", "h3")]
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), (name, levels)
        ids = re.findall(r'\bid="([^"]+)"', text)
        assert len(ids) == len(set(ids)), name
        first, second = [link.get("href") for link in all_of(page, "a")][:2]
        assert (first, second) == ("/leave", "#main"), name
        limit = FIRST_PAGE if name in ("talk", "talk problem", "back", "number") else ANY_PAGE
        assert len(gzip.compress(text.encode())) <= limit, name


def test_a_long_conversation_is_told_page_by_page_and_each_is_light(visitor: Visitor, nagoya: Desk) -> None:
    sentence = "Ngày {day} tôi làm mười bốn giờ, công ty chỉ trả {pay} yên và giữ lại {kept} yên tiền phòng. "
    long = "".join(sentence.format(day=day, pay=day * 7919 % 9973, kept=day * 104729 % 9967) for day in range(180))
    assert len(long) < LONGEST_MESSAGE
    begun(visitor).press("go", "skip").press("go", "sure")
    for count in range(4):
        visitor.press("go", "send", text=f"{count}: {long}")
    seen = ""
    for page in range(1, 10):
        visitor.go(f"/vi/talk/thread?p={page}")
        assert len(gzip.compress(visitor.page.encode())) <= ANY_PAGE
        seen = visitor.page + seen
        if f"?p={page + 1}" not in visitor.links():
            break
    assert [seen.count(f"{count}: Ngày") for count in range(4)] == [1, 1, 1, 1]
    assert seen.index("Công ty giữ") < seen.index("0: Ngày") < seen.index("3: Ngày")
    assert visitor.go("/vi/talk/thread?p=x").status == 200
