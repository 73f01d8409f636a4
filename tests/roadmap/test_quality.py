"""Data quality: each doubtful device once, the most valuable gap first, and what mends it."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.roadmap.fixes import Fix, fixes_of
from planner.roadmap.lookalikes import duplicates, spellings, suggested_categories
from planner.roadmap.quality import Gap, Quality, quality
from tests.conftest import AS_OF
from tests.roadmap.test_build import roadmap_of

SURE = {
    "purchased_on": date(2021, 5, 1),
    "serial_number": "PF3K9QX0",
    "manufacturer": "Lenovo",
    "model": "ThinkPad T14",
}


def found(*devices: dict[str, Any]) -> Quality:
    return quality(roadmap_of(*devices))


def gaps(*devices: dict[str, Any]) -> dict[str, Gap]:
    return {gap.key: gap for gap in found(*devices).gaps}


def fixes(key: str, *devices: dict[str, Any]) -> dict[str, Fix]:
    roadmap = roadmap_of(*devices)
    gap = next(gap for gap in quality(roadmap).gaps if gap.key == key)
    return {fix.key: fix for fix in fixes_of(gap, roadmap.schedule, roadmap.as_of)}


def sure(number: int, **changes: Any) -> dict[str, Any]:
    return {**SURE, "serial_number": f"PF3K9QX{number}", "name": f"AC-LT{number}", **changes}


def test_a_known_fleet_has_no_gap_and_nothing_at_stake() -> None:
    known = found(sure(1), sure(2))
    assert (known.gaps, known.devices, known.at_stake_minor) == ((), 0, 0)


def test_money_of_a_device_with_two_gaps_is_counted_once() -> None:
    twice = sure(1, purchased_on=None, replacement_cost_minor=90_000, currency="EUR")
    once = found(twice, sure(2))
    assert {gap.key for gap in once.gaps} == {"estimated", "foreign_price"}
    stakes = [gap.at_stake_minor for gap in once.gaps]
    assert stakes[0] == stakes[1] == once.at_stake_minor
    assert once.devices == 1


def test_each_device_is_shown_under_one_gap_and_names_its_others() -> None:
    devices = [sure(1, purchased_on=None, replacement_cost_minor=90_000, currency="EUR"), sure(2, purchased_on=None)]
    known = found(*devices)
    shown = [asset_id for gap in known.gaps for asset_id in gap.own_ids]
    assert sorted(shown) == [1, 2]
    first, second = known.gaps
    assert known.also == {asset_id: (second.key,) for asset_id in first.asset_ids if asset_id in second.asset_ids}


def test_the_most_valuable_gap_comes_first_and_what_has_no_value_last() -> None:
    known = found(
        sure(1, is_unconfirmed=True), sure(2, is_unconfirmed=True), sure(3, serial_number=None),
        sure(4, purchased_on=date(1999, 1, 1), name="AC-OLD"),
    )  # fmt: skip
    values = [gap.value_minor for gap in known.gaps]
    assert values == sorted(values, reverse=True)
    assert known.gaps[0].key == "unconfirmed"
    assert known.gaps[-1].value_minor == 0


def test_dating_what_is_estimated_narrows_a_fiscal_year() -> None:
    estimated = gaps(*[sure(number, purchased_on=None) for number in range(1, 9)])["estimated"]
    assert estimated.units == 8
    assert estimated.best_year is not None
    assert estimated.value_minor == estimated.best_year.worth_minor > 0
    assert estimated.best_year.known_minor == 0


def test_a_decision_is_no_gap() -> None:
    known = found(sure(1, warranty_ends_on=date(2027, 3, 1)))
    assert "warranty_end" not in {gap.key for gap in (*known.gaps, *known.facts)}


def test_a_retired_device_has_no_gap() -> None:
    assert found(sure(1, purchased_on=None, is_retired=True), sure(2)).gaps == ()


def test_two_devices_of_one_name_are_probably_one() -> None:
    twin = {"name": "ac-lt1.acme.example", "operating_system": "Windows 11"}
    twins = duplicates(roadmap_of(sure(1), twin, sure(2)).schedule)
    assert twins == {2: 1}
    assert gaps(sure(1), twin)["duplicate"].asset_ids == (2,)
    assert fixes("duplicate", sure(1), twin)["retire"].values == {2: {"retired_on": AS_OF.isoformat()}}


def test_a_successor_of_another_model_and_serial_is_no_duplicate() -> None:
    assert duplicates(roadmap_of(sure(1), {**sure(2, model="ThinkPad T16"), "name": "AC-LT1"}).schedule) == {}


def test_a_site_in_two_spellings_is_written_as_the_frequent_one() -> None:
    fleet = [sure(number, site="Leeds") for number in range(1, 5)] + [sure(5, site="LEEDS "), sure(6, site="Leedds")]
    schedule = roadmap_of(*fleet).schedule
    assert {(item.variant, item.kept) for item in spellings(schedule)} == {("LEEDS ", "Leeds"), ("Leedds", "Leeds")}
    assert fixes("spelling:site:Leedds", *fleet)["respell"].values == {6: {"site": "Leeds"}}


def test_numbered_sites_and_short_names_are_not_misspelt() -> None:
    sites = ["Warehouse 1", "Warehouse 1", "Warehouse 1", "Warehouse 2", "York", "York", "York", "Cork"]
    assert spellings(roadmap_of(*[sure(n, site=site) for n, site in enumerate(sites, 1)]).schedule) == ()


def test_what_is_filed_under_other_is_sorted_by_its_like() -> None:
    unsorted = [
        {"category": "other", "manufacturer": "Lenovo", "model": "ThinkPad T14"},
        {"category": "other", "name": "AC-LT09"}, {"category": "other", "name": "Coffee machine 3"},
    ]  # fmt: skip
    schedule = roadmap_of(sure(1), sure(2), *unsorted).schedule
    assert suggested_categories(schedule) == {3: "laptop", 4: "laptop"}
    accepted = fixes("other_category", sure(1), sure(2), *unsorted)["file"]
    assert accepted.chosen([3]) == {3: {"category": "laptop"}}
    assert accepted.told == {3: "Laptops", 4: "Laptops"}


def test_one_like_device_is_not_enough_to_sort_by() -> None:
    assert suggested_categories(roadmap_of(sure(1), {"category": "other", "name": "AC-LT09"}).schedule) == {}


def test_a_contradicted_date_can_be_left_out() -> None:
    early = sure(1, purchased_on=date(1999, 1, 1), in_service_on=date(1999, 2, 1))
    assert fixes("very_old", early)["drop_date"].values == {1: {"purchased_on": None, "in_service_on": None}}


def test_a_price_in_another_currency_is_replaced_by_one_in_the_clients() -> None:
    foreign = fixes("foreign_price", sure(1, replacement_cost_minor=90_000, currency="EUR"))["price"]
    assert foreign.asks == "price"
    assert foreign.chosen([1], "1240.50") == {
        1: {"currency": None, "purchase_cost": None, "replacement_cost": "1240.50"}
    }


def test_what_only_the_client_can_know_has_no_fix() -> None:
    assert fixes("no_serial_number", sure(1, serial_number=None)) == {}
