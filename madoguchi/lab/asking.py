"""The kernel's answers to conditions: a program of `conditions.py` run over one person. Compiled once, for every law."""

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab.compiling import apart, jit
from madoguchi.lab.conditions import Op
from madoguchi.lab.days import NEVER
from madoguchi.lab.states import DEAD, SHORT
from madoguchi.lab.tables import cell, item

SAY, BIT, WORD_TRUTH, WORD_IN, NUMBER, DAY = (int(op) for op in (Op.SAY, Op.BIT, Op.WORD_TRUTH, Op.WORD_IN, Op.NUMBER, Op.DAY))
STATUS_IN, LAST_STATUS_IN, PERMIT_UNTIL, TODAY = (int(op) for op in (Op.STATUS_IN, Op.LAST_STATUS_IN, Op.PERMIT_UNTIL, Op.TODAY))
LONG_PERIOD, STATUS_HELD, SIDE_WORK, REQUEST_OPEN = (
    int(op) for op in (Op.LONG_PERIOD, Op.STATUS_HELD, Op.SIDE_WORK, Op.REQUEST_OPEN)
)
NOT, AND = int(Op.NOT), int(Op.AND)


@jit
def request_open(law, w, b, requests):
    """Whether a request of a set waits for its decision."""
    for k in range(law[p.REQUESTS]):
        code = b[law[p.B_REQUEST] + k]
        if code != 0 and w[law[p.W_FILED] + k] != 0 and cell(law, t.SETS, requests, item(law, t.ASKED_REQUEST, code)):
            return True
    return False


@jit
def status_of(law, w, b, d):
    """The status held on a day: of the permission that covers it, or carried while a request for more waits."""
    form = b[p.FORM]
    if form == 0:
        return 1
    code = item(law, t.PERMIT_STATUS, form)
    if code == 1 or (b[p.FLAGS] & DEAD == 0 and d <= w[p.UNTIL]) or request_open(law, w, b, law[t.EXTENSION_SET]):
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
        return 1 if b[p.FLAGS] & DEAD == 0 and d <= w[p.UNTIL] else 0
    if op == SIDE_WORK:
        return 1 if b[law[p.B_SIDE]] != 0 and d <= w[law[p.W_SIDE]] else 0
    if op == NUMBER:
        return 1 if compared(b[law[p.B_WORD] + a], y, x) else 0
    if op == DAY:
        return 1 if compared(w[law[p.W_DAYS] + a], y, x) else 0
    if op == PERMIT_UNTIL:
        return 2 if b[p.FORM] == 0 or w[p.UNTIL] == NEVER else 1 if compared(w[p.UNTIL], y, x) else 0
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
        stack >>= 2
        below = stack & 3
        if op == AND:
            both = 0 if top == 0 or below == 0 else 2 if top == 2 or below == 2 else 1
        else:
            both = 1 if top == 1 or below == 1 else 2 if top == 2 or below == 2 else 0
        stack = (stack & ~3) | both
    return stack & 3
