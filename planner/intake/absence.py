"""What an import leaves open for a person to decide: devices that are gone from a sheet, or seem to be replaced.

Absence counts only against the last import of the same source (the same headers) and only within what the new sheet
covers: a sheet of one client, or of one site, says nothing about the others. A device that another tool's sheet does
not hold is not gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from planner.intake.difference import ClientDraft, device_label
from planner.intake.identity import raw_keys


@dataclass(frozen=True, slots=True)
class Proposal:
    """A device that is probably retired; only a person says so. `why` is a sentence."""

    asset_id: int
    client: str
    device: str
    kind: Literal["gone", "replaced", "moved"]
    why: str


def new_serials(drafts: Sequence[ClientDraft]) -> dict[str, tuple[str, str]]:
    """The serial numbers (folded) of devices that the import adds → the client's name and the device's label."""
    return {
        keys.serial: (draft.state.name, device_label(asset.columns))
        for draft in drafts
        for asset in draft.assets
        if asset.asset_id is None and (keys := raw_keys(asset.columns)).serial
    }


def proposals(
    drafts: Sequence[ClientDraft],
    seen_before: Mapping[int, Mapping[int, str]],
    elsewhere: Sequence[tuple[int, str, Mapping[str, Any]]],
) -> tuple[Proposal, ...]:
    """`seen_before`: number of the reading → asset id → file name of the last import of that source; `elsewhere`:
    (asset id, client, columns) of other clients' devices whose serial numbers the import adds."""
    found: dict[int, Proposal] = {}
    added = new_serials(drafts)
    listed = {asset.asset_id for draft in drafts for asset in draft.assets}
    for asset_id, client, columns in elsewhere:
        to = added.get(raw_keys(columns).serial or "")
        if to and to[0] != client and asset_id not in listed:
            why = f"{to[0]} has a new device with its serial number ({to[1]}): did it move there?"
            found[asset_id] = Proposal(asset_id, client, device_label(columns), "moved", why)
    for draft in drafts:
        here = {asset.asset_id for asset in draft.assets}
        for asset_id, by in sorted(draft.replaced.items()):
            if asset_id in here:
                continue
            why = f"{by} bears its name with another serial number: probably its replacement."
            found[asset_id] = _proposal(draft, asset_id, "replaced", why)
        for number, assets in sorted(seen_before.items()):
            for asset_id in _gone(draft, number, assets):
                why = f"It was in {assets[asset_id]} and is not in the new sheet."
                found.setdefault(asset_id, _proposal(draft, asset_id, "gone", why))
    return tuple(found[asset_id] for asset_id in sorted(found))


def _proposal(draft: ClientDraft, asset_id: int, kind: Literal["gone", "replaced"], why: str) -> Proposal:
    return Proposal(asset_id, draft.state.name, device_label(draft.state.assets[asset_id]), kind, why)


def _gone(draft: ClientDraft, reading: int, seen_before: Iterable[int]) -> list[int]:
    """The client's devices in use that the sheet covered before and does not hold now."""
    own = [asset for asset in draft.assets if any(row.reading == reading for row, _ in asset.rows)]
    if not own:
        return []
    here = {asset.asset_id for asset in draft.assets}
    sites = {_site(row.values) for asset in own for row, _ in asset.rows if row.reading == reading}
    known = draft.state.assets
    return [
        asset_id
        for asset_id in seen_before
        if asset_id in known
        and asset_id not in here
        and known[asset_id]["state"] == "active"
        and not known[asset_id]["is_retired"]
        and (sites == {""} or _site(known[asset_id]) in sites)
    ]


def _site(values: Mapping[str, Any]) -> str:
    return " ".join(str(values.get("site") or "").casefold().split())
