"""A review for programs: days ISO, amounts as decimal strings."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from planner.actions.goals import goal_json
from planner.actions.posture_json import posture_in_short
from planner.actions.reviews import ClientReview
from planner.money import decimal_string


def review_json(seen: ClientReview) -> dict[str, Any]:
    """All that the screen shows."""
    currency = seen.roadmap.currency

    def shown(minor: int | None) -> str | None:
        return None if minor is None else decimal_string(minor, currency)

    return {
        "client": seen.roadmap.client, "as_of": seen.roadmap.as_of.isoformat(), "currency": currency,
        "coming": _plain(asdict(seen.coming)) if seen.coming else None,
        "last": {"title": seen.last.title, "meets_on": seen.last.meets_on.isoformat()} if seen.last else None,
        "changes": list(seen.changes),
        "risks": [asdict(risk) | {"score": risk.score} for risk in seen.risks],
        "decisions": [
            {"by": one.by.isoformat(), "what": one.what, "why": one.why, "amount": shown(one.amount_minor),
             "key": one.key}
            for one in seen.decisions
        ],
        "action_items": [_plain(asdict(one)) for one in seen.items],
        "posture": posture_in_short(seen.posture),
        "goals": [goal_json(goal, seen.roadmap) for goal, _ in seen.goals],
        "total": shown(seen.roadmap.budget.total), "peak": shown(seen.roadmap.budget.peak),
    }  # fmt: skip


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in values.items() if name != "figures"}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in kept.items()}
