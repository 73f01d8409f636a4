"""One client's rules: what they are, what a change of them would do, saving it, and taking it back.

A change is one transaction and one audit entry, 'rules.change', whose details hold what was before and after.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final

import pandas as pd
from sqlmodel import Session

from planner.actions.edits import put_correction, remerge_assets
from planner.actions.effect_words import effect_sentence
from planner.actions.roadmaps import RoadmapInputs, client_roadmap, roadmap_inputs, roadmap_of
from planner.actions.rule_change import RuleChange
from planner.actions.rule_settling import Settled, settled
from planner.actions.stored_rules import StoredRules, read_rules, write_rules
from planner.budget.effect import Effect, effect_of
from planner.errors import PlannerError, Problem
from planner.frames import WHOLE
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.assets import asset_frame, live_corrections

CHANGED: Final = "rules.change"
LIFE: Final = "useful_life_months"


@dataclass(frozen=True)
class RulePreview:
    """What a change would do. Where there are problems there is no effect: nothing of it can be saved."""

    problems: tuple[Problem, ...]
    effect: Effect | None
    sentence: str
    currency: str
    locale: str


def preview_rules(store: Store, actor: Actor, client_id: int, change: RuleChange, as_of: date) -> RulePreview:
    """The roadmap under the changed rules against the one there is. Stores nothing."""
    before = client_roadmap(store, actor, client_id, as_of)
    with looking(store, actor) as session:
        inputs = roadmap_inputs(session, client_id)
    made = settled(change, inputs.rules, _asset_ids(inputs.assets), as_of)
    locale = str(inputs.rules.client["locale"])
    if made.problems:
        return RulePreview(made.problems, None, "", inputs.rules.currency, locale)
    after = roadmap_of(_revised(inputs, made), as_of)
    effect = effect_of(before.budget, after.budget, before.schedule, after.schedule)
    sentence = effect_sentence(effect, inputs.rules.currency, locale)
    return RulePreview((), effect, sentence, inputs.rules.currency, locale)


def save_rules(store: Store, actor: Actor, client_id: int, change: RuleChange, as_of: date) -> None:
    """Stores the change. Raises PlannerError, naming every fault, where anything of it is wrong; then nothing is
    stored."""
    with acting(store, actor, CHANGED, client_id) as action:
        stored = read_rules(action.session, client_id)
        made = settled(change, stored, _asset_ids(asset_frame(action.session, client_id)), as_of)
        if made.problems:
            raise refusal(made.problems)
        if made.rules == stored and not made.lives:
            raise PlannerError("These rules hold already.", "Change a value first.")
        lives = _write_lives(action.session, actor, client_id, made.lives)
        write_rules(action.session, client_id, stored, made.rules)
        action.details.update(_differences(stored, made.rules), lives=lives)


def refusal(problems: tuple[Problem, ...]) -> PlannerError:
    """All faults as one refusal."""
    if len(problems) == 1:
        return PlannerError(problems[0].message, f"{problems[0].remedy} Nothing was stored.")
    told = " ".join(f"{problem.message} {problem.remedy}" for problem in problems)
    return PlannerError(f"{len(problems)} of the values do not fit: {told}", "Nothing was stored.")


def _asset_ids(assets: pd.DataFrame) -> set[int]:
    return {int(asset_id) for asset_id in assets["asset_id"]}


def _revised(inputs: RoadmapInputs, made: Settled) -> RoadmapInputs:
    """The inputs under the changed rules."""
    own = inputs.assets[LIFE].tolist()
    ids = inputs.assets["asset_id"].tolist()
    lives = [made.lives.get(asset_id, months) for asset_id, months in zip(ids, own, strict=True)]
    values = pd.Series(pd.array(lives, dtype=WHOLE), index=inputs.assets.index)
    return replace(inputs, rules=made.rules, assets=inputs.assets.assign(**{LIFE: values}))


def _write_lives(
    session: Session, actor: Actor, client_id: int, lives: dict[int, int | None]
) -> dict[str, dict[str, Any]]:
    """Stores devices' own useful lives as a person's corrections; gives for the audit what each had before: the value
    that a person had set, or no entry where none had."""
    corrected = live_corrections(session, [client_id]) if lives else {}
    told: dict[str, dict[str, Any]] = {}
    for asset_id, months in sorted(lives.items()):
        before = corrected.get(asset_id, {})
        told[str(asset_id)] = {"before": {LIFE: before[LIFE]} if LIFE in before else None, "after": {LIFE: months}}
        put_correction(session, actor, asset_id, LIFE, months, "Set on Policies and prices")
    remerge_assets(session, sorted(lives))
    return told


def _differences(before: StoredRules, after: StoredRules) -> dict[str, Any]:
    """{policies, prices: category → {before, after}, special_prices: key → the same, terms: field → the same}; None
    where there is none."""

    def of(old: Any, new: Any) -> dict[str, Any]:
        keys = sorted(key for key in {*old, *new} if old.get(key) != new.get(key))
        return {key: {"before": _plain(old.get(key)), "after": _plain(new.get(key))} for key in keys}

    return {
        "policies": of(before.policies, after.policies),
        "prices": of(before.prices, after.prices),
        "special_prices": of(before.special_prices, after.special_prices),
        "terms": of(before.client, after.client),
    }


def _plain(value: Any) -> Any:
    """A stored rule as JSON holds it."""
    if value is None or isinstance(value, str | int):
        return value
    return {name: item.isoformat() if isinstance(item, date) else item for name, item in asdict(value).items()}
