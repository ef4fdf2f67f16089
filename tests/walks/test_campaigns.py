"""The whole way of a measure without script: the door, the person's yes, papers, a signed bundle, a no by its clause."""

import json
import re
from pathlib import Path

import pytest
from pytest_django import Settings

from madoguchi.casework.actions.campaigns import checked
from madoguchi.ground.clock import StoppedClock
from tests.casework.network_of_cases import TODAY, Street
from tests.help.campaign_files import ID, NAME, lay, text
from tests.printing.test_printed import read
from tests.walks.browsing import Browser
from tests.walks.test_cases import agrees, at, taken_up

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def street(tmp_path: Path, settings: Settings) -> Street:
    """Two groups and a person who wrote to one of them; a measure is open, for which that group is registered."""
    settings.DATA, settings.CLOCK = tmp_path, StoppedClock(TODAY)
    lay(tmp_path)
    return Street.begin()


def test_from_the_door_to_a_no_by_its_clause(street: Street) -> None:
    door = Browser().go("/vi/").follow("/m/")
    assert NAME in door.main()
    assert "Group nagoya" in door.main()
    someone, hoa = taken_up(street)
    case = hoa.address
    hoa.follow("/measure/")
    assert "リスト" not in hoa.main()
    assert "一覧は、どこにもありません" in hoa.main()
    hoa.press("go", "ask")
    assert "まだ返事がありません" in hoa.main()
    # The person reads for what, in their language, and says yes.
    someone.go("/vi/talk/thread")
    assert NAME in someone.main()
    agrees(someone)
    hoa.go(hoa.address).press("go", "papers", have=["passport"])
    hoa.press("go", "meet", text="名古屋の窓口", due="2026-12-01")
    assert "名古屋の窓口" in at("hoa").go("/desk/ja/today").main()
    hoa.go(f"{case}/letters/new/special-permission").press("go", "save", b_person="Nguyễn Thị Hoa")
    letter = hoa.address.rpartition("/")[2]
    hoa.go(f"{case}/measure/{ID}").press("go", "sign", letter=[letter])
    signed(case, hoa.page)
    hoa.press("go", "receipt", text="受付 第12号", due=str(TODAY))
    hoa.press("go", "refused", clauses=["jp.removal.order"], due=str(TODAY))
    assert "退去強制令書" in hoa.main()
    # Taken back: nothing more is done.
    taken_back(someone)
    assert "本人に聞く" in hoa.go(f"{case}/measure/{ID}").main()
    assert 'value="sign"' not in hoa.page
    assert hoa.go(case).status == 200


def signed(case: str, page: str) -> None:
    """The bundle is on the page, and says on paper and in its file what was signed for whom."""
    seq = re.search(rf"/measure/{ID}/(\d+)/pdf", page)
    assert seq
    told = at("hoa").go(f"{case}/measure/{ID}/{seq[1]}/file").content
    assert checked(told).group == "nagoya"
    paper = read(at("hoa").go(f"{case}/measure/{ID}/{seq[1]}/pdf").content)
    for said in ("試しの措置", "Nguyễn Thị Hoa", "Group nagoya"):
        assert "".join(said.split()) in "".join(paper.split())
    assert "Hoa Sen" not in paper, "nothing of the case stands on a paper"
    assert "Hoa Sen" not in json.loads(told)["statement"]


def taken_back(someone: Browser) -> None:
    """The person takes back what they said yes to last."""
    someone.go("/vi/talk/thread")
    last = re.findall(r'name="withdraw" value="(\d+)"', someone.page)[-1]
    someone.press("withdraw", last)


def test_what_was_typed_stands_in_its_box_again(street: Street) -> None:
    someone, hoa = taken_up(street)
    hoa.follow("/measure/").press("go", "ask")
    agrees(someone)
    hoa.go(hoa.address).press("go", "meet", text="名古屋の窓口", due="1.12.2026")
    assert "2026-12-01のように" in hoa.main()
    assert "名古屋の窓口" in hoa.page
    hoa.press("go", "receipt", text="1234 5678 9012 3456 7890 12", due="2099-01-01")
    assert "日を選んでください" in hoa.main() or "番号が入っています" in hoa.main()
    assert "1234 5678 9012 3456 7890 12" in hoa.page


def test_a_group_that_is_not_registered_sees_who_is_and_signs_nothing(street: Street, settings: Settings) -> None:
    lay(Path(settings.DATA), text(bodies='"kobe"'))
    someone, hoa = taken_up(street)
    hoa.follow("/measure/").press("go", "ask")
    agrees(someone)
    hoa.go(hoa.address)
    assert "Group kobe" in hoa.main()
    assert 'value="sign"' not in hoa.page
    word = re.search(r'name="word" value="([^"]+)"', hoa.page)
    assert word
    refused = hoa.client.post(hoa.address, {"go": "sign", "other": "vi", "word": word[1]})
    assert "登録がありません" in refused.content.decode()


def test_without_a_measure_no_page_of_a_case_speaks_of_one(street: Street, settings: Settings) -> None:
    lay(Path(settings.DATA), text(first="2027-01-01"))
    _, hoa = taken_up(street)
    assert "/measure/" not in hoa.page
    assert hoa.go(f"{hoa.address}/measure/{ID}").status == 404
