"""A person's file of reference rows → rows in a table's own columns, or every fault that it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from planner.actions.reference_cells import Row, day_of, day_order, turned
from planner.actions.uploads import Upload
from planner.errors import PlannerError, Problem
from planner.intake.containers import read_sheets
from planner.intake.grid import Cell, Sheet, is_blank, text_of
from planner.reference import Reference
from planner.reference.model_match import part_key
from planner.reference.names import folded, maker_key, model_key
from planner.reference.own import STATED_OTHERWISE, column_of, rules_of
from planner.reference.own_checks import REMEDY, faults_in
from planner.reference.tables import table_rows
from planner.sharing.people import Actor

MOST_TOLD: Final = 12
HEADER_WITHIN: Final = 15
"""Lists from makers begin with a title and a note or two."""


class FaultyRowsError(PlannerError):
    """A file of which nothing was taken; `problems` has every fault with its row."""

    def __init__(self, file_name: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        said = "; ".join(f"{fault.cell or 'the file'}: {fault.message}" for fault in self.problems[:MOST_TOLD])
        more = f"; and {len(self.problems) - MOST_TOLD} more" if len(self.problems) > MOST_TOLD else ""
        super().__init__(f"{file_name} was not taken. {said}{more}", "Mend these rows and update again.")


@dataclass(frozen=True, slots=True)
class Block:
    """A sheet's rows below its headers. `places`: column of the table → the sheet's columns that say it, the best
    first; `rows`: (the sheet's row number, cells); `faulty`: row number → why it could not be split into cells."""

    places: Mapping[str, tuple[int, ...]]
    rows: Sequence[tuple[int, Sequence[Cell]]]
    faulty: Mapping[int, str]


def own_rows(
    table: str, upload: Upload, fixed: Mapping[str, str], actor: Actor, reference: Reference
) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows in the table's columns, all text, dates ISO, index = the sheet's row numbers; and their faults.

    `fixed`: column → the value of all rows. `reference` reads operating systems as people write them. Raises
    PlannerError where the file has no such columns, or no rows.
    """
    columns = table_rows(table).columns.tolist()
    known = (*columns, *STATED_OTHERWISE.get(table, ()))
    if unknown := [name for name in fixed if name not in known]:
        raise PlannerError(f"The table {table} has no column '{unknown[0]}'.", f"Use one of: {', '.join(known)}.")
    block = _block(table, upload, columns, fixed)
    order = day_order(_dates(block))
    numbers, made = [], []
    for number, cells in block.rows:
        for said in _things(block, cells, fixed):
            row = dict.fromkeys(columns, "") | {
                name: day_of(name, text, order) if name.endswith("_on") else text for name, text in said.items()
            }
            made.append(turned(row, reference))
            numbers.append(number)
    rows = pd.DataFrame(made, index=numbers, columns=columns, dtype="str")
    rows = _normal(table, _signed(rows, upload.file_name, actor))
    split = [Problem(why, REMEDY, upload.file_name, None, f"row {at}") for at, why in sorted(block.faulty.items())]
    return rows, [*split, *faults_in(rows, table, upload.file_name)]


def _block(table: str, upload: Upload, columns: Sequence[str], fixed: Mapping[str, str]) -> Block:
    found = [block for sheet in read_sheets(upload.data) if (block := _block_of(sheet, table, columns, fixed))]
    if not found:
        rules = rules_of(table)
        wanted = ", ".join([*rules.needed, *rules.one_of])
        raise PlannerError(
            f"{upload.file_name} has no row of headers that names what {table} needs: {wanted}.",
            "Name its columns so, or give a value for all rows with --set COLUMN=VALUE.",
        )
    if len(found) > 1:
        raise PlannerError(f"{upload.file_name} has {len(found)} sheets with such rows.", "Keep one of them.")
    if not found[0].rows and not found[0].faulty:
        raise PlannerError(f"{upload.file_name} has no rows below its headers.", "Fill in the rows.")
    return found[0]


def _block_of(sheet: Sheet, table: str, columns: Sequence[str], fixed: Mapping[str, str]) -> Block | None:
    filled = [(at + 1, row) for at, row in enumerate(sheet.rows) if not all(is_blank(cell) for cell in row)]
    for index, (number, row) in enumerate(filled[:HEADER_WITHIN]):
        places = _places(row, table, columns)
        if _is_enough({*places, *fixed}, table):
            faulty = {at + 1: why for at, why in sheet.faulty if at + 1 > number}
            below = [(at, cells) for at, cells in filled[index + 1 :] if at not in faulty]
            return Block(places, below, faulty)
    return None


def _places(row: Sequence[Cell], table: str, columns: Sequence[str]) -> dict[str, tuple[int, ...]]:
    ranked: dict[str, list[tuple[int, int]]] = {}
    for at, cell in enumerate(row):
        if meant := column_of(text_of(cell), table, columns):
            ranked.setdefault(meant[0], []).append((meant[1], at))
    return {name: tuple(at for _, at in sorted(found)) for name, found in ranked.items()}


def _is_enough(names: set[str], table: str) -> bool:
    rules = rules_of(table)
    there = names.union(*(columns for said, columns in _SAYS.items() if said in names))
    named = there & (set(rules.one_of) or set(table_rows(table).columns) - {*rules.key, "source", "licence", "as_of"})
    return set(rules.needed) <= there and bool(named)


_SAYS: Final = {
    "system": ("product", "cycle"), "plan_years": ("plan_months",), "limit_years": ("limit_months",),
    "warranty_years": ("warranty_months",), "hardware": ("hardware_minor",), "labour_hours": ("labour_minutes",),
}  # fmt: skip


def _dates(block: Block) -> list[str]:
    at_dates = [at for name, places in block.places.items() if name.endswith("_on") for at in places]
    return [text_of(cells[at]) for _, cells in block.rows for at in at_dates if at < len(cells)]


def _things(block: Block, cells: Sequence[Cell], fixed: Mapping[str, str]) -> Iterator[Row]:
    """The row's cells by column. A part that is given by its model and by its number is two rows."""
    said: dict[str, list[str]] = {}
    for name, places in block.places.items():
        texts = (" ".join(text_of(cells[at]).split()) for at in places if at < len(cells))
        said[name] = list(dict.fromkeys(text for text in texts if text))
    row = dict(fixed) | {name: texts[0] for name, texts in said.items() if texts}
    parts: dict[str, str] = {}
    for part in said.get("part_number", []):
        parts.setdefault(part_key(part), part)
    if not parts:
        yield row
    for part in parts.values():
        yield {**row, "part_number": part}


def _signed(rows: pd.DataFrame, file_name: str, actor: Actor) -> pd.DataFrame:
    day = actor.acting_at.date().isoformat()
    for name, value in (("source", f"{file_name}, {actor.name}"[:300]), ("licence", "own"), ("as_of", day)):
        rows[name] = rows[name].where(rows[name] != "", value)
    return rows


def _normal(table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Names as the tables write them."""
    if table == "model_first_seen":
        pairs = zip(rows["maker"], rows["model"], strict=True)
        rows = rows.assign(model=[model_key(maker, model) for maker, model in pairs])
    if "maker" in rows:
        rows = rows.assign(maker=[maker_key(maker) for maker in rows["maker"]])
    if table == "apple_models":
        rows = rows.assign(model_key=rows["model_key"].where(rows["model_key"] != "", rows["name"]).map(folded))
    if table == "product_cycles":
        dated = (rows["state"] == "") & (rows["security_ends_on"] != "")
        rows = rows.assign(state=rows["state"].mask(dated, "dated"))
    return rows
