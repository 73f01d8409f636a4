"""A client's own inputs to the case against waiting, as they are stored."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Final

from sqlmodel import Session

from planner.budget.case_inputs import CaseInputs
from planner.records import CaseFigures

_BASIS_POINTS: Final = 10_000


def read_case_inputs(session: Session, client_id: int) -> CaseInputs:
    """The client's own, or the starting values where none are stored."""
    stored = session.get(CaseFigures, client_id)
    if stored is None:
        return CaseInputs()
    return CaseInputs(
        stored.people_affected,
        stored.hourly_rate_minor,
        Decimal(stored.emergency_premium_basis_points) / _BASIS_POINTS,
        stored.monthly_fee_minor,
        json.loads(stored.hours_per_failure),
    )


def write_case_inputs(session: Session, client_id: int, inputs: CaseInputs | None) -> None:
    """Stores them inside the caller's transaction; None removes them, so that the starting values hold."""
    stored = session.get(CaseFigures, client_id)
    if inputs is None:
        if stored is not None:
            session.delete(stored)
        return
    values = plain_inputs(inputs) | {"hours_per_failure": json.dumps(dict(inputs.hours_per_failure), sort_keys=True)}
    if stored is None:
        session.add(CaseFigures(client_id=client_id, **values))
    else:
        session.add(stored.sqlmodel_update(values))


def plain_inputs(inputs: CaseInputs) -> dict[str, Any]:
    """By the names of the stored columns, as JSON holds them."""
    return {
        "people_affected": inputs.people_affected,
        "hourly_rate_minor": inputs.hourly_rate_minor,
        "emergency_premium_basis_points": int(inputs.emergency_premium * _BASIS_POINTS),
        "monthly_fee_minor": inputs.monthly_fee_minor,
        "hours_per_failure": dict(inputs.hours_per_failure),
    }
