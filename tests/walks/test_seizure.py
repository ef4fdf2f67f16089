"""A stolen disk: whatever people typed, and whatever their browsers said of themselves, stands nowhere on it in any writing."""

import base64
import codecs
import datetime as dt
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import pyotp
import pytest

from bench.visitor import FILE_NAME, Visitor, begin, come_back
from madoguchi.ground.clock import WallClock
from madoguchi.vault.number import as_words, read_number
from tests.cleaning import made
from tests.help.campaign_files import ID as MEASURE
from tests.help.campaign_files import lay, text
from tests.site import madoguchi, running_process

pytestmark = pytest.mark.slow

NAME, ADDRESS, STORY = "Nguyễn Thị Chim-Hoàng-Yến", "203.0.113.77", "Canary không được trả lương ở Toyokawa"
DRAFT = "Canary bản nháp chưa gửi"
ANSWER, AGENT, PHONE = "Canary trả lời của nhóm", "CanaryPhone/9.1", "090-1234-9876"
LETTER, LETTER_VI, MEETING = "カナリアの陳述三か月", "Canary tường trình", "Canary văn phòng tầng 2"
NICKNAME, NOTE, STAY = "Chim-Sẻ-Canary", "Canary ghi chú đồng nghiệp", "Canary hết hạn lưu trú ngày 3"
MET, WITH = "Canary cảnh sát hỏi về hạn lưu trú", "Chim-Én-Canary"
MEMORY, MEMORY_TITLE = "Canary chúng tôi nộp thư giải trình", "Canary nộp muộn"
NOTED, ANSWERED = "Canary bạn lắng nghe tốt", "Canary câu trả lời của người mới"
TICKED = "Canary đánh dấu dở dang"
QUESTION, REPLY = "Canary câu hỏi không nêu tên", "Canary trả lời của chuyên gia"
PURPOSE, DECIDED, PAPER = "Canary mục đích nhóm công tác", "Canary quyết định họp", "Canary bảng không tên"
TYPED = (
    NAME, STORY, PHONE, ANSWER, NICKNAME, NOTE, STAY, LETTER, LETTER_VI, MEETING, DRAFT, AGENT, ADDRESS, FILE_NAME,
    MET, WITH, MEMORY, MEMORY_TITLE, ANSWERED, NOTED, TICKED,
    QUESTION, REPLY, PURPOSE, DECIDED, PAPER, '"interpretation"',
)  # fmt: skip
WRONG_NUMBER = "5555 4444 3333 2222 1111 00"
LAST_DAY = (WallClock().today() + dt.timedelta(days=90)).isoformat()
TOLD_BY_THE_BROWSER = {"User-Agent": AGENT, "X-Forwarded-For": ADDRESS, "X-Real-IP": ADDRESS, "Forwarded": f"for={ADDRESS}"}


@pytest.fixture
def seized(tmp_path: Path) -> Iterator[tuple[Path, list[str]]]:
    """Everything that a house left on the disk, and the secrets that passed through it."""
    data, temporary = tmp_path / "house" / "data", tmp_path / "house" / "tmp"
    temporary.mkdir(parents=True)
    more = {"TMPDIR": str(temporary)}
    madoguchi("group", "add", "one", "--name", "One", "--languages", "vi", data=data, **more)
    member = madoguchi("member", "add", "one", "somebody", "--may-report", "no", data=data, **more).stdout
    newcomer = madoguchi("member", "add", "one", "newcomer", data=data, **more).stdout
    lay(data, text(first="2020-01-01", last="2099-12-31", bodies='"one"'))
    madoguchi("group", "add", "two", "--name", "Two", "--languages", "vi", data=data, **more)
    expert = madoguchi("member", "add", "two", "expert", "--may-report", "no", data=data, **more).stdout
    with running_process("serve", data, **more) as (address, _):
        secrets = _lived_through(address, member, newcomer, expert)
        backup = madoguchi("backup", str(tmp_path / "house" / "backup.zip"), data=data, **more)
        assert backup.returncode == 0, backup.stderr
        # Seized while it runs: with whatever the database has not yet put away.
        yield tmp_path / "house", secrets


def _lived_through(address: str, member: str, newcomer: str, expert: str) -> list[str]:
    """A conversation with an answer, wrong numbers and broken calls; what nobody may find afterwards."""
    visitor, number = begin(address, f"{NAME}: {STORY} {PHONE}", ["one"], TOLD_BY_THE_BROWSER)
    assert number
    words = as_words(read_number(number), "vi")
    assert all(word in visitor.page for word in words)
    come_back(address, WRONG_NUMBER, TOLD_BY_THE_BROWSER)
    back = come_back(address, number, TOLD_BY_THE_BROWSER)
    assert STORY in back.page
    back.post("/vi/talk/thread", {"go": "send", "text": f"{STORY} lần hai"})
    back.post_files("/vi/talk/thread", {"go": "send", "text": ""}, made.jpeg(), made.paper(), made.wav(3))
    files = [back.get(link).content for link in re.findall(r'href="(/vi/talk/file/[0-9a-f]{32})"', back.page)]
    assert [content[:3] for content in files[:2]] == [b"\xff\xd8\xff", b"%PD"], "no file came back"
    back.get("/vi/talk/thread").post_files("/vi/talk/thread", {"go": "send", "text": "x"}, made.jpeg() + bytes(20 << 20))
    desk = signed_in(address, member)
    there = re.search(r'href="(/desk/vi/talk/[0-9a-f]{32})"', desk.page)
    assert there
    desk.get(there[1])
    assert NAME in desk.page
    desk.post(there[1], {"text": ANSWER})
    case, pieces = _case_of(desk, back, there[1])
    known = signed_in(address, expert, "expert")
    _asked_and_given(desk, known, back, case)
    _told_colleagues(desk)
    _first_week(desk, signed_in(address, newcomer, "newcomer"))
    desk.get(there[1]).post(there[1], {"text": DRAFT, "go": "keep"})
    assert DRAFT in desk.get(there[1]).page
    lost = Visitor(address, headers=TOLD_BY_THE_BROWSER).get("/desk/vi/lost").post("/desk/vi/lost", {"nickname": "somebody"})
    new_passphrase = re.findall(r"(?:\w{4}-){4}\w{4}", lost.page)[0]
    _lost_ways(address)
    cookies = [*back.cookies.values(), *desk.cookies.values(), *known.cookies.values(), *visitor.cookies.values()]
    return [
        *TYPED,
        *made.CANARIES,
        new_passphrase,
        number,
        " ".join(words),
        _printed(member, "passphrase"),
        *cookies,
        # Long pieces out of the middle of files on their way, as text that stands for each byte.
        *(content[len(content) // 2 :][:40].decode("latin-1") for content in files),
        *pieces,
        WRONG_NUMBER.replace(" ", ""),
    ]


def _agrees(person: Visitor) -> None:
    asked = re.search(r'name="agree" value="([0-9]+)"', person.get("/vi/talk/thread").page)
    assert asked
    person.post("/vi/talk/thread", {"agree": asked[1]})


def _asked_and_given(desk: Visitor, known: Visitor, person: Visitor, case: str) -> None:
    """What an expert says of themselves, a question to them, and a taskforce to which part of the case was given."""
    known.get("/desk/vi/me").post("/desk/vi/me", {"language": "vi", "expertise": "interpretation", "there": "0.0"})
    known.get("/desk/vi/rota").post("/desk/vi/rota", {"take": "0.0"})
    ask = {"go": "ask", "expertise": "interpretation", "text": QUESTION, "about": "stay"}
    question = desk.get("/desk/vi/experts").post("/desk/vi/experts", ask).path
    known.get(question).post(question, {"go": "answer", "text": REPLY})
    assert REPLY in desk.get(question).page
    opening = {"go": "open", "text": PURPOSE, "due": LAST_DAY, "about": "stay"}
    taskforce = desk.get("/desk/vi/taskforces").post("/desk/vi/taskforces", opening).path
    desk.post(taskforce, {"go": "seat", "nickname": "expert"})
    desk.post(taskforce, {"go": "decision", "text": DECIDED})
    desk.post(taskforce, {"go": "paper", "text": PAPER})
    desk.get(f"{case}/give").post(f"{case}/give", {"go": "ask", "to": taskforce.rpartition("/")[2], "part": "status"})
    _agrees(person)
    desk.post(f"{case}/give", {"go": "give", "to": taskforce.rpartition("/")[2]})
    page = known.get(taskforce).page
    assert all(text in page for text in (PURPOSE, DECIDED, PAPER, STAY))


def _case_of(desk: Visitor, person: Visitor, there: str) -> tuple[str, list[str]]:
    """A case of the conversation, with a note of each kind, a letter and a signed bundle: its address, and pieces of the files
    that it handed out.
    """
    desk.get(f"{there}/case").post(f"{there}/case", {"go": "ask"})
    _agrees(person)
    desk.get(f"{there}/case").post(f"{there}/case", {"go": "make", "text": NICKNAME})
    desk.post(desk.path, {"go": "note", "text": NOTE, "about": "other"})
    desk.post(desk.path, {"go": "note", "text": STAY, "about": "stay"})
    assert NICKNAME in desk.page
    assert NOTE in desk.page
    assert STAY in desk.page
    case = desk.path
    return case, [*_letter_of(desk, case), *_bundle_of(desk, person, case)]


def _letter_of(desk: Visitor, case: str) -> list[str]:
    """A letter that was kept, printed and taken along as a PDF."""
    fields = {"other": "vi", "about": "stay", "b_story_ja": LETTER, "b_story_other": LETTER_VI, "b_person": NAME}
    desk.get(f"{case}/letters/new/statement").post(f"{case}/letters/new/statement", {"go": "save", **fields})
    letter = desk.path
    assert LETTER in desk.get(f"{letter}/print").page
    made = desk.get(f"{letter}/pdf").content
    assert made[:4] == b"%PDF"
    return [made[len(made) // 2 :][:40].decode("latin-1")]


def _bundle_of(desk: Visitor, person: Visitor, case: str) -> list[str]:
    """The case is prepared for a measure; a bundle is signed and handed out."""
    page = f"{case}/measure/{MEASURE}"
    desk.get(page).post(page, {"go": "ask"})
    _agrees(person)
    desk.get(page).post(page, {"go": "meet", "text": MEETING, "due": "2030-01-31"})
    letter = re.search(r'value="(status-\d+)"', desk.page)
    assert letter
    desk.post(page, {"go": "sign", "other": "vi", "letter": letter[1]})
    seq = re.search(rf"measure/{MEASURE}/(\d+)/pdf", desk.page)
    assert seq
    made = desk.get(f"{page}/{seq[1]}/pdf").content
    told = desk.get(f"{page}/{seq[1]}/file").content.decode()
    assert LETTER in told
    return [made[len(made) // 2 :][:40].decode("latin-1"), re.findall(r'"signature": "(\w{40})', told)[0]]


def _lost_ways(address: str) -> None:
    """Addresses that somebody mistyped, with what they meant to write."""
    for path in (f"/vi/{quote(NAME)}", f"/vi/near?n={quote(STORY)}", "/vi/talk/thread?p=x", f"/{quote(PHONE)}"):
        Visitor(address, {"v": "canary-cookie-" + "x" * 29}, TOLD_BY_THE_BROWSER).get(path)


def _told_colleagues(desk: Visitor) -> None:
    """A meeting with an authority, a page of memory, a newcomer's week with a note, and a form that was left half filled."""
    met = {"authority": "police", "met_on": "2026-11-20", "second": WITH, "text": MET, "about": "stay"}
    desk.get("/desk/vi/contacts").post("/desk/vi/contacts", met)
    assert MET in desk.page
    page = {"title": MEMORY_TITLE, "text": MEMORY, "clause": "jp.stay.permit", "go": "sure"}
    desk.get("/desk/vi/memory/write").post("/desk/vi/memory/write", page)
    assert MEMORY in desk.page
    desk.post("/desk/vi/memory/write", {"title": MEMORY_TITLE, "text": TICKED, "whole": "memory", "go": "keep"})
    assert TICKED in desk.page


def _first_week(mentor: Visitor, newcomer: Visitor) -> None:
    """A newcomer answers, and a mentor writes to them."""
    (new,) = re.findall(r'name="begin" value="([0-9a-f]{32})"', mentor.get("/desk/vi/week").page)
    mentor.post("/desk/vi/week", {"begin": new})
    newcomer.get("/desk/vi/week/listening").post("/desk/vi/week/listening", {"a_reply": ANSWERED})
    assert ANSWERED in newcomer.page
    mentor.get(f"/desk/vi/week/listening/{new}").post(f"/desk/vi/week/listening/{new}", {"text": NOTED})
    assert NOTED in mentor.page


def _printed(said: str, what: str) -> str:
    """What the command printed once."""
    line = next(line for line in said.splitlines() if what in line.casefold() and ":" in line)
    return line.partition(":")[2].strip()


def signed_in(address: str, member: str, nickname: str = "somebody") -> Visitor:
    """The desk of a member whose `member add` printed this."""
    uri = re.search(r"otpauth://\S+", member)
    assert uri
    desk = Visitor(address, headers=TOLD_BY_THE_BROWSER).get("/desk/vi/sign-in")
    fields = {
        "nickname": nickname,
        "passphrase": _printed(member, "passphrase"),
        "code": pyotp.TOTP(pyotp.parse_uri(uri[0]).secret).now(),
    }
    desk.post("/desk/vi/sign-in", fields)
    assert (desk.path, desk.status) == ("/desk/vi/today", 200)
    return desk


def writings(secret: str) -> Iterator[bytes]:
    """The ways in which a text can stand on a disk."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
        plain = secret.encode(encoding, errors="replace")
        yield plain
        yield plain.hex().encode()
        yield plain.hex().upper().encode()
        for shift in range(3):
            whole = base64.b64encode(b"\0" * shift + plain)
            # Without its edges, which depend on what stands beside it.
            yield whole[4:-4]
            yield whole[4:-4].translate(bytes.maketrans(b"+/", b"-_"))
    yield quote(secret).encode()
    yield quote_plus(secret).encode()
    yield secret.encode("unicode_escape")
    yield codecs.encode(secret.encode("utf-8"), "quopri")


def held(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file with its content; what is packed also unpacked."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        yield str(path.relative_to(folder)), path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                for name in packed.namelist():
                    yield f"{path.name}:{name}", packed.read(name)


def test_nothing_that_somebody_typed_or_sent_is_found_on_the_disk(seized: tuple[Path, list[str]]) -> None:
    folder, secrets = seized
    files = dict(held(folder))
    assert any(name.endswith(".sqlite3") for name in files)
    assert any("backup.zip:" in name for name in files)
    found = {
        (name, secret)
        for name, content in files.items()
        for secret in secrets
        for written in writings(secret)
        if written in content
    }
    assert not found


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    for number, written in enumerate(writings(STORY)):
        (tmp_path / str(number)).write_bytes(os.urandom(50) + written + os.urandom(50))
    assert all(any(written in content for written in writings(STORY)) for _, content in held(tmp_path))
