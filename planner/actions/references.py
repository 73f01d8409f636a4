"""The reference tables: what there is, an installation's own rows, and the newest dates from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import pandas as pd
from sqlalchemy import select
from sqlmodel import Session

from planner.actions.reference_effect import Change, MovedClient, changed_rows, moved_devices
from planner.actions.reference_rows import FaultyRowsError, own_rows
from planner.actions.stored_references import own_tables
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from planner.records import ReferenceVersion
from planner.reference import load_reference
from planner.reference.endoflife import API, SOURCE, newest_rows
from planner.reference.own import RULES, Mode, OwnTable, each_edition, keys_of, overlaid, rules_of
from planner.reference.own_checks import faults_in_effect, missing_categories
from planner.reference.tables import table_names, table_rows
from planner.sharing.audit import Action, acting, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.bulk import table_of

SECONDS: Final = 10.0
"""In which the API must answer for one product."""
_CYCLES: Final = "product_cycles"
_STAY: Final = ("kind", "build")
"""What the API does not say of a cycle."""


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """One update that counts. `mode`: extend, replace or refresh."""

    version: int
    mode: str
    rows: int
    file_name: str
    actor: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class TableInfo:
    """One reference table as it counts now: its rows, where they come from, the newest as-of date, and the
    installation's own versions, the oldest first."""

    table: str
    rows: int
    sources: tuple[str, ...]
    newest_as_of: str
    may_be_updated: bool
    versions: tuple[VersionInfo, ...]


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update does: `rows` that it brings, what the table then says otherwise, and after a dry run the devices
    whose due date moves. `version` is None where nothing was written."""

    table: str
    rows: int
    changes: tuple[Change, ...]
    version: int | None
    moved: tuple[MovedClient, ...] | None = None


def list_references(store: Store, actor: Actor) -> tuple[TableInfo, ...]:
    """All tables, with what this installation laid over them."""
    table = table_of(ReferenceVersion)
    with looking(store, actor) as session:
        own = own_tables(session)
        query = select(table).where(table.c.withdrawn_at.is_(None)).order_by(table.c.id)
        versions = [dict(row) for row in session.execute(query).mappings()]
    return tuple(_info(name, own, versions) for name in table_names())


def _info(name: str, own: Sequence[OwnTable], versions: Sequence[dict[str, Any]]) -> TableInfo:
    rows = overlaid(table_rows(name), name, own)
    mine = tuple(
        VersionInfo(row["id"], row["mode"], row["row_count"], row["file_name"], row["actor"], row["made_at"])
        for row in versions
        if row["table_name"] == name
    )
    sources = tuple(sorted(set(rows["source"])))
    return TableInfo(name, len(rows), sources, rows["as_of"].max(), name in RULES, mine)


def update_reference(
    store: Store, actor: Actor, table: str, upload: Upload, *, mode: Mode = "extend",
    fixed: Mapping[str, str] | None = None, dry_run: bool = False, as_of: date | None = None,
) -> Updated:  # fmt: skip
    """Lays the file's rows over a table, or with mode 'replace' puts them in its place. `fixed`: column → the value
    that all rows have ({'maker': 'SonicWall'}). A dry run writes nothing, and with `as_of` tells which devices move.

    Raises FaultyRowsError, naming every fault with its row, where any row is wrong: nothing is half-applied.
    """
    rules_of(table)
    if dry_run:
        with looking(store, actor) as session:
            own = own_tables(session)
            new, rows = _valid(own, table, upload, mode, fixed or {}, actor)
            return _shown(session, own, new, rows, as_of)
    with acting(store, actor, "reference.update") as action:
        own = own_tables(action.session)
        new, rows = _valid(own, table, upload, mode, fixed or {}, actor)
        version = _add(action, actor, new, rows, upload.file_name)
        return Updated(table, rows, _changes(own, new), version)


def _valid(
    own: tuple[OwnTable, ...], table: str, upload: Upload, mode: Mode, fixed: Mapping[str, str], actor: Actor
) -> tuple[OwnTable, int]:
    """The version that the file makes, and its rows: sound by itself and as it lies over what is there."""
    before = overlaid(table_rows(table), table, own)
    rows, faults = own_rows(table, upload, fixed, actor, load_reference(own))
    if not faults:
        rows = each_edition(rows, table, before)
        new = OwnTable(table, mode, rows.to_csv(index=False, lineterminator="\n"))
        after = overlaid(table_rows(table), table, (*own, new))
        faults = faults_in_effect(rows, after, table, upload.file_name)
        faults += missing_categories(after, table, upload.file_name)
    if faults:
        raise FaultyRowsError(upload.file_name, faults)
    load_reference((*own, new))
    return new, len(rows)


def _changes(own: tuple[OwnTable, ...], new: OwnTable) -> tuple[Change, ...]:
    ours = table_rows(new.table)
    return changed_rows(overlaid(ours, new.table, own), overlaid(ours, new.table, (*own, new)), new.table)


def _shown(session: Session, own: tuple[OwnTable, ...], new: OwnTable, rows: int, as_of: date | None) -> Updated:
    moved = moved_devices(session, load_reference(own), load_reference((*own, new)), as_of) if as_of else None
    return Updated(new.table, rows, _changes(own, new), None, moved)


def _add(action: Action, actor: Actor, new: OwnTable, rows: int, file_name: str) -> int:
    version = ReferenceVersion(
        table_name=new.table, mode=new.mode, content=new.content, row_count=rows, file_name=file_name[:400],
        actor=actor.name, made_at=actor.acting_at,
    )  # fmt: skip
    action.session.add(version)
    action.session.flush()
    action.details.update(table=new.table, rows=rows, mode=new.mode, version=version.id)
    return int(version.id or 0)


def undo_reference(store: Store, actor: Actor, table: str) -> int:
    """Takes a table's newest update back; gives the version's id. Raises PlannerError where there is none."""
    with acting(store, actor, "reference.undo") as action:
        version = _newest(action.session, table)
        version.withdrawn_at = actor.acting_at
        action.session.add(version)
        action.details.update(table=table, version=version.id)
        return int(version.id or 0)


def _newest(session: Session, table: str) -> ReferenceVersion:
    rules_of(table)
    versions = table_of(ReferenceVersion)
    newest = session.execute(
        select(versions.c.id)
        .where(versions.c.table_name == table, versions.c.withdrawn_at.is_(None))
        .order_by(versions.c.id.desc())
    ).scalar()
    if newest is None:
        raise PlannerError(f"The table '{table}' has no update of yours.", "Look at `reference list`.")
    return session.get_one(ReferenceVersion, newest)


def refresh_reference(
    store: Store, actor: Actor, url: str = API, *, dry_run: bool = False, as_of: date | None = None
) -> Updated:
    """The newest dates of every product that we have from endoflife.date, as one version of the product cycles that
    lies under an installation's own rows; or nothing at all.

    Raises PlannerError where the API cannot be reached or any product's answer is not understood.
    """
    with looking(store, actor):
        ours = table_rows(_CYCLES)
    products = sorted(set(ours.loc[ours["source"].str.startswith(SOURCE), "product"]))
    newest = pd.DataFrame(newest_rows(products, url, SECONDS, actor.acting_at.date()), dtype="str")
    if dry_run:
        with looking(store, actor) as session:
            own = own_tables(session)
            new, rows = _refreshed(own, newest)
            return _shown(session, own, new, rows, as_of) if rows else Updated(_CYCLES, 0, (), None)
    with acting(store, actor, "reference.refresh") as action:
        own = own_tables(action.session)
        new, rows = _refreshed(own, newest)
        version = _add(action, actor, new, rows, url) if rows else None
        action.details.update(table=_CYCLES, rows=rows)
        return Updated(_CYCLES, rows, _changes(own, new) if rows else (), version)


def _refreshed(own: tuple[OwnTable, ...], newest: pd.DataFrame) -> tuple[OwnTable, int]:
    """The version that holds the rows which differ from ours as last refreshed, and how many they are."""
    refreshed = [version for version in own if version.table == _CYCLES and version.mode == "refresh"]
    base = overlaid(table_rows(_CYCLES), _CYCLES, refreshed)
    known = dict(zip(keys_of(base, _CYCLES), base.to_dict("records"), strict=True))
    kinds = dict(zip(base["product"], base["kind"], strict=True))
    says = [name for name in newest.columns if name not in ("source", "licence", "as_of")]
    rows = []
    for key, row in zip(keys_of(newest, _CYCLES), newest.to_dict("records"), strict=True):
        old = known.get(key, {})
        if any(old.get(name) != row[name] for name in says):
            rows.append({**row, "kind": kinds[row["product"]]} | {name: old[name] for name in _STAY if name in old})
    table = pd.DataFrame(rows, columns=base.columns, dtype="str").fillna("")
    return OwnTable(_CYCLES, "refresh", table.to_csv(index=False, lineterminator="\n")), len(rows)
