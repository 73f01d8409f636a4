"""Boards to look at: 20 quarters, the first of them closed, and as many cards as are asked for."""

from __future__ import annotations

from datetime import date

from planner.charts.theme import LANE_COLOURS
from web.board import UNSCHEDULED, BoardCard, BoardColumn

TITLES = (
    "Replace 14 laptops", "Windows 11 on 9 desktops", "Firewall at Hull: renew or replace",
    "Multi-factor authentication for everybody", "Backup tested by restoring, each quarter, with a written record",
    "Move files to the cloud", "Retire SRV-01", "Wi-Fi at the warehouse",
)  # fmt: skip
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><b>bold</b>"
WHY = "Out of support; what fails now is not repaired, and the insurer asks for supported systems."


def columns_for(cards: int) -> list[BoardColumn]:
    """Unscheduled, a closed quarter, and 19 open ones; every fifth is over its cap."""
    first = BoardColumn(
        UNSCHEDULED, "Unscheduled", "no quarter yet", "$0" if not cards else "$12,400", "", False, False
    )
    return [first, *(_quarter(number, cards) for number in range(20))]


def _quarter(number: int, cards: int) -> BoardColumn:
    starts = date(2026 + (9 + 3 * number) // 12, (9 + 3 * number) % 12 + 1, 1)
    ends = date(starts.year, starts.month + 2, 1)
    is_over = cards > 0 and number % 5 == 3
    total = "$0" if not cards else ("$48,250" if is_over else "$31,900")
    title = f"FY{(starts.year + (starts.month > 6)) % 100} Q{(starts.month - 7) % 12 // 3 + 1}"
    return BoardColumn(
        starts.isoformat(), title, f"{starts:%b}–{ends:%b %Y}", total, "of $40,000", is_over, is_closed=number == 0
    )


def cards_for(count: int) -> list[BoardCard]:
    """The first cards stand in FY27 Q3; with many, each column has some and Unscheduled the most."""
    quarters = [column.key for column in columns_for(count)]
    return [_card(number, count, quarters) for number in range(count)]


def _card(number: int, count: int, columns: list[str]) -> BoardCard:
    lane = list(LANE_COLOURS)[number % 4]
    is_movable = number % 11 != 10
    spread = 0 if number % 4 == 3 else number * 7 % 19 + 2
    column = columns[2 if count <= 3 else spread if is_movable else 1]
    title = TITLES[number % len(TITLES)] + (f" ({number})" if number >= len(TITLES) else "")
    return BoardCard(
        key=f"init-{number}", title=title, why=WHY, lane=lane, lane_label=lane, priority=("High", "Medium", "Low")[number % 3],
        status="Planned" if is_movable else "Ordered", amount=f"${(number % 9 + 1) * 1850:,}",
        devices=f"{number % 14 + 2} devices", column=column, is_movable=is_movable,
        badges=("quoted",) if number % 5 == 1 else (),
    )  # fmt: skip


WHERE = tuple(column.key for column in columns_for(20))
