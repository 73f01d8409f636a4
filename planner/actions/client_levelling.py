"""Levelling one client's plan: tried out as often as one likes, and computed and stored by one action."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from planner.actions.kept import Kept
from planner.actions.roadmaps import RoadmapInputs, data_key, prepared_of
from planner.actions.stored_plans import store_plan
from planner.budget.candidates import candidates
from planner.budget.landing import closed_quarters
from planner.budget.levelled_plan import LevelledPlan, PlanLimits, levelled_plan, standing
from planner.budget.levelling import Horizon, Item, Levelled, Limits, level
from planner.budget.risk import expected_minor
from planner.budget.scenarios import Scenario, ScenarioName, first_buyable_quarter
from planner.frames import to_records
from planner.money import minor_digits
from planner.records import Client
from planner.roadmap.build import Prepared, planned
from planner.roadmap.model import Roadmap
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store

AT_ONCE_SECONDS: Final = 0.25
"""How long a plan may take that is drawn while a slider moves."""
SECONDS: Final = 5.0
EVENNESS: Final = (1.0, 0.3, 0.1, 0.05, 0.03, 0.02, 0.01)
"""Weights of the fullest quarter that are tried, the first that keeps the risk within RISK_TOLERANCE is taken."""
RISK_TOLERANCE: Final = 0.05
"""By how much expected unplanned cost may exceed that of the plan as due: what levelling may cost in risk."""
_PEAK_ALONE: Final = 20.0
"""Weight of the peak beside the cost of waiting where only the peak is asked for."""


@dataclass(frozen=True)
class Question:
    """What is to be levelled: the plan as due, its items, and the spend of each quarter that stands whatever moves.
    `hours`: the client's technicians' hours in a quarter, None where there is no limit. `evenness`: how much the
    fullest quarter weighs beside the cost of waiting."""

    prepared: Prepared
    as_due: Roadmap
    items: tuple[Item, ...]
    fixed: tuple[int, ...]
    shut: frozenset[int]
    hours: int | None
    evenness: float = 1.0


@dataclass(frozen=True)
class Trial:
    """An answer of levelling. `plan` and `roadmap` are None where the limits clash: `found.clashes` says which."""

    found: Levelled
    plan: LevelledPlan | None
    roadmap: Roadmap | None
    question: Question

    @property
    def name(self) -> ScenarioName:
        return scenario_name(self.plan.limits) if self.plan else "levelled"


_CHOICES: Final = 60
_BELOW_EVEN: Final = 0.8
_questions: Final = Kept[Question](8)


def scenario_name(limits: PlanLimits) -> ScenarioName:
    return "capped" if limits.is_capped else "levelled"


def levelling_question(store: Store, actor: Actor, client_id: int, as_of: date, *, anew: bool = False) -> Question:
    """What is to be levelled on that day. A levelled plan that the client's doors show stands as far as it may,
    unless all is to be placed `anew`. Raises PlannerError where there is no such client."""
    with looking(store, actor) as session:
        key = data_key(store, session, client_id, as_of)
        if (kept := _questions.get((key, anew))) is not None:
            return kept
        made = _question(*prepared_of(session, key), anew)
    return _questions.keep((key, anew), made)


def _question(inputs: RoadmapInputs, prepared: Prepared, anew: bool) -> Question:
    as_due = planned(prepared, Scenario("as_due"))
    quarters, rules = as_due.quarters, as_due.assumptions
    buyable = first_buyable_quarter(rules, quarters, prepared.as_of)
    shown = inputs.scenario.levelled
    published = {} if anew or shown is None else shown.placed
    items = candidates(as_due.schedule, as_due.actions, rules, prepared.pins, published, quarters, buyable)
    fixed, shut = _fixed(as_due), frozenset(range(buyable)) | closed_quarters(rules, quarters)
    question = Question(
        prepared, as_due, (*items, *standing(fixed, shut)), fixed, shut, rules.technician_hours_per_quarter
    )
    return replace(question, evenness=_gentle(question))


def _gentle(question: Question) -> float:
    """The greatest weight of evenness under which the plan's expected unplanned cost is at most `RISK_TOLERANCE` above
    that of the plan as due; the least weight where none is."""
    most = _unplanned(question.as_due) * (1 + RISK_TOLERANCE)
    for weight in EVENNESS[:-1]:
        trial = _tried(replace(question, evenness=weight), PlanLimits(), AT_ONCE_SECONDS)
        if trial.roadmap is None or _unplanned(trial.roadmap) <= most:
            return weight
    return EVENNESS[-1]


def _unplanned(roadmap: Roadmap) -> int:
    premium = roadmap.case_inputs.emergency_premium
    return expected_minor(
        roadmap.schedule, roadmap.actions, roadmap.assumptions, roadmap.quarters, roadmap.as_of, premium, roadmap.shocks
    )


def _fixed(as_due: Roadmap) -> tuple[int, ...]:
    """Each quarter's spend less that of the replacements."""
    starts = {quarter.starts_on: at for at, quarter in enumerate(as_due.quarters)}
    calendar, fixed = as_due.assumptions.calendar, list(as_due.budget.planned())
    for action in to_records(as_due.actions[["planned_on", "amount_minor"]]):
        fixed[starts[calendar.quarter_of(action["planned_on"]).starts_on]] -= action["amount_minor"]
    return tuple(fixed)


_trials: Final = Kept[Trial](16)


def try_levelling(question: Question, limits: PlanLimits, seconds: float = AT_ONCE_SECONDS) -> Trial:
    """The best plan within the limits that is found in about that time. Stores nothing."""
    key = id(question), limits, seconds
    kept = _trials.get(key)
    if kept is not None and kept.question is question:
        return kept
    return _trials.keep(key, _tried(question, limits, seconds))


def _tried(question: Question, limits: PlanLimits, seconds: float) -> Trial:
    quarters = question.as_due.quarters
    labels, years = zip(*((quarter.label, quarter.year_label) for quarter in quarters), strict=True)
    asked = limits_of(question, limits)
    found = level(question.items, asked, Horizon(labels, years), seconds)
    if found.status == "infeasible":
        return Trial(found, None, None, question)
    plan = levelled_plan(found, limits, question.items, asked, quarters, question.prepared.as_of)
    return Trial(found, plan, planned(question.prepared, Scenario(scenario_name(limits), plan)), question)


def limits_of(question: Question, limits: PlanLimits) -> Limits:
    """The client's limits. What is spent where nothing can be bought any more is taken off its year's cap."""
    spent: dict[str, int] = {}
    for at, (quarter, amount) in enumerate(zip(question.as_due.quarters, question.fixed, strict=True)):
        spent[quarter.year_label] = spent.get(quarter.year_label, 0) + (amount if at in question.shut else 0)
    cap, year_cap, least = limits.quarter_cap_minor, limits.year_cap_minor, limits.minimum_minor
    open_ = [at for at in range(len(question.fixed)) if at not in question.shut]
    return Limits(
        quarter_caps={} if cap is None else dict.fromkeys(open_, cap),
        year_caps={} if year_cap is None else {year: year_cap - amount for year, amount in spent.items()},
        minimum={} if least is None else dict.fromkeys(open_, least),
        capacity={} if limits.hours_per_quarter is None else dict.fromkeys(open_, float(limits.hours_per_quarter)),
        blackout=question.shut,
        evenness=question.evenness,
    )


def least_cap(question: Question, limits: PlanLimits) -> int:
    """A cap for every quarter that can be kept, near the least there is: the peak where evenness outweighs all else."""
    even = replace(limits_of(question, replace(limits, quarter_cap_minor=None)), evenness=_PEAK_ALONE)
    found = level(question.items, even, Horizon.of(len(question.fixed)), 1.0)
    return max(found.spend, default=0)


def cap_choices(question: Question) -> tuple[int | None, ...]:
    """Round amounts for the cap of a quarter, from somewhat below the even share up to the fullest quarter as due, and
    none at all; minor units."""
    base = question.as_due
    peak = base.budget.peak
    even = base.budget.total // max(1, len(question.fixed) - len(question.shut))
    low = min(int(even * _BELOW_EVEN), peak)
    step = _round_step((peak - low) // _CHOICES, 10 ** minor_digits(base.currency))
    return (*range(low // step * step + step, peak + step, step), None)


def _round_step(least: int, unit: int) -> int:
    """The next of 1, 2, 5, 10, 20 … units that is not below `least`."""
    step = unit
    while True:
        for factor in (1, 2, 5):
            if step * factor >= least:
                return step * factor
        step *= 10


def level_client(
    store: Store, actor: Actor, client_id: int, as_of: date, limits: PlanLimits, *, anew: bool = False,
    choose: bool = False, seconds: float = SECONDS,
) -> Trial:  # fmt: skip
    """Levels the client's plan and stores it, as 'capped' where a cap is given; with `choose` it is from now on what
    all doors show. Limits that clash are answered with what each must give; then nothing is stored."""
    question = levelling_question(store, actor, client_id, as_of, anew=anew)
    trial = try_levelling(question, limits, seconds)
    name = scenario_name(limits)
    with acting(store, actor, "scenario.level", client_id) as action:
        plan_id = None
        if trial.plan is not None:
            asked = repr((question.items, limits_of(question, limits)))
            plan_id = store_plan(
                action.session, actor, client_id, name, trial.plan, hashlib.sha256(asked.encode()).hexdigest()
            )
            if choose:
                action.session.get_one(Client, client_id).scenario = name
        action.details.update(
            scenario=name, status=trial.found.status, gap=trial.found.gap, plan=plan_id, chosen=choose
        )
    return replace(trial, plan=replace(trial.plan, plan_id=plan_id)) if trial.plan else trial
