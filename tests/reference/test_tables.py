"""The tables under data/, looking things up in them, and making them anew."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from planner.fields import CATEGORIES
from planner.reference import load_reference
from planner.reference.build import TABLES, product_cycles
from planner.reference.names import maker_key, model_key
from planner.reference.own import OwnTable
from planner.reference.tables import DATA


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_row_names_its_source_licence_and_day(name):
    file = DATA / f"{name}.csv"
    table = pd.read_csv(file, dtype=str, keep_default_na=False)
    assert file.stat().st_size < 700_000
    for column in ("source", "licence", "as_of"):
        assert (table[column] != "").all()


def test_there_is_a_rule_and_a_price_in_five_currencies_for_every_category():
    reference = load_reference()
    assert set(reference.policy_rows["category"]) == set(CATEGORIES)
    priced = reference.price_book.groupby("category")["currency"].nunique()
    assert priced.to_dict() == dict.fromkeys(CATEGORIES, 5)


@pytest.mark.parametrize(
    ("maker", "model", "key"),
    [("HP", "HP EliteBook 840 G8 Notebook PC", "elitebook 840 g8"), ("Dell Inc.", "Latitude 5420", "latitude 5420"),
     ("LENOVO", "ThinkPad T480 20L6S2XX00", "thinkpad t480"), ("Lenovo", "20L6S2XX00", "20l6"),
     ("Lenovo", "ThinkPad T14 Gen 2i", "thinkpad t14 gen 2"), ("Hewlett-Packard", "ProDesk 600 G4 SFF", "prodesk 600 g4")],
)  # fmt: skip
def test_spellings_of_one_model_meet(maker, model, key):
    assert model_key(maker, model) == key


@pytest.mark.parametrize(
    ("maker", "key"),
    [("Hewlett-Packard", "hp"), ("Hewlett Packard Enterprise", "hp"), ("Dell Inc.", "dell"), ("Cisco Systems, Inc.", "cisco"),
     ("Cisco Meraki", "meraki"), ("Schneider Electric", "apc"), ("ASUSTeK COMPUTER INC.", "asus")],
)  # fmt: skip
def test_spellings_of_one_maker_meet(maker, key):
    assert maker_key(maker) == key


@pytest.mark.parametrize(
    ("maker", "model", "part", "ends_on"),
    [("Cisco", "Catalyst 2960-X", "WS-C2960X-24PSQ-L", "2026-04-29"), ("Cisco", "ws-c2960x-24psq-l", "", "2026-04-29"),
     ("Apple", "iPhone 8", "", "2025-03-31"), ("Samsung", "Galaxy S21", "", "2026-02-21"),
     ("Microsoft", "Surface Pro 7", "", "2025-10-30")],
)  # fmt: skip
def test_a_makers_end_is_found_by_part_number_or_model(maker, model, part, ends_on):
    found = load_reference().maker_end(maker, model, part)
    assert found is not None
    assert str(found[0]) == ends_on


def test_a_model_that_no_table_knows_has_no_end_and_was_not_seen():
    reference = load_reference()
    assert reference.maker_end("Acme", "Roadrunner 9", "") is None
    assert reference.model("Acme", "Roadrunner 9") is None


def test_a_table_of_ones_own_adds_rows_and_its_rows_win():
    rows = (
        "maker,part_number,security_ends_on,support_ends_on,source\n"
        "dell,PowerEdge R740,,2027-01-31,our account manager\n"
        "cisco,WS-C2960X-24PSQ-L,2030-01-01,2030-01-01,a contract of ours\n"
    )
    own = load_reference((OwnTable("maker_support", "extend", rows),))
    assert [str(own.maker_end(*device, "")[0]) for device in (("Dell", "PowerEdge R740"), ("Cisco", "WS-C2960X-24PSQ-L"))] == [
        "2027-01-31", "2030-01-01",
    ]  # fmt: skip


def test_a_replaced_table_holds_nothing_else():
    rows = "maker,part_number,security_ends_on,support_ends_on,source\ndell,PowerEdge R740,,2027-01-31,us\n"
    own = load_reference((OwnTable("maker_support", "replace", rows),))
    assert own.maker_end("Cisco", "WS-C2960X-24PSQ-L", "") is None


def test_cycles_are_made_with_edition_and_state(tmp_path: Path):
    columns = "product,category,cycle,release_date,support_end,eol,extended_eol,latest,source,label"
    (tmp_path / "product_support.csv").write_text(
        f"{columns}\n"
        "windows,os_client,11-23h2-e,2023-10-31,2026-11-10,2026-11-10,,10.0.22631,s,11 23H2 (E)\n"
        "macos,os_client,14,2023-09-26,,false,,14.8,s,macOS 14\n"
        "ios,os_mobile,3,2009-06-17,,true,,3.1,s,3\n"
        "office,app,2016,2015-09-22,,2025-10-14,,16,s,2016\n"
    )
    rows = product_cycles(tmp_path).set_index("product")
    assert rows[["cycle", "edition", "build", "state"]].T.to_dict("list") == {
        "ios": ["3", "", "", "ended"],
        "macos": ["14", "", "", "none_announced"],
        "windows": ["11-23h2", "enterprise", "10.0.22631", "dated"],
    }


@pytest.mark.parametrize("model", ["Latitude 5440", "Dell Latitude 5440"])
def test_a_model_without_its_maker_is_found_where_only_one_maker_has_it(model):
    assert load_reference().model("", model) == load_reference().model("Dell", "Latitude 5440") is not None


def test_a_name_that_two_generations_share_says_nothing_of_age():
    assert load_reference().model("Dell", "OptiPlex 7010 SFF") is None


def test_a_phone_was_not_seen_before_it_came_out():
    found = load_reference().model("Apple", "iPhone 13")
    assert found is not None
    assert str(found.first_seen_on) == "2021-09-24"
