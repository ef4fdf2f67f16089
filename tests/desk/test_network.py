"""Groups and members, made by an operator at the command line."""

import re
from pathlib import Path

import pytest

from tests.desk.test_operate import fetch
from tests.site import madoguchi, running_site

pytestmark = pytest.mark.slow

GROUP = ("group", "add", "kobe", "--name", "Kobe group", "--languages", "vi,ja", "--about", "en=Advice about work")


def said(*words: str, data: Path) -> str:
    """What a command prints that ends well."""
    ended = madoguchi(*words, data=data)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def refused(*words: str, data: Path) -> str:
    """What a command prints that is refused."""
    ended = madoguchi(*words, data=data)
    assert ended.returncode == 2, ended.stdout + ended.stderr
    return ended.stderr


def test_a_group_gets_members_and_loses_them(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert "madoguchi member add kobe NICKNAME" in said(*GROUP, data=data)
    assert "there is a group with this id" in refused(*GROUP, data=data)
    assert "kobe  Kobe group  [vi,ja]  closed, may report, members: 0" in said("group", "list", data=data)
    first = said("member", "add", "kobe", "Lan", data=data)
    assert re.search(r"Passphrase:  ([0-9a-z]{4}-){4}[0-9a-z]{4}\n", first)
    assert "shown this once" in first
    assert "They read nothing yet" not in first
    # What the camera of a phone reads.
    assert len(re.findall(r"(?m)^[█▀▄ ]{30,}$", first)) > 15
    assert "They read nothing yet" in said("member", "add", "kobe", "minh", data=data)
    assert "takes new, may report, members: 2" in said("group", "list", data=data)
    said("group", "pause", "kobe", data=data)
    assert "closed, may report, members: 2" in said("group", "list", data=data)
    said("group", "resume", "kobe", data=data)
    assert said("member", "coordinate", "lan", "2099-12-31", data=data) == ""
    assert "today or later" in refused("member", "coordinate", "lan", "2020-01-01", data=data)
    assert said("member", "coordinate", "lan", "never", data=data) == ""
    assert "Nobody is left there" in said("member", "end", "lan", data=data)
    assert "no member with this nickname" in refused("member", "end", "lan", data=data)
    assert "the last member of this group has left" in refused("member", "add", "kobe", "hoa", data=data)
    assert "no group with this id" in refused("member", "add", "osaka", "hoa", data=data)
    assert "no group with this id" in refused("group", "pause", "osaka", data=data)


def test_a_passphrase_cannot_be_found_out_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    said(*GROUP, data=data)
    told = said("member", "add", "kobe", "lan", data=data)
    passphrase, secret = re.findall(r"Passphrase:  (\S+)", told)[0], re.findall(r"secret=(\w+)", told)[0]
    content = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    for hidden in (passphrase, passphrase.replace("-", ""), secret):
        assert hidden.encode() not in content
    assert passphrase not in said("group", "list", data=data)


def test_a_demo_has_invented_members_of_two_groups_and_says_so_loudly(tmp_path: Path) -> None:
    data = tmp_path / "data"
    told = []
    for _ in range(2):
        with running_site("demo", data) as address:
            status, _headers = fetch(address, "/desk/en/sign-in")
        assert status == 200
        printed = (tmp_path / "demo.said").read_text(encoding="utf-8")
        who = r"nickname demo or demo-two \(Demo group\), demo-three \(Other demo group\)"
        told += re.findall(who + r" · passphrase (\S+)", printed)
        assert "This is a DEMO" in printed
        assert "the code is on the page (DEMO only)" in printed
    assert len(told) == 2
    assert told[0] == told[1]


def test_a_real_house_has_no_invented_member(tmp_path: Path) -> None:
    with running_site("serve", tmp_path / "data"):
        pass
    assert "passphrase" not in (tmp_path / "serve.said").read_text(encoding="utf-8")
    assert said("group", "list", data=tmp_path / "data") == ""
