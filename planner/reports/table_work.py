"""Tables of what is done and decided: initiatives, proposals, projects, risks, decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from planner.budget.projects import Project
from planner.reports.table_fleet import Row, listed, money
from planner.reports.table_schema import Column, Table
from planner.roadmap.decisions import Given
from planner.roadmap.model import Initiative, Roadmap
from planner.roadmap.review_risks import RiskFound

_CURRENCY: Final = Column("currency", "text", "Currency (ISO 4217) of the row's amounts.")

INITIATIVES: Final = Table("initiatives", "One piece of work on the roadmap, or taken out of all its quarters.", (
    Column("key", "text", "Evergreen's name of it, the same in the tables projects and decisions."),
    Column("title", "text", "What is done."),
    Column("why", "text", "Why."),
    Column("lane", "text", "Run, Protect, Grow or Transform."),
    Column("category", "text", "The category of the devices that it replaces.", may_lack=True),
    Column("starts_on", "date", "First day of its fiscal quarter; none where it is in no quarter.", may_lack=True),
    Column("quarter", "text", "That quarter.", may_lack=True),
    Column("amount", "amount", "Its part of the budget in that quarter, contingency and tax included.", "currency"),
    Column("later_amount", "amount", "Its part of the budget in other quarters.", "currency"),
    Column("devices", "whole", "How many devices it replaces or absorbs.", "devices"),
    Column("asset_ids", "text", "Their numbers in the table assets, separated by spaces."),
    Column("priority", "text", "high, medium or low."),
    Column("status", "text", "proposed, approved, deferred, declined or done."),
    Column("owner", "text", "Who looks after it.", may_lack=True),
    Column("price_status", "text", "How sure the price is: budgetary, quoted, ordered or invoiced."),
    Column("quote", "text", "The quote's number.", may_lack=True),
    Column("valid_until", "date", "The quote's last day.", may_lack=True),
    Column("is_held", "flag", "Whether a person changed it, so that it keeps its devices."),
    Column("depends_on", "text", "Keys of what has to come first, separated by spaces."),
    _CURRENCY,
))  # fmt: skip

PROPOSALS: Final = Table("proposals", "Work that the data ask for and nobody took up yet; it is in no total.", (
    Column("key", "text", "What it comes from and is about."),
    Column("title", "text", "What would be done."),
    Column("why", "text", "Why."),
    Column("lane", "text", "Run, Protect, Grow or Transform."),
    Column("priority", "text", "high, medium or low."),
    Column("starts_on", "date", "When it would be done, or has to be decided."),
    Column("devices", "whole", "How many devices it concerns.", "devices"),
    Column("asset_ids", "text", "Their numbers, separated by spaces."),
    Column("amount", "amount", "By how much the budget would grow; none where a price is not known.", "currency",
           may_lack=True),
    _CURRENCY,
))  # fmt: skip

PROJECTS: Final = Table("projects", "One line of a project that a person made; of one without lines, the project.", (
    Column("project_id", "whole", "Evergreen's number of the project."),
    Column("key", "text", "The project's key in the table initiatives."),
    Column("title", "text", "The project."),
    Column("status", "text", "proposed, approved, deferred, declined or done."),
    Column("price_status", "text", "budgetary, quoted, ordered or invoiced."),
    Column("starts_on", "date", "When the project starts."),
    Column("asset_ids", "text", "Devices whose place it takes, separated by spaces."),
    Column("line", "text", "The line.", may_lack=True),
    Column("kind", "text", "one_time or recurring.", may_lack=True),
    Column("treatment", "text", "capex or opex.", may_lack=True),
    Column("quantity", "whole", "How many.", "units", may_lack=True),
    Column("unit_price", "amount", "Of one, for one payment, before contingency and tax.", "currency", may_lack=True),
    Column("months_after", "whole", "How long after the project's start it is paid first.", "months", may_lack=True),
    Column("billing", "text", "Of a recurring line: month, quarter or year.", may_lack=True),
    Column("lasts", "whole", "Of a recurring line: for how long; none where it goes on.", "months", may_lack=True),
    _CURRENCY,
))  # fmt: skip

RISKS: Final = Table("risks", "One risk, the highest first.", (
    Column("key", "text", "Evergreen's name of it."),
    Column("title", "text", "The risk."),
    Column("why", "text", "What it comes from."),
    Column("likelihood", "whole", "How likely it is.", "1 to 5"),
    Column("impact", "whole", "How bad it would be.", "1 to 5"),
    Column("owner", "text", "Who looks after it.", may_lack=True),
    Column("note", "text", "What a person says of it."),
    Column("is_own", "flag", "Whether a person named it; the others are calculated."),
))  # fmt: skip

DECISIONS: Final = Table("decisions", "One decision, question or comment on a line of a published roadmap.", (
    Column("decision_id", "whole", "Evergreen's number of it."),
    Column("version", "whole", "The published version on which it was made."),
    Column("round", "whole", "The round of decisions."),
    Column("key", "text", "The line's key, as in the table initiatives."),
    Column("kind", "text", "in_budget, purchase, board, defer, decline, ask or comment."),
    Column("recipient", "text", "Who decided."),
    Column("made_on", "date", "When, in UTC."),
    Column("line_amount", "amount", "What the line cost in that version.", "currency", may_lack=True),
    Column("amount", "amount", "Up to which amount it may be purchased.", "currency", may_lack=True),
    Column("board_on", "date", "When the board meets.", may_lack=True),
    Column("defer_to", "date", "First day of the quarter to which it is deferred.", may_lack=True),
    Column("comment", "text", "What was said."),
    Column("currency", "text", "Currency (ISO 4217) of that version; none where it showed no costs.", may_lack=True),
))  # fmt: skip


def initiative_rows(roadmap: Roadmap) -> Iterator[Row]:
    for one in roadmap.initiatives:
        yield _initiative(one, roadmap.currency, in_quarter=True)
    for one in roadmap.parked:
        yield _initiative(one, roadmap.currency, in_quarter=False)


def _initiative(one: Initiative, currency: str, *, in_quarter: bool) -> Row:
    return {
        "key": one.key, "title": one.title, "why": one.why, "lane": one.lane, "category": one.category,
        "starts_on": one.quarter_starts_on if in_quarter else None,
        "quarter": one.quarter_label if in_quarter else None, "amount": money(one.amount_minor, currency),
        "later_amount": money(one.later_minor, currency), "devices": one.devices, "asset_ids": listed(one.asset_ids),
        "priority": one.priority, "status": one.status, "owner": one.owner, "price_status": one.price_status,
        "quote": one.quote, "valid_until": one.valid_until, "is_held": one.is_held,
        "depends_on": listed(one.depends_on), "currency": currency,
    }  # fmt: skip


def proposal_rows(roadmap: Roadmap) -> Iterator[Row]:
    amounts = {card.key: card.proposed_minor for card in roadmap.proposed}
    for one in roadmap.proposals:
        yield {
            "key": one.key, "title": one.title, "why": one.why, "lane": one.lane, "priority": one.priority,
            "starts_on": one.starts_on, "devices": one.devices, "asset_ids": listed(one.asset_ids),
            "amount": money(amounts[one.key], roadmap.currency), "currency": roadmap.currency,
        }  # fmt: skip


def project_rows(projects: Sequence[Project], currency: str) -> Iterator[Row]:
    for one in projects:
        told = {
            "project_id": one.project_id, "key": f"project:{one.project_id}", "title": one.title, "status": one.status,
            "price_status": one.price_status, "starts_on": one.starts_on,
            "asset_ids": listed(tuple(asset_id for asset_id, _ in one.devices)), "currency": currency,
        }  # fmt: skip
        for line in one.lines or (None,):
            recurs, unit = line is not None and line.kind == "recurring", line.unit_price_minor if line else None
            yield {
                **told, "line": line and line.name, "kind": line and line.kind, "treatment": line and line.treatment,
                "quantity": line and line.quantity, "unit_price": money(unit, currency),
                "months_after": line and line.months_after, "billing": line.billing if line and recurs else None,
                "lasts": line.months if line and recurs else None,
            }  # fmt: skip


def risk_rows(risks: Sequence[RiskFound]) -> Iterator[Row]:
    for one in risks:
        yield {
            "key": one.key, "title": one.title, "why": one.why, "likelihood": one.likelihood, "impact": one.impact,
            "owner": one.owner, "note": one.note, "is_own": one.is_own,
        }  # fmt: skip


def decision_rows(decisions: Sequence[tuple[Given, str | None]]) -> Iterator[Row]:
    for one, currency in decisions:
        yield {
            "decision_id": one.decision_id, "version": one.version, "round": one.round, "key": one.line_key,
            "kind": one.kind, "recipient": one.recipient, "made_on": one.made_at.date(),
            "line_amount": money(one.line_amount_minor, currency), "amount": money(one.amount_minor, currency),
            "board_on": one.board_on, "defer_to": one.quarter_starts_on, "comment": one.comment, "currency": currency,
        }  # fmt: skip
