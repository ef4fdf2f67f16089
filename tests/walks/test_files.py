"""Photos, papers and recordings come with a message, are read by those who may, and go when their person says so."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from madoguchi.cleaning.terms import LARGEST_FILE
from madoguchi.help import models
from madoguchi.help.terms import LARGEST_FORM, MOST_FILES
from madoguchi.network.actions import end_member
from madoguchi.network.terms import Desk
from madoguchi.ui.languages import LANGUAGES
from madoguchi.ui.words import say, sentences
from tests.cleaning import made
from tests.help.network_of_tests import COOKIES, TODAY, desk
from tests.walks.visiting import TEXT, Visitor, begun, only_case, two_groups

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

PHOTO, PAPER, VOICE = made.jpeg(), made.paper(), made.voice(*made.VOICES["m4a"])
LINK = re.compile(r'href="(/vi/talk/file/[0-9a-f]{32})"')


@pytest.fixture
def nagoya() -> Desk:
    """A caseworker of a group in Nagoya; another group is there too."""
    return two_groups()


@pytest.fixture
def visitor(client: Client, nagoya: Desk) -> Visitor:
    """Somebody at the door."""
    return Visitor(client)


def chosen(*contents: bytes) -> list[SimpleUploadedFile]:
    """Files as a telephone sends them: with a name that tells, and a kind that lies."""
    return [SimpleUploadedFile(f"{made.CANARY}.exe", content, "text/html") for content in contents]


def at_desk(nickname: str) -> Client:
    """The browser of a member who has signed in."""
    browser = Client()
    browser.cookies["desk"] = COOKIES[nickname]
    return browser


def opened(client: Client, address: str) -> tuple[int, str, bytes]:
    """How an address answers: status, how it is to be treated, content."""
    answer = client.get(address)
    return answer.status_code, answer.get("Content-Disposition", ""), answer.content


@pytest.fixture
def written(visitor: Visitor) -> Visitor:
    """A conversation that began with a photo, a paper and a recording."""
    visitor.go("/vi/talk").press("go", "send", text=TEXT, group=["nagoya"], file=chosen(PHOTO, PAPER, VOICE))
    assert visitor.address == "/vi/talk/number", visitor.page
    return visitor.press("go", "skip").press("go", "sure")


def test_a_person_sends_three_files_opens_them_and_deletes_one(written: Visitor) -> None:
    links = LINK.findall(written.page)
    assert len(links) == 3
    names = ["picture-1.jpg", "paper-2.pdf", "voice-3.mp3"]
    answers = [opened(written.client, link) for link in links]
    # A picture only opens; what a telephone cannot show by itself is saved.
    assert [how for _, how, _ in answers] == [
        f'{how}; filename="{name}"' for how, name in zip(("inline", "attachment", "attachment"), names, strict=True)
    ]
    assert [content[:4] for _, _, content in answers][:2] == [b"\xff\xd8\xff\xe0", b"%PDF"]
    assert not any(canary.encode() in content for _, _, content in answers for canary in made.CANARIES)
    assert say("vi", "file.note.flattened") in written.page
    assert made.CANARY not in written.page

    written.press("unfile", links[0].rpartition("/")[2])
    assert LINK.findall(written.page) == links[1:]
    assert say("vi", "file.gone") in written.page
    assert opened(written.client, links[0])[0] == 404
    assert models.File.objects.count() == 2


def test_a_file_asks_nothing_runs_nothing_and_is_kept_by_no_browser(written: Visitor) -> None:
    answer = written.client.get(LINK.findall(written.page)[0])
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    told = {
        name: answer[name] for name in ("Cache-Control", "X-Content-Type-Options", "Cross-Origin-Resource-Policy", "Content-Type")
    }
    assert told == {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Type": "image/jpeg",
    }


def test_files_go_with_their_message_and_with_the_conversation(written: Visitor) -> None:
    (sent,) = re.findall(r'name="delete" value="(\d+)"', written.page)
    written.press("delete", sent)
    assert (models.File.objects.count(), models.Body.objects.count()) == (0, 0)
    written.press("go", "send", text="", file=chosen(VOICE))
    assert len(LINK.findall(written.page)) == 1
    written.press("go", "end").press("go", "erase")
    assert models.File.objects.count() == 0


def test_a_recording_alone_is_a_message(written: Visitor) -> None:
    written.press("go", "send", text="", file=chosen(VOICE))
    assert len(LINK.findall(written.page)) == 4
    # The same once more from an old page comes once; another recording from the same page is another message.
    old = written.page
    written.press("go", "send", text="", file=chosen(VOICE))
    written.page = old
    written.press("go", "send", text="", file=chosen(VOICE))
    assert len(LINK.findall(written.page)) == 5
    written.page = old
    written.press("go", "send", text="", file=chosen(made.wav(2)))
    assert len(LINK.findall(written.page)) == 6


# ------------------------------------------------------------------ who reads


def test_the_group_sees_the_picture_downloads_the_rest_and_answers_with_a_paper(written: Visitor, nagoya: Desk) -> None:
    browser, case = at_desk("hoa"), only_case(nagoya)
    page = browser.get(f"/desk/vi/talk/{case}").content.decode()
    links = re.findall(rf'<a href="(/desk/vi/talk/{case}/file/[0-9a-f]{{32}})"', page)
    assert [opened(browser, link)[1].partition(";")[0] for link in links] == ["attachment"] * 3
    assert re.findall(r'<img src="([^"]+)"', page) == links[:1]
    word = re.search(r'name="word" value="([^"]+)"', page)
    assert word
    answer = browser.post(f"/desk/vi/talk/{case}", {"word": word[1], "text": "Mẫu đơn", "file": chosen(PAPER)})
    assert answer.status_code == 302, answer.content.decode()
    written.again()
    assert len(LINK.findall(written.page)) == 4
    assert opened(written.client, LINK.findall(written.page)[3])[1] == 'attachment; filename="paper-4.pdf"'


def nobody(written: Visitor, nagoya: Desk) -> Iterator[tuple[str, Client, str]]:
    """Those who may not read a file, and where they try."""
    name = LINK.findall(written.page)[0].rpartition("/")[2]
    case = only_case(nagoya)
    other = Visitor(Client())
    begun(other, "vi", "Người khác")
    yield "another person", other.client, f"/vi/talk/file/{name}"
    yield "another group", at_desk("an"), f"/desk/vi/talk/{case}/file/{name}"
    yield "the group, by a name that is none", at_desk("hoa"), f"/desk/vi/talk/{case}/file/{'0' * 32}"
    yield "the group, in another conversation", at_desk("hoa"), f"/desk/vi/talk/{'0' * 32}/file/{name}"
    yield "the person, by a name that is none", written.client, f"/vi/talk/file/{'x' * 32}"
    written.press("refuse", "nagoya")
    yield "a group that was refused", at_desk("hoa"), f"/desk/vi/talk/{case}/file/{name}"


def test_whoever_may_not_read_a_file_sees_the_page_of_what_does_not_exist(written: Visitor, nagoya: Desk) -> None:
    there_is_none = re.sub(r'nonce[^>]*|href="[^"]*"', "", Client().get("/vi/there-is-none").content.decode())
    for who, client, address in nobody(written, nagoya):
        answer = client.get(address)
        assert (who, answer.status_code) == (who, 404)
        page = re.sub(r'nonce[^>]*|href="[^"]*"', "", answer.content.decode())
        assert page == there_is_none, who


def test_of_everybody_only_a_member_who_reads_gets_the_file_at_the_desk(written: Visitor, nagoya: Desk) -> None:
    address = f"/desk/vi/talk/{only_case(nagoya)}/file/{LINK.findall(written.page)[0].rpartition('/')[2]}"
    desk("nagoya", "moi")  # a colleague whom nobody has let read yet
    desk("nagoya", "cu", let_by=nagoya)
    browsers = {
        "nobody": Client(),
        "the person": written.client,
        "a member": at_desk("hoa"),
        "a member who was let read": at_desk("cu"),
        "a member who waits": at_desk("moi"),
        "another group": at_desk("an"),
    }
    answers = {who: browser.get(address).status_code for who, browser in browsers.items()}
    assert answers == {
        "nobody": 302,
        "the person": 302,
        "a member": 200,
        "a member who was let read": 200,
        "a member who waits": 404,
        "another group": 404,
    }
    end_member("cu", TODAY)
    assert browsers["a member who was let read"].get(address).status_code == 302
    for method in ("post", "put", "delete"):
        assert getattr(browsers["a member"], method)(address).status_code in (302, 405)


def test_without_a_visit_or_a_desk_the_way_leads_to_the_number_or_the_sign_in(written: Visitor, nagoya: Desk) -> None:
    name = LINK.findall(written.page)[0].rpartition("/")[2]
    page = Client().get(f"/vi/talk/file/{name}")
    assert say("vi", "talk.have_number") in page.content.decode()
    away = Client().get(f"/desk/vi/talk/{only_case(nagoya)}/file/{name}")
    assert (away.status_code, away["Location"].partition("?")[0]) == (302, "/desk/vi/sign-in")


# ------------------------------------------------------------------ what is not taken


def broken() -> Iterator[tuple[list[bytes], str]]:
    """Files that are not taken, and why."""
    yield [b"GIF89a whatever"], "file.problem.unknown_kind"
    yield [PHOTO, made.video()], "file.problem.video"
    yield [b"%PDF-1.7 cut"], "file.problem.broken"
    yield [b""], "file.problem.empty"
    yield [PHOTO] * (MOST_FILES + 1), "file.problem.too_many"
    yield [PHOTO + bytes(LARGEST_FILE)], "file.problem.too_large"
    yield [PHOTO + bytes(LARGEST_FORM)], "file.problem.too_much"
    yield [PHOTO + bytes(LARGEST_FILE - len(PHOTO)), PHOTO + bytes(5 << 20)], "file.problem.too_much"


def spoken(tag: str, key: str, number: int) -> str:
    """The sentence of a problem on a page."""
    return say(tag, key, number=number, most=3, one=12, together=16, minutes=30, pages=200)


@pytest.mark.parametrize(("files", "key"), list(broken()), ids=lambda value: value if isinstance(value, str) else "")
def test_a_file_that_is_not_taken_is_told_twice_and_nothing_typed_is_lost(visitor: Visitor, files: list[bytes], key: str) -> None:
    number = 2 if key == "file.problem.video" else 1
    visitor.go("/vi/talk").press("go", "send", text=TEXT, group=["nagoya"], file=chosen(*files))
    assert visitor.page.count(spoken("vi", key, number)) == 2
    assert visitor.value_of("text") == TEXT
    assert 'value="nagoya" checked' in visitor.page
    assert not visitor.client.cookies
    assert models.Conversation.objects.count() == 0

    begun(visitor).press("go", "skip").press("go", "sure")
    visitor.press("go", "send", text="Chưa gửi", file=chosen(*files))
    assert visitor.page.count(spoken("vi", key, number)) == 2
    assert visitor.value_of("text") == "Chưa gửi"
    assert models.File.objects.count() == 0


def test_an_answer_with_a_file_that_is_not_taken_stays_in_the_box(written: Visitor, nagoya: Desk) -> None:
    browser, case = at_desk("hoa"), only_case(nagoya)
    page = browser.get(f"/desk/vi/talk/{case}").content.decode()
    word = re.search(r'name="word" value="([^"]+)"', page)
    assert word
    answer = browser.post(f"/desk/vi/talk/{case}", {"word": word[1], "text": "Câu trả lời", "file": chosen(b"MZ")})
    page = answer.content.decode()
    assert spoken("vi", "file.problem.unknown_kind", 1) in page
    assert say("vi", "file.again") in page
    assert "Câu trả lời</textarea>" in page


def test_who_chose_files_and_forgot_a_group_is_told_to_choose_them_again(visitor: Visitor) -> None:
    visitor.go("/vi/talk").press("go", "send", text=TEXT, group=[], file=chosen(PHOTO))
    assert sentences("vi")["talk.no_group"] in visitor.page
    assert say("vi", "file.again") in visitor.page
    assert visitor.value_of("text") == TEXT


def test_files_that_another_button_loses_are_told(written: Visitor) -> None:
    # The visit ended under their hands; or another button was pressed after the files were chosen.
    cookies = written.client.cookies
    written.client.cookies = type(cookies)()
    written.press("go", "send", text="Viết rất lâu", file=chosen(PHOTO))
    assert say("vi", "file.again") in written.page
    assert written.value_of("text") == "Viết rất lâu"
    written.client.cookies = cookies
    written.go("/vi/talk/thread").press("allow", "kobe", text="", file=chosen(PHOTO))
    assert say("vi", "file.again") in written.page
    assert models.File.objects.count() == 3


def test_a_conversation_has_room_for_so_many_files(written: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("madoguchi.help.actions.files.MOST_FILES_TOGETHER", 4)
    written.press("go", "send", text="một", file=chosen(PHOTO))
    written.press("go", "send", text="hai", file=chosen(PHOTO))
    assert spoken("vi", "file.problem.no_room", 0) in written.page
    assert written.value_of("text") == "hai"
    assert models.File.objects.count() == 4


# ------------------------------------------------------------------ what pages say


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_the_limits_stand_beside_the_field_and_a_page_says_what_stays_to_be_seen(visitor: Visitor, tag: str) -> None:
    from madoguchi.ui.words import say_html

    hint = say_html(tag, "file.hint", most=3, one=12, together=16, minutes=30, pages=200)
    visitor.go(f"/{tag}/talk")
    assert visitor.page.index(hint) < visitor.page.index('type="file"')
    assert f"/{tag}/talk/files" in visitor.links()
    visitor.go(f"/{tag}/talk/files")
    for key in ("file.removed.picture", "file.removed.paper", "file.removed.voice", "file.stays.voice", "file.after.phone"):
        assert say_html(tag, key) in visitor.page
    for key in (key for key in sentences(tag) if key.startswith("file.problem.")):
        assert not set(re.findall(r"%\((\w+)\)s", sentences(tag)[key])) - {
            "number",
            "most",
            "one",
            "together",
            "minutes",
            "pages",
        }


def test_nothing_of_a_file_is_written_to_the_disk_before_it_is_sealed(written: Visitor, settings: Settings) -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
    for row in models.File.objects.all():
        sealed = bytes(row.sealed)
        assert not any(mark in sealed for mark in (b"JFIF", b"%PDF", b"LAME"))
    shown = Image.open(BytesIO(opened(written.client, LINK.findall(written.page)[0])[2]))
    assert shown.size == (240, 320)
