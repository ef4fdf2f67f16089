"""What only laws say whose claims are kept whole, as lines: what a clock does beside, what requests carry from filing on."""

from collections.abc import Iterator

from madoguchi.lab import whole
from madoguchi.lab.days import NEVER, day_of
from madoguchi.lab.laying_out import LaidOut
from madoguchi.lab.states import CLOCK, STATES

DOES = {
    whole.MAY_CUT: "may take the stay, and nobody knows",
    whole.ROLLS: "a closed last day moves it",
    whole.AT_ONCE: "acts on its first day",
    whole.OF_REQUEST: "one for each request",
    whole.SHOWS_TO_THE_END: "exposes until its end only",
    whole.REVIVED: "what it took can be given back",
    whole.SAYS_WORK: "says what work the stay carries",
}
MARKS = {whole.UNSURE: "uncertain", whole.HIDDEN: "nothing", whole.UNPROVEN: "until it is proven"}


def beside(laid: LaidOut, number: int) -> str:
    """What a row does beside its last day; nothing where claims are not kept whole."""
    if not laid.whole or laid.law.row_kind[number] != CLOCK:
        return ""
    does, only, deems, _, carries, first, after, since, until, _, reached = laid.law.row_more[number].tolist()
    told = [words for bit, words in DOES.items() if does & bit]
    told += [f"takes only what some clauses gave (set {only})"] if only >= 0 else []
    told += [f"silence stands for {laid.forms.every[deems - 1]}"] if deems else []
    told += [f"carries the stay as row {carries}"] if carries else []
    told += [f"is compared with {after - first} named days"] if after > first else []
    told += [f"{until - since} later laws move it"] if until > since else []
    told += [f"held up as row {reached} once a later law has moved it"] if reached else []
    return ", ".join(told)


def received(laid: LaidOut) -> Iterator[str]:
    """What requests carry from their filing, their receipt or the notice that they are worked on."""
    for row in laid.law.receive.tolist():
        _, since, until, by_day, _, late, no_permit, slot, marks, clause = row
        span = f"{'always' if since <= 1 else day_of(since)} to {'now' if until >= NEVER else day_of(until)}"
        told = [f"{'the days' if by_day else 'filings'} of {span}", f"state {STATES[laid.law.row_state[slot]]}"]
        told += [words for bit, words in MARKS.items() if marks & bit]
        told += ["also late"] if late >= 0 else []
        told += ["also without a permission"] if no_permit else []
        yield f"row {slot}, {laid.causes[clause - 1]}: {'; '.join(told)}"
