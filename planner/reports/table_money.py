"""Tables of money: budget, ledger, contracts, renewals, scenarios."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from planner.budget.contracts import Contract, Renewal
from planner.budget.ledger import ledger
from planner.reports.table_fleet import Row, money
from planner.reports.table_schema import Column, Table
from planner.roadmap.model import Roadmap
from planner.roadmap.scenario_figures import ScenarioRow

_CURRENCY: Final = Column("currency", "text", "Currency (ISO 4217) of the row's amounts.")
_LINE: Final = (
    Column("line", "text", "The budget's line."),
    Column("kind", "text", "hardware, accessories, freight, labour, disposal, trade_in, allowance, recurring, project, "
           "contingency or tax."),
    Column("category", "text", "The devices' category, of a line that belongs to one.", may_lack=True),
    Column("treatment", "text", "capex or opex."),
)  # fmt: skip
_QUARTER: Final = (
    Column("quarter", "text", "The fiscal quarter, as 'FY27 Q3'."),
    Column("fiscal_year", "text", "Its fiscal year, as 'FY27'."),
)

BUDGET: Final = Table("budget", "One line of the budget in one fiscal quarter, also where it is nothing.", (
    *_LINE, *_QUARTER,
    Column("starts_on", "date", "The quarter's first day."),
    Column("ends_on", "date", "The quarter's last day."),
    Column("amount", "amount", "The line's amount in the quarter; all of them add up to the budget.", "currency"),
    _CURRENCY,
))  # fmt: skip

LEDGER: Final = Table("ledger", "One line of the budget in one month, by site and department where it is devices'.", (
    Column("month", "date", "The month's first day."),
    *_QUARTER, *_LINE,
    Column("site", "text", "The devices' site.", may_lack=True),
    Column("department", "text", "The devices' department.", may_lack=True),
    Column("vendor", "text", "The contract's vendor.", may_lack=True),
    Column("quantity", "whole", "How many.", "devices or seats", may_lack=True),
    Column("amount", "amount", "All of them add up to the budget, line by line and quarter by quarter.", "currency"),
    _CURRENCY,
))  # fmt: skip

CONTRACTS: Final = Table("contracts", "One contract or subscription, running or ended.", (
    Column("contract_id", "whole", "Evergreen's number of the contract."),
    Column("name", "text", "What it is for."),
    Column("vendor", "text", "Who sells it.", may_lack=True),
    Column("kind", "text", "subscription, support, …"),
    Column("starts_on", "date", "First day of the term whose price is stated."),
    Column("ends_on", "date", "Last day of that term."),
    Column("term", "whole", "How long each renewal lasts.", "months"),
    Column("notice", "whole", "How long before a term's end notice must be given.", "days"),
    Column("uplift", "whole", "By how much each renewal raises the price.", "hundredths of a percent"),
    Column("quantity", "whole", "How many.", "seats or devices"),
    Column("unit_price", "amount", "Of one for one billing period, before tax.", "currency"),
    Column("billing", "text", "month, quarter, year or term."),
    Column("renews", "flag", "Whether it renews by default."),
    Column("ended_on", "date", "Its last day, where it was ended on purpose.", may_lack=True),
    Column("ended_why", "text", "Why it was ended.", may_lack=True),
    Column("treatment", "text", "capex or opex."),
    Column("notes", "text", "Notes.", may_lack=True),
    _CURRENCY,
))  # fmt: skip

RENEWALS: Final = Table("renewals", "The end of one contract's term within the budget's horizon.", (
    Column("contract_id", "whole", "The contract."),
    Column("name", "text", "What it is for."),
    Column("vendor", "text", "Who sells it.", may_lack=True),
    Column("renews_on", "date", "First day of the next term, or the first day without it."),
    Column("decide_by", "date", "The last day on which a decision counts."),
    Column("notice_on", "date", "The same, where a notice is agreed.", may_lack=True),
    Column("year_now", "amount", "What all of it costs a year until then, before tax.", "currency"),
    Column("year_then", "amount", "What it costs a year from then on; none where it ends.", "currency", may_lack=True),
    _CURRENCY,
))  # fmt: skip

SCENARIOS: Final = Table("scenarios", "One scenario's figures over the whole horizon.", (
    Column("scenario", "text", "as_decided, as_due, levelled, capped, lease or run_to_failure."),
    Column("label", "text", "Its name."),
    Column("is_chosen", "flag", "Whether it is the one that roadmap, budget and the other tables show."),
    Column("note", "text", "Why it has no figures.", may_lack=True),
    Column("total", "amount", "Planned spend.", "currency", may_lack=True),
    Column("peak", "amount", "Planned spend of the dearest quarter.", "currency", may_lack=True),
    Column("unplanned_expected", "amount", "What failures are expected to force besides.", "currency", may_lack=True),
    Column("unplanned_p90_peak", "amount", "The same of the worst quarter, 90th percentile.", "currency",
           may_lack=True),
    Column("failures", "decimal", "Expected number of failures.", "devices", may_lack=True),
    Column("past_limit", "whole", "Devices that stay in use past their limit.", "devices", may_lack=True),
    _CURRENCY,
))  # fmt: skip


def budget_rows(roadmap: Roadmap) -> Iterator[Row]:
    for line in roadmap.budget.lines:
        for quarter, minor in zip(roadmap.budget.quarters, line.amounts, strict=True):
            yield {
                "line": line.line, "kind": line.kind, "category": line.category, "treatment": line.treatment,
                "quarter": quarter.label, "fiscal_year": quarter.year_label, "starts_on": quarter.starts_on,
                "ends_on": quarter.ends_on, "amount": money(minor, roadmap.currency), "currency": roadmap.currency,
            }  # fmt: skip


def ledger_rows(roadmap: Roadmap) -> Iterator[Row]:
    """None where only the budget's figures are known."""
    if roadmap.workings is None:
        return
    rows = ledger(
        roadmap.budget, roadmap.actions, roadmap.schedule, roadmap.workings, roadmap.assumptions, roadmap.as_of
    )
    for row in rows:
        quarter = roadmap.assumptions.calendar.quarter_of(row.month)
        yield {
            "month": row.month, "quarter": quarter.label, "fiscal_year": quarter.year_label, "line": row.line,
            "kind": row.kind, "category": row.category, "treatment": row.treatment, "site": row.site,
            "department": row.department, "vendor": row.vendor, "quantity": row.quantity,
            "amount": money(row.amount_minor, roadmap.currency), "currency": roadmap.currency,
        }  # fmt: skip


def contract_rows(contracts: Sequence[Contract]) -> Iterator[Row]:
    for one in contracts:
        yield {
            "contract_id": one.contract_id, "name": one.name, "vendor": one.vendor, "kind": one.kind,
            "starts_on": one.starts_on, "ends_on": one.ends_on, "term": one.term_months, "notice": one.notice_days,
            "uplift": one.uplift_basis_points, "quantity": one.quantity,
            "unit_price": money(one.unit_price_minor, one.currency), "billing": one.billing, "renews": one.renews,
            "ended_on": one.ended_on, "ended_why": one.ended_why, "treatment": one.treatment, "notes": one.notes,
            "currency": one.currency,
        }  # fmt: skip


def renewal_rows(renewals: Sequence[Renewal]) -> Iterator[Row]:
    for one in renewals:
        contract = one.contract
        yield {
            "contract_id": contract.contract_id, "name": contract.name, "vendor": contract.vendor,
            "renews_on": one.renews_on, "decide_by": one.decide_by, "notice_on": one.notice_on,
            "year_now": money(one.now_minor, contract.currency), "year_then": money(one.then_minor, contract.currency),
            "currency": contract.currency,
        }  # fmt: skip


def scenario_rows(rows: Sequence[ScenarioRow], chosen: str, currency: str) -> Iterator[Row]:
    for one in rows:
        known = one.note is None
        amounts = {"total": one.total, "peak": one.peak, "unplanned_expected": one.unplanned,
                   "unplanned_p90_peak": one.unplanned_p90}  # fmt: skip
        yield {
            "scenario": one.name, "label": one.label, "is_chosen": one.name == chosen, "note": one.note,
            **{name: money(minor, currency) if known else None for name, minor in amounts.items()},
            "failures": f"{one.failures:.2f}" if known else None, "past_limit": one.past_limit if known else None,
            "currency": currency,
        }  # fmt: skip
