"""Passkeys at the pages of a house, on both databases: make, use, remove; no answer counts twice; the disk opens nothing."""

import datetime as dt
import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from madoguchi.ground.clock import StoppedClock
from madoguchi.network import actions
from madoguchi.network.actions import challenges
from madoguchi.network.actions.codes import house_key
from madoguchi.network.models import Passkey, SignIn
from madoguchi.network.terms import Welcome
from madoguchi.ui.words import sentences
from madoguchi.vault.seals import context_of, unlocked
from madoguchi.vault.terms import Unreadable, key_of
from tests.network.authenticator import Authenticator
from tests.network.people import TODAY, House
from tests.network.test_pages import hidden, sign_in

on_sqlite = pytest.mark.parametrize("house", ["sqlite_house"], indirect=True)
"""What does not hang on the database is tried on one: each member costs two stretched passphrases."""
pytestmark = pytest.mark.slow
PASSKEYS, SIGN_IN, INSIDE = "/desk/en/passkeys", "/desk/en/sign-in", "/desk/en/group"


@pytest.fixture
def lan(house: House, settings: Settings) -> Welcome:
    """The first member of a group, on the stopped day of the house."""
    settings.CLOCK = StoppedClock(TODAY)
    settings.DESK_FIRST = "desk-group"
    house.now = settings.CLOCK.seen_at()
    house.group()
    return house.member("lan")


@pytest.fixture
def desk(house: House, lan: Welcome) -> Client:
    """The browser of that member, signed in."""
    client = Client()
    sign_in(client, house, lan)
    return client


def asked(page: str) -> dict[str, str]:
    """What a page asks a browser about passkeys."""
    return {name: unescape(json) for name, json in re.findall(r'data-(use|make)="([^"]+)"', page)}


def post(client: Client, address: str, **fields: str) -> Any:
    """Send a form of the page, with its hidden fields."""
    return client.post(address, {**hidden(client.get(address).content.decode()), **fields})


def made(client: Client, lan: Welcome, device: Authenticator, name: str = "office computer") -> Any:
    """What the browser sees after a passkey was made on a device."""
    page = post(client, PASSKEYS, name=name, passphrase=lan.passphrase).content.decode()
    question = asked(page)
    fields = {**hidden(page), "made": device.make(question["make"])}
    if device.secret is not None:
        fields |= device.use(question["use"])
    return client.post(PASSKEYS, fields)


def shown(client: Client, device: Authenticator, **fields: str) -> Any:
    """What a browser sees that shows a passkey at the sign-in page."""
    page = client.get(SIGN_IN).content.decode()
    return client.post(SIGN_IN, {**hidden(page), **device.use(asked(page)["use"]), **fields})


def says(answer: Any, key: str) -> bool:
    """Whether the page says this."""
    return sentences("en")[key] in unescape(answer.content.decode())


def test_a_passkey_that_gives_a_key_opens_the_desk_without_a_nickname(house: House, desk: Client, lan: Welcome) -> None:
    device = Authenticator()
    assert made(desk, lan, device)["Location"] == PASSKEYS
    page = desk.get(PASSKEYS).content.decode()
    assert "office computer" in page
    assert sentences("en")["passkey.opens"] in page
    other = Client()
    arrived = shown(other, device)
    assert (arrived.status_code, arrived["Location"]) == (302, INSIDE)
    assert "You are signed in as lan." in other.get(INSIDE).content.decode()
    opened, before = (actions.desk_of(client.cookies["desk"].value, TODAY, house.now) for client in (other, desk))
    assert opened is not None
    assert before is not None
    assert opened.keys == before.keys, "the same root"


@on_sqlite
def test_a_passkey_that_gives_no_key_opens_nothing_alone_and_stands_in_place_of_the_code(desk: Client, lan: Welcome) -> None:
    device = Authenticator(secret=None)
    made(desk, lan, device)
    assert says(desk.get(PASSKEYS), "passkey.in_place")
    row = Passkey.objects.get()
    assert bytes(row.locked_root) == b""
    assert says(shown(Client(), device), "passkey.no_key")
    wrong = {"nickname": "lan", "passphrase": "0000-0000-0000-0000-0000"}
    assert says(shown(Client(), device, **wrong), "desk.refused")
    assert says(shown(Client(), Authenticator(secret=None), nickname="lan", passphrase=lan.passphrase), "desk.refused")
    other = Client()
    assert shown(other, device, nickname="lan", passphrase=lan.passphrase).status_code == 302
    assert other.get(INSIDE).status_code == 200


@on_sqlite
def test_a_key_that_is_not_the_one_of_the_device_opens_nothing(desk: Client, lan: Welcome) -> None:
    device = Authenticator()
    made(desk, lan, device)
    assert says(shown(Client(), device, key="00" * 32), "desk.refused")
    assert says(shown(Client(), device, key=""), "passkey.no_key")
    # The right key without the device's signature: somebody saw the one and does not have the other.
    thief = Authenticator(secret=device.secret, credential=device.credential)
    assert says(shown(Client(), thief), "desk.refused")
    assert says(shown(Client(), Authenticator()), "desk.refused")
    assert SignIn.objects.count() == 1


def test_an_answer_opens_once_in_one_browser_and_for_five_minutes(desk: Client, lan: Welcome, settings: Settings) -> None:
    device = Authenticator(counts=False)
    made(desk, lan, device)
    client = Client()
    page = client.get(SIGN_IN).content.decode()
    blank = client.cookies["desk"].value
    fields = {**hidden(page), **device.use(asked(page)["use"])}
    other = Client()
    word = hidden(other.get(SIGN_IN).content.decode())["word"]
    assert says(other.post(SIGN_IN, {**fields, "word": word}), "desk.refused")
    assert client.post(SIGN_IN, fields).status_code == 302
    # The whole request once more, cookie included: as somebody would who has copied it on its way.
    client.cookies["desk"] = blank
    assert says(client.post(SIGN_IN, fields), "desk.refused")
    late = Client()
    page = late.get(SIGN_IN).content.decode()
    fields = {**hidden(page), **device.use(asked(page)["use"])}
    settings.CLOCK = Later(settings.CLOCK, minutes=challenges.MINUTES)
    assert says(late.post(SIGN_IN, fields), "desk.refused")


class Later:
    """A clock that shows another minute than the one it was made from."""

    def __init__(self, clock: StoppedClock, minutes: int) -> None:
        self._clock, self._later = clock, dt.timedelta(minutes=minutes)

    def today(self) -> dt.date:
        """The same day."""
        return self._clock.today()

    def seen_at(self) -> dt.datetime:
        """Some minutes later."""
        return self._clock.seen_at() + self._later


@on_sqlite
@pytest.mark.parametrize("lie", [{"origin": "http://evil.example"}, {"says": {"host": "evil.example"}}, {"flags": 1}], ids=str)
def test_an_answer_for_another_site_or_without_its_owner_opens_nothing(desk: Client, lan: Welcome, lie: dict[str, Any]) -> None:
    device = Authenticator()
    made(desk, lan, device)
    for name, value in lie.items():
        setattr(device, name, value)
    assert says(shown(Client(), device), "desk.refused")
    assert says(made(desk, lan, Authenticator(**lie)), "passkey.unfit")


def test_two_for_each_person_and_each_can_be_removed(house: House, desk: Client, lan: Welcome) -> None:
    devices = [Authenticator(), Authenticator()]
    for number, device in enumerate(devices):
        made(desk, lan, device, f"device {number}")
    page = desk.get(PASSKEYS).content.decode()
    assert "You have 2 passkeys." in page
    assert "You have 2 passkeys." in post(desk, PASSKEYS, name="third", passphrase=lan.passphrase).content.decode()
    for device in devices:
        assert shown(Client(), device).status_code == 302
    minh = Client()
    sign_in(minh, house, house.member("minh"))
    ids = re.findall(r'name="remove" value="(\d+)"', page)
    for id_ in (ids[0], "x", "9" * 30, "٣"):
        post(minh, PASSKEYS, remove=id_)
    assert Passkey.objects.count() == 2, "nobody removes what is another's"
    post(desk, PASSKEYS, remove=ids[0])
    assert says(shown(Client(), devices[0]), "desk.refused")
    assert shown(Client(), devices[1]).status_code == 302
    post(desk, PASSKEYS, remove=ids[1])
    house.now = house.now.replace(minute=house.now.minute + 2)
    assert Passkey.objects.count() == 0
    assert isinstance(house.sign_in(lan), str), "passphrase and code stay"


@on_sqlite
def test_nobody_makes_one_at_a_desk_that_was_left_open(desk: Client, lan: Welcome) -> None:
    page = post(desk, PASSKEYS, name="mine", passphrase="guess")
    assert says(page, "passkey.passphrase_wrong")
    assert "make" not in asked(page.content.decode())
    # Anybody gets a challenge at the sign-in page: it is for signing in, and makes nothing.
    sign_in_page = desk.get(SIGN_IN).content.decode()
    device = Authenticator(secret=None)
    question = json.loads(asked(post(desk, PASSKEYS, name="x", passphrase=lan.passphrase).content.decode())["make"])
    question["challenge"] = json.loads(asked(sign_in_page)["use"])["challenge"]
    wrong = {"challenge": hidden(sign_in_page)["challenge"], "made": device.make(json.dumps(question)), "name": "x"}
    assert says(post(desk, PASSKEYS, **wrong), "passkey.unfit")
    assert Passkey.objects.count() == 0


@on_sqlite
def test_the_disk_and_the_key_of_the_house_do_not_open_a_root(house: House, desk: Client, lan: Welcome) -> None:
    device = Authenticator()
    made(desk, lan, device)
    row = Passkey.objects.get()
    cells = [cell for table in house.tables() for each in house.rows(table) for cell in each if isinstance(cell, bytes)]
    keys = [key_of(cell) for cell in cells if len(cell) == 32]
    keys += [house_key(purpose) for purpose in ("codes", "used codes", "challenges", "last page", "drafts")]
    for key in keys:
        with pytest.raises(Unreadable):
            unlocked(key, bytes(row.locked_root), context_of("passkey root", device.credential))
    everything = repr([house.rows(table) for table in house.tables()]).encode() + b"".join(cells)
    assert device.secret is not None
    assert device.secret not in everything
    assert b"office computer" not in everything
    assert not re.search(rb'"count"', everything), "some devices count in seconds of the clock"
    actions.end_member("lan", TODAY)
    assert Passkey.objects.count() == 0


@on_sqlite
def test_only_pages_that_ask_for_passkeys_may(desk: Client) -> None:
    for address, may in ((SIGN_IN, True), (PASSKEYS, True), (INSIDE, False), ("/desk/en/lost", False)):
        policy = desk.get(address)["Permissions-Policy"]
        for ability in ("publickey-credentials-get", "publickey-credentials-create"):
            assert f"{ability}=({'self' if may else ''})" in policy, address
        assert "camera=()" in policy
