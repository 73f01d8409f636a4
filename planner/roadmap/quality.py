"""Data quality: each doubtful device once, under the gap that is worth most to mend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

import pandas as pd

from planner.budget.knowing import Narrowing, Uncertainty, uncertainty
from planner.frames import to_records
from planner.roadmap.findings import data_findings
from planner.roadmap.lookalikes import category_sentence, duplicates, spellings, suggested_categories
from planner.roadmap.model import Finding, Roadmap

Kind = Literal["missing", "contradiction", "fact"]

_MISSING: Final = ("undatable", "unconfirmed", "unpriced", "estimated", "no_serial_number", "windows_11_unproven")
_CONTRADICTIONS: Final = (
    "planned_otherwise", "foreign_price", "made_after_start", "bought_before_model", "bought_before_processor",
    "purchase_and_warranty_differ", "date_in_future", "very_old", "warranty_ends_before_start", "duplicate",
    "age_evidence_differs",
    "other_category", "spelling",
)  # fmt: skip
_TOLD_ALREADY: Final = ("no_age_evidence",)
"""Those without any evidence are among the estimated."""
_DATABLE: Final = ("estimated", "age_evidence_differs")
"""Worth what their dates' doubt is worth: the date that they have is the likeliest."""
_NO_MONEY: Final = ("no_serial_number", "windows_11_unproven", "unpriced", "spelling")
"""Nothing in the budget hangs on them, or nobody knows how much."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing or contradictory. `asset_ids` are all devices it concerns, `own_ids` those that no gap
    before it shows; `units` counts the former. `at_stake_minor`: what replacing its devices costs at today's prices,
    None where no money hangs on it. `narrowings`: what knowing their dates narrows, by fiscal year; empty where it is
    not a matter of dates."""

    key: str
    kind: Kind
    sentence: str
    units: int
    asset_ids: tuple[int, ...]
    own_ids: tuple[int, ...]
    at_stake_minor: int | None
    narrowings: tuple[Narrowing, ...] = ()

    @property
    def best_year(self) -> Narrowing | None:
        """The fiscal year that is narrowed most; None where none is."""
        best = max(self.narrowings, key=lambda item: item.worth_minor, default=None)
        return best if best is not None and best.worth_minor > 0 else None

    @property
    def value_minor(self) -> int:
        """What gaps are ordered by: the width that is gone where dates are missing, else the money at stake."""
        if self.narrowings:
            return self.best_year.worth_minor if self.best_year else 0
        return self.at_stake_minor or 0


@dataclass(frozen=True)
class Quality:
    """Gaps and contradictions by value, then what was seen besides. `at_stake_minor` counts each device once."""

    gaps: tuple[Gap, ...]
    facts: tuple[Gap, ...]
    devices: int
    at_stake_minor: int
    also: Mapping[int, tuple[str, ...]]
    """asset id → the keys of the further gaps that it has."""
    doubt: Uncertainty


def quality(roadmap: Roadmap) -> Quality:
    """Everything that is not known of the fleet, from its findings and from what looks alike in it."""
    pinned = roadmap.actions[roadmap.actions["is_pinned"].fillna(False)]
    pins: dict[int, date] = {row["asset_id"]: row["planned_on"] for row in to_records(pinned)}
    doubt = uncertainty(roadmap.schedule, roadmap.assumptions, pins, roadmap.as_of)
    fleet = roadmap.schedule[roadmap.schedule["group"].notna()]
    costs = _costs(fleet)
    told = (item for item in data_findings(roadmap.schedule, roadmap.currency) if item.key not in _TOLD_ALREADY)
    found = [*told, *_lookalikes(fleet)]
    drafts = sorted(
        (_gap(item, doubt, costs) for item in found),
        key=lambda gap: (gap.kind == "fact", -gap.value_minor, -gap.units, gap.key, gap.sentence),
    )
    placed, also = _each_once(drafts)
    gaps = tuple(gap for gap in placed if gap.kind != "fact")
    concerned = {asset_id for gap in gaps for asset_id in gap.asset_ids}
    worth = {asset_id for gap in gaps if gap.at_stake_minor is not None for asset_id in gap.asset_ids}
    units = {row["asset_id"]: row["quantity"] for row in to_records(fleet[["asset_id", "quantity"]])}
    return Quality(
        gaps=gaps,
        facts=tuple(gap for gap in placed if gap.kind == "fact"),
        devices=sum(units[asset_id] for asset_id in concerned),
        at_stake_minor=sum(costs[asset_id] for asset_id in worth),
        also=also,
        doubt=doubt,
    )


def _costs(fleet: pd.DataFrame) -> dict[int, int]:
    amounts = fleet["unit_hardware_minor"].fillna(0) * fleet["quantity"]
    return dict(zip(fleet["asset_id"].tolist(), amounts.astype("int64").tolist(), strict=True))


def _lookalikes(fleet: pd.DataFrame) -> Iterator[Finding]:
    if twins := duplicates(fleet):
        number = len(twins)
        subject = "1 device bears" if number == 1 else f"{number:,} devices bear"
        words = f"{subject} the name of another one: probably listed twice, and counted twice."
        yield Finding("duplicate", words, number, tuple(sorted(twins)), None)
    if suggested := suggested_categories(fleet):
        units = int(fleet.loc[fleet["asset_id"].isin(list(suggested)), "quantity"].sum())
        yield Finding("other_category", category_sentence(suggested, units), units, tuple(sorted(suggested)), None)
    for item in spellings(fleet):
        field = {"manufacturer": "The maker", "site": "The site"}[item.field]
        words = f"{field} '{item.kept}' is also written '{item.variant}'."
        yield Finding(f"spelling:{item.field}:{item.variant}", words, len(item.asset_ids), item.asset_ids, None)


def _gap(finding: Finding, doubt: Uncertainty, costs: Mapping[int, int]) -> Gap:
    known = finding.key.split(":", maxsplit=1)[0]
    kind: Kind = "missing" if known in _MISSING else "contradiction" if known in _CONTRADICTIONS else "fact"
    counts = kind != "fact" and known not in _NO_MONEY
    stake = sum(costs[asset_id] for asset_id in finding.asset_ids) if counts else None
    narrowings = doubt.worth_of(finding.asset_ids) if finding.key in _DATABLE else ()
    return Gap(
        finding.key, kind, finding.sentence, finding.assets, finding.asset_ids, finding.asset_ids, stake, narrowings
    )


def _each_once(drafts: Iterable[Gap]) -> tuple[list[Gap], dict[int, tuple[str, ...]]]:
    """Each device is shown under the first gap that has it; the others are named beside it."""
    shown: set[int] = set()
    also: dict[int, list[str]] = {}
    placed = []
    for gap in drafts:
        own = tuple(asset_id for asset_id in gap.asset_ids if asset_id not in shown)
        for asset_id in gap.asset_ids:
            if asset_id in shown and gap.kind != "fact":
                also.setdefault(asset_id, []).append(gap.key)
        shown.update(own)
        placed.append(replace(gap, own_ids=own))
    return placed, {asset_id: tuple(keys) for asset_id, keys in also.items()}
