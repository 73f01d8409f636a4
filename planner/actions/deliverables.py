"""Everything that can be handed over of a client, by its kind: one place for commands, screens and packs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.actions.export_calendar import calendar
from planner.actions.export_pdf import pre_read_pdf, summary_pdf
from planner.actions.export_slides import slides
from planner.actions.export_tables import TABLE_NAMES, table_csv, tables_json, tables_zip
from planner.actions.export_template import filled_template
from planner.actions.export_web import web_page
from planner.actions.exports import Export, workbook
from planner.errors import PlannerError
from planner.sharing.people import Actor
from planner.store import Store

__all__ = ["KINDS", "TABLE_NAMES", "Export", "Kind", "Wanted", "kind_of", "make"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for besides the kind: a published version, the MSP's own file to fill, a table of `TABLE_NAMES`."""

    version: int | None = None
    template: bytes | None = None
    table: str | None = None


NOTHING_MORE: Final = Wanted()
_Make = Callable[[Store, Actor, int, date, Wanted], Export]


@dataclass(frozen=True, slots=True)
class Kind:
    """`of_version`: whether a published version of it can be had; `templated`: whether the MSP's own file can be
    filled."""

    label: str
    suffix: str
    told: str
    make: _Make
    of_version: bool = False
    templated: bool = False


def _workbook(store: Store, actor: Actor, client_id: int, as_of: date, wanted: Wanted) -> Export:
    if wanted.template is not None:
        return filled_template(store, actor, client_id, as_of, wanted.template)
    return workbook(store, actor, client_id, as_of)


def _slides(store: Store, actor: Actor, client_id: int, as_of: date, wanted: Wanted) -> Export:
    return slides(store, actor, client_id, as_of, wanted.version, wanted.template)


def _table(store: Store, actor: Actor, client_id: int, as_of: date, wanted: Wanted) -> Export:
    return table_csv(store, actor, client_id, as_of, str(wanted.table))


def _of_version(made: Callable[[Store, Actor, int, date, int | None], Export]) -> _Make:
    return lambda store, actor, client_id, as_of, wanted: made(store, actor, client_id, as_of, wanted.version)


def _plain(made: Callable[[Store, Actor, int, date], Export]) -> _Make:
    return lambda store, actor, client_id, as_of, _: made(store, actor, client_id, as_of)


KINDS: Final[Mapping[str, Kind]] = {
    "workbook": Kind("Workbook", ".xlsx", "Excel: roadmap, budget with live formulas, assets", _workbook,
                     templated=True),
    "slides": Kind("Slides", ".pptx", "PowerPoint: some ten slides with notes", _slides, of_version=True,
                   templated=True),
    "pre-read": Kind("Pre-read", ".pdf", "PDF: the whole roadmap to read before the review",
                     _of_version(pre_read_pdf), of_version=True),
    "summary": Kind("Summary to sign", ".pdf", "PDF: one page for a signature", _of_version(summary_pdf),
                    of_version=True),
    "web": Kind("Web page", ".html", "One file that opens in any browser", _of_version(web_page), of_version=True),
    "calendar": Kind("Calendar", ".ics", "Renewals, ends of support, planned quarters, the next review",
                     _plain(calendar)),
    "json": Kind("All tables, JSON", ".json", "Every table with its schema, for programs", _plain(tables_json)),
    "tables": Kind("All tables, CSV", ".zip", "Every table as CSV in one archive", _plain(tables_zip)),
    "csv": Kind("One table, CSV", ".csv", "One table as CSV", _table),
}  # fmt: skip


def kind_of(file_name: str, *, is_summary: bool = False) -> str:
    """The kind that a file's name asks for. Raises PlannerError for an ending that none has."""
    ending = "." + file_name.rpartition(".")[2].casefold()
    if ending == ".pdf":
        return "summary" if is_summary else "pre-read"
    if ending in (".xlsm", ".xlsx"):
        return "workbook"
    for name, kind in KINDS.items():
        if kind.suffix == ending:
            return name
    endings = ", ".join(dict.fromkeys(kind.suffix for kind in KINDS.values()))
    raise PlannerError(f"Nothing is exported as '{ending}'.", f"Name a file that ends in one of {endings}.")


def make(
    store: Store, actor: Actor, client_id: int, as_of: date, kind: str, wanted: Wanted = NOTHING_MORE
) -> Export:
    """One deliverable. Raises PlannerError for an unknown kind, for what that kind cannot have, and as the deliverable
    itself does."""
    if kind not in KINDS:
        raise PlannerError(f"There is no '{kind}' to export.", f"Choose one of: {', '.join(KINDS)}.")
    _check(kind, wanted)
    return KINDS[kind].make(store, actor, client_id, as_of, wanted)


def _check(kind: str, wanted: Wanted) -> None:
    told = KINDS[kind]
    if wanted.version is not None and not told.of_version:
        kept = ", ".join(name for name, one in KINDS.items() if one.of_version)
        raise PlannerError(f"A published version has no {told.label.lower()}.", f"It has these: {kept}.")
    if wanted.template is not None and not told.templated:
        raise PlannerError(f"No template fills a {told.label.lower()}.", "Workbook and slides take one.")
    if (kind == "csv") != (wanted.table is not None):
        raise PlannerError("One table is one CSV file.", f"Name it with --table, one of: {', '.join(TABLE_NAMES)}.")
