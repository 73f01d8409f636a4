"""A client's posture for programs: all that the screen shows, amounts as decimal strings."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from planner.actions.posture import ClientPosture
from planner.money import decimal_string
from planner.roadmap.posture import Answer, Score, TrendPoint
from planner.roadmap.posture_proposals import Proposal, price_of
from planner.roadmap.posture_services import services
from planner.roadmap.posture_tickets import TicketYear


def posture_json(seen: ClientPosture) -> dict[str, Any]:
    """Scores are shares from 0 to 1, null where nothing is answered."""
    newest = seen.assessments[-1] if seen.assessments else None
    return {
        "client": seen.roadmap.client,
        "as_of": seen.roadmap.as_of.isoformat(),
        "currency": seen.roadmap.currency,
        "answer": seen.words,
        "assessed_on": newest.as_of.isoformat() if newest else None,
        "label": newest.label if newest else None,
        "users": seen.users,
        "users_from": seen.users_from,
        "total": seen.total.score,
        "areas": [_score(area) for area in seen.areas],
        "trend": [_point(point) for point in seen.trend],
        "services": [_service(key, seen) for key in services()],
        "signs": [asdict(sign) for sign in seen.signs],
        "proposals": [proposal_json(one, seen.roadmap.currency) for one in seen.proposals],
        "tickets": {"stored": seen.stored_tickets, **_tickets(seen.tickets)},
    }


def posture_in_short(seen: ClientPosture) -> dict[str, Any]:
    """The answer, the score by area and the trend, as a review shows them."""
    every = posture_json(seen)
    return {name: every[name] for name in ("answer", "assessed_on", "total", "areas", "trend")}


def _score(score: Score) -> dict[str, Any]:
    return {"area": score.name, "score": score.score, "answered": score.answered, "applicable": score.applicable}


def _point(point: TrendPoint) -> dict[str, Any]:
    areas = {area.name: area.score for area in point.areas}
    return {"as_of": point.as_of.isoformat(), "label": point.label, "total": point.total, "areas": areas}


def _service(key: str, seen: ClientPosture) -> dict[str, Any]:
    service, answer, told = services()[key], seen.answers.get(key, Answer()), seen.suggestions.get(key)
    own = seen.terms[key].per_user_month_minor if key in seen.terms else None
    price = price_of(service, seen.roadmap.currency, {} if own is None else {key: own})
    return {
        "service": key, "name": service.name, "area": service.area, "weight": seen.weights[key],
        "maturity": answer.maturity, "is_applicable": answer.is_applicable, "evidence": answer.evidence,
        "suggested": None if told is None else {"maturity": told.maturity, "evidence": told.evidence},
        "safeguards": list(service.safeguards), "levels": list(service.levels),
        "per_user_month": None if price is None else decimal_string(price, seen.roadmap.currency),
    }  # fmt: skip


def proposal_json(one: Proposal, currency: str) -> dict[str, Any]:
    """One proposal; amounts are before tax, null where a price or the users are not known."""

    def amount(minor: int | None) -> str | None:
        return None if minor is None else decimal_string(minor, currency)

    return {
        "service": one.service, "title": one.title, "why": one.why, "lane": one.lane, "now": one.now,
        "safeguards": list(one.safeguards), "per_user_month": amount(one.per_user_month_minor),
        "is_own_price": one.is_own_price, "users": one.users, "month": amount(one.month_minor),
        "year": amount(one.year_minor),
    }  # fmt: skip


def _tickets(year: TicketYear) -> dict[str, Any]:
    return {
        "in_year": year.tickets, "recurring_tickets": year.recurring_tickets,
        "recurring": [asdict(one) for one in year.recurring], "top_requester": year.top_requester,
        "top_tickets": year.top_tickets, "top_minutes": year.top_minutes, "minutes": year.minutes,
    }  # fmt: skip
