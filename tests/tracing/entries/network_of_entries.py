"""Three groups, a mother who looks for her daughter, the daughter with her beacon, a broker who knows as much as the mother."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import connection

from madoguchi.help import keyring
from madoguchi.help.actions import talk
from madoguchi.help.terms import Visit
from madoguchi.network.actions import organisations
from madoguchi.network.terms import Desk, Known
from madoguchi.tracing.actions import beacons, candidates, daily, families, filing
from madoguchi.tracing.terms.entries import Answer, Asked, Denied, Left, Relation, Written
from tests.casework.network_of_cases import Kept, member
from tests.help.network_of_tests import TODAY, group, next_page

HOAN = Written(("Trần Thị Hoàn",), 1998, "Nghệ An")
MOTHER = Written(("Nguyễn Thị Sáu",), None, "Nghệ An")
ASKED = Asked(HOAN, MOTHER, Relation.PARENT, "Con gà trống tên Tèo", "Mẹ khỏe. Con ở đâu cũng được.")
BROKER = Asked(HOAN, Written(("Phạm Văn Cò",), None, "Hà Nội"), Relation.RELATIVE, "Em họ của Hoàn", "Liên lạc gấp")
LEFT = Left(HOAN)
DAY = dt.timedelta(days=1)


def first(group_id: str, text: str = "Tôi tìm người nhà.") -> families.First:
    """What comes with a first form."""
    return families.First(text, "vi", group_id)


def visit(cookie: str) -> Visit:
    """Who has this cookie."""
    found = talk.visit_of(cookie, TODAY)
    assert found is not None
    return found


def cookie_of(asked: Asked = ASKED, group_id: str = "vinh", today: dt.date = TODAY) -> str:
    """Somebody who asks for somebody."""
    return families.begin(asked, first(group_id), "", today)


def filed(cookie: str, nickname: str, today: dt.date = TODAY) -> str:
    """Their search, filed by a caseworker."""
    (one,) = families.standings(visit(cookie), today)
    filing.file(next_page(nickname), one.id, today)
    return one.id


_FIRST: list[Kept] = []


class Desks:
    """The desks of three groups, each read anew: `hoa` of Nagoya, `thu` of Vinh, `an` of Kobe."""

    @property
    def hoa(self) -> Desk:
        """Of the group of the beacon."""
        return next_page("hoa")

    @property
    def thu(self) -> Desk:
        """Of the group of the search."""
        return next_page("thu")

    @property
    def an(self) -> Desk:
        """Of a third group."""
        return next_page("an")


@dataclass
class Village(Desks):
    """`thu` of Vinh keeps searches, `hoa` of Nagoya keeps beacons, `an` of Kobe is a third; `sensei` may have to report."""

    mother: str = ""
    daughter: str = ""
    today: dt.date = field(default=TODAY)

    @classmethod
    def begin(cls) -> "Village":
        """Everybody is there, and nobody has asked for anybody yet: they sign in once for all the tests of a process."""
        if connection.vendor != "sqlite" or organisations():
            return cls._begun()
        if not _FIRST:
            cls._begun()
            keyring.newest()
            _FIRST.append(Kept.of(""))
        _FIRST[0].put_back()
        return cls()

    @classmethod
    def _begun(cls) -> "Village":
        for name in ("nagoya", "vinh", "kobe"):
            group(name)
        hoa = member("nagoya", "hoa")
        member("nagoya", "sensei", Known.YES, let_by=hoa)
        member("vinh", "thu")
        member("kobe", "an")
        return cls()

    def asks(self) -> str:
        """The mother asks, and `thu` files it; the search."""
        self.mother = cookie_of(today=self.today)
        return filed(self.mother, "thu", self.today)

    def leaves(self, *denied: Denied) -> None:
        """The daughter leaves a beacon."""
        self.daughter = beacons.begin(Left(HOAN, denied), first("nagoya", "Có thể có người tìm tôi."), "", self.today)

    def night(self, days: int = 1) -> int:
        """Days go by, each with its batch; how many candidates they found."""
        found = 0
        for _ in range(days):
            self.today += DAY
            found += daily.run(self.today)
        return found

    def shown(self) -> str:
        """The two groups look at the one candidate and let the daughter read who asks; the candidate."""
        (row,) = candidates.queue(self.hoa)
        candidates.ask_out(self.hoa, row.id, "", self.today)
        candidates.vouch(self.thu, row.id, self.today)
        candidates.review(self.hoa, row.id, self.today)
        candidates.present(self.hoa, row.id, self.today)
        return row.id

    def asked(self) -> str:
        """A beacon and a search that met, up to where the daughter reads who asks; the candidate."""
        self.leaves()
        self.asks()
        assert self.night() == 1
        return self.shown()

    def answers(self, candidate: str, answer: Answer, text: str = "") -> None:
        """The daughter answers, talks with `hoa`, and 72 hours go by."""
        beacons.decide_on(visit(self.daughter), candidate, answer, text, self.today)
        candidates.confirm(self.hoa, candidate, self.today)
        self.night(4)

    def told(self) -> families.Standing:
        """What the mother reads."""
        (one,) = families.standings(visit(self.mother), self.today)
        return one
