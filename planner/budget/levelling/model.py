"""What is levelled, within which limits, and the answer. Amounts are minor units, quarters are indices from 0.

The objective, minor units, the least is best:

    sum over items of (cost(item, quarter) - least cost(item, any quarter open to it))
        + evenness x (dearest quarter's spend - even share)
        + visit_cost x (visits - batches)                                    (soft batches only)

    cost(item, quarter) = quantity x risk_cost  x quarters waited past its due quarter
                        + quantity x value_lost x quarters brought forward before its due quarter
                        + move_penalty x spend of the item, if the quarter is not its published one
                        + evenness x spend + what its best quarter would save, if that published one is firm too
    even share          = whole minor units of (sum of all spend / open quarters)
    visits              = sum over batches of the different quarters in which the batch is touched

There are no constant terms: what no plan can avoid (a device already late, a pinned item, the mean spend, one visit
a batch) is subtracted, so that the gap is a share of what the plan decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["optimal", "feasible", "infeasible"]
LimitKind = Literal[
    "quarter_cap", "year_cap", "capacity", "minimum", "deadline", "pinned", "window", "blackout", "batch"
]
Why = Literal[
    "pinned", "overdue", "not_open", "deadline", "batch", "quarter_cap", "year_cap", "capacity", "minimum", "evenness"
]

RISK_SHARE = (0.01, 0.02, 0.04, 0.08, 0.16)
"""Risk cost of one quarter's waiting as a share of the price, by criticality 1 to 5, where an item names none.
An assumption of this planner (doubling by step), not a measurement."""
LIFE_QUARTERS = 20
"""Value lost by one quarter's early replacement is price / 20 where an item names none: straight line over 5 years."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to buy once, whole. Quarters may lie before 0 (overdue) or after the horizon.

    `cost`, `hours`, `risk_cost` and `value_lost` are of one piece; `quantity` pieces move together.
    `earliest` and `latest` close the window, `deadline` is a hard last quarter, `pinned` a hard quarter,
    `published` the quarter in the last published plan.
    """

    id: str
    cost: int
    due: int
    earliest: int
    latest: int
    criticality: int = 3
    quantity: int = 1
    batch: str | None = None
    pinned: int | None = None
    deadline: int | None = None
    hours: float = 0.0
    risk_cost: float | None = None
    value_lost: float | None = None
    published: int | None = None

    @property
    def spend(self) -> int:
        return self.cost * self.quantity

    @property
    def risk_per_quarter(self) -> float:
        each = self.cost * RISK_SHARE[self.criticality - 1] if self.risk_cost is None else self.risk_cost
        return each * self.quantity

    @property
    def lost_per_quarter(self) -> float:
        each = self.cost / LIFE_QUARTERS if self.value_lost is None else self.value_lost
        return each * self.quantity


@dataclass(frozen=True, slots=True)
class Horizon:
    """The quarters in order: what each is called, and which fiscal year it is in."""

    labels: tuple[str, ...]
    years: tuple[str, ...]

    @classmethod
    def of(cls, count: int) -> Horizon:
        """`count` quarters that begin with a year: '1Q1', '1Q2', …"""
        return cls(
            tuple(f"{q // 4 + 1}Q{q % 4 + 1}" for q in range(count)), tuple(str(q // 4 + 1) for q in range(count))
        )

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the plan keeps, and how it weighs. A quarter or year that a mapping does not name is not limited.

    `hard_batches`: a batch lands in one quarter; else each further quarter that a batch is visited in costs
    `visit_cost`. `catch_up`: quarters over which what has passed its whole window is caught up.
    `move_penalty`: share of an item's spend. `hold`: the published plan stands unless planning anew is better by more
    than this share of the objective. `firm`: what is published in the first so many quarters that are not blacked out
    moves for no saving, only where limits demand it.
    """

    quarter_caps: Mapping[int, int] = field(default_factory=dict)
    year_caps: Mapping[str, int] = field(default_factory=dict)
    capacity: Mapping[int, float] = field(default_factory=dict)
    minimum: Mapping[int, int] = field(default_factory=dict)
    blackout: frozenset[int] = frozenset()
    hard_batches: bool = True
    visit_cost: int = 0
    evenness: float = 1.0
    move_penalty: float = 0.02
    hold: float = 0.05
    catch_up: int = 4
    firm: int = 2


@dataclass(frozen=True, slots=True)
class Move:
    """An item that is not in its published (else its due) quarter. `start` may lie outside the horizon.

    `risk_cost`: of all quarters waited past the due quarter; `value_lost`: of all quarters before it.
    """

    id: str
    start: int
    to: int
    why: Why
    params: Mapping[str, int | float | str]
    risk_cost: int
    value_lost: int


@dataclass(frozen=True, slots=True)
class Clash:
    """A limit that cannot be kept. It becomes `now` + `least` when all clashes named give theirs together (0: another
    gives instead), or `now` + `alone` when it alone gives; None where that is not enough or was not tried.

    Unit by kind: minor units (quarter_cap, year_cap, minimum: negative), hours (capacity), quarters (deadline, pinned,
    window; negative: earlier), -1 from 1 (blackout lifted, batch split). `where`: quarter, year, item's or batch's id.
    """

    limit: LimitKind
    where: str
    now: float | int
    least: float | int
    alone: float | int | None


@dataclass(frozen=True, slots=True)
class Levelled:
    """The answer. `gap` = (objective - bound) / objective; no plan can have an objective below `bound`.

    `quarter_of`: id → quarter; empty where infeasible, then `clashes` says why. `outside`: ids whose whole window lies
    after the horizon; they are not levelled. `spend`, `hours`: one entry per quarter; `as_due` the spend if each item
    landed in the open quarter nearest its due quarter, before any limit. `unavoidable`: the least cost of all items,
    which the objective leaves out. `cut_short`: the clock, not the effort allowed, ended the search; only then may
    another run differ.
    """

    status: Status
    objective: float
    bound: float
    gap: float
    quarter_of: Mapping[str, int]
    moves: tuple[Move, ...]
    clashes: tuple[Clash, ...]
    spend: tuple[int, ...]
    hours: tuple[float, ...]
    as_due: tuple[int, ...]
    outside: tuple[str, ...]
    unavoidable: int
    held: bool
    cut_short: bool
