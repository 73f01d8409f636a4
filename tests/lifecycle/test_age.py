"""Ages from peers, and from more than one inference."""

from __future__ import annotations

from datetime import date
from math import nan

import pandas as pd
import pytest

from planner.frames import ASSET_COLUMNS
from planner.lifecycle.days import day_number
from planner.lifecycle.forecast import forecast
from planner.lifecycle.policy import default_policy
from planner.lifecycle.serials import made_on
from planner.reference import load_reference
from tests.lifecycle.fleet import AS_OF, day, fleet, told

THREE = [{"purchased_on": f"{year}-06-01"} for year in (2021, 2022, 2023)]


def test_a_device_without_any_date_takes_the_middle_of_its_peers():
    row = told(*THREE, {}).iloc[-1]
    assert (row.age_evidence, day(row.in_service_est_on), row.is_estimated) == ("peers", "2022-06-01", True)
    assert row.lifecycle_status == "due"


@pytest.mark.parametrize("device", [{"client_id": 2}, {"category": "desktop"}])
def test_devices_of_another_client_or_category_are_no_peers(device):
    row = told(*THREE, device).iloc[-1]
    assert (row.age_evidence, row.lifecycle_status) == ("category_median", "unknown")


def test_retired_devices_are_no_peers():
    row = told(*({**device, "is_retired": True} for device in THREE), {}).iloc[-1]
    assert row.age_evidence == "category_median"


def test_where_the_serial_number_tells_the_week_the_model_tells_nothing_more():
    hp = {"manufacturer": "HP", "model": "EliteBook 840 G5"}
    both, serial = (told({**device, "serial_number": "5CG8423ABC"}).iloc[0] for device in (hp, {"manufacturer": "HP"}))
    assert (both.age_evidence, both.in_service_est_on) == ("serial_number", serial.in_service_est_on)
    assert (both.in_service_p10, both.in_service_p90) == (serial.in_service_p10, serial.in_service_p90)


def test_a_year_of_purchase_is_narrowed_by_the_serial_number():
    bought = {"purchased_on": "2018-07-01", "precisions": '{"purchased_on": "year"}'}
    year, both = told(bought, {**bought, "manufacturer": "HP", "serial_number": "5CG8423ABC"}).itertuples()
    assert both.in_service_est_on > year.in_service_est_on
    assert both.in_service_p90 - both.in_service_p10 < year.in_service_p90 - year.in_service_p10


def test_a_date_known_to_the_year_carries_its_uncertainty_into_the_due_date():
    row = told({"purchased_on": "2023-07-01", "precisions": '{"purchased_on": "year"}'}).iloc[0]
    assert (day(row.due_p10), day(row.due_on), day(row.due_p90)) == ("2027-02-05", "2027-07-01", "2027-11-24")


def test_no_device_went_into_service_after_it_was_last_seen():
    free, seen = (told({"cpu": "Intel Core i5-1335U", **seen}).iloc[0] for seen in ({}, {"last_seen_on": "2023-06-01"}))
    assert day(free.in_service_p90) > "2023-06-01" >= day(seen.in_service_p90)
    assert free.in_service_p10 > seen.in_service_p10 > pd.Timestamp("2023-01-01")


def test_the_day_on_which_a_tool_first_had_a_device_is_no_day_of_service():
    enrolled = {"in_service_on": "2025-02-01", "precisions": '{"in_service_on": "no_later"}'}
    row = told(enrolled).iloc[0]
    # bought evenly between five years ago and the enrolment: 22 November 2021 to 1 February 2025
    assert (row.age_evidence, day(row.in_service_est_on), row.is_estimated) == ("enrolment", "2023-06-28", True)
    assert '"evidence": "enrolment", "date": "2025-02-01"' in row.evidence
    with_model = told({**enrolled, "manufacturer": "Dell", "model": "Latitude 7390"}).iloc[0]
    assert (with_model.age_evidence, with_model.in_service_est_on.year) == ("model_first_seen", 2019)


def test_a_tool_that_had_the_device_before_its_model_was_common_dates_it_from_below():
    model = {"manufacturer": "Dell", "model": "Latitude 5420"}
    first_had = {"in_service_on": "2021-04-01", "precisions": '{"in_service_on": "no_later"}'}
    free, bound = told(model, {**model, **first_had}).itertuples()
    assert day(bound.in_service_p90) <= "2021-04-01" < day(free.in_service_est_on)


@pytest.mark.parametrize(
    ("maker", "serial", "made"),
    [("cisco", "FOC1947S0AB", date(2015, 11, 22)), ("hp", "5CG8423ABC", date(2018, 10, 18)),
     ("hp", "CZC0011ABC", date(2020, 1, 4)), ("apc", "AS1234567890", date(2012, 8, 22)),
     ("apple", "C02X1234JHD3", date(2018, 7, 5))],
)  # fmt: skip
def test_a_serial_number_carries_its_week(maker, serial, made):
    assert made_on(serial, load_reference().serial_rules[maker], nan, AS_OF) == day_number(made)


def test_the_models_release_decides_the_decade_of_a_serial_number():
    rule = load_reference().serial_rules["hp"]
    assert made_on("CZC5011ABC", rule, day_number(date(2014, 6, 1)), AS_OF) == day_number(date(2015, 1, 4))


@pytest.mark.parametrize("serial", ["", "Q2QN-ABCD-EFGH", "5CG8993ABC", "N/A"])
def test_what_does_not_follow_the_rule_is_not_decoded(serial):
    rules = load_reference().serial_rules
    assert made_on(serial, rules["hp"], nan, AS_OF) is None
    assert made_on(serial, rules["cisco"], nan, AS_OF) is None


def test_an_empty_fleet_has_a_forecast_without_rows():
    empty = told()
    assert len(empty) == 0
    assert "due_on" in empty.columns


def test_the_forecast_keeps_the_fleets_index_and_adds_no_column_of_it():
    assets = fleet(*THREE).set_axis([30, 10, 20])
    rows = forecast(assets, default_policy(), load_reference(), AS_OF)
    assert rows.index.tolist() == [30, 10, 20]
    assert set(rows.columns) & set(ASSET_COLUMNS) == {"asset_id", "client_id"}
    assert str(rows.due_on.dtype) == "datetime64[s]"
