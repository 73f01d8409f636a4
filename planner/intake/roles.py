"""What each row below a header is: data, blank, a section's title, a total, a repeated header, a legend, a note."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from planner.intake.blocks import Block
from planner.intake.grid import Cell, Sheet, is_blank, text_of

TOTAL: Final = re.compile(
    r"(?:grand |sub-? ?|overall )?totals?\b|summe|zwischensumme|gesamt|gesamtsumme|sous-total|total "
    r"g[ée]n[ée]ral|somme|suma\b|subtotal|soma\b"
    r"|totale\b|subtotale|totaal|subtotaal|合計|小計|総計|razem|average|mittelwert|durchschnitt|moyenne|"
    r"(?:number|no\.?|#) of (?:devices|assets|items)"
    r"|anzahl (?:geräte|der geräte)|(?:device|asset|item)s?(?: count)?:",
    re.IGNORECASE,
)
_LEGEND: Final = re.compile(
    r"(?:legend|legende|légende|leyenda|leggenda|legenda|colou?r (?:key|code)s?|key|凡例|"
    r"zeichenerklärung)\s*:?",
    re.IGNORECASE,
)
_IDENTIFIER: Final = re.compile(r"(?=\S*\d)[\w.\-/]{3,40}")
_MOST_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class Roles:
    """`data`: 0-based rows that hold data; `skipped`: (row, why); `sections`: (row, title)."""

    data: list[int]
    skipped: list[tuple[int, str]]
    sections: list[tuple[int, str]]


def roles_of(sheet: Sheet, block: Block) -> Roles:
    """Judges each row by its form alone; what needs the columns' meaning is judged later."""
    roles = Roles([], [], [])
    header = (
        []
        if block.header is None
        else [text_of(cell).casefold() for cell in sheet.rows[block.header][block.left : block.right]]
    )
    width = sum(bool(text) for text in header) or block.right - block.left
    in_legend = False
    whole = block.left == 0 and all(len(row) == block.right for row in sheet.rows[block.start : block.start + 1])
    for at in range(block.start, block.end):
        cells = sheet.rows[at] if whole else sheet.rows[at][block.left : block.right]
        if not in_legend and _has_three(cells) and _is_plain(cells[0], header):
            roles.data.append(at)
            continue
        filled = [cell for cell in cells if cell != "" and not is_blank(cell)]
        if len(filled) > 2 and not in_legend and filled[0] is not None and not _is_repeated(cells, header):
            why = "a total" if isinstance(filled[0], str) and _is_total(filled, width) else ""
        else:
            why, in_legend = _sparse(cells, filled, header, width, in_legend)
        if not why:
            roles.data.append(at)
            continue
        roles.skipped.append((at, why))
        if why.startswith("a section"):
            roles.sections.append((at, text_of(filled[0])))
    return roles


def _has_three(cells: list[Cell]) -> bool:
    """Whether more than two cells are filled; mostly the first ones are."""
    return len(cells) > 2 and ("" not in cells[:3] or len(cells) - cells.count("") > 2)


def _is_plain(first: Cell, header: list[str]) -> bool:
    """Whether a full row is data by its first cell alone."""
    if not isinstance(first, str):
        return True
    return bool(first) and not (header and first.strip().casefold() == header[0]) and TOTAL.match(first.strip()) is None


def _sparse(cells: list[Cell], filled: list[Cell], header: list[str], width: int, in_legend: bool) -> tuple[str, bool]:
    """Why a row with few cells (or one like the header) is skipped, '' for data; and whether a legend goes on."""
    if not filled:
        return "blank", in_legend
    if _is_repeated(cells, header):
        return "the header repeated", False
    first = text_of(filled[0])
    if len(filled) <= 2 and (in_legend or (_LEGEND.fullmatch(first) and width > 2)):
        return "a legend", True
    if _is_total(filled, width):
        return "a total", False
    if len(filled) == 1 and width >= 3 and not _IDENTIFIER.fullmatch(first):
        is_title = len(first.split()) <= _MOST_WORDS and not first.endswith((".", "!")) and not first.startswith("*")
        return ("a section's title" if is_title else "a note"), False
    return "", False


def _is_total(filled: list[Cell], width: int) -> bool:
    first = filled[0]
    if not isinstance(first, str) or len(first) > 60 or TOTAL.match(first.strip()) is None:
        return False
    return len(filled) <= max(3, width // 2) or all(not isinstance(cell, str) for cell in filled[1:])


def _is_repeated(cells: list[Cell], header: list[str]) -> bool:
    first = next((at for at, cell in enumerate(cells) if cell != ""), None)
    if first is None or first >= len(header) or not header[first] or text_of(cells[first]).casefold() != header[first]:
        return False
    same = sum(text_of(cell).casefold() == name for cell, name in zip(cells, header, strict=True) if name)
    return same >= max(2, 0.7 * sum(bool(name) for name in header))
