"""Sheets of invoices as bookkeeping exports them: every row accounted for, nothing doubled, taken back as a whole."""

from __future__ import annotations

import io
import time
from datetime import date

import openpyxl
import pytest

from planner.actions.actuals import actuals_history, client_actuals, undo_actuals
from planner.actions.clients import create_client
from planner.actions.invoice_import import InvoicePreview, apply_invoices, preview_invoices
from planner.actions.invoice_rows import InvoiceDraft
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from planner.sharing.people import Actor
from planner.store import Store
from tests.conftest import AS_OF

INVOICES = """Purchases FY27,,,,,,,,
,,,,,,,,
Description,Supplier,Invoice no.,Invoice date,Qty,Unit price,Net,VAT,Serial number
Lenovo ThinkPad T14 Gen 5,Redstone,INV-101,2026-11-04,2,"1,150.00","2,300.00",460.00,"PF3K9QX1, PF3K9QX2"
Delivery,,,,1,25.00,25.00,5.00,
Sub-total,,,,,,"2,325.00",465.00,
Installation of 2 laptops,Redstone,INV-101,2026-11-04,1.5,90.00,135.00,27.00,
Dell PowerEdge R760,Redstone,CN-7,2026-11-20,-1,"9,000.00","-9,000.00",,
Office suite November,Contoso,C-88,2026-11-01,40,20.00,800.00,160.00,
Dell P2425H monitor,Redstone,INV-102,31/11/2026,1,200.00,200.00,40.00,
Dell P2425H monitor,Redstone,INV-103,2026-11-09,1,n/a,n/a,,
Dell P2425H monitor,Redstone,INV-104,2026-11-09,1,two hundred,,,
Dell P2425H monitor,Redstone,INV-105,2026-11-10,1,0.00,0.00,,
VAT 20 %,,,,,,697.00,,
Total,,,,,,"3,260.00",,
"""


@pytest.fixture
def client(store: Store, actor: Actor) -> int:
    return create_client(
        store, actor, "Acme", currency="GBP", locale="en_GB", tax_basis_points=2_000, fiscal_first_month=7
    )


def preview(
    store: Store, actor: Actor, client: int, text: str = INVOICES, name: str = "invoices.csv"
) -> InvoicePreview:
    return preview_invoices(store, actor, client, Upload(name, text.encode()))


def lines(store: Store, actor: Actor, client: int) -> list[InvoiceDraft]:
    return [stored.line for stored in client_actuals(store, actor, client, AS_OF).lines]


def added(store: Store, actor: Actor, client: int, text: str) -> list[InvoiceDraft]:
    shown = preview(store, actor, client, text)
    assert shown.counts["added"] == shown.counts["read"], [(row.row.row, row.outcome, row.why) for row in shown.rows]
    apply_invoices(store, actor, shown)
    return lines(store, actor, client)


def test_every_row_is_added_skipped_or_rejected_with_its_reason(store: Store, actor: Actor, client: int) -> None:
    shown = preview(store, actor, client)
    assert [(row.row.row, row.outcome, row.why) for row in shown.rows] == [
        (4, "added", ""), (5, "added", ""), (6, "skipped", "a total"), (7, "added", ""), (8, "added", ""),
        (9, "added", ""), (10, "rejected", "'31/11/2026' is no date. Write it as 2026-05-31."),
        (11, "skipped", "It has no amount."),
        (12, "rejected", "'two hundred' is no amount. Write a number such as 1240.50."),
        (13, "skipped", "It costs nothing."), (14, "skipped", "tax, which is not compared"), (15, "skipped", "a total"),
    ]  # fmt: skip
    counts = shown.counts
    assert counts == {"read": 12, "added": 5, "unchanged": 0, "skipped": 5, "rejected": 2}
    assert shown.rows[6].row.problem is not None
    assert shown.rows[6].row.problem.address == "invoices.csv, A10"
    assert lines(store, actor, client) == []


def test_lines_say_what_they_are_for_and_further_lines_belong_to_their_invoice(
    store: Store, actor: Actor, client: int
) -> None:
    apply_invoices(store, actor, preview(store, actor, client))
    told = {line.text: line for line in lines(store, actor, client)}
    laptops = told["Lenovo ThinkPad T14 Gen 5"]
    assert (laptops.kind, laptops.category, laptops.quantity, laptops.amount_minor, laptops.tax_minor) == (
        "hardware", "laptop", 2, 2_300_00, 460_00,
    )  # fmt: skip
    assert laptops.serial_number == "PF3K9QX1, PF3K9QX2"
    delivery = told["Delivery"]
    assert (delivery.number, delivery.invoiced_on, delivery.vendor) == ("INV-101", date(2026, 11, 4), "Redstone")
    assert {text: (line.kind, line.quantity, line.amount_minor) for text, line in told.items()} == {
        "Lenovo ThinkPad T14 Gen 5": ("hardware", 2, 2_300_00), "Delivery": ("extra", 1, 25_00),
        "Installation of 2 laptops": ("labour", 1, 135_00), "Dell PowerEdge R760": ("hardware", 1, -9_000_00),
        "Office suite November": ("other", 40, 800_00),
    }  # fmt: skip


def test_importing_the_same_sheet_again_changes_nothing_and_a_longer_one_adds_the_rest(
    store: Store, actor: Actor, client: int
) -> None:
    apply_invoices(store, actor, preview(store, actor, client))
    before = client_actuals(store, actor, client, AS_OF).lines
    again = preview(store, actor, client)
    assert (again.is_empty, again.counts["unchanged"]) == (True, 5)
    with pytest.raises(PlannerError, match="Nothing of this sheet is new"):
        apply_invoices(store, actor, again)
    assert client_actuals(store, actor, client, AS_OF).lines == before
    twice = "Date,Number,Item,Net\n" + "2026-11-01,1,HP LaserJet Pro,250\n" * 2
    assert len(added(store, actor, client, twice)) == 7
    longer = preview(store, actor, client, twice + "2026-11-01,1,HP LaserJet Pro,250\n")
    assert [row.outcome for row in longer.rows] == ["unchanged", "unchanged", "added"]


def test_undo_takes_back_one_import_and_leaves_the_others(store: Store, actor: Actor, client: int) -> None:
    added(store, actor, client, "Date,Number,Item,Net\n2026-11-01,1,HP LaserJet Pro,250\n")
    before = client_actuals(store, actor, client, AS_OF).lines
    apply_invoices(store, actor, preview(store, actor, client))
    entry = actuals_history(store, actor, client)[0].entry_id
    undo_actuals(store, actor, client, entry)
    assert client_actuals(store, actor, client, AS_OF).lines == before
    with pytest.raises(PlannerError, match="can be taken back"):
        undo_actuals(store, actor, client, entry)
    apply_invoices(store, actor, preview(store, actor, client))
    undo_actuals(store, actor, client, actuals_history(store, actor, client)[0].entry_id)
    assert client_actuals(store, actor, client, AS_OF).lines == before


def test_a_preview_of_what_was_changed_meanwhile_is_not_applied(store: Store, actor: Actor, client: int) -> None:
    stale = preview(store, actor, client)
    apply_invoices(store, actor, preview(store, actor, client))
    with pytest.raises(PlannerError, match="changed since"):
        apply_invoices(store, actor, stale)


@pytest.mark.parametrize(
    ("header", "row", "net", "tax"),
    [
        ("Total inc VAT", "240.00", 200_00, 40_00),  # the client's own 20 %
        ("Gross,VAT", "240.00,38.00", 202_00, 38_00),
        ("Gross,VAT %", "105.00,5%", 100_00, 5_00),
        ("Gross,VAT", "105.00,5%", 100_00, 5_00),
        ("Qty,Unit price,Amount,VAT", "2,100.00,240.00,40.00", 200_00, 40_00),
        ("Qty,Unit price,Amount", "2,100.00,190.00", 190_00, None),  # a discount
        ("Qty,Unit price ex VAT", "3,33.33", 99_99, None),
        ("Qty,Rate", "1.5,90.00", 135_00, None),
        ("Amount", '"1.234,50"', 1_234_50, None),
        ("Amount,Type", "70.00,Credit note", -70_00, None),
        ("Qty,Amount", "-1,70.00", -70_00, None),
        ("Net", "(70.00)", -70_00, None),
    ],
)  # fmt: skip
def test_the_amount_before_tax_is_found_whatever_the_sheet_states(
    store: Store, actor: Actor, client: int, header: str, row: str, net: int, tax: int | None
) -> None:
    (line,) = added(store, actor, client, f"Invoice date,Invoice,Item,{header}\n2026-11-01,1,HP LaserJet Pro,{row}\n")
    assert (line.amount_minor, line.tax_minor) == (net, tax)


def test_a_gross_amount_alone_says_what_was_assumed(store: Store, actor: Actor, client: int) -> None:
    shown = preview(store, actor, client, "Date,Invoice,Item,Gross\n2026-11-01,1,HP LaserJet Pro,240\n")
    assert shown.rows[0].why == "tax of 20 % taken out, the client's own"


def test_other_currencies_are_kept_as_they_are(store: Store, actor: Actor, client: int) -> None:
    text = (
        "Date,Invoice,Item,Net,Currency\n2026-11-01,1,HP LaserJet Pro,240,GBP\n2026-11-01,2,HP LaserJet Pro,240,EUR\n"
        "2026-11-01,3,HP LaserJet Pro,€ 99.50,\n2026-11-01,4,HP LaserJet Pro,$10,\n2026-11-01,5,HP LaserJet,9,XYZ\n"
    )
    shown = preview(store, actor, client, text)
    assert [row.outcome for row in shown.rows] == ["added"] * 4 + ["rejected"]
    assert shown.added == {"GBP": 240_00, "EUR": 339_50, "USD": 10_00}


def test_days_that_do_not_exist_are_rejected_and_leap_days_are_not(store: Store, actor: Actor, client: int) -> None:
    text = "Date,Invoice,Item,Net\n29/02/2028,1,HP LaserJet,9\n29/02/2027,2,HP LaserJet,9\n,,HP LaserJet,9\n1,3,X,9\n"
    assert [row.outcome for row in preview(store, actor, client, text).rows] == [
        "added", "rejected", "rejected", "rejected",
    ]  # fmt: skip


def test_a_sheet_without_dates_says_so_in_every_row(store: Store, actor: Actor, client: int) -> None:
    shown = preview(store, actor, client, "Invoice number,Item,Net\n1,HP LaserJet,9\n2,HP LaserJet,9\n")
    assert [row.why for row in shown.rows] == [
        "It has no date. Add the day of the invoice in a column 'Invoice date'."
    ] * 2


@pytest.mark.parametrize("text", ["", "Date,Invoice,Item,Net\n", "Name,Serial number,Model\nA,PF3K9QX1,T14\n"])
def test_what_holds_no_invoice_is_one_clear_message(store: Store, actor: Actor, client: int, text: str) -> None:
    with pytest.raises(PlannerError):
        preview(store, actor, client, text)


def test_a_workbook_of_two_sheets_and_another_clients_rows(store: Store, actor: Actor, client: int) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Oct"
    for name, day in (("Oct", date(2026, 10, 5)), ("Nov", date(2026, 11, 5))):
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        sheet.append(["Customer", "Amount", "Product", "Invoice date", "Invoice number"])
        sheet.append(["Acme Ltd", 1250.5, "Dell Latitude 5550", day, f"{name}-1"])
        sheet.append(["Blue Ltd", 1250.5, "Dell Latitude 5550", day, f"{name}-2"])
    out = io.BytesIO()
    book.save(out)
    shown = preview_invoices(store, actor, client, Upload("2026.xlsx", out.getvalue()))
    assert [(row.row.where, row.outcome) for row in shown.rows] == [
        ("2026.xlsx, Oct", "added"), ("2026.xlsx, Oct", "skipped"),
        ("2026.xlsx, Nov", "added"), ("2026.xlsx, Nov", "skipped"),
    ]  # fmt: skip
    assert shown.rows[1].why == "It is Blue Ltd's. If that is this client, add it as another name of his."
    assert shown.added == {"GBP": 2_501_00}


def test_a_hundred_thousand_lines_take_seconds(store: Store, actor: Actor, client: int) -> None:
    rows = [
        f"2026-{at % 9 + 1:02}-{at % 28 + 1:02},INV-{at},Vendor {at % 50},Dell Latitude 5{at % 900:03},1,{at % 997}.50"
        for at in range(100_000)
    ]
    text = "\n".join(["Date,Invoice,Supplier,Item,Qty,Net", *rows])
    started = time.perf_counter()
    shown = preview(store, actor, client, text)
    apply_invoices(store, actor, shown)
    seconds = time.perf_counter() - started
    print(f"100,000 lines: {seconds:.1f} s")
    assert shown.counts["added"] == 100_000
    assert seconds < 60


def test_both_stores_keep_and_give_back_the_same(any_store: Store, actor: Actor) -> None:
    own = create_client(any_store, actor, "Acme", currency="GBP")
    other = create_client(any_store, actor, "Blue", currency="GBP")
    apply_invoices(any_store, actor, preview(any_store, actor, own))
    assert len(lines(any_store, actor, own)) == 5
    assert lines(any_store, actor, other) == []
    entry = actuals_history(any_store, actor, own)[0].entry_id
    with pytest.raises(PlannerError, match="can be taken back"):
        undo_actuals(any_store, actor, other, entry)
    undo_actuals(any_store, actor, own, entry)
    assert lines(any_store, actor, own) == []
