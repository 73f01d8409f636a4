"""What a published roadmap holds: plain values that are frozen when it is published, and nothing that may not be seen.

A sentence is a key of the catalogue with typed parameters, so that money can be taken out by its type. Without costs
every amount here is None, `currency` is None and no sentence has a money parameter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

SCHEMA: Final = 1
"""Version of this layout; readers refuse a newer one."""

DRAFT: Final = 0
"""The version of what is not published: it may be another one tomorrow."""

ParameterKind = Literal["count", "money", "day", "quarter", "text", "share", "category"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value of a sentence. `money`: minor units of the document's currency; `share`: basis points; `day`: ISO date;
    `quarter`: the label; `category`: the key of a kind of device; `text`: words, already cleared of what may not be
    seen."""

    name: str
    kind: ParameterKind
    value: int | str


@dataclass(frozen=True, slots=True)
class Sentence:
    """`key` names the catalogue's wording (`roadmap.sentences`); a person's own words are the key 'text'."""

    key: str
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFigure:
    """One of the numbers at the top: what it is, and its value."""

    label: Sentence
    value: Parameter


@dataclass(frozen=True, slots=True)
class DocumentQuarter:
    """One fiscal quarter: 'FY27 Q2', 'Oct-Dec 2026', its planned spend and its cap."""

    starts_on: date
    label: str
    months: str
    planned_minor: int | None = None
    cap_minor: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One line to decide on: an initiative of the roadmap, or a contract's renewal. `quarter_starts_on` None: in no
    quarter. `digest`: of everything of the line that a recipient sees; `later_minor`: what it costs in the quarters
    after its own; `is_in_budget` False: a proposal, whose amount is in no total until it is approved."""

    key: str
    title: Sentence
    why: Sentence
    lane: str
    priority: str
    status: str
    quarter_starts_on: date | None
    devices: int
    digest: str
    amount_minor: int | None = None
    later_minor: int | None = None
    goal: str | None = None
    price_status: str | None = None
    depends_on: tuple[str, ...] = ()
    is_in_budget: bool = True


@dataclass(frozen=True, slots=True)
class DocumentBudgetRow:
    """One line of the budget: `amounts_minor` has one entry a quarter of the document."""

    label: str
    kind: str
    treatment: str
    amounts_minor: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DocumentRisk:
    """One of the top risks; likelihood and impact 1 to 5."""

    key: str
    title: Sentence
    why: Sentence
    likelihood: int
    impact: int
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentArea:
    """One area of the posture and its score in percent."""

    name: str
    score: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one client's roadmap, as its recipients see it; `version` is `DRAFT` before it is
    published. `budget` is empty without costs. `statuses`:
    lifecycle status → units of the fleet. `changes`: what differs from the version before, empty for the first.
    `accent`: the MSP's or the client's colour '#rrggbb'; `logo`: a data URL or None."""

    client: str
    prepared_by: str
    title: str
    as_of: date
    version: int
    locale: str
    currency: str | None
    answer: Sentence
    note: str
    figures: tuple[DocumentFigure, ...]
    quarters: tuple[DocumentQuarter, ...]
    lines: tuple[DocumentLine, ...]
    budget: tuple[DocumentBudgetRow, ...]
    risks: tuple[DocumentRisk, ...]
    statuses: tuple[tuple[str, int], ...]
    areas: tuple[DocumentArea, ...] = ()
    goals: tuple[str, ...] = ()
    changes: tuple[Sentence, ...] = ()
    footer: str = ""
    contact: str = ""
    accent: str | None = None
    logo: str | None = None
    schema: int = SCHEMA

    @property
    def shows_costs(self) -> bool:
        return self.currency is not None
