"""The pieces of Actuals: the picture, the table of quarters, the causes with their items, what is in no figure."""

from __future__ import annotations

from typing import Final

import streamlit as st

from planner.actions.actual_words import (
    BASIS,
    CAUSE_LABELS,
    CAUSE_MEANINGS,
    CAUSES,
    GROUP_LABELS,
    Cause,
    CauseItem,
    Cell,
    Variance,
    answer_words,
)
from planner.actions.actuals import Actuals, Compared
from planner.actions.invoice_rows import InvoiceDraft
from planner.charts.actuals import plan_against_actual
from planner.money import format_money
from web.drawing import CONFIG
from web.markup import NOTHING, Column, Row, Titled, note, table
from web.wording import count, day, money

MOST_ITEMS: Final = 100


def show_picture(seen: Actuals, compared: Compared) -> None:
    """Plan against actual by quarter, and the causes of the difference."""
    figure = plan_against_actual(compared.variance, compared.plan.currency, seen.locale)
    st.plotly_chart(figure, config=CONFIG, alt=answer_words(seen), key="actuals")
    st.html(note(f"Above planned and actual, below what makes the difference. {BASIS}"))


def show_table(seen: Actuals, compared: Compared) -> None:
    """A row for each category, a column for each quarter: what was spent, of how much planned."""
    found = compared.variance
    st.subheader("By quarter and category", anchor=False)
    last = len(found.quarters) - 1
    columns = [Column("")]
    columns += [
        Column(quarter.label, "so far" if found.runs and at == last else quarter.months_label, is_number=True)
        for at, quarter in enumerate(found.quarters)
    ]
    columns += [Column("All", "spent of planned", is_number=True), Column("Difference", is_number=True)]
    rows = [_row(seen, compared, group) for group in found.groups]
    st.html(table(columns, rows, totals=_row(seen, compared, None), sticky=True))


def _row(seen: Actuals, compared: Compared, group: str | None) -> Row:
    found = compared.variance
    whole = found.total(group=group)
    quarters = [_spent(found.total(at, group), seen, compared) for at in range(len(found.quarters))]
    name = "Together" if group is None else GROUP_LABELS[group]
    return [name, *quarters, _spent(whole, seen, compared), signed(whole.difference_minor, seen, compared)]


def _spent(cell: Cell, seen: Actuals, compared: Compared) -> str | Titled:
    if not (cell.planned_minor or cell.actual_minor):
        return NOTHING
    spent, planned = (format_money(minor, compared.plan.currency, seen.locale, whole=True)
                      for minor in (cell.actual_minor, cell.planned_minor))  # fmt: skip
    return Titled(spent, f"of\u00a0{planned}" if cell.planned_minor else "of\u00a0nothing")


def signed(minor: int, seen: Actuals, compared: Compared) -> str:
    """'+£120', '-£40', a dash for nothing."""
    shown = money(minor, compared.plan.currency, seen.locale)
    return f"+{shown}" if minor > 0 else shown


def show_causes(seen: Actuals, compared: Compared) -> None:
    """Each cause with its amount and the items it is made of."""
    found = compared.variance
    st.subheader("Why", anchor=False)
    whole = found.total()
    told: list[Cause] = [cause for cause in CAUSES if any(item.cause == cause for item in found.items)]
    for cause in [*told, "as_planned"]:
        items = [item for item in found.items if item.cause == cause]
        if not items:
            continue
        amount = "" if cause == "as_planned" else f" {signed(whole.causes.get(cause, 0), seen, compared)}"
        with st.expander(
            f"{CAUSE_LABELS[cause]}{amount} · {count(len(items), 'entry', 'entries')}".replace("$", r"\$")
        ):
            st.html(note(f"{CAUSE_MEANINGS[cause][0].upper()}{CAUSE_MEANINGS[cause][1:]}."))
            st.html(_items(items, seen, compared, found))


def _items(items: list[CauseItem], seen: Actuals, compared: Compared, found: Variance) -> str:
    currency, locale = compared.plan.currency, seen.locale
    shown = sorted(items, key=lambda item: (-abs(item.amount_minor), item.quarter, item.label))[:MOST_ITEMS]
    rows: list[Row] = [
        (
            Titled(f"{item.units} × {item.label}" if item.units > 1 else item.label, _told(item)),
            found.quarters[item.quarter].label,
            _amount(item.planned_minor, currency, locale),
            _amount(item.actual_minor, currency, locale),
            signed(item.amount_minor, seen, compared),
        )
        for item in shown
    ]
    columns = [
        Column("What"), Column("Quarter", is_short=True), Column("Planned", is_number=True, is_extra=True),
        Column("Actual", is_number=True, is_extra=True), Column("Difference", is_number=True),
    ]  # fmt: skip
    more = len(items) - len(shown)
    rest = (
        note(f"And {count(more, 'smaller entry', 'smaller entries')}: `actuals show --json` has all.") if more else ""
    )
    return table(columns, rows) + rest


def _amount(minor: int | None, currency: str, locale: str) -> str:
    return NOTHING if minor is None else format_money(minor, currency, locale, whole=True)


def _told(item: CauseItem) -> str:
    """Where an entry comes from: 'planned 3 Nov 2026, bought 4 Oct 2026, invoice 17'."""
    parts = [
        f"planned {day(item.planned_on)}" if item.planned_on else "",
        f"bought {day(item.bought_on)}" if item.bought_on else "",
        item.source,
        "price not stated: estimated" if item.is_estimated else "",
        f"in the fleet too, counted once by {item.counted_by}" if item.counted_by else "",
    ]
    return ", ".join(part for part in parts if part)


def show_apart(seen: Actuals, compared: Compared) -> None:
    """What is in no figure: lines without an invoice, other currencies, devices without a date."""
    currency, locale = compared.plan.currency, seen.locale
    rows: list[Row] = [
        (Titled(one.label, "planned, and no invoice of it was seen"), money(one.planned_minor, currency, locale))
        for one in compared.variance.apart
    ]
    rows += [
        (Titled(stored.line.text, f"{day(stored.line.invoiced_on)}, not exchanged"), line_amount(stored.line, locale))
        for stored in compared.purchases.foreign[:MOST_ITEMS]
    ]
    rows += [(Titled(label, "new in the fleet, without a date or an invoice"), NOTHING)
             for label in compared.purchases.undated[:MOST_ITEMS]]  # fmt: skip
    if not rows:
        return
    st.subheader("In no figure above", anchor=False)
    st.html(table([Column("What"), Column("Amount", is_number=True)], rows))


def line_amount(line: InvoiceDraft, locale: str) -> str:
    return format_money(line.amount_minor, line.currency, locale)
