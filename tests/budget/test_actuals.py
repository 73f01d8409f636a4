"""A frozen plan against what was bought: one case worked by hand, and laws that hold whatever the invoices say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from planner.budget.actuals import Purchase, counted_once
from planner.budget.frozen_plan import FrozenPlan, PlannedItem, PlannedLine, from_document, sha256_of, to_document
from planner.budget.variance import compare
from planner.budget.variance_model import CAUSES, Variance
from planner.calendar import FiscalCalendar

START = date(2026, 7, 1)
QUARTERS = FiscalCalendar(7).quarters(START, 8)
Q1, Q2, Q3, Q5 = date(2026, 8, 3), date(2026, 11, 3), date(2027, 2, 3), date(2027, 8, 3)


def item(
    asset_id: int, category: str, planned_on: date, hardware: int, quantity: int = 1, name: str = "", labour: int = 0
) -> PlannedItem:
    label = name or f"{category} {asset_id}"
    return PlannedItem(
        asset_id, 0, label, name or None, category, quantity, planned_on, {"hardware": hardware, "labour": labour}, None
    )


def plan(*items: PlannedItem, lines: tuple[PlannedLine, ...] = ()) -> FrozenPlan:
    return FrozenPlan("Acme", START, "USD", "as_due", QUARTERS, items, lines, frozenset(one.asset_id for one in items))


def line(kind: str, name: str, *amounts: int, category: str | None = None) -> PlannedLine:
    return PlannedLine(name, kind, category, "opex", (*amounts, *[0] * (8 - len(amounts))))


def bought(
    key: int, on: date, category: str | None, amount: int | None, quantity: int = 1, kind: str = "hardware", **more
) -> Purchase:
    return Purchase(f"invoice:{key:03d}", f"invoice {key}", on, kind, category, f"line {key}", quantity, amount, **more)


def differences(found: Variance) -> dict[tuple[int, str], tuple[int, int, dict[str, int]]]:
    return {key: (cell.planned_minor, cell.actual_minor, cell.causes) for key, cell in sorted(found.cells.items())}


def test_a_year_of_eight_planned_purchases_worked_by_hand() -> None:
    planned = plan(
        item(1, "laptop", Q1, 1_200_00), item(2, "laptop", Q1, 1_200_00),  # one dearer, one not bought: later
        item(3, "server", Q1, 9_000_00),  # bought a quarter later, and cheaper
        item(4, "firewall", Q2, 1_500_00),  # bought a quarter earlier
        item(5, "switch", Q2, 800_00, quantity=3),  # two of three, the quarter still runs
        item(6, "printer", Q1, 400_00),  # gone without a purchase
        item(7, "laptop", Q3, 1_250_00, name="Laptop Seven"),  # bought in Q2, by the name of its device
        item(8, "ups", Q2, 600_00),  # just as planned
        lines=(line("contingency", "Contingency (capex)", 1_300_00, 500_00, 125_00),),
    )  # fmt: skip
    purchases = (
        bought(1, date(2026, 7, 20), "laptop", 1_310_00),
        bought(2, date(2026, 9, 9), "firewall", 1_500_00),
        bought(3, date(2026, 10, 1), "server", 8_750_00),
        bought(4, date(2026, 10, 5), "switch", 1_600_00, quantity=2),
        bought(5, date(2026, 10, 6), "laptop", 1_275_00, name="laptop seven"),
        bought(6, date(2026, 11, 1), "ups", 600_00),
        bought(7, date(2026, 11, 2), "camera", 249_99),
    )
    found = compare(planned, purchases, {6}, date(2026, 11, 23))
    assert differences(found) == {
        (0, "firewall"): (0, 1_500_00, {"earlier": 1_500_00}),
        (0, "laptop"): (2_400_00, 1_310_00, {"dearer": 110_00, "later": -1_200_00}),
        (0, "printer"): (400_00, 0, {"not_needed": -400_00}),
        (0, "server"): (9_000_00, 0, {"later": -9_000_00}),
        (1, "camera"): (0, 249_99, {"unplanned": 249_99}),
        (1, "firewall"): (1_500_00, 0, {"earlier": -1_500_00}),
        (1, "laptop"): (0, 1_275_00, {"earlier": 1_250_00, "dearer": 25_00}),
        (1, "server"): (0, 8_750_00, {"later": 9_000_00, "cheaper": -250_00}),
        (1, "switch"): (2_400_00, 1_600_00, {"open": -800_00}),
        (1, "ups"): (600_00, 600_00, {}),
    }
    whole = found.total()
    assert whole.planned_minor == 2_400_00 + 9_000_00 + 1_500_00 + 2_400_00 + 400_00 + 600_00
    assert whole.actual_minor == 1_310_00 + 1_500_00 + 8_750_00 + 1_600_00 + 1_275_00 + 600_00 + 249_99
    assert whole.causes == {
        "earlier": 1_250_00, "dearer": 135_00, "later": -1_200_00, "not_needed": -400_00, "unplanned": 249_99,
        "cheaper": -250_00, "open": -800_00,
    }  # fmt: skip
    assert found.runs
    assert (found.contingency_minor, found.needed_minor, found.beyond_minor) == (
        1_925_00 - 125_00,
        134_99,
        0,
    )  # 135.00 dearer and 249.99 unplanned less 250.00 cheaper
    assert [(one.label, one.units) for one in found.items if one.cause == "as_planned"] == [
        ("switch 5", 2),
        ("ups 8", 1),
    ]


def test_a_first_quarter_that_is_over_knows_no_open_purchases() -> None:
    found = compare(plan(item(1, "laptop", Q1, 1_000)), (), set(), date(2026, 9, 30))
    assert found.total().causes == {"later": -1_000}
    assert not found.runs
    assert compare(plan(item(1, "laptop", Q1, 1_000)), (), set(), date(2026, 9, 29)).total().causes == {"open": -1_000}


def test_a_purchase_more_than_a_year_ahead_is_one_more_device() -> None:
    near, far = plan(item(1, "laptop", Q5, 1_000)), plan(item(1, "laptop", date(2028, 1, 3), 1_000))
    assert compare(near, (bought(1, Q1, "laptop", 1_000),), set(), Q1).total().causes == {"earlier": 1_000}
    assert compare(far, (bought(1, Q1, "laptop", 1_000),), set(), Q1).total().causes == {"unplanned": 1_000}


def test_contingency_pays_for_what_went_beyond_the_plan_and_no_more() -> None:
    planned = plan(item(1, "laptop", Q1, 1_000), lines=(line("contingency", "Contingency (capex)", 100),))
    found = compare(planned, (bought(1, Q1, "laptop", 1_060),), set(), Q1)
    assert (found.needed_minor, found.beyond_minor) == (60, 0)
    found = compare(planned, (bought(1, Q1, "laptop", 1_150),), set(), Q1)
    assert (found.needed_minor, found.beyond_minor) == (100, 50)


def test_an_allowance_pays_for_failures_of_its_own_quarter_only() -> None:
    planned = plan(lines=(line("allowance", "Monitors: replaced on failure", 500, 500, category="monitor"),))
    found = compare(planned, (bought(1, Q1, "monitor", 300), bought(2, Q2, "monitor", 650)), set(), Q2)
    assert found.total(0).causes == {"not_needed": -200}
    assert found.total(1).causes == {"unplanned": 150}


def test_a_contract_without_an_invoice_is_no_saving_and_stands_apart() -> None:
    planned = plan(lines=(
        line("recurring", "Office suite (Contoso)", 300, 300, 300), line("recurring", "Line (Fabrikam)", 90, 90),
    ))  # fmt: skip
    planned = replace(planned, items=(item(1, "laptop", Q1, 0, labour=200),))
    purchases = (bought(1, Q1, None, 300, kind="recurring", vendor="Contoso Ltd"),)
    purchases += (bought(2, Q2, None, 330, kind="recurring", vendor="Contoso"),)
    found = compare(planned, purchases, set(), Q2)
    assert [(one.label, one.planned_minor) for one in found.apart] == [("Line (Fabrikam)", 180), ("Installation", 200)]
    assert differences(found) == {
        (0, "contracts"): (300, 300, {}), (1, "contracts"): (300, 330, {"dearer": 30}),
    }  # fmt: skip


def test_a_contract_that_was_paid_late_is_later_in_one_quarter_and_back_in_the_other() -> None:
    planned = plan(lines=(line("recurring", "Office suite (Contoso)", 300, 300),))
    found = compare(planned, (bought(1, Q2, None, 610, kind="recurring", vendor="Contoso"),), set(), Q2)
    assert found.total(0).causes == {"later": -300}
    assert found.total(1).causes == {"later": 300, "dearer": 10}


def test_installation_follows_its_device_and_is_priced_where_that_was_bought() -> None:
    planned = plan(*(
        item(number, "laptop", day, 1_000, labour=100)
        for number, day in ((1, Q1), (2, Q1), (3, Q1), (4, Q3))
    ))  # fmt: skip
    purchases = (
        bought(1, Q1, "laptop", 1_000), bought(2, Q1, None, 90, kind="labour"),  # two are not bought yet
        bought(3, Q2, "laptop", 2_000, 2), bought(4, Q2, None, 230, kind="labour"),
    )  # fmt: skip
    found = compare(planned, purchases, set(), Q2)
    assert {key: told for key, told in differences(found).items() if key[1] == "installation"} == {
        (0, "installation"): (300, 90, {"later": -200, "cheaper": -10}),
        (1, "installation"): (0, 230, {"later": 200, "dearer": 30}),
    }


def test_accessories_freight_and_trade_ins_follow_their_device_too() -> None:
    parts = {"hardware": 1_000, "accessories": 80, "freight": 20, "disposal": 0, "labour": 0, "trade_in": -150}
    planned = plan(*(replace(item(number, "laptop", Q1, 0), unit_parts_minor=parts) for number in (1, 2)))
    purchases = (
        bought(1, Q1, "laptop", 1_000), bought(2, Q1, None, 110, kind="extra"), bought(3, Q1, None, -130, kind="trade_in")
    )  # fmt: skip
    assert differences(compare(planned, purchases, set(), Q2)) == {
        (0, "extras"): (200, 110, {"later": -100, "dearer": 10}),
        (0, "laptop"): (2_000, 1_000, {"later": -1_000}),
        (0, "trade_ins"): (-300, -130, {"later": 150, "dearer": 20}),
    }
    apart = compare(planned, purchases[:1], set(), Q2).apart
    assert [(one.label, one.planned_minor) for one in apart] == [("Accessories and freight", 200), ("Trade-ins", -300)]


def test_a_device_without_a_price_is_taken_at_the_plans_and_marked() -> None:
    found = compare(plan(item(1, "laptop", Q1, 1_000)), (bought(1, Q1, "laptop", None, 2),), set(), Q1)
    assert differences(found) == {(0, "laptop"): (1_000, 2_000, {"unplanned": 1_000})}
    assert all(one.is_estimated for one in found.items)


def test_what_is_sent_back_leaves_the_plan_open_and_what_is_credited_is_cheaper() -> None:
    planned = plan(item(1, "laptop", Q1, 1_000))
    back = compare(planned, (bought(1, Q1, "laptop", 1_100), bought(2, Q1, "laptop", -1_100)), set(), Q1)
    assert differences(back) == {(0, "laptop"): (1_000, 0, {"unplanned": 0, "open": -1_000})}
    credit = compare(planned, (bought(1, Q1, "laptop", 1_000), bought(2, Q1, "laptop", -70)), set(), Q1)
    assert differences(credit) == {(0, "laptop"): (1_000, 930, {"cheaper": -70})}


def test_a_device_and_its_invoice_are_one_purchase() -> None:
    invoiced = (bought(1, Q1, "laptop", 1_100, serials=("PF3K9QX1",)), bought(2, Q1, "monitor", 600, 3))
    devices = (
        Purchase("device:1", "", Q1, "hardware", "laptop", "LT-1", 1, 999, None, ("PF3K9QX1",), "LT-1"),
        Purchase("device:2", "", date(2026, 8, 30), "hardware", "monitor", "MON", 2, None),
        Purchase("device:3", "", date(2026, 8, 30), "hardware", "monitor", "MON 2", 2, 500),
        Purchase("device:4", "", date(2026, 12, 30), "hardware", "monitor", "MON 3", 1, None),
    )
    counted = counted_once(invoiced, devices)
    assert [(one.label, one.quantity, one.amount_minor, one.counted_by) for one in counted] == [
        ("line 1", 1, 1_100, "serial number"), ("line 2", 3, 600, "category, date and quantity"),
        ("MON 2", 1, 250, ""), ("MON 3", 1, None, ""),
    ]  # fmt: skip
    assert counted[0].name == "LT-1"


def test_a_device_is_not_one_purchase_with_the_credit_note_for_it() -> None:
    invoiced = (
        bought(1, Q1, "laptop", 1_100, serials=("PF3K9QX1",)),
        bought(2, Q2, "laptop", -90, serials=("PF3K9QX1",)),
    )
    device = Purchase("device:1", "", Q1, "hardware", "laptop", "LT-1", 1, 999, None, ("PF3K9QX1",), "LT-1")
    assert [(one.amount_minor, one.name) for one in counted_once(invoiced, (device,))] == [(1_100, "LT-1"), (-90, None)]


def test_a_frozen_plan_is_the_same_after_it_was_stored() -> None:
    planned = plan(item(1, "laptop", Q1, 1_000, name="Zoë's"), lines=(line("tax", "Tax (capex)", 10),))
    document = to_document(planned)
    assert from_document(document, sha256_of(document)) == planned


CATEGORIES = st.sampled_from(["laptop", "server", None])
DAYS = st.dates(date(2026, 6, 1), date(2028, 8, 1))
KINDS = st.sampled_from(["hardware", "labour", "extra", "trade_in", "recurring", "other"])
PURCHASES = st.lists(st.builds(
    bought, st.integers(1, 999), DAYS, CATEGORIES, st.none() | st.integers(-3_000, 5_000), st.integers(1, 5), KINDS,
    vendor=st.sampled_from([None, "Contoso", "Fabrikam"]), name=st.sampled_from([None, "LT-1", "LT-2"]),
), max_size=20)  # fmt: skip
ITEMS = st.lists(st.builds(
    item, st.integers(1, 9), st.sampled_from(["laptop", "server"]), st.dates(START, date(2028, 6, 30)),
    st.integers(0, 3_000), st.integers(1, 4), st.sampled_from(["", "LT-1", "LT-2"]), st.integers(0, 200),
), max_size=12)  # fmt: skip
AMOUNTS = st.lists(st.integers(0, 900), min_size=8, max_size=8)


@given(ITEMS, PURCHASES, AMOUNTS, AMOUNTS, st.sets(st.integers(1, 9)), DAYS)
def test_causes_add_up_to_the_difference_in_every_cell_and_no_amount_is_lost(
    items: list[PlannedItem], purchases: list[Purchase], suite: list[int], labour: list[int], gone: set[int], day: date
) -> None:
    lines = (
        line("recurring", "Office suite (Contoso)", *suite), line("project", "Cloud move", *labour),
        line("allowance", "Laptops: replaced on failure", *suite, category="laptop"),
    )  # fmt: skip
    purchases = [one for one in purchases if one.kind == "hardware" or one.amount_minor is not None]
    found = compare(plan(*items, lines=lines), purchases, gone, day)
    for (quarter, group), cell in found.cells.items():
        told = [one for one in found.items if (one.quarter, one.group) == (quarter, group)]
        assert sum(cell.causes.values()) == cell.difference_minor == sum(one.amount_minor for one in told)
        assert set(cell.causes) <= set(CAUSES)
    judged = len(found.quarters)
    inside = [one for one in purchases if START <= one.bought_on <= min(day, QUARTERS[-1].ends_on)]
    assert found.outside == len(purchases) - len(inside)
    if all(one.amount_minor is not None for one in inside):
        assert found.total().actual_minor == sum(one.amount_minor or 0 for one in inside)
    planned = sum(one.quantity * sum(one.unit_parts_minor.values()) for one in items
                  if any(quarter.contains(one.planned_on) for quarter in QUARTERS[:judged]))  # fmt: skip
    apart = sum(one.planned_minor for one in found.apart)
    assert found.total().planned_minor + apart == planned + 2 * sum(suite[:judged]) + sum(labour[:judged])
