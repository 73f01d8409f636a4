"""What an update of the reference tables does: the rows that say otherwise, and the devices whose due date moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import pandas as pd
from sqlalchemy import select
from sqlmodel import Session

from planner.actions.stored_rules import read_rules
from planner.frames import to_records
from planner.intake.difference import device_label
from planner.lifecycle.forecast import forecast
from planner.records import Client
from planner.reference import Reference
from planner.reference.own import RULES, keys_of
from planner.store.assets import asset_frame
from planner.store.bulk import table_of

_SAY_NOTHING: Final = ("source", "licence", "as_of", "label", "build", "probes", "checked")


@dataclass(frozen=True, slots=True)
class Change:
    """A row that the update adds, says otherwise or takes away: its key, and column → (before, after); empty before:
    nothing was said, empty after: nothing is said any more."""

    key: str
    fields: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class MovedDevice:
    """A device whose due date is another after the update; None: it has none."""

    asset_id: int
    device: str
    due_before: date | None
    due_after: date | None


@dataclass(frozen=True, slots=True)
class MovedClient:
    """A client with devices that move, the earliest new date first."""

    client_id: int
    client: str
    devices: tuple[MovedDevice, ...]


def changed_rows(before: pd.DataFrame, after: pd.DataFrame, table: str) -> tuple[Change, ...]:
    """What the table says after an update and did not say before, in the order of the keys."""
    said = dict(zip(keys_of(before, table), before.to_dict("records"), strict=True))
    says = dict(zip(keys_of(after, table), after.to_dict("records"), strict=True))
    found = []
    for key in sorted({*said, *says}):
        old, new = said.get(key, {}), says.get(key, {})
        pairs = {str(name): (str(old.get(name, "")), str(new.get(name, ""))) for name in {**old, **new}}
        silent = (*RULES[table].key, *_SAY_NOTHING)
        fields = {name: pair for name, pair in pairs.items() if name not in silent and pair[0] != pair[1]}
        if fields:
            row = new or old
            found.append(Change(" ".join(str(row[name]) for name in RULES[table].key if row[name]), fields))
    return tuple(found)


def moved_devices(session: Session, before: Reference, after: Reference, as_of: date) -> tuple[MovedClient, ...]:
    """The devices of every client that are due on another day with the reference `after`, clients by name."""
    client = table_of(Client)
    rows = session.execute(select(client.c.id, client.c.name).order_by(client.c.name, client.c.id)).all()
    found = []
    for client_id, name in rows:
        if devices := _moved(session, client_id, before, after, as_of):
            found.append(MovedClient(client_id, name, devices))
    return tuple(found)


def _moved(
    session: Session, client_id: int, before: Reference, after: Reference, as_of: date
) -> tuple[MovedDevice, ...]:
    assets = asset_frame(session, client_id)
    if assets.empty:
        return ()
    rules = read_rules(session, client_id)
    old, new = (
        forecast(assets, replace(rules, reference=reference).policy(), reference, as_of)["due_on"]
        for reference in (before, after)
    )
    moves = ~((old == new) | (old.isna() & new.isna()))
    moved = _devices(assets[moves], old[moves], new[moves])
    return tuple(sorted(moved, key=lambda device: (device.due_after or date.max, device.asset_id)))


def _devices(assets: pd.DataFrame, old: pd.Series[pd.Timestamp], new: pd.Series[pd.Timestamp]) -> Iterator[MovedDevice]:
    for row, due_before, due_after in zip(to_records(assets), old, new, strict=True):
        yield MovedDevice(int(row["asset_id"]), device_label(row), _day(due_before), _day(due_after))


def _day(moment: pd.Timestamp) -> date | None:
    return None if pd.isna(moment) else moment.date()
