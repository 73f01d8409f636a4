"""A sheet of invoices: what it would add, and adding it. A line that is stored already is not added again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from planner.actions.invoice_rows import InvoiceDraft
from planner.actions.invoice_sheet import InvoiceFile, InvoiceRow, read_invoices
from planner.actions.stored_actuals import StoredLine, read_lines, write_lines
from planner.actions.stored_rules import read_rules
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from planner.sharing.audit import acting, data_version, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.bulk import collector_paused
from planner.store.clients import client_names

IMPORTED: Final = "actuals.import"
Outcome = Literal["added", "unchanged", "skipped", "rejected"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("added", "unchanged", "skipped", "rejected")


@dataclass(frozen=True, slots=True)
class InvoiceOutcome:
    """What becomes of one row; `why` says it of a skipped or rejected one, and what was assumed of an added one."""

    row: InvoiceRow
    outcome: Outcome
    why: str


@dataclass(frozen=True)
class InvoicePreview:
    """`rows` are all rows that were read. `added` is what they would add, by currency, in minor units."""

    client_id: int
    currency: str
    locale: str
    read: InvoiceFile
    rows: tuple[InvoiceOutcome, ...]
    sha256: str

    @property
    def counts(self) -> dict[str, int]:
        """Rows read and, adding up to them, rows by outcome."""
        by_outcome = Counter(row.outcome for row in self.rows)
        return {"read": len(self.rows), **{outcome: by_outcome[outcome] for outcome in OUTCOMES}}

    @property
    def added(self) -> dict[str, int]:
        sums: Counter[str] = Counter()
        for line in new_lines(self.rows):
            sums[line.currency] += line.amount_minor
        return dict(sorted(sums.items(), key=lambda pair: (pair[0] != self.currency, pair[0])))

    @property
    def is_empty(self) -> bool:
        return not self.counts["added"]


def new_lines(rows: Sequence[InvoiceOutcome]) -> list[InvoiceDraft]:
    """The lines that rows add, in their order."""
    return [one.row.draft for one in rows if one.outcome == "added" and one.row.draft is not None]


def preview_invoices(store: Store, actor: Actor, client_id: int, upload: Upload) -> InvoicePreview:
    """What the sheet would add. Stores nothing. Raises PlannerError where there is no such client, the file cannot be
    read, or no table of it lists invoices."""
    with looking(store, actor) as session:
        rules = read_rules(session, client_id)
        names = frozenset(name for name, (owner, _, _) in client_names(session).items() if owner == client_id)
        stored = read_lines(session, client_id)
    locale = str(rules.client["locale"])
    tax = Decimal(rules.assumptions().tax)
    with collector_paused():
        read = read_invoices(upload, names, rules.currency, locale, tax)
        rows = _compared(read.rows, stored)
    return InvoicePreview(client_id, rules.currency, locale, read, rows, hashlib.sha256(upload.data).hexdigest())


def apply_invoices(store: Store, actor: Actor, preview: InvoicePreview) -> dict[str, int]:
    """Stores what the preview shows, and gives its counts. Raises PlannerError where invoices were stored or taken back
    since, or nothing would be added; then nothing is."""
    if preview.is_empty:
        raise PlannerError("Nothing of this sheet is new.", "Drop a sheet with further invoices.")
    with collector_paused(), acting(store, actor, IMPORTED, preview.client_id) as action:
        if _compared(preview.read.rows, read_lines(action.session, preview.client_id)) != preview.rows:
            raise PlannerError("The invoices were changed since this sheet was read.", "Drop the sheet again.")
        told = (preview.client_id, data_version(action.session), actor.name, actor.acting_at, preview.sha256)
        entry = hashlib.sha256(repr(told).encode()).hexdigest()
        write_lines(action.session, preview.client_id, entry, new_lines(preview.rows))
        details: dict[str, Any] = {"file": preview.read.file_name, "sha256": preview.sha256, "counts": preview.counts}
        action.details.update(entry=entry, added=preview.added, **details)
    return preview.counts


_Identity = tuple[date, str | None, str, int, str]


def _identity(line: InvoiceDraft) -> _Identity:
    """Two lines with the same are one; as many as there are alike in a sheet are told apart by their count."""
    return line.invoiced_on, line.number, line.text, line.amount_minor, line.currency


def _compared(rows: Sequence[InvoiceRow], stored: Sequence[StoredLine]) -> tuple[InvoiceOutcome, ...]:
    there = Counter(_identity(one.line) for one in stored)
    found = []
    for row in rows:
        if row.draft is None:
            found.append(InvoiceOutcome(row, "rejected" if row.problem else "skipped", row.why))
        elif there[_identity(row.draft)] > 0:
            there[_identity(row.draft)] -= 1
            found.append(InvoiceOutcome(row, "unchanged", ""))
        else:
            found.append(InvoiceOutcome(row, "added", row.draft.remark))
    return tuple(found)
