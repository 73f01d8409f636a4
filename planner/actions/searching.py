"""Looking for anything by its words, over all clients: clients, devices, projects and contracts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlmodel import Session

from planner.records import Asset, Client, Contract, Project
from planner.sharing.audit import looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.bulk import table_of

FoundKind = Literal["client", "device", "project", "contract"]
_EXACT: Final = ("serial_number", "asset_tag", "name")
_DEVICE: Final = (*_EXACT, "assigned_to", "manufacturer", "model", "ip_address", "mac_address")
_TOLD: Final = ("manufacturer", "model", "serial_number", "assigned_to")
_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class Found:
    """One thing: what it is, whose, how it is called and what tells it from others. `asset_id` of a device."""

    kind: FoundKind
    client_id: int
    client: str
    title: str
    detail: str
    asset_id: int | None = None


def search_all(store: Store, actor: Actor, words: str, limit: int = 50) -> tuple[Found, ...]:
    """What holds every one of the words, in any case: clients first, then devices (those first whose serial number, tag
    or name is just that), projects, contracts. Fewer than two letters find nothing."""
    parts = words.split()
    if len("".join(parts)) < _SHORTEST:
        return ()
    with looking(store, actor) as session:
        found = (
            *_clients(session, parts, limit), *_devices(session, parts, words.strip(), limit),
            *_titled(session, Project, "project", "title", "why", parts, limit),
            *_titled(session, Contract, "contract", "name", "vendor", parts, limit),
        )  # fmt: skip
    return found[:limit]


def _holds(columns: list[Any], parts: list[str]) -> ColumnElement[bool]:
    """Every word stands in one of the columns."""
    return and_(*(or_(*(column.icontains(part, autoescape=True) for column in columns)) for part in parts))


def _clients(session: Session, parts: list[str], limit: int) -> tuple[Found, ...]:
    client = table_of(Client)
    chosen = select(client.c.id, client.c.name).where(_holds([client.c.name], parts)).order_by(client.c.name)
    return tuple(Found("client", row[0], row[1], row[1], "") for row in session.execute(chosen.limit(limit)))


def _devices(session: Session, parts: list[str], whole: str, limit: int) -> tuple[Found, ...]:
    asset, client = table_of(Asset), table_of(Client)
    exact = or_(*(func.lower(asset.c[name]) == whole.lower() for name in _EXACT))
    chosen = (
        select(asset, client.c.name.label("client_name"))
        .join(client, client.c.id == asset.c.client_id)
        .where(asset.c.state == "active", _holds([asset.c[name] for name in _DEVICE], parts))
        .order_by(case((exact, 0), else_=1), asset.c.id)
        .limit(limit)
    )
    return tuple(
        Found(
            "device", row["client_id"], row["client_name"],
            str(row["name"] or row["serial_number"] or row["asset_tag"] or f"Device {row['id']}"),
            " · ".join(str(row[name]) for name in _TOLD if row[name]),
            row["id"],
        )
        for row in session.execute(chosen).mappings()
    )  # fmt: skip


def _titled(
    session: Session, record: Any, kind: FoundKind, title: str, detail: str, parts: list[str], limit: int
) -> tuple[Found, ...]:
    table, client = table_of(record), table_of(Client)
    chosen = (
        select(table.c.client_id, client.c.name, table.c[title], table.c[detail])
        .join(client, client.c.id == table.c.client_id)
        .where(table.c.withdrawn_at.is_(None), _holds([table.c[title], table.c[detail]], parts))
        .order_by(table.c[title], table.c.id)
        .limit(limit)
    )
    return tuple(Found(kind, row[0], row[1], row[2], row[3] or "") for row in session.execute(chosen))
