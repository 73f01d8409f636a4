"""What was really bought: from invoices and from devices that a later import brought in, each purchase once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

PurchaseKind = Literal["hardware", "labour", "extra", "trade_in", "recurring", "other"]
"""'extra': accessories and freight, which go with a device."""
NEAR_DAYS: Final = 45
"""A device may be put into service in another quarter than that of its invoice: that many days apart they may still be
one purchase. Our own choice: payment terms of 30 days and two weeks for delivery."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """One line of an invoice, or one new device. `amount_minor`: of all units, before tax; None where no price is
    known; negative for a credit note. `name`: the host name of a new device. `counted_by` says by which rule a device
    and its invoice were found to be one purchase."""

    key: str
    source: str
    bought_on: date
    kind: PurchaseKind
    category: str | None
    label: str
    quantity: int
    amount_minor: int | None
    vendor: str | None = None
    serials: tuple[str, ...] = ()
    name: str | None = None
    counted_by: str = ""


def counted_once(invoiced: Sequence[Purchase], devices: Sequence[Purchase]) -> tuple[Purchase, ...]:
    """All purchases by date, a device that an invoice names not again: by its serial number, else as one of its
    category's units on an invoice of the time. The invoice's amount counts; the device gives it its name."""
    by_serial = {
        serial: at for at, line in enumerate(invoiced) for serial in line.serials if (line.amount_minor or 0) >= 0
    }
    lines = list(invoiced)
    free = [line.quantity if _is_device(line) else 0 for line in lines]
    left: list[Purchase] = []
    for device in sorted(devices, key=lambda one: (one.bought_on, one.key)):
        at = next((by_serial[serial] for serial in device.serials if serial in by_serial), None)
        if at is None:
            left.append(device)
            continue
        free[at] = max(0, free[at] - device.quantity)
        lines[at] = _joined(lines[at], device, "serial number")
    pools: dict[str | None, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if free[at] and not line.serials:
            pools[line.category].append(at)
    rest = [one for device in left if (one := _without_invoice(device, lines, free, pools[device.category]))]
    return tuple(sorted([*lines, *rest], key=lambda one: (one.bought_on, one.key)))


def _is_device(line: Purchase) -> bool:
    return line.kind == "hardware" and line.category is not None and (line.amount_minor or 0) >= 0


def _joined(line: Purchase, device: Purchase, rule: str) -> Purchase:
    name = device.name if line.quantity == 1 else None
    return replace(line, name=line.name or name, category=device.category or line.category, counted_by=rule)


def _without_invoice(device: Purchase, lines: list[Purchase], free: list[int], pool: Sequence[int]) -> Purchase | None:
    """What of a device's units no invoice of the same category and time holds; the nearest in time take them first."""
    units = device.quantity
    near = [at for at in pool if free[at] and _days_apart(lines[at], device) <= NEAR_DAYS]
    for at in sorted(near, key=lambda at: (_days_apart(lines[at], device), at)):
        taken = min(units, free[at])
        free[at] -= taken
        units -= taken
        if taken:
            lines[at] = _joined(lines[at], device, "category, date and quantity")
    if not units:
        return None
    if device.amount_minor is None or units == device.quantity:
        return replace(device, quantity=units)
    return replace(device, quantity=units, amount_minor=device.amount_minor * units // device.quantity)


def _days_apart(one: Purchase, other: Purchase) -> int:
    return abs((one.bought_on - other.bought_on).days)
