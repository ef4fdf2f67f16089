"""Somebody who leaves a letter with Nagoya, opened together with Vinh or Kobe; what they write is known here."""

import datetime as dt
from dataclasses import dataclass, field, replace

from madoguchi.help.actions import talk
from madoguchi.help.terms import Visit
from madoguchi.network.terms import Desk
from madoguchi.tracing.actions import letters, opening
from madoguchi.tracing.actions.letters import Left
from madoguchi.tracing.terms.letters import Always, Happened, Letter, Wish
from tests.casework.network_of_cases import member
from tests.help.network_of_tests import TODAY, next_page
from tests.tracing.entries.network_of_entries import Desks, Village

ARRESTED = Wish("Chị Lan ở Vinh, qua nhóm Nghệ An", "Em còn sống, em đang bị giữ, có luật sư. Đừng gửi tiền cho ai.")
ILL = Wish("Mẹ, qua chị Lan", "Con ốm, con nằm viện, có người chăm.")
ALWAYS = Always("Ông Cò môi giới, anh rể Tuấn", "Luật sư Sato", "Con gà trống tên Tèo")
LETTER = Letter({Happened.ARREST: ARRESTED, Happened.ILLNESS: ILL}, ALWAYS)
LEFT = Left(LETTER, "nagoya", ("vinh", "kobe"), 4)
TYPED = ("Chị Lan", "đang bị giữ", "Đừng gửi", "Mẹ, qua", "nằm viện", "Ông Cò", "Tuấn", "Sato", "Tèo")
"""Pieces of everything that was written."""
DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)


@dataclass
class People(Desks):
    """`hoa` and `minh` of Nagoya, `sensei` of Nagoya who may have to report, `thu` of Vinh, `an` of Kobe; a person."""

    cookie: str = ""
    today: dt.date = field(default=TODAY)

    @classmethod
    def begin(cls) -> "People":
        """Everybody is there; the person has written to Nagoya."""
        Village.begin()
        return cls(talk.begin(talk.First("Tôi muốn để lại một lá thư.", "vi", ("nagoya",)), "", TODAY))

    @property
    def visit(self) -> Visit:
        """The person, with their number."""
        found = talk.visit_of(self.cookie, self.today)
        assert found is not None
        return found

    @property
    def sensei(self) -> Desk:
        """Of the group that keeps the letter, with a duty to report."""
        return next_page("sensei")

    def minh(self) -> Desk:
        """A second member of the group that keeps the letter, who reads."""
        return member("nagoya", "minh", let_by=self.hoa)

    def leaves(self, left: Left = LEFT, **changed: object) -> str:
        """The person leaves a letter; its id, as their group has it."""
        letters.leave(self.visit, replace(left, **changed), self.today)  # type: ignore[arg-type]
        return self.letter

    @property
    def letter(self) -> str:
        """The one letter of Nagoya."""
        (row,) = opening.letters(self.hoa, self.today)
        return row.id

    def mine(self) -> letters.Mine:
        """What the person reads."""
        found = letters.mine(self.visit, self.today)
        assert found is not None
        return found

    def asked(self, happened: Happened = Happened.ARREST, second: str = "vinh") -> str:
        """Nagoya asks a second group; the opening."""
        opening.ask_second(self.hoa, self.letter, happened, second, self.today)
        return next(each.id for each in self.mine().openings if each.happened is happened)

    def opened(self, happened: Happened = Happened.ARREST) -> str:
        """Vinh agrees and Nagoya opens; the opening."""
        id_ = self.asked(happened)
        opening.pass_on(self.thu, id_, self.today)
        opening.open_page(self.hoa, self.letter, id_, self.today)
        return id_
