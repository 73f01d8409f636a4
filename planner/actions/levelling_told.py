"""What levelling answered, for pages, commands and programs: one way to tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from typing import Any

from planner.actions.client_levelling import Trial
from planner.actions.rule_change import to_amount
from planner.budget.levelled_plan import LevelledPlan, PlanLimits, PlannedMove
from planner.budget.levelling_words import clash_sentences, cost_sentence, move_reason, move_sentence, plan_sentence
from planner.budget.report import levelling_json
from planner.errors import PlannerError
from planner.frames import to_records
from planner.intake.difference import device_label
from planner.money import decimal_string, format_money
from planner.records import Client
from planner.roadmap.model import Roadmap
from planner.sharing.audit import looking
from planner.sharing.people import Actor
from planner.store import Store

_NAMED = ["asset_id", "name", "serial_number", "asset_tag", "manufacturer", "model", "category"]


@dataclass(frozen=True, slots=True)
class ToldMove:
    """One replacement that moved: the device's name, the quarters' labels, and why in a sentence with its cost."""

    asset_id: int
    device: str
    start: str
    to: str
    why: str


def asked_limits(
    store: Store, actor: Actor, client_id: int, cap: str | None, year_cap: str | None, least: str | None,
    hours: int | None,
) -> PlanLimits:  # fmt: skip
    """Limits as a person gives them, in the client's currency; the technicians' hours are the client's where none are
    given. Raises PlannerError for what is no amount or less than nothing."""
    with looking(store, actor) as session:
        client = session.get(Client, client_id)
        if client is None:
            raise PlannerError("This client is no longer there.", "Choose another client.")
        of_quarter, of_year, at_least = (
            None if said is None else to_amount(said, client.currency) for said in (cap, year_cap, least)
        )
        usual = client.technician_hours_per_quarter
        return PlanLimits(of_quarter, of_year, at_least, usual if hours is None else hours)


def quality_told(plan: LevelledPlan, roadmap: Roadmap) -> str:
    """How good the plan is, proven."""
    return plan_sentence(plan, _money(roadmap))


def moves_told(trial: Trial) -> tuple[ToldMove, ...]:
    """The moves of an answer, () where the limits clash."""
    return plan_moves(trial.roadmap) if trial.roadmap is not None else ()


def plan_moves(roadmap: Roadmap) -> tuple[ToldMove, ...]:
    """The moves of the levelled plan that a roadmap shows, by quarter and device."""
    if roadmap.levelled is None:
        return ()
    names, calendar = device_names(roadmap), roadmap.assumptions.calendar
    told = (
        ToldMove(
            move.asset_id, names[move.asset_id], calendar.quarter_of(move.start).label,
            calendar.quarter_of(move.to).label, move_sentence(move, calendar, _money(roadmap)),
        )
        for move in sorted(roadmap.levelled.moves, key=lambda move: (move.to, move.asset_id, move.generation))
        if move.asset_id in names
    )  # fmt: skip
    return tuple(told)


def clashes_told(trial: Trial) -> tuple[str, ...]:
    """The limits that clash, a sentence each."""
    base = trial.question.as_due
    return clash_sentences(trial.found.clashes, base.quarters, device_names(base), _money(base))


@dataclass(frozen=True, slots=True)
class ToldGroup:
    """Replacements that moved together: how many, their devices' names, the quarters' labels, and why in a sentence
    with what it costs. `start` is empty where they are overdue."""

    devices: tuple[str, ...]
    start: str
    to: str
    why: str


def grouped_moves(roadmap: Roadmap) -> tuple[ToldGroup, ...]:
    """The moves of the levelled plan that a roadmap shows, alike ones together, by quarter."""
    if roadmap.levelled is None:
        return ()
    names, calendar, money = device_names(roadmap), roadmap.assumptions.calendar, _money(roadmap)
    groups: dict[tuple[date, date, str], list[PlannedMove]] = {}
    for move in sorted(roadmap.levelled.moves, key=lambda move: (move.to, move.start, move.asset_id)):
        if move.asset_id in names:
            start = date.min if move.why == "overdue" else move.start
            groups.setdefault((move.to, start, move_reason(move, calendar, money)), []).append(move)
    return tuple(
        ToldGroup(
            tuple(names[move.asset_id] for move in moves),
            "" if start == date.min else calendar.quarter_of(start).label,
            calendar.quarter_of(to).label,
            f"{reason} {cost_sentence(moves, money)}".strip(),
        )
        for (to, start, reason), moves in groups.items()
    )


def device_names(roadmap: Roadmap) -> Mapping[int, str]:
    """Asset id → what people call the device."""
    return {row["asset_id"]: device_label(row) for row in to_records(roadmap.schedule[_NAMED])}


def trial_json(trial: Trial) -> dict[str, Any]:
    """An answer of levelling for programs: amounts as decimal strings."""
    base = trial.question.as_due
    shown = partial(decimal_string, currency=base.currency)
    told = levelling_json(trial.plan, base.currency) or {"status": "infeasible", "gap": None, "moves": []}
    planned = trial.roadmap.budget.planned() if trial.roadmap else ()
    return told | {
        "currency": base.currency, "quarters": [quarter.label for quarter in base.quarters],
        "planned": [shown(minor) for minor in planned],
        "as_due": [shown(minor) for minor in base.budget.planned()],
        "plan": trial.plan.plan_id if trial.plan else None,
        "clashes": [
            asdict(clash) | {"sentence": sentence}
            for clash, sentence in zip(trial.found.clashes, clashes_told(trial), strict=True)
        ],
    }  # fmt: skip


def _money(roadmap: Roadmap) -> Any:
    return lambda minor: format_money(minor, roadmap.currency, roadmap.assumptions.locale, whole=True)
