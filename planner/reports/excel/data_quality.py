"""The data quality sheet: what is not known and what it is worth to know; and where every device stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xlsxwriter.worksheet import Worksheet

from planner.budget.model import GROUPS, ReconciliationGroup
from planner.frames import to_records
from planner.money import minor_digits
from planner.reports.excel.assets import QUANTITY_COL
from planner.reports.excel.book import Book, counted
from planner.reports.excel.cost_rows import device_name
from planner.reports.excel.grid import Grid, address, span
from planner.reports.excel.listing import FIRST_ROW as FIRST_ASSET_ROW
from planner.roadmap.model import Finding
from planner.workbook_format import ASSETS, BUDGET, DATA_QUALITY

GROUP_MEANINGS: Final = {
    "planned": ("Planned", "Replaced on a date that evidence supports; its cost is in the budget."),
    "estimated": ("Estimated", "Replaced on a date that rests on an estimated age; its cost is in the budget."),
    "on_failure": ("On failure", "Replaced when it fails; the budget holds an allowance for it."),
    "absorbed": ("Absorbed", "A project takes its place: its cost is in the budget, its own replacement not."),
    "not_owned": ("Not owned", "Belongs to somebody else: no purchase is planned."),
    "virtual": ("Virtual", "A virtual machine: it has an operating system to keep current, and no hardware to buy."),
    "excluded_by_rule": ("Excluded by a rule", "Its policy plans no replacement on a date: not in the total."),
    "unconfirmed": ("Unconfirmed", "Not seen for more than 90 days: outside the budget until it is confirmed."),
    "unpriced": ("Unpriced", "Has no price in the client's currency yet: outside the budget."),
    "unscheduled": ("Unscheduled", "A person took it out of all quarters: not in the total."),
    "undatable": ("Undatable", "Nothing tells its age: outside the budget until a date is entered."),
}  # fmt: skip
_LABEL, _WORDS, _DEVICES, _MONEY, _EXAMPLES = range(5)
_WIDTHS: Final = {_LABEL: 22, _WORDS: 60, _DEVICES: 9, _MONEY: 14, _EXAMPLES: 40}
_EXAMPLE_COUNT: Final = 4
_IN_BUDGET: Final = ("planned", "estimated", "on_failure")
"""Their amounts are the budget's total; the others' are what replacing them once would cost at today's prices."""


def write_data_quality(book: Book, sheet: Worksheet) -> None:
    roadmap, styles = book.roadmap, book.styles
    grid = book.grid(sheet)
    amounts = [group.amount_minor for group in roadmap.budget.reconciliation.values()]
    grid.widths({**_WIDTHS, _MONEY: max(_WIDTHS[_MONEY], book.money_width(sum(amounts)))})
    grid.heading(roadmap.client, DATA_QUALITY, _lead(book), _EXAMPLES)
    grid.text(4, 0, "What to find out", styles.section())
    sheet.set_row(4, 20)
    row = _write_findings(book, grid, 5) + 1
    grid.text(row, 0, "Where every device stands", styles.section())
    sheet.set_row(row, 20)
    last_row = _write_reconciliation(book, grid, row + 1)
    sheet.freeze_panes(4, 0)
    book.page.apply(sheet, DATA_QUALITY, last_row, _EXAMPLES)


def _lead(book: Book) -> str:
    findings = book.roadmap.findings
    if not findings:
        return "Nothing was found that needs a person's attention."
    return f"{counted(len(findings), 'finding')} to look into. One device may have several."


def _heads(book: Book, grid: Grid, row: int, labels: Sequence[str]) -> None:
    for col, label in enumerate(labels):
        if col in {_DEVICES, _MONEY}:
            style = book.styles.head(align="right", indent=int(col == _DEVICES))
        else:
            style = book.styles.head(align="left", indent=int(col == _EXAMPLES))
        grid.text(row, col, label, style)
    grid.sheet.set_row(row, 20)


def _write_findings(book: Book, grid: Grid, row: int) -> int:
    """Returns the first row after them."""
    _heads(book, grid, row, ("Finding", "In words", "Devices", "At stake", "For example"))
    findings = book.roadmap.findings
    if not findings:
        grid.text(row + 1, 0, "No findings.", book.styles.note())
        return row + 2
    records = to_records(book.roadmap.schedule[["asset_id", "name", "asset_tag", "model"]])
    names = {record["asset_id"]: device_name(record) for record in records}
    words, figure = book.styles.wrapped(), book.styles.wrapped(align="right", indent=1, num_format="#,##0")
    for at, finding in enumerate(findings, start=row + 1):
        grid.text(at, _LABEL, finding.key.replace("_", " ").capitalize(), book.styles.wrapped(bold=True))
        grid.text(at, _WORDS, finding.sentence, words)
        grid.number(at, _DEVICES, finding.assets, figure)
        grid.money(at, _MONEY, finding.amount_minor, book.styles.money(valign="top"))
        examples = _examples(finding, names)
        grid.text(at, _EXAMPLES, examples, book.styles.wrapped(align="left", indent=1))
        grid.fit_row(at, {_LABEL: finding.key, _WORDS: finding.sentence, _EXAMPLES: examples})
    return row + 1 + len(findings)


def _examples(finding: Finding, names: dict[int, str]) -> str:
    known = [names[asset_id] for asset_id in finding.asset_ids if asset_id in names]
    more = len(known) - _EXAMPLE_COUNT
    return ", ".join(known[:_EXAMPLE_COUNT]) + (f" and {more:,} more" if more > 0 else "")


def _write_reconciliation(book: Book, grid: Grid, row: int) -> int:
    """Every group, also an empty one, and the proofs that they are the fleet and the budget. Returns the last row."""
    styles = book.styles
    _heads(book, grid, row, ("Group", "What it means", "Devices", "Amount"))
    inside_row = _write_groups(book, grid, row + 1, _IN_BUDGET, "In the budget")
    outside = tuple(key for key in GROUPS if key not in _IN_BUDGET)
    outside_row = _write_groups(book, grid, inside_row + 1, outside, "Outside the budget")
    fleet_row = outside_row + 1
    units = sum(group.assets for group in book.roadmap.budget.reconciliation.values())
    grid.text(fleet_row, _LABEL, "All devices", styles.total())
    for col in (_WORDS, _MONEY):
        grid.text(fleet_row, col, None, styles.total())
    both = f"{address(inside_row, _DEVICES)}+{address(outside_row, _DEVICES)}"
    grid.formula(fleet_row, _DEVICES, both, units, styles.total(align="right", indent=1, num_format="#,##0"))
    _write_fleet_proof(book, grid, fleet_row + 1, fleet_row, units)
    return _write_budget_proof(book, grid, fleet_row + 2, inside_row)


def _write_groups(book: Book, grid: Grid, row: int, keys: Sequence[str], label: str) -> int:
    """These groups, and their sums in a row below. Returns that row."""
    styles = book.styles
    groups = [book.roadmap.budget.reconciliation.get(key, ReconciliationGroup(0, 0)) for key in keys]
    for at, (key, group) in enumerate(zip(keys, groups, strict=True), start=row):
        name, meaning = GROUP_MEANINGS[key]
        grid.text(at, _LABEL, name, styles.wrapped(bold=True))
        grid.text(at, _WORDS, meaning, styles.wrapped())
        grid.number(at, _DEVICES, group.assets, styles.wrapped(align="right", indent=1, num_format="#,##0"))
        grid.money(at, _MONEY, group.amount_minor, styles.money(valign="top"))
        grid.fit_row(at, {_WORDS: meaning})
    sums = row + len(keys)
    grid.text(sums, _LABEL, label, styles.total())
    grid.text(sums, _WORDS, None, styles.total())
    figure = styles.total(align="right", indent=1, num_format="#,##0")
    devices, money = (f"SUM({span(row, col, sums - 1, col)})" for col in (_DEVICES, _MONEY))
    grid.formula(sums, _DEVICES, devices, sum(group.assets for group in groups), figure)
    grid.money_formula(sums, _MONEY, money, sum(group.amount_minor for group in groups), styles.total_money())
    return sums


def _write_fleet_proof(book: Book, grid: Grid, row: int, fleet_row: int, units: int) -> None:
    fleet = sum(book.roadmap.status_counts.values())
    last_asset = FIRST_ASSET_ROW + max(1, len(book.roadmap.schedule)) - 1
    schedule = span(FIRST_ASSET_ROW, QUANTITY_COL, last_asset, QUANTITY_COL, sheet=ASSETS)
    figure = book.styles.body(align="right", indent=1, num_format="#,##0")
    grid.text(row, _LABEL, "Asset schedule", book.styles.body())
    grid.formula(row, _DEVICES, f"SUM({schedule})", fleet, figure)
    grid.text(row, _MONEY, None, book.styles.body())
    test = f"{address(row, _DEVICES)}={address(fleet_row, _DEVICES)}"
    _write_verdict(book, grid, row, test, "the fleet", equal=units == fleet)


def _write_budget_proof(book: Book, grid: Grid, row: int, inside_row: int) -> int:
    """The budget's total against the groups and, where there are contracts, against them too. Returns the last row."""
    budget = book.roadmap.budget
    inside = sum(group.amount_minor for key, group in budget.reconciliation.items() if key in _IN_BUDGET)
    parts, whole = address(inside_row, _MONEY), "the budget"
    if budget.agreed_minor:
        grid.text(row, _LABEL, "Contracts", book.styles.body())
        grid.text(
            row, _WORDS, "Paid for without a device, tax included: in the budget, not in the fleet.", book.styles.body()
        )
        grid.text(row, _DEVICES, None, book.styles.body())
        grid.money(row, _MONEY, budget.agreed_minor, book.styles.money())
        parts, whole, row = f"{parts}-{address(row, _MONEY)}", "the budget with the contracts", row + 1
    grid.text(row, _LABEL, "Budget", book.styles.body())
    grid.text(row, _DEVICES, None, book.styles.body())
    total = address(book.budget.total_row, book.budget.total_col, sheet=BUDGET)
    grid.money_formula(row, _MONEY, total, budget.total, book.styles.money())
    digits = minor_digits(book.roadmap.currency)
    test = f"ROUND({address(row, _MONEY)}-{parts},{digits})=0"
    _write_verdict(book, grid, row, test, whole, equal=inside + budget.agreed_minor == budget.total)
    return row


def _write_verdict(book: Book, grid: Grid, row: int, test: str, whole: str, *, equal: bool) -> None:
    same, other = f"The groups add up to {whole}.", f"The groups do not add up to {whole}: please report this."
    grid.formula(row, _WORDS, f'IF({test},"{same}","{other}")', same if equal else other, book.styles.body())
