"""The demo client's posture, worked by hand: score by area, gaps, prices, the five signs with the data behind each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from planner.actions.demo import open_demo
from planner.actions.posture import ClientPosture, client_posture, save_assessment
from planner.actions.tickets_import import apply_tickets, preview_tickets
from planner.actions.uploads import Upload
from planner.sharing.people import Actor
from planner.store import open_store
from tests.conftest import AS_OF
from tests.roadmap.posture_samples import TICKETS

MATURITIES = {
    "monitoring": 2, "patching": 0, "hardware_lifecycle": 1, "firewall": 1, "endpoint_protection": 3,
    "email_filtering": 2, "mfa": 2, "awareness": 1, "access_control": 2, "backup": 3, "documentation": 1,
    "guidance": 1,
}  # fmt: skip
USERS = 53
"""So many different people the two sheets name as users of a device."""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClientPosture]:
    """The demo client, assessed, with a year's tickets."""
    folder: Path = tmp_path_factory.mktemp("posture")
    store, actor = open_store(f"sqlite:///{folder / 'evergreen.db'}"), Actor("Vera", "vcio", datetime.now(UTC))
    demo = open_demo(store, actor, AS_OF)
    answers = {key: {"maturity": level} for key, level in MATURITIES.items()}
    save_assessment(store, actor, demo, AS_OF, answers, "Autumn")
    preview = preview_tickets(store, actor, demo, Upload("tickets.csv", TICKETS.encode()))
    assert preview.counts["added"] == preview.counts["read"] == 8
    assert preview.matched == 3, "the printer's"
    apply_tickets(store, actor, preview)
    yield client_posture(store, actor, demo, AS_OF)
    store.close()


def test_the_score_by_area_is_plain_arithmetic(seen: ClientPosture) -> None:
    by_hand = {
        "Upkeep": Fraction(2 * 2 + 3 * 0 + 2 * 1, 4 * (2 + 3 + 2)),
        "Network and devices": Fraction(3 * 1 + 3 * 3, 4 * (3 + 3)),
        "People and access": Fraction(2 * 2 + 3 * 2 + 1 * 1 + 2 * 2, 4 * (2 + 3 + 1 + 2)),
        "Recovery": Fraction(3 * 3, 4 * 3),
        "Direction": Fraction(1 * 1 + 2 * 1, 4 * (1 + 2)),
    }
    assert {area.name: area.score for area in seen.areas} == {name: float(score) for name, score in by_hand.items()}
    assert seen.total.score == float(Fraction(6 + 12 + 15 + 9 + 3, 4 * (7 + 6 + 8 + 3 + 3)))
    assert seen.words == (
        "Well run in 2 of 5 areas; patch management, managed firewall and 4 other services are not in place."
    )


def test_each_gap_is_proposed_at_its_price_for_every_user(seen: ClientPosture) -> None:
    pence = {"patching": 250, "firewall": 410, "hardware_lifecycle": 160, "guidance": 820, "awareness": 210,
             "documentation": 160}  # fmt: skip
    assert [one.service for one in seen.proposals] == list(pence), "the heaviest first, then the least mature"
    assert (seen.users, seen.users_from) == (USERS, "devices")
    for one in seen.proposals:
        assert one.per_user_month_minor == pence[one.service]
        assert one.month_minor == USERS * pence[one.service]
        assert one.year_minor == 12 * USERS * pence[one.service]
    assert sum(one.year_minor or 0 for one in seen.proposals) == 12 * USERS * 2_010


def test_recurring_problems_are_read_from_the_tickets(seen: ClientPosture) -> None:
    sign = seen.signs[0]
    assert (sign.title, sign.verdict) == ("Recurring problems", "yes")
    assert sign.sentence == "Tickets of 12 months that recur: 3 of 8 (38 %), a sign from 25 %."
    assert [(one.label, one.value) for one in sign.figures[1:]] == [
        ("'HLA-PRN-001'", "3 tickets"), ("'Printer offline'", "3 tickets"),
    ]  # fmt: skip


def test_security_worry_is_read_from_systems_and_the_assessment(seen: ClientPosture) -> None:
    sign = seen.signs[1]
    frame = seen.roadmap.schedule
    known = frame[frame["os_product"].notna()]
    out = known[known["os_support_ends_on"] < AS_OF.isoformat()]
    systems, _, services = sign.figures
    assert systems.value.startswith(f"{out['quantity'].sum()} of {known['quantity'].sum()} ")
    assert services.value == "3 of 8 (38 %)", "updates, firewall and training, of eight protective services"
    assert sign.verdict == "yes"


def test_unpredictable_spending_is_read_from_plan_and_risk(seen: ClientPosture) -> None:
    sign = seen.signs[2]
    planned = seen.roadmap.budget.planned()
    unplanned, peak = sign.figures
    ratio = max(planned) / (sum(planned) / len(planned))
    assert f"{ratio:.1f} times the mean" in peak.value
    assert peak.is_sign == (ratio >= 2)
    share = sum(seen.roadmap.risk.expected) / sum(planned)
    assert f"({share * 100:.0f} %)" in unplanned.value
    assert unplanned.is_sign == (share >= 0.15)
    assert sign.verdict == "yes"


def test_outdated_technology_is_read_from_the_fleet(seen: ClientPosture) -> None:
    sign = seen.signs[3]
    counts = seen.roadmap.status_counts
    known = sum(counts.values()) - counts["unknown"]
    overdue, past = sign.figures
    assert overdue.value.startswith(f"{counts['overdue']} of {known} ")
    frame = seen.roadmap.schedule
    aged = frame[frame["limit_on"].notna()]
    assert past.value.startswith(
        f"{aged.loc[aged['limit_on'] < AS_OF.isoformat(), 'quantity'].sum()} of {aged['quantity'].sum()} "
    )
    assert sign.verdict == "yes"


def test_the_owners_time_is_read_from_who_asks(seen: ClientPosture) -> None:
    sign = seen.signs[4]
    share, hours = sign.figures
    assert share.value == "4 of 8 (50 %)"
    assert hours.value == f"{(30 + 45 + 60 + 120) / 60 / 12:.1f} hours a month"
    assert (share.is_sign, hours.is_sign, sign.verdict) == (True, False, "yes")
    assert sign.sentence == "Requests of 12 months by Ines Porter: 4 of 8 (50 %), a sign from 25 %."


def test_the_sheets_suggest_what_they_can_show_and_no_more(seen: ClientPosture) -> None:
    told = seen.suggestions
    assert (told["firewall"].maturity, told["firewall"].evidence) == (
        1, "Firewalls neither overdue nor past support: 1 of 2 (50 %).",
    )  # fmt: skip
    assert told["backup"].maturity == 2
    assert set(told) == {"backup", "firewall", "guidance", "hardware_lifecycle", "patching"}
