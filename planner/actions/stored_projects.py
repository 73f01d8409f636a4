"""A client's projects as they are stored."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any, Final

from sqlalchemy import delete, select
from sqlmodel import Session

from planner.budget.projects import Project, ProjectLine
from planner.records import Project as ProjectRecord
from planner.records import ProjectAsset
from planner.records import ProjectLine as LineRecord
from planner.sharing.people import Actor
from planner.store.bulk import chunks, table_of

_PARTS: Final = ("project_id", "lines", "devices", "depends_on")
_COLUMNS: Final = tuple(field.name for field in fields(Project) if field.name not in _PARTS)
_LINE: Final = tuple(field.name for field in fields(ProjectLine))
_DAYS: Final = ("starts_on", "valid_until")


def read_projects(session: Session, client_id: int) -> tuple[Project, ...]:
    """All of the client's projects by start and id, without those that were taken back."""
    table = table_of(ProjectRecord)
    chosen = select(table).where(table.c.client_id == client_id, table.c.withdrawn_at.is_(None))
    rows = list(session.execute(chosen.order_by(table.c.starts_on, table.c.id)).mappings())
    ids = [row["id"] for row in rows]
    lines: dict[int, list[ProjectLine]] = defaultdict(list)
    devices: dict[int, list[tuple[int, str]]] = defaultdict(list)
    line, device = table_of(LineRecord), table_of(ProjectAsset)
    for piece in chunks(ids):
        for row in session.execute(select(line).where(line.c.project_id.in_(piece)).order_by(line.c.id)).mappings():
            lines[row["project_id"]].append(ProjectLine(**{name: row[name] for name in _LINE}))
        for row in session.execute(select(device).where(device.c.project_id.in_(piece))).mappings():
            devices[row["project_id"]].append((row["asset_id"], row["disposition"]))
    return tuple(
        Project(
            row["id"], **{name: row[name] for name in _COLUMNS}, lines=tuple(lines[row["id"]]),
            devices=tuple(sorted(devices[row["id"]])), depends_on=tuple(json.loads(row["depends_on"])),
        )
        for row in rows
    )  # fmt: skip


def write_project(session: Session, actor: Actor, client_id: int, before: Project | None, after: Project | None) -> int:
    """Writes it inside the caller's transaction and gives its id. Without an after it is taken back; one with an id
    and no before is there again; one without an id is new."""
    known = next((one.project_id for one in (before, after) if one), 0)
    values = {name: getattr(after, name) for name in _COLUMNS} if after else {}
    if after:
        values["depends_on"] = json.dumps(after.depends_on)
    if known:
        record = session.get_one(ProjectRecord, known)
        record.withdrawn_at = None if after else actor.acting_at
        record.sqlmodel_update(values)
    else:
        record = ProjectRecord(client_id=client_id, **values)
    session.add(record)
    session.flush()
    project_id = int(record.id or 0)
    if after is not None:
        _write_parts(session, project_id, after)
    return project_id


def _write_parts(session: Session, project_id: int, after: Project) -> None:
    line, device = table_of(LineRecord), table_of(ProjectAsset)
    session.execute(delete(line).where(line.c.project_id == project_id))
    session.execute(delete(device).where(device.c.project_id == project_id))
    session.add_all(LineRecord(project_id=project_id, **asdict(one)) for one in after.lines)
    session.add_all(
        ProjectAsset(project_id=project_id, asset_id=asset_id, disposition=disposition)
        for asset_id, disposition in after.devices
    )
    session.flush()


def values_of(project: Project) -> dict[str, Any]:
    """Its values as plain JSON, for the store's audit trail."""
    values = asdict(project)
    days = {name: values[name] and values[name].isoformat() for name in _DAYS}
    return values | days | {"depends_on": list(project.depends_on)}


def project_of(values: Mapping[str, Any]) -> Project:
    """The reverse of `values_of`; what older values do not name yet is as in a new project."""
    days = {name: date.fromisoformat(values[name]) if values[name] else None for name in _DAYS}
    parts = {
        "lines": tuple(ProjectLine(**line) for line in values["lines"]),
        "devices": tuple((int(asset_id), str(disposition)) for asset_id, disposition in values["devices"]),
        "depends_on": tuple(values.get("depends_on", ())),
    }
    return Project(**{**values, **days, **parts})
