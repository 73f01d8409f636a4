"""An installation's rows over ours: who outranks whom, what an empty cell means, what is refused."""

from __future__ import annotations

import pandas as pd
import pytest

from planner.errors import PlannerError
from planner.reference import load_reference
from planner.reference.own import RULES, OwnTable, column_of, each_edition, overlaid
from planner.reference.own_checks import faults_in, faults_in_effect, missing_categories
from planner.reference.tables import table_names, table_rows

SWITCH = ("Cisco", "WS-C2960X-24PSQ-L", "")


def own(table: str, *lines: str, mode: str = "extend") -> OwnTable:
    return OwnTable(table, mode, "\n".join(lines) + "\n")


def rows(table: str, *lines: str) -> pd.DataFrame:
    """Rows with all of the table's columns, as they come from a file whose first row below the headers is 2."""
    columns = table_rows(table).columns
    names = [name.strip() for name in lines[0].split("|")]
    made = [dict(zip(names, (cell.strip() for cell in line.split("|")), strict=True)) for line in lines[1:]]
    return pd.DataFrame(made, index=range(2, len(made) + 2)).reindex(columns=columns, fill_value="").astype("str")


def test_ones_own_date_outranks_ours_however_the_part_is_spelled() -> None:
    assert str(load_reference().maker_end(*SWITCH)[0]) == "2026-04-29"
    mine = own(
        "maker_support", "maker,part_number,support_ends_on,source", "cisco,Catalyst 2960X-24PSQ-L,2028-01-01,us"
    )
    assert str(load_reference((mine,)).maker_end(*SWITCH)[0]) == "2028-01-01"
    newer = own("maker_support", "maker,part_number,support_ends_on,source", "cisco,C2960X-24PSQ-L,2029-01-01,us")
    assert str(load_reference((mine, newer)).maker_end(*SWITCH)[0]) == "2029-01-01"


def test_an_empty_cell_keeps_what_the_row_beneath_says() -> None:
    mine = own("product_cycles", "product,edition,cycle,security_ends_on,state", "windows,pro,11-24h2,2030-01-01,dated")
    found = load_reference((mine,)).os("Windows 11 Pro", "10.0.26100", False)
    assert (found.cycle.cycle, str(found.cycle.security_ends_on)) == ("11-24h2", "2030-01-01")
    assert str(found.cycle.released_on) == "2024-10-01"


def test_a_cycle_said_to_be_without_an_end_has_none() -> None:
    mine = own("product_cycles", "product,edition,cycle,state", "windows,pro,11-24h2,none_announced")
    found = load_reference((mine,)).os("Windows 11 Pro 24H2", "", False)
    assert (found.cycle.state, found.cycle.security_ends_on) == ("none_announced", None)


def test_refreshed_dates_lie_under_ones_own_though_they_came_later() -> None:
    header = "product,edition,cycle,security_ends_on,state"
    mine = own("product_cycles", header, "windows,pro,11-24h2,2030-01-01,dated")
    fresh = own("product_cycles", header, "windows,pro,11-24h2,2027-10-13,dated", "windows,pro,11-25h2,2028-01-01,dated",
                mode="refresh")  # fmt: skip
    reference = load_reference((mine, fresh))
    ends = [str(reference.os(f"Windows 11 Pro {name}", "", False).cycle.security_ends_on) for name in ("24H2", "25H2")]
    assert ends == ["2030-01-01", "2028-01-01"]


@pytest.mark.parametrize("table", sorted(RULES))
def test_laying_a_tables_own_row_over_it_changes_nothing(table: str) -> None:
    ours = table_rows(table)
    after = overlaid(
        ours, table, (OwnTable(table, "extend", ours.drop_duplicates(list(RULES[table].key))[-1:].to_csv(index=False)),)
    )
    assert len(after) == len(ours)
    assert after.sort_values(list(after)).values.tolist() == ours.sort_values(list(ours)).values.tolist()


def test_a_cycle_without_an_edition_is_every_edition_of_it() -> None:
    ours = table_rows("product_cycles")
    meant = each_edition(
        rows("product_cycles", "product | cycle", "windows | 11-24h2", "ubuntu | 24.04"), "product_cycles", ours
    )
    pairs = list(zip(meant.index, meant["edition"], strict=True))
    assert sorted(pairs) == [(2, "enterprise"), (2, "iot_ltsc"), (2, "ltsc"), (2, "pro"), (3, "")]


@pytest.mark.parametrize(("header", "column"), [
    ("End of Support", "support_ends_on"), ("EOL_Date", "support_ends_on"), ("LDOS", "support_ends_on"),
    ("End of security updates", "security_ends_on"), ("Model", "part_number"), ("SKU", "part_number"),
    ("Vendor", "maker"), ("Part Number", "part_number"), ("support_ends_on", "support_ends_on"), ("Colour", None),
])  # fmt: skip
def test_headers_are_read_as_people_write_them(header: str, column: str | None) -> None:
    found = column_of(header, "maker_support", list(table_rows("maker_support").columns))
    assert (found and found[0]) == column


def test_an_end_of_support_of_a_system_is_the_end_of_its_security_updates() -> None:
    assert (
        column_of("End of Support", "product_cycles", ["support_ends_on", "security_ends_on"])[0] == "security_ends_on"
    )
    assert column_of("Mainstream support ends", "product_cycles", [])[0] == "support_ends_on"


def test_every_fault_is_found_with_its_row() -> None:
    given = rows(
        "price_book", "category | currency | hardware_minor | labour_minutes | priced_on", "laptop | USD | 1,5 | 90 | 2026-01-01",
        "toaster | XXQ | 100 | 90 | 2026-02-30", " | USD | 100 | 90 | 2026-01-01", "laptop | USD | 100 | 90 | 2026-01-01",
    )  # fmt: skip
    faults = [(fault.cell, fault.message.split(" ")[0]) for fault in faults_in(given, "price_book", "prices.csv")]
    assert faults == [
        ("row 2", "hardware_minor"), ("row 3", "category"), ("row 3", "currency"), ("row 3", "priced_on"),
        ("row 4", "category"), ("row 5", "It"),
    ]  # fmt: skip


@pytest.mark.parametrize(("line", "said"), [
    ("firewall | 60 | 48 | scheduled | | 36", "must rise"),
    ("firewall | | | scheduled | | 36", "needs plan_months"),
    ("dock | 60 | 84 | follows | dock | 12", "must name it"),
    ("firewall | 60 | 84 | scheduled | | ", "warranty_months is empty"),
    ("firewall | 60 | 600 | scheduled | | 36", "at most 480"),
])  # fmt: skip
def test_a_rule_that_contradicts_itself_is_a_fault(line: str, said: str) -> None:
    given = rows("default_policy", "category | plan_months | limit_months | mode | follows | warranty_months", line)
    [fault] = faults_in_effect(given, given, "default_policy", "policy.csv")
    assert said in fault.message
    assert fault.cell == "row 2"


def test_a_policy_in_the_place_of_ours_must_have_every_category() -> None:
    given = rows("default_policy", "category | mode", "laptop | scheduled")
    assert len(missing_categories(given, "default_policy", "policy.csv")) == 20


@pytest.mark.parametrize(("pattern", "fits"), [
    (r"^SW(?P<year>\d{2})(?P<week>\d{2})", True), (r"^(?P<week>..)(?P<year>\d\d)", False), (r"^(?P<week>\d{2}", False),
    (r"^(?P<week>\d{2})", False), (r"^(?P<year_digit>[0-9A])(?P<week>\d{2})", False),
])  # fmt: skip
def test_a_serial_rule_whose_parts_are_no_numbers_is_a_fault(pattern: str, fits: bool) -> None:
    given = pd.DataFrame(
        [
            {
                "maker": "sonicwall",
                "pattern": pattern,
                "lag_p10_years": "0.1",
                "lag_p50_years": "0.3",
                "lag_p90_years": "1",
            }
        ]
    )
    assert (faults_in(given, "serial_date_rules", "rules.csv") == []) is fits


def test_every_rule_of_ours_would_be_taken() -> None:
    for table in sorted(RULES):
        ours = table_rows(table).drop_duplicates(list(RULES[table].key), ignore_index=True)
        assert [fault.message for fault in faults_in(ours, table, "") if "same thing" not in fault.message] == [], table
        assert faults_in_effect(ours, ours, table, "") == [], table


def test_a_table_that_is_fitted_takes_no_rows() -> None:
    with pytest.raises(PlannerError, match="no reference table 'failure_priors' to update"):
        column_of("x", "failure_priors", [])
    assert {"failure_priors", "inference_lags", "mac_last_systems"} == set(table_names()) - set(RULES)
