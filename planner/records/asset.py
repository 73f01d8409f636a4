"""Assets, and the three things an asset row is made of: imports, their sightings, and a person's corrections.

An asset row is always the deterministic merge of its sightings and corrections (`intake.merge`): nothing writes
to it otherwise. Undoing an import withdraws its sightings and merges again.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field, SQLModel

from planner.records.moments import UtcMoment


class Import(SQLModel, table=True):
    """One file that was applied. `counts` is JSON: read, added, changed, unchanged, skipped, rejected rows."""

    id: int | None = Field(default=None, primary_key=True)
    file_name: str = Field(max_length=400)
    content_sha256: str = Field(max_length=64, index=True)
    source_key: str = Field(max_length=64, index=True)
    as_of: date
    imported_at: datetime = Field(sa_type=UtcMoment)
    actor: str = Field(max_length=200)
    counts: str = Field(sa_type=Text)
    tables: str = Field(sa_type=Text)
    undone_at: datetime | None = Field(default=None, sa_type=UtcMoment)


class Sighting(SQLModel, table=True):
    """One row of one imported table, as it was read. `read_values` and `extras` are JSON objects."""

    __table_args__ = (Index("sighting_by_asset", "asset_id", "import_id"),)

    id: int | None = Field(default=None, primary_key=True)
    import_id: int = Field(foreign_key="import.id", index=True)
    asset_id: int = Field(foreign_key="asset.id")
    sheet: str | None = Field(default=None, max_length=255)
    row: int
    outcome: str = Field(max_length=10)
    read_values: str = Field(sa_type=Text)
    extras: str = Field(sa_type=Text)


class Correction(SQLModel, table=True):
    """A person's value for one field of one asset; it outranks every sighting until withdrawn.

    `value` is JSON in the form of a sighting's values; null empties the field. `import_id` is set where it was decided
    with an import (a device that is gone): undoing that import withdraws it.
    """

    id: int | None = Field(default=None, primary_key=True)
    asset_id: int = Field(foreign_key="asset.id", index=True)
    field: str = Field(max_length=40)
    value: str = Field(sa_type=Text)
    reason: str = Field(default="", sa_type=Text)
    import_id: int | None = Field(default=None, foreign_key="import.id")
    actor: str = Field(max_length=200)
    made_at: datetime = Field(sa_type=UtcMoment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcMoment)


class Asset(SQLModel, table=True):
    """One device, or `quantity` alike ones. `state` is 'active', or 'withdrawn' when no live sighting is left:
    the row then only keeps its id, so that a later import of the same device finds its corrections again.
    `row_key` (see `intake.identity`) identifies a row that has neither serial number, tag nor name of its own."""

    __table_args__ = (Index("asset_by_client", "client_id", "state"), Index("asset_by_serial", "serial_number"))

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id")
    state: str = Field(default="active", max_length=10)
    row_key: str | None = Field(default=None, max_length=40)
    name: str | None = Field(default=None, sa_type=Text)
    asset_tag: str | None = Field(default=None, sa_type=Text)
    serial_number: str | None = Field(default=None, sa_type=Text)
    category: str = Field(default="other", max_length=40)
    manufacturer: str | None = Field(default=None, sa_type=Text)
    model: str | None = Field(default=None, sa_type=Text)
    model_number: str | None = Field(default=None, sa_type=Text)
    operating_system: str | None = Field(default=None, sa_type=Text)
    os_version: str | None = Field(default=None, sa_type=Text)
    cpu: str | None = Field(default=None, sa_type=Text)
    ram: str | None = Field(default=None, sa_type=Text)
    storage: str | None = Field(default=None, sa_type=Text)
    purchased_on: date | None = None
    purchase_cost_minor: int | None = Field(default=None, sa_type=BigInteger)
    currency: str | None = Field(default=None, max_length=3)
    in_service_on: date | None = None
    manufactured_on: date | None = None
    warranty_starts_on: date | None = None
    warranty_ends_on: date | None = None
    warranty_months: int | None = None
    support_ends_on: date | None = None
    useful_life_months: int | None = None
    planned_replacement_on: date | None = None
    replacement_cost_minor: int | None = Field(default=None, sa_type=BigInteger)
    retired_on: date | None = None
    status: str | None = Field(default=None, sa_type=Text)
    quantity: int = Field(default=1, ge=1)
    assigned_to: str | None = Field(default=None, sa_type=Text)
    department: str | None = Field(default=None, sa_type=Text)
    site: str | None = Field(default=None, sa_type=Text)
    last_seen_on: date | None = None
    ip_address: str | None = Field(default=None, sa_type=Text)
    mac_address: str | None = Field(default=None, sa_type=Text)
    supplier: str | None = Field(default=None, sa_type=Text)
    order_number: str | None = Field(default=None, sa_type=Text)
    criticality: str | None = Field(default=None, sa_type=Text)
    notes: str | None = Field(default=None, sa_type=Text)
    ownership: str = Field(default="client", max_length=20)
    lease_ends_on: date | None = None
    is_virtual: bool = False
    is_retired: bool = False
    is_unconfirmed: bool = False
    precisions: str | None = Field(default=None, sa_type=Text)


class HeaderMapping(SQLModel, table=True):
    """What a person confirmed of the columns of every sheet with the same headers (`intake.confirmed.headers_key`).

    `fields` is a JSON object: header → field, or null for an extra.
    """

    __tablename__ = "header_mapping"

    headers_key: str = Field(primary_key=True, max_length=64)
    fields: str = Field(sa_type=Text)
    actor: str = Field(max_length=200)
    confirmed_at: datetime = Field(sa_type=UtcMoment)
