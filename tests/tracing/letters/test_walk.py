"""The story without script, in Vietnamese: a letter, a card word on the telephone, two groups, one sentence; then no letter."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_django import Settings

from bench.visitor import Visitor, begin, come_back
from madoguchi.ground.clock import StoppedClock
from tests.casework.network_of_cases import TODAY
from tests.site import madoguchi, running_site
from tests.tracing.entries.network_of_entries import Village
from tests.tracing.entries.test_pages import at
from tests.tracing.letters.people_of_letters import DAY, WEEK
from tests.walks.browsing import Browser
from tests.walks.living import signed_in

pytestmark = pytest.mark.slow

SENTENCE = "Em còn sống, em đang bị giữ, có luật sư. Đừng gửi tiền cho ai."
ILL = "Con ốm, con nằm viện."
FORM: dict[str, str | list[str]] = {
    "whom-1": "Chị Lan ở Vinh",
    "say-1": SENTENCE,
    "whom-2": "Mẹ",
    "say-2": ILL,
    "never": "Ông Cò môi giới",
    "lawyer": "Luật sư Sato",
    "phrase": "Con gà trống tên Tèo",
    "group": "nagoya",
    "second": ["vinh"],
    "weeks": "2",
}


@pytest.fixture
def stopped(village: Village, settings: Settings) -> Settings:
    """Three groups whose members have signed in, on a day before: a desk of later would have closed by itself."""
    settings.CLOCK = StoppedClock(TODAY - 60 * DAY)
    return settings


def person_with_letter() -> Browser:
    """Somebody who writes to a group, finds the page from their conversation and leaves a letter with a card."""
    person = Browser().go("/vi/talk").press("go", "send", text="Tôi sợ bị bắt.", group="nagoya")
    person.press("go", "skip").press("go", "sure").follow("/f/8$")
    person.press("go", "leave", **FORM)
    assert "Lá thư của bạn ở đây đến" in person.main()
    assert SENTENCE in person.main()
    return person.press("go", "card")


def words_on(card: Browser, language: str) -> str:
    """The three words of one side of a card."""
    side = card.page.split(f'class="wallet" lang="{language}"')[1]
    words = re.findall("<span>([^<]+)</span>", side)[:3]
    assert len(words) == 3
    return " ".join(words)


def test_a_letter_leads_to_the_family_being_told_exactly_the_sentence(stopped: Settings) -> None:
    person = person_with_letter()
    assert "Tôi muốn gặp luật sư" in person.main()
    assert "弁護士を呼んでください" in person.main()
    assert "Nhà này không lưu số điện thoại" in person.main()

    # A lawyer reads the Japanese side aloud on the telephone.
    hoa = at("hoa").go("/desk/vi/today").follow("/sealed$")
    hoa.press("go", "word", words="まちがい ことば です")
    assert "không dẫn đến lá thư nào" in hoa.main()
    hoa.press("go", "word", words=words_on(person, "ja"))
    assert "Có một lá thư" in hoa.main()
    assert "Chị Lan" not in hoa.page
    assert "/talk/" not in hoa.page.partition("<footer")[0]

    hoa.press("go", "ask", happened="1", choice="vinh")
    thu = at("thu").go("/desk/vi/today").follow("/sealed$")
    assert "Group nagoya hỏi vào" in thu.main()
    assert "Bị bắt" in thu.main()
    thu.press("go", "pass")
    hoa.go(hoa.address).press("go", "open")
    assert SENTENCE in hoa.main()
    assert "Ông Cò môi giới" in hoa.main()
    assert "Con gà trống tên Tèo" in hoa.main()
    assert ILL not in hoa.page
    hoa.press("go", "told")
    assert "Đã nói vào" in hoa.main()

    person.go("/vi/f/8")
    assert "Group nagoya và Group vinh" in person.main()
    assert "Câu của bạn đã được nói vào" in person.main()
    person.follow("/talk/opened$")
    assert "Group vinh, nhóm thứ hai, đồng ý" in person.main()
    assert "Group nagoya đọc một trang" in person.main()


def test_a_withdrawn_letter_is_nowhere_any_more(stopped: Settings) -> None:
    person = person_with_letter()
    words = words_on(person, "vi")
    hoa = at("hoa").go("/desk/vi/sealed").press("go", "word", words=words)
    letter = hoa.address
    person.go("/vi/f/8").press("go", "withdraw")
    assert SENTENCE not in person.page
    assert "Hai người của hai nhóm" in person.main()
    assert hoa.go(letter).status == 404
    assert "không dẫn đến lá thư nào" in hoa.go("/desk/vi/sealed").press("go", "word", words=words).main()


def test_whoever_is_silent_is_asked_after_by_a_caseworker_and_the_family_hears_nothing(stopped: Settings) -> None:
    person = person_with_letter()
    hoa = at("hoa").go("/desk/vi/today")
    assert "Thư để lại trước khi có chuyện đang chờ bạn" not in hoa.main()
    stopped.CLOCK = StoppedClock(TODAY - 60 * DAY + 4 * WEEK + DAY)
    hoa = at("hoa").go("/desk/vi/today")
    assert "Thư để lại trước khi có chuyện đang chờ bạn: 1" in hoa.main()
    hoa.follow("/sealed$")
    assert "Hãy hỏi thăm người này" in hoa.main()
    letter = re.search(r"/desk/vi/sealed/[0-9a-f]{32}", hoa.page)
    assert letter
    refused = at("hoa").go(letter[0]).press("go", "ask", happened="4", choice="vinh")
    assert "nhóm bạn phải hỏi thăm trước" in refused.main()
    hoa.press("go", "no_answer")
    assert "Nhóm bạn đã hỏi; chưa ai trả lời" in hoa.main()
    asked = at("hoa").go(letter[0]).press("go", "ask", happened="4", choice="vinh")
    assert "Đang chờ nhóm thứ hai" in asked.main()
    person.go("/vi/f/8")
    assert "Group nagoya xin Group vinh cùng mở" in person.main()
    person.press("go", "well")
    assert "Đã kết thúc" in person.main()
    assert "Hãy hỏi thăm người này" not in hoa.go("/desk/vi/sealed").main()


def test_a_group_hangs_up_a_notice_and_everybody_finds_the_way_to_answer(stopped: Settings) -> None:
    hoa = at("hoa").go("/desk/vi/today").follow("/notices$")
    hoa.press("go", "post", asker="mother", place="VN-nghe-an", since="year", tongue="vi", agreed="yes")
    reader = Browser().go("/vi/near?n=7").follow("/vi/notices$")
    assert "Một người mẹ ở Nghệ An đang hỏi." in reader.main()
    assert "Chỉ bạn mới trả lời được" in reader.main()
    assert "Có thể có người đang tìm tôi" in reader.follow("/f/7$").main()
    hoa.press("go", "down")
    assert "Nghệ An" not in reader.go("/vi/notices").main()


# ------------------------------------------------------------------ with the real command


@dataclass
class RealHouse:
    """A house that serves, with what its members were told once."""

    data: Path
    told: dict[str, str]


@pytest.fixture(scope="module")
def real_once(furnished: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> RealHouse:
    """Two groups in a data folder: made once, copied for each test."""
    data = furnished(tmp_path_factory.mktemp("real") / "data")
    told = {}
    for group, nickname in (("nagoya", "hoa"), ("vinh", "thu")):
        madoguchi("group", "add", group, "--name", f"Group {group}", "--languages", "vi", data=data)
        told[nickname] = madoguchi("member", "add", group, nickname, "--may-report", "no", data=data).stdout
    return RealHouse(data, told)


@pytest.fixture
def real(real_once: RealHouse, tmp_path: Path) -> RealHouse:
    """A copy of the house with the two groups."""
    return RealHouse(shutil.copytree(real_once.data, tmp_path / "data"), real_once.told)


def bytes_below(folder: Path) -> bytes:
    """Everything that lies in a folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def left(address: str, desks: dict[str, Visitor]) -> tuple[Visitor, str, str]:
    """Somebody with a letter that can be opened: two groups have agreed. The person, their number, the letter's address."""
    person, number = begin(address, "Tôi sợ bị bắt.", ["nagoya"])
    person.post("/vi/talk/number", {"go": "sure"}).get("/vi/f/8")
    one_of_each = {name: value if isinstance(value, str) else value[0] for name, value in FORM.items()}
    person.post("/vi/f/8", {"go": "leave", **one_of_each})
    assert SENTENCE in person.page
    hoa, thu = desks["hoa"], desks["thu"]
    letter = re.findall(r"/desk/vi/sealed/[0-9a-f]{32}", hoa.get("/desk/vi/sealed").page)[0]
    hoa.get(letter).post(letter, {"go": "ask", "happened": "1", "choice": "vinh"})
    opening = re.findall(r'name="on" value="([0-9a-f]{32})"', thu.get("/desk/vi/sealed").page)[0]
    thu.post("/desk/vi/sealed", {"go": "pass", "on": opening})
    return person, number, letter


@pytest.mark.parametrize("locks", ["the newest copy of the keys", "a copy of the keys from before"])
def test_from_a_restored_backup_a_withdrawn_letter_stays_unreadable(real: RealHouse, tmp_path: Path, locks: str) -> None:
    with running_site("serve", real.data) as address:
        desks = {nickname: signed_in(address, nickname, told) for nickname, told in real.told.items()}
        person, number, letter = left(address, desks)
        backup = tmp_path / "backup.zip"
        assert madoguchi("backup", str(backup), data=real.data).returncode == 0
        older = {path.name: path.read_bytes() for path in (real.data / "vault-keys").glob("*.letter")}
        assert len(older) == 1
        person.get("/vi/f/8").post("/vi/f/8", {"go": "withdraw"})
        assert SENTENCE not in person.page
    other = tmp_path / "other"
    put_back = madoguchi("restore", str(backup), data=other)
    assert put_back.returncode == 0
    assert "Letters whose lock is not here (vault-keys/*.letter): 1." in put_back.stderr
    for name in ("vault-keys", "blinding-keys"):
        if (real.data / name).exists():
            (other / name).mkdir()
            for path in (real.data / name).iterdir():
                (other / name / path.name).write_bytes(path.read_bytes())
    (other / "key").write_bytes((real.data / "key").read_bytes())
    assert not list((other / "vault-keys").glob("*.letter"))
    if locks == "a copy of the keys from before":
        for name, content in older.items():
            (other / "vault-keys" / name).write_bytes(content)
    with running_site("serve", other) as address:
        back = come_back(address, number)
        assert "Tôi sợ bị bắt." in back.page, "the backup was put back"
        assert SENTENCE not in back.get("/vi/f/8").page
        hoa = desks["hoa"]
        hoa.address = address
        assert hoa.get("/desk/vi/sealed").status == 200
        assert hoa.get(letter).status == 404
        assert SENTENCE not in hoa.page
    assert not list((other / "vault-keys").glob("*.letter"))


def test_a_letter_that_was_not_withdrawn_opens_from_a_restored_backup(real: RealHouse, tmp_path: Path) -> None:
    """The other side of it: the test above would also pass in a house that loses every letter."""
    with running_site("serve", real.data) as address:
        desks = {nickname: signed_in(address, nickname, told) for nickname, told in real.told.items()}
        _, number, letter = left(address, desks)
        backup = tmp_path / "backup.zip"
        assert madoguchi("backup", str(backup), data=real.data).returncode == 0
    other = tmp_path / "other"
    assert madoguchi("restore", str(backup), data=other).returncode == 0
    (other / "vault-keys").mkdir()
    for path in (real.data / "vault-keys").iterdir():
        (other / "vault-keys" / path.name).write_bytes(path.read_bytes())
    (other / "key").write_bytes((real.data / "key").read_bytes())
    with running_site("serve", other) as address:
        assert SENTENCE in come_back(address, number).get("/vi/f/8").page
        hoa = desks["hoa"]
        hoa.address = address
        opening = re.findall(r'name="on" value="([0-9a-f]{32})"', hoa.get(letter).page)[0]
        assert SENTENCE in hoa.post(letter, {"go": "open", "on": opening}).page


def test_not_even_the_sealed_bytes_of_a_withdrawn_letter_stay_on_the_disk(real: RealHouse) -> None:
    import sqlite3
    from contextlib import closing

    with running_site("serve", real.data) as address:
        desks = {nickname: signed_in(address, nickname, told) for nickname, told in real.told.items()}
        person, _, _ = left(address, desks)
        with closing(sqlite3.connect(real.data / "madoguchi.sqlite3")) as tables:
            payloads = [bytes(row[0]) for row in tables.execute("select payload from tracing_letterpart")]
        lock = next((real.data / "vault-keys").glob("*.letter")).read_bytes()
        pieces = [payload[start : start + 24] for payload in payloads for start in (40, len(payload) // 2)]
        pieces.append(lock)
        there = bytes_below(real.data)
        assert all(piece in there for piece in pieces), "the search finds what is there"
        assert SENTENCE.encode() not in there
        person.get("/vi/f/8").post("/vi/f/8", {"go": "withdraw"})
        assert [piece for piece in pieces if piece in bytes_below(real.data)] == []
