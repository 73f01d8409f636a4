"""A shared roadmap → what its recipient gets: the page, and the files that he may take away."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Final

from planner.actions.kept import Kept
from planner.actions.shared_views import GivenDecision, LineState, SharedRoadmap
from planner.money import decimal_string
from planner.reports.page.render import render_notice, render_page, style_digest
from planner.reports.page.view import LineShown, Reader, Said
from planner.reports.plain_csv import plain_csv
from planner.reports.texts import TEXTS
from planner.roadmap.document import Document
from planner.roadmap.sentences import say

__all__ = ["TEXTS", "download", "notice", "shared_html", "style_digest"]
_pages: Final = Kept[str](64)
_FORM_KEY: Final = secrets.token_hex(32)
"""Stands in a kept page where each browser's own form key goes; nobody else knows it."""


def notice(title: str, words: str, action: str = "", csrf: str = "", fault: str = "") -> str:
    """A page of a few words; with an action it asks for the passphrase."""
    return render_notice(title, words, action=action, csrf=csrf, fault=fault)


def shared_html(
    seen: SharedRoadmap, action: str, csrf: str, message: str = "", fault: str = "",
    typed: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """The page for this recipient. `fault`: what was wrong with the line that he `typed` into. A page without a message
    or fault is kept while nothing on it changes: it is opened often, and writing it takes longer than all else."""
    if message or fault:
        return _rendered(seen, action, csrf, message, fault, typed)
    key = (seen.stamp, action)
    kept = _pages.get(key) or _pages.keep(key, _rendered(seen, action, _FORM_KEY, "", "", None))
    return kept.replace(_FORM_KEY, csrf)


def _rendered(
    seen: SharedRoadmap, action: str, csrf: str, message: str, fault: str, typed: Mapping[str, str] | None
) -> str:
    link, labels = seen.link, {quarter.starts_on: quarter.label for quarter in seen.document.quarters}
    given = typed or {}
    known = {line.key for line in seen.document.lines}
    states = {
        key: _line(state, labels, fault if given.get("line") == key else "", given if given.get("line") == key else {})
        for key, state in seen.states.items()
        if key in known
    }
    reader = Reader(
        link.recipient, link.role, action, csrf, link.expires_at, link.limit_minor, link.downloads, seen.newer_version,
        message if not fault or given.get("line") in known else fault,
    )  # fmt: skip
    return render_page(seen.document, states, reader)


def _line(state: LineState, labels: Mapping[date, str], fault: str, typed: Mapping[str, str]) -> LineShown:
    own = next((one.kind for one in state.decisions if one.is_own), "")
    return LineShown(
        state.outcome, tuple(_said(one, labels) for one in state.decisions),
        tuple(_said(one, labels) for one in state.history), state.changed_since_approved, own, fault, typed,
    )  # fmt: skip


def _said(one: GivenDecision, labels: Mapping[date, str]) -> Said:
    quarter = one.quarter_starts_on
    return Said(
        one.recipient, one.kind, one.made_at.date(), one.amount_minor, one.board_on,
        labels.get(quarter, quarter.isoformat()) if quarter else "", one.comment,
        tuple((reply.who, reply.text) for reply in one.replies), one.version,
    )  # fmt: skip


def download(seen: SharedRoadmap, kind: str) -> tuple[str, str, bytes]:
    """File name, media type and bytes of what is taken away: 'web' or 'csv'. Raises KeyError for another kind."""
    document = seen.document
    whole = f"{document.client} roadmap {document.as_of} v{document.version}"
    name = re.sub(r"[^A-Za-z0-9 ._-]+", "", whole).strip(". ")
    made = {"web": ("html", "text/html; charset=utf-8", render_page), "csv": ("csv", "text/csv; charset=utf-8", _csv)}
    ending, media, make = made[kind]
    return f"{name or 'roadmap'}.{ending}", media, make(document).encode("utf-8-sig" if kind == "csv" else "utf-8")


def _csv(document: Document) -> str:
    """One row per line; no cell begins as a formula does."""
    labels = {quarter.starts_on: quarter.label for quarter in document.quarters}
    money = document.currency
    rows = [["Quarter", "Line", "Why", "Lane", "Status", "Devices", *([f"Cost, {money}"] if money else [])]]
    for line in document.lines:
        cost = "" if line.amount_minor is None or money is None else decimal_string(line.amount_minor, money)
        words = (say(sentence, document.locale, money) for sentence in (line.title, line.why))
        quarter = labels[line.quarter_starts_on] if line.quarter_starts_on else TEXTS["unscheduled"]
        rows.append([quarter, *words, line.lane, line.status, str(line.devices), *([cost] if money else [])])
    return plain_csv(rows)
