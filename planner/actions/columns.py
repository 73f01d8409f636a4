"""What a person confirms of a sheet's columns, remembered for every later sheet with the same headers."""

from __future__ import annotations

import json
from collections.abc import Mapping

from planner.actions.imports import Preview, preview_import
from planner.errors import PlannerError
from planner.intake.confirmed import checked_fields, headers_key
from planner.intake.model import Table
from planner.records import HeaderMapping
from planner.sharing.audit import acting
from planner.sharing.people import Actor
from planner.store import Store


def confirm_columns(
    store: Store, actor: Actor, preview: Preview, table: Table, fields: Mapping[str, str | None], client: str | None
) -> Preview:
    """Remembers what these headers of one of the preview's tables mean, and looks at the files again.

    Raises PlannerError for a table without headers, an unknown field, or one that is given twice.
    """
    headers = [column.header or "" for column in table.columns]
    chosen = {header: meant for header, meant in checked_fields(fields).items() if header in headers and header}
    if table.header_row is None or not chosen:
        raise PlannerError(
            "This table has no such headers.", "Give its columns headers in the sheet, and drop it again."
        )
    key = headers_key(headers)
    with acting(store, actor, "columns.confirm") as action:
        known = action.session.get(HeaderMapping, key)
        before = json.loads(known.fields) if known else {}
        row = known or HeaderMapping(headers_key=key, fields="{}", actor=actor.name, confirmed_at=actor.acting_at)
        row.fields = json.dumps(before | chosen, ensure_ascii=False, sort_keys=True)
        row.actor, row.confirmed_at = actor.name, actor.acting_at
        action.session.add(row)
        action.details.update(fields=chosen)
    return preview_import(store, actor, preview.files.uploads, preview.as_of, client)
