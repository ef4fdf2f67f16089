"""The workload "status-decade": every number, draw and formula that the peers share.

The numbers are made up. They put the mechanisms to work (lost jobs, abuse, months of grace, a queue of renewals that is
too long, a window of regularisation) and describe no country. In words:

N people (divisible by 16) belong to 16 bureaus of n people each, in the order of their number, for 120 months t. At the
start all are EMPLOYED, arrived evenly over -57 to 0, have permits to the end of 3 to 14 (evenly), no ticket, and a debt0
evenly between 0 and 1. The unpaid debt is d(t) = max(0, debt0 - (t - arrival) / 36). Each month, in this order:

1. Bureaus decide: served = min(issued, served + capacity). Who has a ticket below `served` gets a permit to t + 12 and no
   ticket; who was IRREGULAR, waiting for it, is EMPLOYED again. A ticket that was taken back still uses up a decision.
2. Each person, in the order of their number, with two uniform numbers u0, u1:
   EMPLOYED: after 58 months the longest stay is over: IRREGULAR (MAX_STAY) with `p_stay_on`, or home. Else u0 < 0.02: loses
   the job, SEARCH for 3 months. Else u0 < 0.03: abuse: bears it, changes (SEARCH), flees (IRREGULAR) or goes home, with
   `abuse_thresholds`. Who is still at work asks for renewal 2 months before the permit ends (ticket = issued, issued + 1);
   who still waits 2 months after its end is IRREGULAR (BACKLOG) and keeps the ticket.
   SEARCH: u0 < 0.35: EMPLOYED, with a permit to t + 3 at least. Else, when the months are over: IRREGULAR (JOB_LOSS) or home.
   IRREGULAR: u0 < 0.010 removed; u0 < 0.018 returns. Else, in months 60 to 65, after 6 months, u1 < 0.20: regularised:
   EMPLOYED, no ticket, permit to t + 12, arrival = t.
   A newcomer takes the place of whoever leaves: EMPLOYED, arrival = t, permit to t + 12, a new debt0.
3. The 16 columns are counted.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Draws = NDArray[np.uint64]
Chances = NDArray[np.float64]

MONTHS, BUREAUS = 120, 16

# Where a person stands. A newcomer takes the place of whoever leaves in the same month, so that the number never changes.
EMPLOYED, SEARCH, IRREGULAR = 0, 1, 2
# Why somebody is irregular.
NONE, JOB_LOSS, ABUSE, BACKLOG, MAX_STAY = 0, 1, 2, 3, 4

COLUMNS = (
    # how many, at the end of the month
    *("employed", "search", "irregular"),
    *("irr_job_loss", "irr_abuse", "irr_backlog", "irr_max_stay"),
    # how many in this month
    *("in_job_loss", "in_abuse", "in_backlog", "in_max_stay"),
    *("out_home", "out_removed", "out_return", "regularised", "queue"),
)
NCOL = len(COLUMNS)
# The column of a flow: 6 + cause is the way into irregularity.
INFLOW, HOME, REMOVED, RETURNED, REGULARISED, QUEUE = 6, 11, 12, 13, 14, 15


class Params(NamedTuple):
    """One law and one behaviour. A tuple with names, because Numba takes it as it is."""

    permit_months: int = 12  # length of a permit
    apply_lead: int = 2  # renewal lodged this many months before expiry
    bridge: int = 2  # months past expiry in which a pending renewal keeps status
    grace: int = 3  # months to find a new workplace
    max_changes: int = 3  # changes of workplace at the worker's own request
    max_stay: int = 58  # months (4 years 10 months)
    rehire_extension: int = 3  # a new contract guarantees at least this much permit
    h_loss: float = 0.02  # monthly hazards
    h_abuse: float = 0.01
    p_find: float = 0.35
    h_detect: float = 0.010
    h_return: float = 0.008
    reg_from: int = 60  # regularisation window [from, to)
    reg_to: int = 66
    reg_min: int = 6  # months irregular required
    p_reg: float = 0.20
    debt_months: float = 36.0  # debt d0 ~ U(0,1) is repaid linearly over this time
    cap_normal: float = 0.080  # decisions per month as a share of a bureau's people
    cap_weak: float = 0.045  # every fourth bureau

    def capacity(self, n: int, bureaus: int = BUREAUS) -> Counts:
        """Decisions a month of each bureau of `n` people."""
        weak = np.arange(bureaus) % 4 == 3
        capacity: Counts = np.floor(np.where(weak, self.cap_weak, self.cap_normal) * n).astype(np.int64)
        return capacity


DEFAULT = Params()
# The other law: ten months to find work, and a bridge that never ends.
REFORM = Params(grace=10, bridge=120)
LAWS = {"default": DEFAULT, "reform": REFORM}

# ---- random numbers that depend on (seed, month, person) alone: peers that use them must agree in every single count
GOLDEN = 0x9E3779B97F4A7C15
M1, M2 = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
MASK = (1 << 64) - 1
INV24 = 1.0 / (1 << 24)


def mix64_int(z: int) -> int:
    """The finaliser of splitmix64, on a Python integer."""
    z &= MASK
    z = ((z ^ (z >> 30)) * M1) & MASK
    z = ((z ^ (z >> 27)) * M2) & MASK
    return z ^ (z >> 31)


def month_key(seed: int, month: int) -> int:
    """The key of a month. Month -1 keys the people who are there at the start."""
    return mix64_int(mix64_int(seed * GOLDEN) + (month + 2) * GOLDEN)


def month_keys(seed: int, months: int) -> Draws:
    """The keys of the start and of all months."""
    return np.array([month_key(seed, t) for t in range(-1, months)], dtype=np.uint64)


def mix64(z: Draws) -> Draws:
    """The finaliser of splitmix64, on an array."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(M1)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(M2)
    return z ^ (z >> np.uint64(31))


def draw(key: np.uint64, ids: Draws) -> Draws:
    """One draw a person, for the month with this key."""
    return mix64(key + ids * np.uint64(GOLDEN))


def u0_of(z: Draws) -> Chances:
    """The first uniform number of a draw: its top 24 bits."""
    return (z >> np.uint64(40)).astype(np.float64) * INV24


def u1_of(z: Draws) -> Chances:
    """The second uniform number of a draw: 24 bits further down."""
    return ((z >> np.uint64(8)) & np.uint64(0xFFFFFF)).astype(np.float64) * INV24


# ---- behaviour; `Any` because peers bring arrays of their own kinds


def p_stay_on(debt: Any, step: float) -> Any:
    """How likely somebody stays without status who must leave: `step` is 1 after a lost job, 2 after the longest stay."""
    return 1.0 / (1.0 + np.exp(step - 3.0 * debt))


def abuse_thresholds(debt: Any, can_change: Any) -> tuple[Any, Any, Any]:
    """Cumulative chances to bear it, to change, to flee. Everybody else goes home."""
    change = np.where(can_change, np.exp(0.5), 0.0)
    flee = np.exp(-1.5 + 2.0 * debt)
    total = 1.0 + change + flee + np.exp(-1.0 - 2.0 * debt)
    return 1.0 / total, (1.0 + change) / total, (1.0 + change + flee) / total
