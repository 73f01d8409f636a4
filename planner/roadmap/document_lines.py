"""The roadmap's initiatives as the lines of a document: what a recipient decides on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from planner.budget.projects import Project, yearly_minor
from planner.roadmap.document import DocumentLine, Parameter, Sentence
from planner.roadmap.document_json import with_digest
from planner.roadmap.document_redaction import Redaction, Removed, text
from planner.roadmap.initiatives import counted
from planner.roadmap.model import Initiative, Roadmap
from planner.roadmap.project_cards import PROJECT


def document_lines(
    roadmap: Roadmap, projects: Sequence[Project], goals: Mapping[int, str], left_out: frozenset[str],
    redaction: Redaction, removed: list[Removed],
) -> tuple[DocumentLine, ...]:  # fmt: skip
    """Every initiative and proposal that is not left out, by quarter, those in none last. `goals`: id → title."""
    known = {f"{PROJECT}{one.project_id}": one for one in projects}
    every = sorted((*roadmap.initiatives, *roadmap.proposed), key=lambda one: one.quarter_starts_on)
    chosen = [one for one in (*every, *roadmap.parked) if one.key not in left_out]
    return tuple(_line(one, known.get(one.key), roadmap, goals, redaction, removed) for one in chosen)


def _line(
    one: Initiative, project: Project | None, roadmap: Roadmap, goals: Mapping[int, str], redaction: Redaction,
    removed: list[Removed],
) -> DocumentLine:  # fmt: skip
    costs, parked = not redaction.without_costs, one.quarter_starts_on == date.max
    title, why = _title(one), text(one.why) if project is None else _project_why(one, project, roadmap)
    where = f"{one.title}, {one.quarter_label}"
    goal = goals.get(one.goal_id) if one.goal_id is not None else None
    return with_digest(
        DocumentLine(
            key=one.key, title=redaction.sentence(title, f"the title of {where}", removed),
            why=redaction.sentence(why, f"the reason of {where}", removed), lane=one.lane, priority=one.priority,
            status=one.status, quarter_starts_on=None if parked else one.quarter_starts_on, devices=one.devices,
            digest="", amount_minor=_amount(one) if costs else None, later_minor=one.later_minor if costs else None,
            goal=redaction.text(goal, f"the goal of {where}", removed) if goal else None,
            price_status=one.price_status, depends_on=one.depends_on, is_in_budget=not one.proposal,
        )
    )  # fmt: skip


def _amount(one: Initiative) -> int | None:
    """What the line costs in its quarter; of a proposal what it would, None where no price is known."""
    return one.proposed_minor if one.proposal else one.amount_minor


def _title(one: Initiative) -> Sentence:
    """Generated titles by their key, so that each language says them in its own way; a person's as he wrote it."""
    if one.category is not None and one.title == f"Replace {counted(one.devices, one.category)}":
        counts = (Parameter("devices", "count", one.devices), Parameter("category", "category", one.category))
        return Sentence("replace", counts)
    return text(one.title)


def _project_why(one: Initiative, project: Project, roadmap: Roadmap) -> Sentence:
    """The project's own reason, what becomes of how many devices, and what recurs or comes later."""
    units = dict(zip(roadmap.schedule["asset_id"].tolist(), roadmap.schedule["quantity"].tolist(), strict=True))
    dispositions, mine = dict(project.devices), set(one.asset_ids)
    counts: Counter[str] = Counter()
    for asset, disposition in dispositions.items():
        if asset in mine:
            counts[disposition] += units[asset]
    yearly = yearly_minor(project, roadmap.assumptions)
    return Sentence(
        "project_why",
        (
            *((Parameter("text", "text", project.why.strip()),) if project.why.strip() else ()),
            *(Parameter(name, "count", counts[name]) for name in sorted(counts)),
            *((Parameter("yearly", "money", yearly),) if yearly else ()),
            *((Parameter("later", "money", one.later_minor),) if one.later_minor else ()),
        ),
    )
