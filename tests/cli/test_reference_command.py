"""`reference …`: an MSP's own dates by the command line, refused whole or taken whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.actions.test_reference_refresh import api, as_the_api_says

AS_OF = ("--as-of", "2026-11-23")
DEVICES = """Name,Serial Number,Type,Make,Model,Purchase Date
FW-1,C0EAE4112233,Firewall,SonicWall,TZ 470,2025-03-01
FW-2,C0EAE4112244,Firewall,SonicWall,TZ 570,2025-03-01
"""
DATES = "Model,End of Support\nTZ 470,2027-06-30\nTZ 300,2024-11-30\n"
UPDATE = ("reference", "update", "maker_support", "dates.csv", "--set", "maker=SonicWall")


@pytest.fixture
def run(tmp_path: Path, planner):
    """`python -m planner …` in a folder with Acme's two firewalls and a list of SonicWall's dates."""
    (tmp_path / "devices.csv").write_text(DEVICES)
    (tmp_path / "dates.csv").write_text(DATES)
    planner("import", "devices.csv", "--client", "Acme", *AS_OF)
    return planner


def listed(run, table: str = "maker_support") -> dict[str, object]:
    [found] = [row for row in json.loads(run("reference", "list", "--json").stdout) if row["table"] == table]
    return found


def test_a_dry_run_prints_what_moves_and_writes_nothing(run) -> None:
    shown = run(*UPDATE, "--dry-run", *AS_OF)
    assert shown.returncode == 0, shown.stderr
    assert "sonicwall TZ 470: support_ends_on nothing → 2027-06-30" in shown.stdout
    assert "Acme: 1 device changes its due date (FW-1 2030-03-01 → 2027-06-30)" in shown.stdout
    assert "1 device changes its due date, of 1 client." in shown.stdout
    assert "2 rows; 2 change maker_support. Nothing was written." in shown.stdout
    assert listed(run)["versions"] == []


def test_an_update_is_listed_and_can_be_undone(run) -> None:
    assert "Undo with `reference undo maker_support`" in run(*UPDATE).stdout
    [version] = listed(run)["versions"]
    assert (version["version"], version["mode"], version["rows"], version["file_name"]) == (1, "extend", 2, "dates.csv")
    printed = " ".join(run("reference", "list").stdout.split())
    assert "extended by" in printed
    assert run("reference", "undo", "maker_support").returncode == 0
    assert listed(run)["versions"] == []
    again = run("reference", "undo", "maker_support")
    assert (again.returncode, "has no update of yours" in again.stderr) == (2, True)


def test_the_list_names_every_table(run) -> None:
    names = {row["table"]: row for row in json.loads(run("reference", "list", "--json").stdout)}
    assert set(names) == {
        "product_cycles", "maker_support", "apple_models", "model_first_seen", "cpu_generations", "serial_date_rules",
        "inference_lags", "failure_priors", "price_book", "default_policy", "mac_last_systems",
    }  # fmt: skip
    assert all(row["rows"] and row["sources"] and row["newest_as_of"] for row in names.values())


def test_a_file_with_faults_is_refused_with_all_of_them(run, tmp_path: Path) -> None:
    (tmp_path / "dates.csv").write_text("Model,End of Support\nTZ 470,soon\n,2024-11-30\nTZ 570,2027-06-30\n")
    refused = run(*UPDATE)
    assert refused.returncode == 2
    assert "row 2" in refused.stderr
    assert "row 3" in refused.stderr
    assert "2 faults; nothing was changed." in refused.stderr
    told = json.loads(run(*UPDATE, "--json").stdout)
    assert [problem["cell"] for problem in told["problems"]] == ["row 2", "row 3"]
    assert listed(run)["versions"] == []


@pytest.mark.parametrize(("arguments", "said"), [
    (("update", "nonsense", "dates.csv"), "There is no reference table 'nonsense'"),
    (("update", "maker_support", "gone.csv"), "cannot be read"),
    (("update", "maker_support", "dates.csv", "--set", "maker"), "no COLUMN=VALUE"),
    (("refresh", "--url", "http://127.0.0.1:9/api/v1"), "could not be reached"),
])  # fmt: skip
def test_what_cannot_be_done_is_refused_with_status_2(run, arguments: tuple[str, ...], said: str) -> None:
    refused = run("reference", *arguments)
    assert refused.returncode == 2
    assert said in refused.stderr
    assert not any(row["versions"] for row in json.loads(run("reference", "list", "--json").stdout))


def test_a_refresh_prints_which_dates_moved(run) -> None:
    with api(as_the_api_says({("windows", "11-24h2-w"): "2027-10-13"})) as url:
        done = run("reference", "refresh", "--url", url)
    assert done.returncode == 0, done.stderr
    assert "windows pro 11-24h2: security_ends_on 2026-10-13 → 2027-10-13" in done.stdout
    assert [version["mode"] for version in listed(run, "product_cycles")["versions"]] == ["refresh"]


def test_the_installations_own_policy_is_what_policy_show_prints(run, tmp_path: Path) -> None:
    (tmp_path / "policy.csv").write_text("Category,Plan years,Limit years\nFirewalls,3,4\n")
    assert run("reference", "update", "default_policy", "policy.csv").returncode == 0
    shown = {rule["category"]: rule for rule in json.loads(run("policy", "show", "--json").stdout)}
    assert (shown["firewall"]["plan_months"], shown["firewall"]["mode"]) == (36, "scheduled")
