"""What was bought since a plan was frozen: the stored invoices and the devices that are new in the fleet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from planner.actions.stored_actuals import StoredLine
from planner.budget.actuals import Purchase, PurchaseKind, counted_once
from planner.budget.frozen_plan import FrozenPlan
from planner.calendar import MONTHS
from planner.intake.difference import device_label

_NO_SERIAL: Final = re.compile(r"[^A-Z0-9]")
_SHORTEST_SERIAL: Final = 4


@dataclass(frozen=True)
class Purchases:
    """`counted`: in the plan's currency, each once; `foreign`: lines in another one, which nothing exchanges;
    `undated`: labels of new devices of which no date and no invoice is known: in no figure."""

    counted: tuple[Purchase, ...]
    foreign: tuple[StoredLine, ...]
    undated: tuple[str, ...]


def purchases_since(plan: FrozenPlan, lines: Sequence[StoredLine], assets: Sequence[Mapping[str, Any]]) -> Purchases:
    """`assets`: the client's devices, retired ones too, with the asset frame's columns."""
    by_serial = {serial: asset for asset in assets for serial in serials_of(asset["serial_number"])}
    own = [stored for stored in lines if stored.line.currency == plan.currency]
    invoiced = [_invoiced(stored, by_serial, plan) for stored in own]
    seen = {serial for bought in invoiced for serial in bought.serials}
    devices, undated = [], []
    for asset in assets:
        if asset["asset_id"] in plan.fleet or asset["is_virtual"] or asset["ownership"] != "client":
            continue
        bought_on: date | None = asset["purchased_on"] or asset["in_service_on"]
        if bought_on is not None:
            devices.append(_device(asset, bought_on, plan.currency))
        elif seen.isdisjoint(serials_of(asset["serial_number"])):
            undated.append(device_label(asset))
    foreign = tuple(stored for stored in lines if stored.line.currency != plan.currency)
    inside = [device for device in devices if device.bought_on >= plan.as_of]
    return Purchases(counted_once(invoiced, inside), foreign, tuple(undated))


def serials_of(text: str | None) -> tuple[str, ...]:
    """'PF3K-9QX1, PF3K-9QX2' as ('PF3K9QX1', 'PF3K9QX2')."""
    parts = (_NO_SERIAL.sub("", part.upper()) for part in re.split(r"[,;|/\s]+", text or ""))
    return tuple(part for part in parts if len(part) >= _SHORTEST_SERIAL)


def _invoiced(stored: StoredLine, by_serial: Mapping[str, Mapping[str, Any]], plan: FrozenPlan) -> Purchase:
    """A line of an invoice; the device whose serial number it bears tells its category, and, if new, its name."""
    line = stored.line
    serials = serials_of(line.serial_number)
    asset = next((by_serial[serial] for serial in serials if serial in by_serial), None)
    kind: PurchaseKind = line.kind  # type: ignore[assignment]
    category, name = line.category, None
    if asset is not None and kind in ("hardware", "other"):
        kind, category = "hardware", asset["category"]
        name = asset["name"] if asset["asset_id"] not in plan.fleet else None
    return Purchase(
        f"invoice:{stored.line_id:012d}", _source(stored), line.invoiced_on, kind, category, line.text, line.quantity,
        line.amount_minor, line.vendor, serials, name,
    )  # fmt: skip


def _source(stored: StoredLine) -> str:
    line = stored.line
    day = f"{line.invoiced_on.day} {MONTHS[line.invoiced_on.month - 1]} {line.invoiced_on.year}"
    parts = (f"invoice {line.number}" if line.number else f"invoice of {day}", line.vendor)
    return ", ".join(part for part in parts if part)


def _device(asset: Mapping[str, Any], bought_on: date, currency: str) -> Purchase:
    """A new device. A price in another currency is none."""
    units, price = asset["quantity"], asset["purchase_cost_minor"]
    is_own = price is not None and asset["currency"] in (None, currency)
    return Purchase(
        f"device:{asset['asset_id']:012d}", "new in the fleet", bought_on, "hardware", asset["category"],
        device_label(asset), units, price * units if is_own else None, asset["supplier"],
        serials_of(asset["serial_number"]), asset["name"],
    )  # fmt: skip
