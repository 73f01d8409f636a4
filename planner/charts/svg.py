"""Figures of a published roadmap as inline SVG: no library, some kilobytes, right on a phone, in the dark and on paper.

Colours are CSS classes and variables of the page around it. Every figure has a title and says in words what it shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

WIDTH: Final = 640
"""Units of every drawing; the page scales it."""
_HIGH: Final = 150
_TOP: Final = 26
_ROW: Final = 30
_LABEL: Final = 84
_VALUE: Final = 96


@dataclass(frozen=True, slots=True)
class Bar:
    """One quarter: its label, the fiscal year it belongs to, its value and that in words."""

    label: str
    year: str
    value: int
    shown: str


@dataclass(frozen=True, slots=True)
class Row:
    """One quarter of the roadmap: its parts by lane (lane, value), and what stands at the end of its bar."""

    label: str
    parts: tuple[tuple[str, int], ...]
    shown: str


def spend_svg(bars: Sequence[Bar], cap: int | None, cap_words: str, title: str, words: str) -> str:
    """Columns by quarter, the years under them, and the cap as a line where there is one."""
    most = max([bar.value for bar in bars] + [cap or 0, 1])
    step = WIDTH / max(len(bars), 1)
    parts = []
    for at, bar in enumerate(bars):
        high = _HIGH * bar.value / most
        x, y = at * step + step * 0.12, _TOP + _HIGH - high
        over = " over" if cap is not None and bar.value > cap else ""
        parts.append(
            f'<rect class="bar{over}" x="{x:.1f}" y="{y:.1f}" width="{step * 0.76:.1f}" height="{high:.1f}" rx="2">'
            f"<title>{escape(bar.label)}: {escape(bar.shown)}</title></rect>"
        )
        parts.append(_text(at * step + step / 2, _TOP + _HIGH + 15, bar.label.rsplit(" ", 1)[-1], "tick"))
    for year, first, count in _runs([bar.year for bar in bars]):
        parts.append(_text((first + count / 2) * step, _TOP + _HIGH + 32, year, "year"))
        if first:
            x = first * step
            parts.append(f'<line class="rule" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{_TOP + _HIGH + 36}"/>')
    parts.append(f'<line class="axis" x1="0" x2="{WIDTH}" y1="{_TOP + _HIGH}" y2="{_TOP + _HIGH}"/>')
    top = max(range(len(bars)), key=lambda at: (bars[at].value, -at), default=None)
    if top is not None and bars[top].value:
        x = min(max(top * step + step / 2, 40), WIDTH - 40)
        parts.append(_text(x, _TOP + _HIGH - _HIGH * bars[top].value / most - 7, bars[top].shown, "mark"))
    if cap is not None:
        y = _TOP + _HIGH - _HIGH * cap / most
        parts.append(f'<line class="cap" x1="0" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text class="tick end" x="{WIDTH}" y="{y - 5:.1f}">{escape(cap_words)}</text>')
    return _svg(_TOP + _HIGH + 40, title, words, parts)


def roadmap_svg(rows: Sequence[Row], title: str, words: str) -> str:
    """A bar for each quarter, one under the other, made of its lanes."""
    most = max([sum(value for _, value in row.parts) for row in rows] + [1])
    room = WIDTH - _LABEL - _VALUE
    parts = []
    for at, row in enumerate(rows):
        y, x = at * _ROW, float(_LABEL)
        parts.append(f'<text class="label" x="0" y="{y + 20}">{escape(row.label)}</text>')
        for lane, value in row.parts:
            wide = max(room * value / most, 2.0) if value else 0.0
            if wide:
                parts.append(
                    f'<rect class="lane-{escape(lane.lower())}" x="{x:.1f}" y="{y + 5}" width="{wide:.1f}" height="20">'
                    f"<title>{escape(lane)}</title></rect>"
                )
            x += wide
        end = min(x + 8, WIDTH - _VALUE + 6)
        parts.append(f'<text class="label" x="{end:.1f}" y="{y + 20}">{escape(row.shown)}</text>')
    return _svg(max(len(rows) * _ROW, 1), title, words, parts)


def fleet_svg(statuses: Sequence[tuple[str, str, int]], title: str, words: str) -> str:
    """One bar of the whole fleet: (status, its word, units), each with its number where there is room for it."""
    whole = sum(units for _, _, units in statuses) or 1
    parts, x = [], 0.0
    for status, word, units in statuses:
        wide = WIDTH * units / whole
        if units:
            parts.append(
                f'<rect class="status-{escape(status)}" x="{x:.1f}" y="0" width="{wide:.1f}" height="26">'
                f"<title>{escape(word)}: {units:,}</title></rect>"
            )
        x += wide
    return _svg(26, title, words, parts)


def _runs(names: Sequence[str]) -> list[tuple[str, int, int]]:
    """(name, where it begins, how many in a row)."""
    runs: list[tuple[str, int, int]] = []
    for at, name in enumerate(names):
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((name, at, 1))
    return runs


def _text(x: float, y: float, words: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>'


def _svg(height: float, title: str, words: str, parts: Sequence[str]) -> str:
    said = f"{escape(title)}. {escape(words)}"
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="{said}" xmlns="http://www.w3.org/2000/svg">'
        f"{''.join(parts)}</svg>"
    )
