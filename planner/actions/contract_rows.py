"""One row of a list of contracts → what it says, as `contract_change.settled` takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, Literal

from planner.actions import contract_cells as cells_of
from planner.actions.contract_change import KINDS
from planner.actions.contract_headers import price_period
from planner.budget.contracts import BILLING_MONTHS
from planner.calendar import add_months
from planner.errors import PlannerError
from planner.intake.amounts import DecimalMark, currency_in, decimal_mark, quantity_of
from planner.intake.dates import Order
from planner.intake.grid import Cell, text_of
from planner.money import known_currencies, minor_digits
from planner.records.names import folded_name

_PRICES: Final = ("unit_price", "total_price")
_FOREVER_IN: Final = ("ends_on", "renews_on", "term_months", "billing")


class RowReader:
    """Reads the rows of one table. `fields`: field → column; `secret`: columns that are not kept; `names`: the client's
    folded names."""

    def __init__(
        self, headers: Sequence[str], fields: Mapping[str, int], secret: frozenset[int], order: Order,
        cells: Mapping[int, Sequence[Cell]], names: frozenset[str], where: str,
    ) -> None:  # fmt: skip
        self._headers, self._fields, self._secret, self._order = headers, fields, secret, order
        self._names, self._where = names, where
        texts = [text_of(cell) for name in _PRICES if name in fields for cell in cells[fields[name]]]
        self._mark: DecimalMark = decimal_mark(texts) or "."

    def read(self, row: Sequence[Cell]) -> tuple[dict[str, Any], str]:
        """What the row says and, where it is no contract of this client, why it is skipped. Raises PlannerError where
        a cell cannot be read."""
        cells = {name: row[at] for name, at in self._fields.items() if not cells_of.is_nothing(text_of(row[at]))}
        if (client := text_of(cells.get("client", ""))) and folded_name(client) not in self._names:
            return {}, f"It is {client}'s. If that is this client, add it as another name of his."
        if any(cells_of.FOREVER.fullmatch(text_of(cells.get(name, ""))) for name in _FOREVER_IN):
            return {}, "It was bought once and does not recur."
        given: dict[str, Any] = {"source": self._where}
        for name in ("name", "vendor"):
            if name in cells:
                given[name] = text_of(cells[name])
        given |= self._plain(cells) | self._days(cells)
        given |= self._price(cells, given)
        if notes := "; ".join(part for part in (given.get("notes", ""), self._notes(row, cells)) if part):
            given["notes"] = notes
        return given, ""

    def _plain(self, cells: Mapping[str, Cell]) -> dict[str, Any]:
        given: dict[str, Any] = {}
        if "quantity" in cells:
            given["quantity"] = quantity_of(text_of(cells["quantity"]))
            if given["quantity"] is None:
                raise PlannerError(f"'{text_of(cells['quantity'])}' is no number of seats.", "Write a whole number.")
        if "term_months" in cells:
            given["term_months"] = cells_of.term_months(cells["term_months"], self._header("term_months"))
        if "notice_days" in cells:
            given["notice_days"] = cells_of.notice_days(cells["notice_days"])
        if "uplift" in cells:
            given["uplift"] = cells_of.percent(cells["uplift"])
        if "renews" in cells:
            given["renews"] = cells_of.yes_no(cells["renews"])
        if text_of(cells.get("kind", "")).casefold().rstrip("s") in KINDS:
            given["kind"] = text_of(cells["kind"]).casefold().rstrip("s")
        return given

    def _days(self, cells: Mapping[str, Cell]) -> dict[str, Any]:
        """Start and last day. A renewal is the day after the last one, and so is an end on the start's own day."""
        given: dict[str, Any] = {}
        parts: dict[str, Literal["first", "last"]] = {"starts_on": "first", "renews_on": "first", "ends_on": "last"}
        days: dict[str, date] = {}
        for name, part in parts.items():
            if name == "renews_on" and text_of(cells.get(name, "")).casefold() in ("yes", "no", "y", "n"):
                given["renews"] = cells_of.yes_no(cells[name])
            elif name in cells:
                days[name] = cells_of.day_of(cells[name], self._order, part)
        if "starts_on" in days:
            given["starts_on"] = days["starts_on"]
        if "ends_on" in days:
            given["ends_on"] = days["ends_on"] - timedelta(days=_is_anniversary(days.get("starts_on"), days["ends_on"]))
        elif "renews_on" in days:
            given["ends_on"] = days["renews_on"] - timedelta(days=1)
        return given

    def _price(self, cells: Mapping[str, Cell], given: Mapping[str, Any]) -> dict[str, Any]:
        """One unit's price for one billing period. A total that its units cannot share exactly stays one unit."""
        name = next((name for name in _PRICES if name in cells), None)
        told = cells_of.billing(cells["billing"]) if "billing" in cells else None
        if name is None:
            return {"billing": told} if told else {}
        price = cells_of.amount(cells[name], self._mark)
        stated = price_period(self._header(name))
        period = stated or told or ("term" if "ends_on" in given and "starts_on" in given else "year")
        made: dict[str, Any] = {"billing": period}
        currency = self._currency(cells, name)
        digits = minor_digits(currency) if currency else 2
        if stated and told in BILLING_MONTHS and told != stated:
            share = price * BILLING_MONTHS[told] / BILLING_MONTHS[stated]
            if _is_exact(share, digits):
                price, made["billing"] = share, told
        seats = given.get("quantity") or 1
        if name == "total_price" and seats > 1:
            if _is_exact(price / seats, digits):
                price /= seats
            else:
                made |= {"quantity": 1, "notes": f"{seats} seats or devices, priced together"}
        return made | {"unit_price": price} | ({"currency": currency} if currency else {})

    def _currency(self, cells: Mapping[str, Cell], name: str) -> str | None:
        """The currency that the row, the cell or the header names; a bare '$' names none."""
        texts = (text_of(cells.get("currency", "")).upper(), text_of(cells[name]), self._header(name))
        found = (text if text in known_currencies() else currency_in(text) for text in texts if text)
        return next((code for code in found if code and code != "$"), None)

    def _notes(self, row: Sequence[Cell], cells: Mapping[str, Cell]) -> str:
        """The sheet's own notes, and what stands under headers that no field takes."""
        used = {at for name, at in self._fields.items() if name != "kind"} | self._secret
        more = [
            f"{self._headers[at] or 'Also'}: {text_of(cell)}"
            for at, cell in enumerate(row)
            if at not in used and not cells_of.is_nothing(text_of(cell))
        ]
        own = [text_of(cells["notes"])] if "notes" in cells else []
        return "; ".join([*own, *more])

    def _header(self, name: str) -> str:
        return self._headers[self._fields[name]]


def _is_anniversary(starts_on: date | None, ends_on: date) -> bool:
    """Whether an 'end' is the first day after whole months: '1 July 2026 to 1 July 2027'."""
    if starts_on is None or ends_on <= starts_on:
        return False
    months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month
    return months > 0 and add_months(starts_on, months) == ends_on


def _is_exact(amount: Decimal, digits: int) -> bool:
    return amount == round(amount, digits)
