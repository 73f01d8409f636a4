"""The reference tables, read once and indexed for looking up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pandas as pd

from planner.errors import PlannerError
from planner.reference.cpu import CpuGeneration, CpuMatch, match_cpu
from planner.reference.model_match import ModelSupport, PartRow, SupportIndex
from planner.reference.names import apple_key, folded, maker_key, model_key
from planner.reference.os_match import Cycle, Cycles, OsMatch, match_os
from planner.reference.own import OwnTable, overlaid

_REVISION: Final = re.compile(r"^(10\.0\.\d{5})\.\d+$")
"""A Windows build's revision changes every month and says nothing of the cycle."""

DATA: Final = Path(__file__).parents[2] / "data"


@dataclass(frozen=True, slots=True)
class ModelSeen:
    """When one model was first seen, when its processor came out, the middle of its batteries' dates."""

    first_seen_on: date | None
    cpu_launched_on: date | None
    battery_made_on: date | None
    source: str


@dataclass(frozen=True, slots=True)
class SerialRule:
    """How one maker writes the week of manufacture; the lags are years from then until the device is in service."""

    maker: str
    pattern: re.Pattern[str]
    lag_p10: float
    lag_p50: float
    lag_p90: float
    source: str


@dataclass(frozen=True)
class Reference:
    """Everything looked up. The DataFrames are the tables as they stand in the files; do not change them."""

    cycles: Cycles
    generations: dict[str, CpuGeneration]
    models: dict[tuple[str, str], ModelSeen]
    makers_of_models: dict[str, tuple[str, ...]]
    apple_released: dict[str, date]
    support: SupportIndex
    serial_rules: dict[str, SerialRule]
    lags: pd.DataFrame
    failure_priors: pd.DataFrame
    policy_rows: pd.DataFrame
    price_book: pd.DataFrame
    _os: dict[tuple[str, str, bool], OsMatch | None] = field(default_factory=dict, repr=False)
    _cpu: dict[str, CpuMatch] = field(default_factory=dict, repr=False)

    def os(self, text: str, version: str, is_server: bool) -> OsMatch | None:
        """The operating system that a sheet names; remembered by its distinct text."""
        key = (text, _REVISION.sub(r"\1", version) if version.startswith("10.0.") else version, is_server)
        try:
            return self._os[key]
        except KeyError:
            found = self._os[key] = match_os(*key, self.cycles)
            return found

    def cpu(self, text: str) -> CpuMatch:
        """The processor that a sheet names; remembered by its distinct text."""
        if text not in self._cpu:
            self._cpu[text] = match_cpu(text, self.generations)
        return self._cpu[text]

    def model(self, maker: str, model: str) -> ModelSeen | None:
        """When a model was first seen, or an Apple model came out.

        Without a maker, the model's first word may name it, else the name must be that of one maker's model only.
        """
        if not maker:
            maker, model = self._with_maker(model)
        key = model_key(maker, model)
        seen = self.models.get((maker_key(maker), key)) or self.models.get((maker_key(maker), f"{key} gen 1"))
        if maker_key(maker) in {"apple", ""} and (released := self._apple_release(key, model)):
            return _since_release(seen, released)
        if seen is None and (phone := self.support.find(maker, model, "")) and phone.released_on:
            return ModelSeen(phone.released_on, None, None, phone.source)
        return seen

    def _apple_release(self, key: str, model: str) -> date | None:
        return self.apple_released.get(key) or self.apple_released.get(apple_key(model))

    def _with_maker(self, model: str) -> tuple[str, str]:
        first = model.split(" ", maxsplit=1)[0]
        if maker_key(first) in self.makers_of_models.get("", ()):
            return first, model
        makers = self.makers_of_models.get(model_key("", model), ())
        return (makers[0] if len(makers) == 1 else ""), model

    def maker_end(self, maker: str, model: str, part_number: str) -> tuple[date, str] | None:
        """The last day on which the maker fixes what is unsafe in this hardware, and who says so."""
        found = self.maker_support(maker, model, part_number)
        return (found.ends_on, found.source) if found and found.ends_on else None

    def maker_support(self, maker: str, model: str, part_number: str) -> ModelSupport | None:
        """What the maker says of this hardware's support: a date, ended, or none announced. None is unknown."""
        return self.support.find(maker, model, part_number)


def _since_release(seen: ModelSeen | None, released: date) -> ModelSeen:
    """A Mac is as old as its release: its firmware, which dates what was seen, is renewed with each macOS."""
    if seen is None:
        return ModelSeen(released, None, None, "Apple's release")
    return replace(seen, first_seen_on=released, source="Apple's release")


@lru_cache(maxsize=4)
def load_reference(own: tuple[OwnTable, ...] = ()) -> Reference:
    """The tables of `data/` with an installation's own over them, oldest first.

    Raises PlannerError where a table is not there or lacks a column.
    """
    tables = {name: overlaid(table_rows(name), name, own) for name in _COLUMNS}
    return Reference(
        cycles=Cycles(Cycle(*row) for row in _rows(tables["product_cycles"], _CYCLE)),
        generations={row[0]: CpuGeneration(*row) for row in _rows(tables["cpu_generations"], _GENERATION)},
        models={(row[0], row[1]): ModelSeen(*row[2:]) for row in _rows(tables["model_first_seen"], _MODEL)},
        makers_of_models=_makers_of_models(tables["model_first_seen"]),
        apple_released=_earliest(tables["apple_models"]),
        support=_support(tables),
        serial_rules=_serial_rules(tables["serial_date_rules"]),
        lags=_numbers(tables["inference_lags"], ("p05", "p10", "p25", "p50", "p75", "p90", "p95")),
        failure_priors=_numbers(tables["failure_priors"], _PRIOR_NUMBERS),
        policy_rows=_numbers(tables["default_policy"], ("plan_months", "limit_months", "warranty_months")),
        price_book=_numbers(tables["price_book"], ("hardware_minor", "labour_minutes")),
    )


_CYCLE = ("product", "edition", "cycle", "label", "build", "released_on", "support_ends_on", "security_ends_on",
          "extended_ends_on", "state")  # fmt: skip
_GENERATION = ("generation", "first_launched_on", "median_launched_on", "runs_windows_11")
_MODEL = ("maker", "model", "first_seen_on", "cpu_launched_on", "battery_made_on", "source")
_PRIOR_NUMBERS = ("fault_shape", "fault_scale_years", "warranty_years", "forced_share_in_warranty",
                  "forced_share_after_warranty", "accidents_per_year", "sigma_log_hazard", "life_p10_years",
                  "life_p50_years", "life_p90_years")  # fmt: skip
_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "product_cycles": _CYCLE,
    "cpu_generations": _GENERATION,
    "model_first_seen": _MODEL,
    "apple_models": ("identifier", "model_key", "released_on"),
    "maker_support": ("maker", "part_number", "security_ends_on", "support_ends_on", "source"),
    "mac_last_systems": ("family", "number", "variant", "last_macos"),
    "serial_date_rules": ("maker", "pattern", "lag_p10_years", "lag_p50_years", "lag_p90_years", "source"),
    "inference_lags": ("evidence", "population", "p10", "p50", "p90"),
    "failure_priors": ("component", *_PRIOR_NUMBERS, "evidence_grade", "source"),
    "default_policy": ("category", "plan_months", "limit_months", "mode", "follows", "warranty_months"),
    "price_book": ("category", "currency", "hardware_minor", "labour_minutes", "priced_on", "source"),
}


def table_names() -> tuple[str, ...]:
    """The reference tables, in the order of `reference list`."""
    return tuple(_COLUMNS)


def table_rows(name: str) -> pd.DataFrame:
    """One table of `data/` as it stands, all columns text. Raises PlannerError where it is not there."""
    return _read(DATA / f"{name}.csv", _COLUMNS[name])


def _read(file: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    try:
        table = pd.read_csv(file, dtype=str, keep_default_na=False)
    except FileNotFoundError as gone:
        raise PlannerError(f"The reference table {file.name} is not there.", "Restore the folder data/.") from gone
    if lacking := [column for column in columns if column not in table.columns]:
        raise PlannerError(
            f"The reference table {file.name} lacks the column {lacking[0]}.",
            f"Give it the columns of data/{file.name}.",
        )
    return table


def _rows(table: pd.DataFrame, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    lists = [
        [date.fromisoformat(text) if text else None for text in table[column]] if column.endswith("_on")
        else table[column].tolist()
        for column in columns
    ]  # fmt: skip
    return list(zip(*lists, strict=True))


def _numbers(table: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    return table.assign(**{column: pd.to_numeric(table[column]) for column in columns})


def _makers_of_models(table: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Model → the makers that have one of this name; '' → all makers."""
    found: dict[str, tuple[str, ...]] = {"": tuple(sorted(set(table["maker"])))}
    for maker, model in _rows(table, ("maker", "model")):
        found[model] = (*found.get(model, ()), maker)
    return found


def _earliest(apple: pd.DataFrame) -> dict[str, date]:
    released: dict[str, date] = {}
    for identifier, key, day in _rows(apple, ("identifier", "model_key", "released_on")):
        for name in (key, folded(identifier), apple_key(key), apple_key(identifier)):
            released[name] = min(day, released.get(name, day))
    return released


def _support(tables: dict[str, pd.DataFrame]) -> SupportIndex:
    """Ends by part number and by phone; of an Apple identifier's names the first."""
    columns = ("maker", "part_number", "security_ends_on", "support_ends_on", "source")
    parts = [
        PartRow(maker_key(maker), part, ends_on, source)
        for maker, part, security, support, source in _rows(tables["maker_support"], columns)
        if (ends_on := security or support)
    ]
    apple = tables["apple_models"]
    mobile = apple[apple["identifier"].str.match("iPhone|iPad")]
    identifiers = {folded(identifier): name for identifier, name in _rows(mobile, ("identifier", "model_key"))}
    return SupportIndex(parts, _phones(tables["product_cycles"]), identifiers)


_PHONE_MAKERS: Final = {
    "iphone": "apple", "ipad": "apple", "pixel": "google", "samsung-mobile": "samsung", "samsung-galaxy-tab": "samsung",
    "motorola-mobility": "motorola", "nokia": "nokia", "sony-xperia": "sony", "surface": "microsoft",
    "oneplus": "oneplus", "fairphone": "fairphone", "sns-hardware": "stormshield",
}  # fmt: skip


def _phones(table: pd.DataFrame) -> dict[tuple[str, str], ModelSupport]:
    """Phones, tablets and Surface by maker and model; an iPhone's row is just '13 pro' and is named in full here."""
    found: dict[tuple[str, str], ModelSupport] = {}
    columns = ("product", "label", "released_on", "security_ends_on", "state", "source")
    for product, label, released_on, ends_on, state, source in _rows(table, columns):
        if maker := _PHONE_MAKERS.get(product):
            name = f"iPhone {label}" if product == "iphone" else label
            found[maker, name] = ModelSupport(released_on, ends_on, state, source)
    return found


def _serial_rules(table: pd.DataFrame) -> dict[str, SerialRule]:
    columns = ("maker", "pattern", "lag_p10_years", "lag_p50_years", "lag_p90_years", "source")
    return {
        maker: SerialRule(maker, re.compile(pattern), float(early), float(middle), float(late), source)
        for maker, pattern, early, middle, late, source in _rows(table, columns)
    }
