"""Where everything stands on the cost sheets."""

from __future__ import annotations

from typing import Final

from xlsxwriter.utility import xl_col_to_name

HEAD_ROW: Final = 4
FIRST_ROW: Final = 5

COLUMNS: Final[dict[str, tuple[str, int]]] = {
    "asset_id": ("Asset ID", 9), "device": ("Device", 18), "category": ("Category", 16), "nth": ("No.", 5),
    "units": ("Units", 6), "own_price": ("Own price", 9), "life": ("Life, months", 8), "first": ("", 12),
    "second": ("", 12), "third": ("", 12), "lands_on": ("Lands on", 12), "quarter": ("Quarter", 11),
    "months": ("Months of growth", 9), "factor": ("Growth", 9), "hardware": ("Hardware", 10),
    "accessories": ("Accessories", 11), "freight": ("Freight", 10), "labour": ("Labour", 10),
    "disposal": ("Disposal", 10), "trade_in": ("Trade-in", 10), "type": ("Type", 7), "total": ("Together", 11),
}  # fmt: skip
"""Column → heading and width in digits. `first` to `third` differ by the kind of plan."""

_AT: Final = {name: number for number, name in enumerate(COLUMNS)}
_LETTERS: Final[dict[str, str]] = {name: xl_col_to_name(number) for name, number in _AT.items()}


def column(name: str) -> int:
    return _AT[name]


def letter(name: str) -> str:
    return _LETTERS[name]
