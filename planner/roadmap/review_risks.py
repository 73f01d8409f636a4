"""The risks that a roadmap shows, with likelihood, impact and owner; what a person says of one is laid over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from planner.frames import to_records
from planner.money import format_money
from planner.roadmap.model import Roadmap

TOP: Final = 3
_CORE: Final = frozenset({"server", "storage", "firewall", "switch", "router", "backup_appliance"})
_LIKELIHOODS: Final = ((0.5, 5), (0.25, 4), (0.1, 3), (0.02, 2), (0.0, 1))
"""Share of the fleet (or of the plan) that is concerned → likelihood 1 to 5: an assumption of this planner."""


@dataclass(frozen=True, slots=True)
class RiskFound:
    """A risk: likelihood and impact from 1 to 5, `owner` who looks after it. `is_own`: a person's, not calculated."""

    key: str
    title: str
    why: str
    likelihood: int
    impact: int
    owner: str | None = None
    note: str = ""
    is_own: bool = False

    @property
    def score(self) -> int:
        return self.likelihood * self.impact


def risks(roadmap: Roadmap, said: Mapping[str, Mapping[str, Any]]) -> tuple[RiskFound, ...]:
    """All risks, the highest score first. `said`: key → what a person changed; a hidden one is left out, and keys that
    begin with 'own:' are risks of his own."""
    found = [risk for risk in _found(roadmap) if not said.get(risk.key, {}).get("is_hidden")]
    laid = [replace(risk, **_kept(said.get(risk.key, {}))) for risk in found]
    own = [
        RiskFound(key, str(row["title"] or "A risk"), "", row["likelihood"] or 3, row["impact"] or 3, row["owner"],
                  row["note"], is_own=True)
        for key, row in sorted(said.items()) if key.startswith("own:") and not row["is_hidden"]
    ]  # fmt: skip
    return tuple(sorted([*laid, *own], key=lambda risk: (-risk.score, -risk.impact, risk.key)))


def _kept(row: Mapping[str, Any]) -> dict[str, Any]:
    names = ("title", "likelihood", "impact", "owner", "note")
    return {name: row[name] for name in names if row.get(name) is not None}


def _found(roadmap: Roadmap) -> Iterable[RiskFound]:
    rows = to_records(
        roadmap.schedule[["quantity", "category", "lifecycle_status", "os_support_ends_on", "maker_support_ends_on"]]
    )
    fleet = sum(row["quantity"] for row in rows)

    def units(name: str, core: bool) -> int:
        return sum(
            row["quantity"] for row in rows
            if row[name] is not None and row[name] < roadmap.as_of and (row["category"] in _CORE) == core
        )  # fmt: skip

    if systems := units("os_support_ends_on", core=False) + units("os_support_ends_on", core=True):
        yield RiskFound(
            "systems", "Systems without security updates",
            f"{_devices(systems)} {'runs' if systems == 1 else 'run'} a system whose security updates have ended.",
            _likelihood(systems / fleet), 5,
        )  # fmt: skip
    if core := units("maker_support_ends_on", core=True):
        yield RiskFound(
            "core_support", "Core equipment without its maker's support",
            f"{_devices(core)} of server room and network {_is(core)} past the maker's support.",
            min(5, _likelihood(core / fleet) + 1), 4,
        )  # fmt: skip
    overdue = sum(row["quantity"] for row in rows if row["lifecycle_status"] == "overdue")
    if overdue:
        yield RiskFound(
            "overdue", "Devices past their limit", f"{_devices(overdue)} {_is(overdue)} past the limit age or an end "
            "of support that cannot be put off.", _likelihood(overdue / fleet), 3,
        )  # fmt: skip
    yield from _money_risks(roadmap, fleet)


def _money_risks(roadmap: Roadmap, fleet: int) -> Iterable[RiskFound]:
    shown = _money(roadmap)
    planned = roadmap.budget.total
    expected, bad = sum(roadmap.risk.expected), max(roadmap.risk.p90, default=0)
    if expected:
        share = expected / (planned + expected)
        yield RiskFound(
            "unplanned", "Unplanned replacements",
            f"Failures are expected to cost {shown(expected)} besides the plan, in a bad quarter {shown(bad)} or more.",
            _likelihood(share), 3,
        )  # fmt: skip
    for shock in roadmap.shocks:
        if shock.asset_ids:
            yield RiskFound(
                f"batch:{shock.model}", f"A suspected bad batch: {shock.model}",
                f"{_devices(len(shock.asset_ids))} of this model fail {shock.mean:.1f} times as often as usual.", 4, 3,
            )  # fmt: skip
    groups = roadmap.budget.reconciliation
    outside = sum(groups[name].assets for name in ("unconfirmed", "unpriced", "undatable"))
    if outside:
        yield RiskFound(
            "unknown", "Devices nobody can plan for",
            f"{_devices(outside)} {_is(outside)} in no plan: not seen lately, without a price or without any date.",
            _likelihood(outside / fleet), 2,
        )  # fmt: skip


def _likelihood(share: float) -> int:
    return next(level for least, level in _LIKELIHOODS if share >= least)


def _money(roadmap: Roadmap) -> Any:
    return lambda minor: format_money(minor, roadmap.currency, roadmap.assumptions.locale, whole=True)


def _devices(count: int) -> str:
    return "1 device" if count == 1 else f"{count:,} devices"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
