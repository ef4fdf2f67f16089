"""The kernel's answers to conditions: a program of `conditions.py` run over one person. Compiled once, for every law."""

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab.compiling import apart, jit
from madoguchi.lab.conditions import NOT_PARTED, PERMIT_END, TODAY_ITSELF, Op
from madoguchi.lab.days import NEVER
from madoguchi.lab.remembered import FIRST_CHAIN, PERMIT_BASE
from madoguchi.lab.states import DEAD, SHORT, SIDE
from madoguchi.lab.tables import cell, item, row_of, size
from madoguchi.lab.whole import FIRST, LOW, PERMIT_FIRST, PERMIT_LATE, column, kept

SAY, BIT, WORD_TRUTH, WORD_IN, NUMBER, DAY = (int(op) for op in (Op.SAY, Op.BIT, Op.WORD_TRUTH, Op.WORD_IN, Op.NUMBER, Op.DAY))
STATUS_IN, LAST_STATUS_IN, PERMIT_UNTIL, TODAY = (int(op) for op in (Op.STATUS_IN, Op.LAST_STATUS_IN, Op.PERMIT_UNTIL, Op.TODAY))
LONG_PERIOD, STATUS_HELD, SIDE_WORK, REQUEST_OPEN = (
    int(op) for op in (Op.LONG_PERIOD, Op.STATUS_HELD, Op.SIDE_WORK, Op.REQUEST_OPEN)
)
DAYS, DAY_NAMED, LEFT = int(Op.DAYS), int(Op.DAY_NAMED), int(Op.LEFT)
NOT, AND, SURELY = int(Op.NOT), int(Op.AND), int(Op.SURELY)


@jit
def request_open(law, w, b, requests):
    """Whether a request of a set waits for its decision."""
    for k in range(law[p.REQUESTS]):
        code = b[law[p.B_REQUEST] + k]
        if code != 0 and w[law[p.W_FILED] + k] != 0 and cell(law, t.SETS, requests, item(law, t.ASKED_REQUEST, code)):
            return True
    return False


@jit
def permit_covers(law, w, b, d):
    """Whether the last permission to stay covers a day, by any reading of its end."""
    if law[p.W_WHOLE] >= 0:
        return w[law[p.W_WHOLE] + PERMIT_FIRST] <= d <= w[law[p.W_WHOLE] + PERMIT_LATE]
    return b[p.FLAGS] & DEAD == 0 and d <= w[p.UNTIL]


@apart
def side_work(law, w, b, d):
    """Whether a permission for work beside the status covers a day."""
    if law[p.W_WHOLE] < 0:
        return b[law[p.B_SIDE]] != 0 and d <= w[law[p.W_SIDE]]
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        if row_of(law, t.KIND, row) == SIDE and kept(law, w, FIRST, s) <= d <= kept(law, w, LOW, s):
            return True
    return False


@jit
def status_of(law, w, b, d):
    """The status held on a day: of the permission that covers it, or carried while a request for more waits."""
    form = b[p.FORM]
    if form == 0:
        return 1
    code = item(law, t.PERMIT_STATUS, form)
    if code == 1 or permit_covers(law, w, b, d) or request_open(law, w, b, law[t.EXTENSION_SET]):
        return code
    return law[t.NONE_STATUS]


@jit
def compared(value, how, bound):
    """A comparison by its number (`conditions.COMPARISONS`)."""
    if how == 0:
        return value == bound
    if how == 1:
        return value != bound
    if how == 2:
        return value < bound
    if how == 3:
        return value <= bound
    if how == 4:
        return value > bound
    return value >= bound


@apart
def window_day(law, w, b, d, chain):
    """The day on which a named window closes, as known on a day; NEVER where nothing set it off, 0 where it is not known."""
    base = cell(law, t.CHAINS, chain, 0)
    if base == PERMIT_BASE and (b[p.FORM] == 0 or w[p.UNTIL] == NEVER):
        return 0
    day = w[p.UNTIL] if base == PERMIT_BASE else w[law[p.W_DAYS] + base] if base >= 0 else NEVER
    for at in range(cell(law, t.CHAINS, chain, 1), cell(law, t.CHAINS, chain, 2)):
        step = item(law, t.CHAIN_STEPS, at)
        act, then, found = item(law, t.CHAIN_ACTS, step), d, -1
        if act >= 0 and w[law[p.W_DAYS] + act] != NEVER:
            then = w[law[p.W_DAYS] + act]
        for k in range(size(law, t.CHAIN_LAWS)):
            if cell(law, t.CHAIN_LAWS, k, 0) == step and cell(law, t.CHAIN_LAWS, k, 1) <= then <= cell(law, t.CHAIN_LAWS, k, 2):
                found = cell(law, t.CHAIN_LAWS, k, 3)
        day = NEVER if found < 0 else column(law, found, day)
    return day


@jit
def named_day(law, w, b, d, which):
    """A day that has a name; NEVER where nothing set it off."""
    if which >= FIRST_CHAIN:
        return window_day(law, w, b, d, which - FIRST_CHAIN)
    if which == PERMIT_END:
        return w[p.UNTIL] if b[p.FORM] != 0 else NEVER
    return w[law[p.W_DAYS] + which]


@apart
def left_of(law, w, b, d, limit):
    """What is left of a bound on how often something happens; -1 where none is in force."""
    for k in range(size(law, t.COUNT_LAWS)):
        if cell(law, t.COUNT_LAWS, k, 0) == limit and cell(law, t.COUNT_LAWS, k, 1) <= d <= cell(law, t.COUNT_LAWS, k, 2):
            source, most, at = cell(law, t.COUNT_LAWS, k, 3), cell(law, t.COUNT_LAWS, k, 4), law[p.B_COUNT] + 2 * limit
            if source != NOT_PARTED and d > named_day(law, w, b, d, source):
                most, at = cell(law, t.COUNT_LAWS, k, 5), at + 1
            return max(most - b[at], 0)
    return -1


@jit
def one_day(law, w, b, d, which):
    """One of two days that are compared; 0 where it is not known."""
    if which >= FIRST_CHAIN:
        return window_day(law, w, b, d, which - FIRST_CHAIN)
    if which >= 0:
        return w[law[p.W_DAYS] + which]
    if which == TODAY_ITSELF:
        return d
    if which == PERMIT_END:
        return 0 if b[p.FORM] == 0 or w[p.UNTIL] == NEVER else w[p.UNTIL]
    return NEVER


@jit
def _one_step(law, w, b, d, op, a, x, y):
    """The truth of one name: 0 no, 1 yes, 2 not known."""
    if op == SAY:
        return a
    if op == BIT:
        return 1 if (w[law[p.W_BITS] + (a >> 4)] >> (a & 15)) & 1 else x
    if op == WORD_TRUTH:
        code = b[law[p.B_WORD] + a]
        return x if code == 0 else 2 if code == 1 else code - 2
    if op == WORD_IN:
        code = b[law[p.B_WORD] + a]
        return y if code == 0 else 2 if code == 1 else 1 if cell(law, t.SETS, x, code) else 0
    if op == STATUS_IN or op == LAST_STATUS_IN:
        code = status_of(law, w, b, d) if op == STATUS_IN else item(law, t.PERMIT_STATUS, b[p.FORM])
        if code == 1:
            return 0 if y == 2 else 2
        return 1 if cell(law, t.SETS, x, code) else 0
    if op == REQUEST_OPEN:
        return 1 if request_open(law, w, b, x) else 0
    if op == LONG_PERIOD:
        return 0 if b[p.FLAGS] & SHORT else 1
    if op == STATUS_HELD:
        if b[p.FORM] == 0:
            return 2
        return 1 if permit_covers(law, w, b, d) else 0
    if op == SIDE_WORK:
        return 1 if side_work(law, w, b, d) else 0
    if op == NUMBER:
        return 1 if compared(b[law[p.B_WORD] + a], y, x) else 0
    if op == DAY:
        return 1 if compared(w[law[p.W_DAYS] + a], y, x) else 0
    if op == PERMIT_UNTIL:
        return 2 if b[p.FORM] == 0 or w[p.UNTIL] == NEVER else 1 if compared(w[p.UNTIL], y, x) else 0
    if op == DAYS:
        first, second = one_day(law, w, b, d, a), one_day(law, w, b, d, x)
        return 2 if first == 0 or second == 0 else 1 if compared(first, y, second) else 0
    if op == DAY_NAMED:
        day = window_day(law, w, b, d, a - FIRST_CHAIN)
        return 2 if day == 0 else 1 if compared(day, y, x) else 0
    if op == LEFT:
        left = left_of(law, w, b, d, a)
        return 2 if left < 0 else 1 if compared(left, y, x) else 0
    return 1 if compared(d, y, x) else 0


@apart
def truth(law, w, b, d, program):
    """Whether a condition holds for a person on a day: 0 no, 1 yes, 2 not known; programs below 0 always hold."""
    if program < 0:
        return 1
    stack = 0  # two bits a truth
    for at in range(item(law, t.STEP_FROM, program), item(law, t.STEP_FROM, program + 1)):
        op = cell(law, t.STEPS, at, 0)
        if op < NOT:
            stack = (stack << 2) | _one_step(
                law, w, b, d, op, cell(law, t.STEPS, at, 1), cell(law, t.STEPS, at, 2), cell(law, t.STEPS, at, 3)
            )
            continue
        top = stack & 3
        if op == NOT:
            stack ^= 1 if top < 2 else 0
            continue
        if op == SURELY:
            stack ^= 2 if top == 2 else 0
            continue
        stack >>= 2
        below = stack & 3
        if op == AND:
            both = 0 if top == 0 or below == 0 else 2 if top == 2 or below == 2 else 1
        else:
            both = 1 if top == 1 or below == 1 else 2 if top == 2 or below == 2 else 0
        stack = (stack & ~3) | both
    return stack & 3
