"""A house in which people write, work and go away, leaving texts that are known here: what a stolen disk is searched for.

Everything goes over HTTP and by the real command, as in life.
"""

import datetime as dt
import re
from pathlib import Path
from urllib.parse import quote, urlencode

import pyotp

from bench.visitor import FILE_NAME, Visitor, begin, come_back
from madoguchi.ground.clock import WallClock
from madoguchi.vault.number import as_words, read_number
from tests.cleaning import made
from tests.help.campaign_files import ID as MEASURE
from tests.site import madoguchi

NAME, ADDRESS, STORY = "Nguyễn Thị Chim-Hoàng-Yến", "203.0.113.77", "Canary không được trả lương ở Toyokawa"
DRAFT = "Canary bản nháp chưa gửi"
ANSWER, AGENT, PHONE = "Canary trả lời của nhóm", "CanaryPhone/9.1", "090-1234-9876"
NICKNAME, NOTE, STAY = "Chim-Sẻ-Canary", "Canary ghi chú đồng nghiệp", "Canary hết hạn lưu trú ngày 3"
STEP, OTHER_NAME, SOUGHT = "Canary gọi thanh tra lao động", "Chim-Én-Canary", "Canary tìm người"
OFFERED, REFUSED, JOINED = "Canary xin nhóm kia giúp", "Canary nhóm kia từ chối", "Canary nhóm kia đã vào"
LETTER, LETTER_VI, MEETING = "カナリアの陳述三か月", "Canary tường trình", "Canary văn phòng tầng 2"
MET, WITH = "Canary cảnh sát hỏi về hạn lưu trú", "Lan-Canary"
MEMORY, MEMORY_TITLE = "Canary chúng tôi nộp thư giải trình", "Canary nộp muộn"
NOTED, ANSWERED = "Canary bạn lắng nghe tốt", "Canary câu trả lời của người mới"
TICKED = "Canary đánh dấu dở dang"
QUESTION, REPLY = "Canary câu hỏi không nêu tên", "Canary trả lời của chuyên gia"
PURPOSE, DECIDED, PAPER = "Canary mục đích nhóm công tác", "Canary quyết định họp", "Canary bảng không tên"
TAKEN, STATION, DENOUNCED = "Chim-Cú-Canary Văn Bình", "Ga Canary Toyohashi", "Canary xưởng có người trốn"
LOOKED_FOR, LOOKS, SIGN = "Chim-Vẹt-Canary Thị Hoàn", "Chim-Cắt-Canary Thị Sáu", "Canary con gà trống tên Tèo"
NEVER, SENT_HOME = "Chim-Ó-Canary Văn Cò", "Canary mẹ khỏe con ở đâu cũng được"
WHOM, SENTENCE = "Canary chị ở quê", "Canary em bị giữ và có luật sư"
NEVER_TELL, LAWYER, PHRASE = "Canary anh rể", "Canary luật sư quen", "Canary câu chỉ hai chị em biết"
WRONG_NUMBER = "5555 4444 3333 2222 1111 00"
LAST_DAY = (WallClock().today() + dt.timedelta(days=90)).isoformat()
TOLD_BY_THE_BROWSER = {"User-Agent": AGENT, "X-Forwarded-For": ADDRESS, "X-Real-IP": ADDRESS, "Forwarded": f"for={ADDRESS}"}

TYPED = (
    NAME, STORY, PHONE, ANSWER, NICKNAME, NOTE, STAY, STEP, OTHER_NAME, SOUGHT, OFFERED, REFUSED, JOINED, DRAFT, AGENT, ADDRESS,
    LETTER, LETTER_VI, MEETING, MET, WITH, MEMORY, MEMORY_TITLE, ANSWERED, NOTED, TICKED, QUESTION, REPLY, PURPOSE, DECIDED,
    WHOM, SENTENCE, NEVER_TELL, LAWYER, PHRASE, LOOKED_FOR, LOOKS, SIGN, NEVER, SENT_HOME, PAPER, TAKEN, STATION, DENOUNCED,
    '"interpretation"', FILE_NAME, *made.CANARIES, WRONG_NUMBER.replace(" ", ""),
)  # fmt: skip
"""What people typed, what their browsers said of themselves, and what was hidden in their files."""


def left_with_a_file(data: Path, **more: str) -> list[str]:
    """One of the groups goes to another house: its file lies there, and what opens it lies nowhere."""
    today = WallClock().today().isoformat()
    madoguchi("group", "announce", "one", "--address", "https://other.example", "--on", today, data=data, **more)
    left = madoguchi("group", "leave", "one", "--to", str(data.parent / "one.group"), data=data, **more)
    found = re.search(r"Passphrase of the file: +(\S+)", left.stdout)
    assert found, left.stderr
    return [found[1], found[1].replace("-", "")]


def lived_through(address: str, member: str, other: str, newcomer: str, reader: str) -> list[str]:
    """A conversation with an answer, a case, what colleagues tell each other, wrong numbers and broken calls; what nobody may
    find afterwards. `member`, `other`, `newcomer`, `reader`: what the command said when it made them.
    """
    visitor, number = begin(address, f"{NAME}: {STORY} {PHONE}", ["one"], TOLD_BY_THE_BROWSER)
    assert number
    words = as_words(read_number(number), "vi")
    assert all(word in visitor.page for word in words)
    come_back(address, WRONG_NUMBER, TOLD_BY_THE_BROWSER)
    back = come_back(address, number, TOLD_BY_THE_BROWSER)
    files = _sent(back)
    desk, colleague = signed_in(address, "somebody", member), signed_in(address, "another", other)
    pieces = _worked(desk, colleague, back)
    _told_colleagues(desk)
    _first_week(desk, signed_in(address, "newcomer", newcomer))
    _notes_of_friends(address, colleague, signed_in(address, "reader", reader))
    _looked_for(address, desk)
    card = _left_letter(address, desk, colleague)
    second, _ = begin(address, STORY, ["one", "two"], TOLD_BY_THE_BROWSER)
    second.post("/vi/talk/number", {"go": "sure"}).post("/vi/talk/thread", {"refuse": "two"})
    lost = Visitor(address, headers=TOLD_BY_THE_BROWSER).get("/desk/vi/lost").post("/desk/vi/lost", {"nickname": "somebody"})
    new_passphrase = re.findall(r"(?:\w{4}-){4}\w{4}", lost.page)[0]
    _lost_ways(address)
    cookies = [cookie for each in (back, desk, colleague, visitor) for cookie in each.cookies.values()]
    passphrases = [new_passphrase, *(_printed(each, "passphrase") for each in (member, other))]
    # Long pieces out of the middle of clean files, as text that stands for each byte.
    inside = [content[len(content) // 2 :][:40].decode("latin-1") for content in files]
    return [*TYPED, *passphrases, number, " ".join(words), *cookies, *inside, *pieces, card]


def _sent(person: Visitor) -> list[bytes]:
    """More messages, with files; the files as they come back."""
    assert STORY in person.page
    person.post("/vi/talk/thread", {"go": "send", "text": f"{STORY} lần hai"})
    person.post_files("/vi/talk/thread", {"go": "send", "text": ""}, made.jpeg(), made.paper(), made.wav(3))
    files = [person.get(link).content for link in re.findall(r'href="(/vi/talk/file/[0-9a-f]{32})"', person.page)]
    assert [content[:3] for content in files[:2]] == [b"\xff\xd8\xff", b"%PD"], "no file came back"
    person.get("/vi/talk/thread").post_files("/vi/talk/thread", {"go": "send", "text": "x"}, made.jpeg() + bytes(20 << 20))
    return files


def _worked(desk: Visitor, colleague: Visitor, person: Visitor) -> list[str]:
    """An answer, a case from its beginning to its end, and half an answer; pieces of the papers that it handed out."""
    there = re.search(r'href="(/desk/vi/talk/[0-9a-f]{32})"', desk.page)
    assert there
    desk.get(there[1])
    assert NAME in desk.page
    desk.post(there[1], {"text": ANSWER})
    case = _case_of(desk, person, there[1])
    pieces = [*_letter_of(desk, case), *_bundle_of(desk, person, case)]
    _asked_and_given(desk, colleague, person, case)
    _offered(desk, person, colleague, case)
    _closed(desk, case)
    desk.get(there[1]).post(there[1], {"text": DRAFT, "go": "keep"})
    assert DRAFT in desk.get(there[1]).page
    return pieces


def _agrees(person: Visitor) -> None:
    asked = re.search(r'name="agree" value="([0-9]+)"', person.get("/vi/talk/thread").page)
    assert asked
    person.post("/vi/talk/thread", {"agree": asked[1]})


def _case_of(desk: Visitor, person: Visitor, there: str) -> str:
    """A case of the conversation, with something in each of its parts."""
    desk.get(f"{there}/case").post(f"{there}/case", {"go": "ask"})
    _agrees(person)
    desk.get(f"{there}/case").post(f"{there}/case", {"go": "make", "text": NICKNAME})
    desk.post(desk.path, {"go": "note", "text": NOTE, "about": "other"})
    desk.post(desk.path, {"go": "note", "text": STAY, "about": "stay"})
    assert NICKNAME in desk.page
    assert NOTE in desk.page
    assert STAY in desk.page
    case = desk.path
    desk.post(case, {"go": "step", "text": STEP, "due": "2099-01-01", "about": "other"})
    desk.post(case, {"go": "name", "text": OTHER_NAME, "after": re.findall(r'name="after" value="(\d+)"', desk.page)[0]})
    assert OTHER_NAME in desk.page
    desk.get(f"{case}/work").post(f"{case}/work", {"go": "save", "q_place": "here", "q_status": "intern_1"})
    desk.get("/desk/vi/find").post("/desk/vi/find", {"go": "find", "text": SOUGHT})
    desk.post("/desk/vi/find", {"go": "find", "text": OTHER_NAME})
    return case


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
    desk.post(taskforce, {"go": "seat", "nickname": "another"})
    desk.post(taskforce, {"go": "decision", "text": DECIDED})
    desk.post(taskforce, {"go": "paper", "text": PAPER})
    desk.get(f"{case}/give").post(f"{case}/give", {"go": "ask", "to": taskforce.rpartition("/")[2], "part": "status"})
    _agrees(person)
    desk.post(f"{case}/give", {"go": "give", "to": taskforce.rpartition("/")[2]})
    page = known.get(taskforce).page
    assert [said for said in (PURPOSE, DECIDED, PAPER, STAY) if said not in page] == []


def _offered(desk: Visitor, person: Visitor, colleague: Visitor, case: str) -> None:
    """Another group says no, is asked again with the person's yes, and joins."""
    for answer in ("refuse", "accept"):
        form = [*desk.get(f"{case}/hand").carried().items(), ("go", "ask"), ("kind", "join"), ("to", "two"), ("part", "notes")]
        desk.ask("POST", f"{case}/hand", urlencode(form))
        _agrees(person)
        desk.get(f"{case}/hand").post(f"{case}/hand", {"go": "make", "kind": "join", "to": "two", "text": OFFERED})
        there = re.search(r'href="(/desk/vi/offer/[0-9a-f]{32})"', colleague.get("/desk/vi/today").page)
        assert there
        assert OFFERED in colleague.get(there[1]).page
        colleague.post(there[1], {"go": answer, "text": REFUSED})
    assert REFUSED in desk.get(case).page
    colleague.get(case).post(case, {"go": "note", "text": JOINED, "about": "other"})
    assert JOINED in colleague.page


def _closed(desk: Visitor, case: str) -> None:
    """What was done, what made the person irregular, and the end."""
    there = f"{case}/close"
    desk.get(there).post(there, {"go": "harm", "violations": "passport_held", "helped": "union"})
    desk.get(there).post(there, {"go": "causes", "office": "immigration", "act": "late"})
    desk.get(there).post(there, {"go": "close"})
    assert 'value="open"' in desk.get(there).page


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


def _notes_of_friends(address: str, desk: Visitor, reader: Visitor) -> None:
    """A note that its readers work on, one that denounces and goes, and one that is about two people and is not taken."""
    (waits,) = re.findall(r'name="member" value="([0-9a-f]{32})"', desk.get("/desk/vi/group").page)
    desk.post("/desk/vi/group", {"member": waits})
    for each in (desk, reader):
        each.get("/desk/vi/notes").post("/desk/vi/notes", {"go": "read"})
    friend = Visitor(address, headers=TOLD_BY_THE_BROWSER)
    told = {"go": "send", "group": "two", "when": "today", "hour": "7", "nation": "VN"}
    friend.get("/vi/f/1").post("/vi/f/1", {**told, "station": f"{STATION} {PHONE}", "called": TAKEN})
    assert friend.path == "/vi/f/2"
    friend.get("/vi/f/1").post("/vi/f/1", {**told, "station": STATION, "called": f"{TAKEN} và {NAME}"})
    assert friend.path == "/vi/f/1"
    note = re.findall(r"/desk/vi/note/[0-9a-f]{32}", desk.get("/desk/vi/notes").page)[0]
    assert TAKEN in desk.get(note).page
    assert PHONE not in desk.page
    desk.post(note, {"go": "place", "prefecture": "Aichi", "version": "0"})
    assert "052-203-1651" in desk.page
    friend.get("/vi/f/1").post("/vi/f/1", {**told, "station": DENOUNCED})
    (other,) = set(re.findall(r"/desk/vi/note/[0-9a-f]{32}", reader.get("/desk/vi/notes").page)) - {note}
    assert DENOUNCED in reader.get(other).page
    reader.post(other, {"go": "denounces"})
    assert friend.cookies == {}


def _looked_for(address: str, desk: Visitor) -> None:
    """A search that is filed, one that is refused, and a beacon with somebody who never learns of it."""
    asks = {"go": "ask", "names": LOOKED_FOR, "own_name": LOOKS, "relation": "parent", "sign": SIGN, "message": SENT_HOME}
    for act in ({"go": "file"}, {"go": "refuse", "choice": "1"}):
        family = Visitor(address, headers=TOLD_BY_THE_BROWSER)
        family.get("/vi/f/5").post("/vi/f/5", {**asks, "group": "one"})
        assert family.path == "/vi/talk/number", family.page
        (enquiry,) = re.findall(r"/desk/vi/tracing/[0-9a-f]{32}", desk.get("/desk/vi/tracing").page)
        assert SIGN in desk.get(enquiry).page
        desk.post(enquiry, act)
    person = Visitor(address, headers=TOLD_BY_THE_BROWSER)
    person.get("/vi/f/7").post("/vi/f/7", {"go": "leave", "names": LOOKED_FOR, "denied": NEVER, "group": "one"})
    assert person.path == "/vi/talk/number", person.page
    assert NEVER in person.get("/vi/f/7").page


def _left_letter(address: str, desk: Visitor, colleague: Visitor) -> str:
    """A letter that two groups opened in one case, with a card; its words."""
    person, _ = begin(address, STORY, ["one"], TOLD_BY_THE_BROWSER)
    person.post("/vi/talk/number", {"go": "sure"}).get("/vi/f/8")
    letter = {"whom-1": WHOM, "say-1": SENTENCE, "never": NEVER_TELL, "lawyer": LAWYER, "phrase": PHRASE, "weeks": "2"}
    person.post("/vi/f/8", {"go": "leave", **letter, "group": "one", "second": "two"}).post("/vi/f/8", {"go": "card"})
    words = " ".join(re.findall("<span>([^<]+)</span>", person.page)[-3:])
    assert person.path == "/vi/f/9", person.page
    notice = {"asker": "mother", "place": "VN-nghe-an", "since": "year", "tongue": "vi", "agreed": "yes"}
    desk.get("/desk/vi/notices").post("/desk/vi/notices", {"go": "post", **notice})
    desk.get("/desk/vi/sealed").post("/desk/vi/sealed", {"go": "word", "words": WRONG_NUMBER})
    desk.post("/desk/vi/sealed", {"go": "word", "words": words})
    there = desk.path
    desk.post(there, {"go": "ask", "happened": "1", "choice": "two"})
    opening = re.findall(r'name="on" value="([0-9a-f]{32})"', colleague.get("/desk/vi/sealed").page)[0]
    colleague.post("/desk/vi/sealed", {"go": "pass", "on": opening})
    assert SENTENCE in desk.get(there).post(there, {"go": "open", "on": opening}).page
    return words


def _printed(said: str, what: str) -> str:
    """What the command printed once."""
    line = next(line for line in said.splitlines() if what in line.casefold() and ":" in line)
    return line.partition(":")[2].strip()


def signed_in(address: str, nickname: str, member: str) -> Visitor:
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
