"""An installation's own rows over the reference tables: which tables take them, and how they lie over ours."""

from __future__ import annotations

import io
import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import pandas as pd

from planner.errors import PlannerError
from planner.reference.model_match import part_key
from planner.reference.names import maker_key

Mode = Literal["extend", "replace", "refresh"]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnTable:
    """One version of one table: `content` is CSV in that table's columns. A 'refresh' is ours made newer: it lies
    under whatever a person gave."""

    table: str
    mode: Mode
    content: str


@dataclass(frozen=True, slots=True)
class TableRules:
    """`key`: the columns that name the thing a row is about; `needed`: those that may not be empty; `aliases`: other
    headers (folded) that people write → column, the more telling first; `one_of`: at least one of these is filled;
    `inherits`: columns that, left empty, stay as the row says that is outranked."""

    key: tuple[str, ...]
    needed: tuple[str, ...]
    aliases: Mapping[str, str]
    one_of: tuple[str, ...] = ()
    inherits: tuple[str, ...] = field(default=())


def _named(**columns: str) -> dict[str, str]:
    return {alias: column for column, aliases in columns.items() for alias in aliases.split(" | ")}


_MAKER: Final = _named(maker="manufacturer | vendor | brand | make | producer")
_SECURITY: Final = (
    "security support ends | end of security support | end of security updates | end of security fixes | "
    "end of security | security ends | end of vulnerability support | end of software support"
)
_SUPPORT: Final = (
    "last date of support | last day of support | ldos | end of support | end of support date | eos date | "
    "support ends | end of life | end of life date | eol date | eosl | eol | eos"
)
RULES: Final[dict[str, TableRules]] = {
    "product_cycles": TableRules(
        ("product", "edition", "cycle"), ("product", "cycle"),
        _named(security_ends_on=f"{_SECURITY} | {_SUPPORT}", cycle="version | release", released_on="release date",
               support_ends_on="end of mainstream support | end of active support | mainstream support ends",
               extended_ends_on="end of extended support | extended support ends | end of esu",
               system="operating system | os"),
        ("security_ends_on", "support_ends_on", "extended_ends_on", "state"),
        ("kind", "label", "build", "released_on", "support_ends_on", "security_ends_on", "extended_ends_on", "state"),
    ),
    "maker_support": TableRules(
        ("maker", "part_number"), ("maker", "part_number"),
        _MAKER | _named(part_number="model | model name | product | product name | device | appliance | part | sku | "
                                    "product id | pid | model number",
                        security_ends_on=_SECURITY, support_ends_on=_SUPPORT),
        ("security_ends_on", "support_ends_on"),
    ),
    "model_first_seen": TableRules(
        ("maker", "model"), ("maker", "model"),
        _MAKER | _named(first_seen_on="released | launched | release date | launch date | first seen"),
        ("first_seen_on", "cpu_launched_on"),
        inherits=("first_seen_on", "cpu_launched_on", "battery_made_on", "probes"),
    ),
    "apple_models": TableRules(
        ("identifier",), ("identifier", "released_on"),
        _named(model_key="model | model name", released_on="released | release date"),
    ),
    "cpu_generations": TableRules(
        ("generation",), ("generation", "first_launched_on", "median_launched_on", "runs_windows_11"),
        _named(runs_windows_11="windows 11"), inherits=("last_launched_on",),
    ),
    "serial_date_rules": TableRules(
        ("maker",), ("maker", "pattern", "lag_p10_years", "lag_p50_years", "lag_p90_years"), _MAKER
    ),
    "default_policy": TableRules(
        ("category",), ("category",),
        _named(plan_years="plan | useful life | useful life years | life years", limit_years="limit",
               category="type | device type"),
        inherits=("plan_months", "limit_months", "mode", "follows", "warranty_months"),
    ),
    "price_book": TableRules(
        ("category", "currency"), ("category", "currency", "hardware_minor", "priced_on"),
        _named(hardware="price | unit price | hardware price | cost | unit cost", labour_hours="hours | labor hours",
               priced_on="price date | date", category="type | device type"),
        inherits=("labour_minutes",),
    ),
}  # fmt: skip
"""The tables that a person may extend or replace. The others are fitted from data by the project's own scripts."""

STATED_OTHERWISE: Final = {
    "product_cycles": ("system",),
    "default_policy": ("plan_years", "limit_years", "warranty_years"),
    "price_book": ("hardware", "labour_hours"),
}
"""What a sheet may say in place of a column: an operating system as people write it, years, an amount, hours."""


def rules_of(table: str) -> TableRules:
    """Raises PlannerError for a table that takes no rows of one's own."""
    if table not in RULES:
        raise PlannerError(f"There is no reference table '{table}' to update.", f"Use one of: {', '.join(RULES)}.")
    return RULES[table]


def column_of(header: str, table: str, columns: Sequence[str]) -> tuple[str, int] | None:
    """The column that a header means and its rank (0: by its own name, then the more telling alias first), or None."""
    folded = " ".join(re.sub(r"[\W_]+", " ", header).casefold().split())
    for name in (*columns, *STATED_OTHERWISE.get(table, ())):
        if folded == name.replace("_", " "):
            return name, 0
    aliases = rules_of(table).aliases
    return (aliases[folded], 1 + list(aliases).index(folded)) if folded in aliases else None


def keys_of(rows: pd.DataFrame, table: str) -> list[Key]:
    """What each row is about. A maker's part is the same however it is spelled: 'Catalyst 2960X-24PSQ-L' is
    'WS-C2960X-24PSQ-L'."""
    keys: list[Key] = list(zip(*(rows[name].tolist() for name in RULES[table].key), strict=True))
    if table == "maker_support":
        return [(maker_key(maker), part_key(part) or part) for maker, part in keys]
    return keys


def overlaid(ours: pd.DataFrame, table: str, own: Sequence[OwnTable]) -> pd.DataFrame:
    """The table with its own versions over it, oldest first, refreshed dates at the bottom; of rows about the same
    thing the last counts."""
    versions = [version for version in own if version.table == table]
    for version in sorted(versions, key=lambda version: version.mode != "refresh"):
        more = pd.read_csv(io.StringIO(version.content), dtype=str, keep_default_na=False)
        more = more.reindex(columns=ours.columns, fill_value="")
        ours = more if version.mode == "replace" else _over(ours, more, table)
    return ours


def _over(below: pd.DataFrame, above: pd.DataFrame, table: str) -> pd.DataFrame:
    keys, names = keys_of(below, table), set(keys_of(above, table))
    outranked = [key in names for key in keys]
    known: dict[Key, dict[str, Any]] = {}
    for key, row in zip([key for key in keys if key in names], below[outranked].to_dict("records"), strict=True):
        known.setdefault(key, {str(name): value for name, value in row.items()})
    rows = [
        _inheriting({str(name): str(value) for name, value in row.items()}, known.get(key, {}), table)
        for key, row in zip(keys_of(above, table), above.to_dict("records"), strict=True)
    ]
    kept = below[[not is_outranked for is_outranked in outranked]]
    return pd.concat([kept, pd.DataFrame(rows, columns=below.columns, dtype="str")], ignore_index=True)


def _inheriting(row: dict[str, str], below: Mapping[str, str], table: str) -> dict[str, str]:
    stays = RULES[table].inherits
    if table == "product_cycles" and row["state"] not in ("", "dated"):
        stays = tuple(name for name in stays if not name.endswith("_ends_on"))
    made = {name: value or (below.get(name, "") if name in stays else "") for name, value in row.items()}
    if table == "product_cycles":
        made["label"] = made["label"] or made["cycle"]
    return made


def each_edition(rows: pd.DataFrame, table: str, below: pd.DataFrame) -> pd.DataFrame:
    """A cycle that is given without an edition is meant for every edition that the table tells apart."""
    if table != "product_cycles":
        return rows
    editions = below.groupby(["product", "cycle"])["edition"].agg(list).to_dict()
    made: list[dict[Hashable, Any]] = []
    numbers: list[int] = []
    for number, row in zip(rows.index.tolist(), rows.to_dict("records"), strict=True):
        meant = [row["edition"]] if row["edition"] else editions.get((row["product"], row["cycle"]), [""])
        made += [{**row, "edition": edition} for edition in meant]
        numbers += [number] * len(meant)
    return pd.DataFrame(made, index=numbers, columns=rows.columns, dtype="str")
