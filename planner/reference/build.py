"""Makes our own tables under `data/` from a folder of gathered facts: `python -m planner.reference.build FOLDER`.

Every row names its source, licence and as-of date. Run by whoever refreshes the facts, never by the application.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import pandas as pd

from planner.reference.build_lags import model_lag_rows
from planner.reference.build_models import model_rows
from planner.reference.build_rules import SERIAL_RULES
from planner.reference.names import folded
from planner.reference.starting_values import policy_rows, price_rows

DATA: Final = Path(__file__).parents[2] / "data"
END_OF_LIFE: Final = {"licence": "MIT", "as_of": "2026-08-22"}
_LEFT_OUT = {
    "kindle", "apple-tvos", "apple-watch", "watchos", "visionos", "pixel-watch", "samsung-galaxy-watch", "nvidia-gpu",
    "raspberry-pi", "intel-processors", "google-nexus", "openwrt", "windows-powershell", "windows-server-core",
}  # fmt: skip
_EDITIONS: Final = (
    ("-iot-lts", "iot_ltsc"), ("-e-lts", "ltsc"), ("-iot", "iot"), ("-e", "enterprise"), ("-w", "pro"),
    ("-sac", "semi_annual"), ("-ac", "semi_annual"),
)  # fmt: skip
_MAKER_SUPPORT_FAMILIES = {"Routers", "Security", "Switches", "Wireless", "Collaboration Endpoints and Phones"}
_NOT_HARDWARE = (
    r"^(?:L-|SL-|SW-|CON-|CAB-|PWR|FAN|STACK-|A-|ASA-AC|S-|SF-|LIC|R-)"
    r"|(?:-LIC|-SUB|-RTU|-DL)|=$|-[135]Y|-CABLE|-MEM|-FAN"
)


def product_cycles(folder: Path) -> pd.DataFrame:
    """One row per product, cycle and edition class. `state`: dated, ended (date unknown) or none_announced."""
    facts = _read(folder / "product_support.csv")
    facts = facts[~facts["product"].isin(_LEFT_OUT) & (facts["category"] != "app")]
    split = [split_edition(product, cycle) for product, cycle in zip(facts["product"], facts["cycle"], strict=True)]
    is_build = facts["latest"].str.match(r"^\d+\.\d+\.\d{4,}$") & facts["product"].str.startswith("windows")
    return pd.DataFrame(
        {
            "product": facts["product"],
            "edition": [edition for _, edition in split],
            "cycle": [cycle for cycle, _ in split],
            "kind": facts["category"],
            "label": facts["label"],
            "build": facts["latest"].where(is_build, ""),
            "released_on": facts["release_date"],
            "support_ends_on": _dates_only(facts["support_end"]),
            "security_ends_on": _dates_only(facts["eol"]),
            "extended_ends_on": _dates_only(facts["extended_eol"]),
            "state": facts["eol"].map({"true": "ended", "false": "none_announced"}).fillna("dated"),
            "source": facts["source"],
            **END_OF_LIFE,
        }
    ).sort_values(["product", "released_on", "cycle", "edition"])


def split_edition(product: str, cycle: str) -> tuple[str, str]:
    """A cycle as endoflife.date names it → our cycle and edition: '11-23h2-e' → ('11-23h2', 'enterprise')."""
    if product.startswith("windows"):
        for suffix, edition in _EDITIONS:
            if cycle.endswith(suffix):
                return cycle.removesuffix(suffix), edition
    return cycle, ""


def cpu_generations(folder: Path) -> pd.DataFrame:
    """Generation, launch quarters as mid-quarter dates, and whether Windows 11 supports it: yes, no or unproven.

    Exceptions inside a generation (i7-7820HQ, Ryzen 2000 APUs) are told apart in `cpu.py`.
    """
    facts = _read(folder / "cpu_generations.csv")
    proven = facts["windows11_supported"].where(facts["windows11_supported"].isin(["yes", "no"]), "unproven")
    too_old = facts["gen"].str.contains(r"Core 7th gen|Xeon E[35] v")
    listed = facts["gen"].str.contains(r"Xeon E-2")
    return pd.DataFrame(
        {
            "generation": facts["gen"],
            "first_launched_on": facts["first"].map(_mid_quarter),
            "median_launched_on": facts["median"].map(_mid_quarter),
            "last_launched_on": facts["last"].map(_mid_quarter),
            "runs_windows_11": proven.mask(too_old, "no").mask(listed, "yes"),
            "source": "Public launch dates; Microsoft's Windows 11 processor requirements",
            "licence": "facts",
            "as_of": "2026-11-22",
        }
    ).sort_values(["generation"])


def failure_priors(folder: Path) -> pd.DataFrame:
    """Weibull parameters per category with their derivation and evidence grade (A data … C expert)."""
    facts = _read(folder / "weibull_priors.csv")
    columns = {
        "category": "component", "fault_shape": "fault_shape", "fault_scale_years": "fault_scale_years",
        "warranty_years_default": "warranty_years", "q_replace_in_warranty": "forced_share_in_warranty",
        "q_replace_after_warranty": "forced_share_after_warranty", "accident_rate_per_year": "accidents_per_year",
        "sigma_log_hazard": "sigma_log_hazard", "life_p10": "life_p10_years", "life_p50": "life_p50_years",
        "life_p90": "life_p90_years", "evidence_grade": "evidence_grade", "derivation": "source",
    }  # fmt: skip
    rows = facts[list(columns)].rename(columns=columns).assign(licence="facts", as_of="2026-11-22")
    rows["source"] = rows["source"].str.replace("NOT confirmed in stored copies", "unconfirmed", regex=False)
    return rows


def inference_lags(folder: Path) -> pd.DataFrame:
    """Measured lags in years between what is seen and the day a device goes into service."""
    facts = _read(folder / "inference_lags.csv")
    in_months = facts["evidence"].str.contains("months")
    rows = facts.assign(evidence=facts["evidence"].str.replace(r" \(months\)", "", regex=True))
    for column in ("p05", "p10", "p25", "p50", "p75", "p90", "p95"):
        years = pd.to_numeric(rows[column]).where(~in_months, pd.to_numeric(rows[column]) / 12)
        rows[column] = years.round(3)
    rows = pd.concat([rows, model_lag_rows(_read(folder / "model_first_seen_linuxhw.csv"))], ignore_index=True)
    return rows.assign(source="Measured on public device inventories", licence="facts", as_of="2026-11-22")


def apple_models(folder: Path) -> pd.DataFrame:
    facts = _read(folder / "apple_models.csv")
    facts = facts[facts["release"] != ""]
    return pd.DataFrame(
        {
            "identifier": facts["identifier"],
            "name": facts["name"],
            "model_key": facts["name"].map(folded),
            "released_on": facts["release"].map(lambda text: text if len(text) == 10 else f"{text}-15"),
            "precision": facts["precision"],
            "source": facts["source"],
            "licence": "MIT",
            "as_of": "2025-11-05",
        }
    ).drop_duplicates(["identifier", "name"])


def maker_support(folder: Path) -> pd.DataFrame:
    """Cisco devices by part number: the last day of security fixes where told, and of all support."""
    facts = _read(folder / "cisco_hardware_support.csv")
    facts = facts[facts["family"].isin(_MAKER_SUPPORT_FAMILIES)]
    facts = facts[~facts["part_number"].str.contains(_NOT_HARDWARE)]
    table = pd.DataFrame(
        {
            "maker": "cisco",
            "part_number": facts["part_number"].str.upper(),
            "security_ends_on": facts["security_support_ends_on"],
            "support_ends_on": facts["support_ends_on"],
            "source": "Cisco " + facts["bulletin"].where(facts["bulletin"] != "", "bulletin"),
            "licence": "MIT",
            "as_of": "2024-11-01",
        }
    )
    return table.sort_values(["part_number", "support_ends_on"]).drop_duplicates("part_number", keep="last")


def model_first_seen(folder: Path) -> pd.DataFrame:
    return model_rows(_read(folder / "model_first_seen_linuxhw.csv"))


TABLES: Final[dict[str, Callable[[Path], pd.DataFrame]]] = {
    "product_cycles": product_cycles,
    "cpu_generations": cpu_generations,
    "failure_priors": failure_priors,
    "serial_date_rules": lambda _: pd.DataFrame(SERIAL_RULES),
    "inference_lags": inference_lags,
    "model_first_seen": model_first_seen,
    "apple_models": apple_models,
    "maker_support": maker_support,
    "default_policy": lambda _: pd.DataFrame(policy_rows()),
    "price_book": lambda _: pd.DataFrame(price_rows()),
}


def build(folder: Path, data: Path = DATA) -> dict[str, int]:
    """Writes each table as CSV; gives rows written by table."""
    data.mkdir(exist_ok=True)
    written = {}
    for name, make in TABLES.items():
        table = make(folder)
        table.to_csv(data / f"{name}.csv", index=False, lineterminator="\n")
        written[name] = len(table)
    return written


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def _dates_only(column: pd.Series[str]) -> pd.Series[str]:
    return column.where(column.str.match(r"^\d{4}-\d\d-\d\d$"), "")


def _mid_quarter(text: str) -> str:
    year, quarter = text.split("-Q")
    return f"{year}-{int(quarter) * 3 - 1:02d}-15"


def main(arguments: Sequence[str]) -> None:
    for name, rows in build(Path(arguments[0])).items():
        print(f"{name}.csv: {rows} rows")


if __name__ == "__main__":
    main(sys.argv[1:])
