"""A roadmap and its review → the document that is published: what its recipients may see, and no more (law 9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from planner.budget.projects import Project
from planner.roadmap.document import (
    Document,
    DocumentArea,
    DocumentBudgetRow,
    DocumentFigure,
    DocumentQuarter,
    DocumentRisk,
    Parameter,
    Sentence,
)
from planner.roadmap.document_changes import with_changes
from planner.roadmap.document_lines import document_lines
from planner.roadmap.document_redaction import Redaction, Removed, names_of, text
from planner.roadmap.model import Roadmap
from planner.roadmap.review_risks import RiskFound

_NEAR_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Profile:
    """What the recipients may see. `costs`: amounts of money; `owners`: who looks after what; `left_out`: keys of lines
    that are not shown. Serial numbers, host names, addresses and users never are, nor the vCIO's notes on risks."""

    costs: bool = True
    owners: bool = False
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BrandShown:
    """Whose document it is. `accent` '#rrggbb'; `logo` a data URL."""

    name: str = ""
    accent: str | None = None
    logo: str | None = None
    footer: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Told:
    """What a document tells besides the roadmap. `goals`: id → title, of the open ones; `areas`: area → its score in
    percent or None; `note`: the vCIO's words to the client."""

    title: str
    note: str = ""
    projects: tuple[Project, ...] = ()
    risks: tuple[RiskFound, ...] = ()
    goals: Mapping[int, str] = field(default_factory=dict)
    areas: tuple[tuple[str, int | None], ...] = ()
    brand: BrandShown = field(default_factory=BrandShown)


def build_document(
    roadmap: Roadmap, told: Told, profile: Profile, version: int, cap_minor: int | None = None,
    before: Document | None = None,
) -> tuple[Document, tuple[Removed, ...]]:  # fmt: skip
    """The document of that version, which tells what differs from the one `before`, and what was taken out of people's
    words."""
    removed: list[Removed] = []
    redaction = Redaction(names_of(roadmap.schedule), not profile.costs)
    money = profile.costs

    def cleared(words: str, where: str) -> str:
        return redaction.text(words, where, removed)

    document = Document(
        client=roadmap.client, prepared_by=told.brand.name, title=cleared(told.title, "the title"),
        as_of=roadmap.as_of, version=version, locale=roadmap.assumptions.locale,
        currency=roadmap.currency if money else None,
        answer=redaction.sentence(_answer(roadmap), "the answer", removed), note=cleared(told.note, "the note"),
        figures=_figures(roadmap, money), quarters=_quarters(roadmap, money, cap_minor),
        lines=document_lines(roadmap, told.projects, told.goals, profile.left_out, redaction, removed),
        budget=_budget(roadmap, cleared) if money else (),
        risks=tuple(_risk(one, roadmap, profile, redaction, removed) for one in told.risks),
        statuses=tuple(roadmap.status_counts.items()),
        areas=tuple(DocumentArea(name, score) for name, score in told.areas),
        goals=tuple(cleared(goal, "a goal") for goal in told.goals.values()),
        footer=cleared(told.brand.footer, "the footer"), contact=told.brand.contact, accent=told.brand.accent,
        logo=told.brand.logo,
    )  # fmt: skip
    told_changes = with_changes(document, before).changes
    changes = tuple(redaction.sentence(one, "a change", removed) for one in told_changes)
    return replace(document, changes=changes), tuple(dict.fromkeys(removed))


def _answer(roadmap: Roadmap) -> Sentence:
    counts, planned = roadmap.status_counts, roadmap.budget.planned()
    return Sentence(
        "answer",
        (
            Parameter("fleet", "count", sum(counts.values())),
            *(Parameter(name, "count", counts[name]) for name in ("overdue", "due", "due_soon")),
            Parameter("near", "money", sum(planned[:_NEAR_QUARTERS])), Parameter("whole", "money", sum(planned)),
            Parameter("quarters", "count", len(planned)),
        ),
    )  # fmt: skip


def _figures(roadmap: Roadmap, money: bool) -> tuple[DocumentFigure, ...]:
    """The three numbers at the top: what the next year and the fullest quarter cost and what is overdue; without costs
    what is overdue, due within a year, and to be decided."""
    counts, planned = roadmap.status_counts, roadmap.budget.planned()
    fleet = Parameter("fleet", "count", sum(counts.values()))
    overdue = DocumentFigure(Sentence("overdue", (fleet,)), Parameter("overdue", "count", counts["overdue"]))
    if not money:
        near, open_lines = counts["due"] + counts["due_soon"], sum(one.status == "proposed" for one in
                                                                  roadmap.initiatives)  # fmt: skip
        count = Parameter("count", "count", open_lines)
        return (
            overdue, DocumentFigure(Sentence("due_within_a_year"), Parameter("near", "count", near)),
            DocumentFigure(Sentence("to_decide", (count,)), count),
        )  # fmt: skip
    peak = max(range(len(planned)), key=lambda at: (planned[at], -at))
    quarter = Parameter("quarter", "quarter", roadmap.quarters[peak].label)
    return (
        DocumentFigure(Sentence("near"), Parameter("near", "money", sum(planned[:_NEAR_QUARTERS]))),
        DocumentFigure(Sentence("peak", (quarter,)), Parameter("peak", "money", planned[peak])),
        overdue,
    )


def _quarters(roadmap: Roadmap, money: bool, cap_minor: int | None) -> tuple[DocumentQuarter, ...]:
    return tuple(
        DocumentQuarter(
            quarter.starts_on, quarter.label, quarter.months_label, amount if money else None,
            cap_minor if money else None,
        )
        for quarter, amount in zip(roadmap.quarters, roadmap.budget.planned(), strict=True)
    )  # fmt: skip


def _budget(roadmap: Roadmap, cleared: Callable[[str, str], str]) -> tuple[DocumentBudgetRow, ...]:
    """The budget's lines that cost anything; they add up to the quarters' spend."""
    return tuple(
        DocumentBudgetRow(cleared(row.line, "a budget line"), row.kind, row.treatment, row.amounts)
        for row in roadmap.budget.lines
        if any(row.amounts)
    )


def _risk(
    one: RiskFound, roadmap: Roadmap, profile: Profile, redaction: Redaction, removed: list[Removed]
) -> DocumentRisk:
    why = text(one.why)
    if one.key == "unplanned" and not one.is_own:
        money = (("expected", sum(roadmap.risk.expected)), ("bad", max(roadmap.risk.p90, default=0)))
        why = Sentence("unplanned", tuple(Parameter(name, "money", minor) for name, minor in money))
    return DocumentRisk(
        one.key, redaction.sentence(text(one.title), "a risk", removed), redaction.sentence(why, "a risk", removed),
        one.likelihood, one.impact, one.owner if profile.owners else None,
    )  # fmt: skip
