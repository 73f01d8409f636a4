"""Public hardware probes condensed to one row per maker and model: when a model was first seen."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.reference.names import lenovo_machine_type, maker_key, model_key

MIN_PROBES = 5
"""Fewer machines than this say too little about when a model was sold."""

_OFFICE_MAKERS = ("dell", "hp", "lenovo", "fujitsu", "toshiba", "microsoft", "panasonic", "apple")
MIN_PROBES_OFFICE = 2
"""What offices buy is rarer in the public probes than what enthusiasts buy; two machines still bound it."""

_NO_BUSINESS_MODEL = r"^(?:others?|notebook|system|to be filled|default|all series|unknown)"
_BOARD_MAKERS = {
    "gigabyte", "asrock", "biostar", "ecs", "intel", "intel client systems", "supermicro", "google", "others",
}  # fmt: skip
"""Their names are those of mainboards or of shared reference boards, which no asset sheet names."""

_REUSED_NAMES = {("dell", "optiplex 7010")}
"""Two generations ten years apart (2012, 2023) carry this name, so that it says nothing."""

_FORMS = ("Notebook", "Desktop", "Convertible", "Mini Pc", "Server", "All In One", "Tablet")


def model_rows(probes: pd.DataFrame) -> pd.DataFrame:
    """`probes` as read (text). Columns: maker, model (folded), first_seen_on, cpu_launched_on, battery_made_on, probes.

    A Lenovo machine type gets a row of its own, as many sheets say nothing else.
    """
    facts = dated_probes(probes)
    machine_types = facts[facts["maker"] == "lenovo"].copy()
    machine_types["key"] = machine_types["model"].map(lenovo_machine_type)
    facts = pd.concat([facts, machine_types.dropna(subset=["key"])])
    facts = facts[(facts["key"].str.len() > 3) & ~facts["key"].str.contains(_NO_BUSINESS_MODEL)]
    return _condensed(facts)


def dated_probes(probes: pd.DataFrame) -> pd.DataFrame:
    """The probes of computers that an asset sheet may name, with `maker` and `key` folded and dates as dates."""
    facts = probes[probes["category"].isin(_FORMS)].copy()
    for column in ("n_probes", "n_batt"):
        facts[column] = pd.to_numeric(facts[column])
    for column in ("first_bios_p05", "cpu_launch_median", "battery_mfg_median"):
        facts[column] = pd.to_datetime(facts[column], errors="coerce")
    facts["maker"] = facts["vendor"].map(maker_key)
    facts = facts[~facts["maker"].isin(_BOARD_MAKERS)]
    facts["key"] = [model_key(maker, model) for maker, model in zip(facts["vendor"], facts["model"], strict=True)]
    return facts


def _condensed(facts: pd.DataFrame) -> pd.DataFrame:
    groups = facts.groupby(["maker", "key"], sort=True)
    table = pd.DataFrame(
        {
            "first_seen_on": groups["first_bios_p05"].min(),
            "cpu_launched_on": _weighted_middle(facts, "cpu_launch_median", "n_probes"),
            "battery_made_on": _weighted_middle(facts, "battery_mfg_median", "n_batt"),
            "probes": groups["n_probes"].sum(),
            "batteries": groups["n_batt"].sum(),
        }
    )
    table["battery_made_on"] = table["battery_made_on"].where(table["batteries"] >= 3)
    is_office = table.index.get_level_values("maker").isin(_OFFICE_MAKERS)
    enough = table["probes"] >= np.where(is_office, MIN_PROBES_OFFICE, MIN_PROBES)
    table = table[enough & ~table.index.isin(_REUSED_NAMES)].drop(columns="batteries")
    table = table.dropna(subset=["first_seen_on", "cpu_launched_on", "battery_made_on"], how="all")
    table.index = table.index.set_names(["maker", "model"])
    for column in ("first_seen_on", "cpu_launched_on", "battery_made_on"):
        table[column] = table[column].dt.strftime("%Y-%m-%d")
    return table.reset_index().assign(source="linuxhw/DMI", licence="CC BY 4.0", as_of="2026-11-22")


def _weighted_middle(facts: pd.DataFrame, column: str, weight: str) -> pd.Series[pd.Timestamp]:
    """The date at which half of the machines of a model have been passed."""
    known = facts[facts[column].notna() & (facts[weight] > 0)].sort_values(["maker", "key", column])
    running = known.groupby(["maker", "key"])[weight].cumsum()
    total = known.groupby(["maker", "key"])[weight].transform("sum")
    return known[running * 2 >= total].groupby(["maker", "key"])[column].first()
