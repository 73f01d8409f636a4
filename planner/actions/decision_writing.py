"""Adding decisions: everything that is wrong with them at once, and what follows from a declined line of Protect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import update
from sqlmodel import Session

from planner.actions.faults import Faults
from planner.actions.policies import refusal
from planner.actions.shared_views import DecisionAsked, LinkView
from planner.actions.stored_decisions import open_round
from planner.actions.stored_documents import PublishedVersion
from planner.calendar import add_months
from planner.money import MAX_MINOR, format_money
from planner.records import AcceptedRisk, Decision
from planner.roadmap.decisions import KINDS, STANCES
from planner.roadmap.document import Document, DocumentLine
from planner.roadmap.sentences import say
from planner.sharing.people import Actor
from planner.store.bulk import table_of

LONGEST: Final = 2000
REVIEW_MONTHS: Final = 12
"""An accepted risk is looked at again after a year, unless somebody says otherwise."""


def add_decisions(
    session: Session, version: PublishedVersion, document: Document, link: LinkView, asked: Sequence[DecisionAsked],
    actor: Actor, *, link_id: int | None = None,
) -> int:  # fmt: skip
    """Adds them inside the caller's transaction; gives how many. `link_id` overrides the link's (0: what was said
    without a link). Raises PlannerError with every fault; then nothing may be committed."""
    lines = {line.key: line for line in document.lines}
    faults = Faults()
    today = actor.acting_at.date()
    for one in asked:
        _check(one, lines.get(one.line_key), document, link, today, faults)
    if not asked:
        faults.add("The decision", "Nothing was decided.", "Choose what you decide.")
    if faults.found:
        raise refusal(tuple(faults.found))
    number = open_round(session, version.client_id)
    for one in asked:
        _add(session, version, document, lines[one.line_key], link, one, actor, number, link_id)
    return len(asked)


def _check(
    one: DecisionAsked, line: DocumentLine | None, document: Document, link: LinkView, today: date, faults: Faults
) -> None:
    if line is None or one.kind not in KINDS:
        faults.add("This line", "It is not on this roadmap.", "Load the page again.")
        return
    where = say(line.title, document.locale, document.currency)
    if link.role == "commenter" and one.kind in STANCES:
        faults.add(where, "You may ask and comment here, not decide.", "Ask whoever decides.")
    if len(one.comment) > LONGEST:
        faults.add(where, f"Your words are longer than {LONGEST:,} characters.", "Say it shorter.")
    if one.kind in ("ask", "comment", "decline") and not one.comment.strip():
        said = "Say why you decline it." if one.kind == "decline" else "Write it down."
        faults.add(where, "It says nothing.", said)
    if one.kind == "purchase":
        _check_amount(one.amount_minor, where, document, link, faults)
    if one.kind == "board" and (one.board_on is None or not today <= one.board_on <= add_months(today, 24)):
        faults.add(where, "The board's day is missing or not within the next two years.", "Give the day it meets.")
    if one.kind == "defer" and one.quarter_starts_on not in _later(line, document):
        faults.add(where, "It can be deferred to a later quarter of this roadmap only.", "Choose one of them.")


def _check_amount(minor: int | None, where: str, document: Document, link: LinkView, faults: Faults) -> None:
    if document.currency is None:
        faults.add(where, "This roadmap shows no costs.", "Approve it in budget.")
    elif minor is None or not 0 < minor <= MAX_MINOR:
        faults.add(where, "Up to which amount is missing.", "Give an amount above nothing.")
    elif link.limit_minor is not None and minor > link.limit_minor:
        most = format_money(link.limit_minor, document.currency, document.locale)
        faults.add(where, f"You can approve up to {most} for one line.", "Approve it in budget, or a smaller amount.")


def _later(line: DocumentLine, document: Document) -> set[date]:
    """The quarters to which it can be deferred."""
    first = line.quarter_starts_on or date.min
    return {quarter.starts_on for quarter in document.quarters if quarter.starts_on > first}


def _add(
    session: Session, version: PublishedVersion, document: Document, line: DocumentLine, link: LinkView,
    one: DecisionAsked, actor: Actor, number: int, link_id: int | None,
) -> None:  # fmt: skip
    row = Decision(
        client_id=version.client_id, published_id=version.published_id,
        link_id=(link.link_id if link_id is None else link_id) or None, recipient=link.recipient, round=number,
        line_key=line.key, line_sha256=line.digest, line_amount_minor=line.amount_minor, kind=one.kind,
        amount_minor=one.amount_minor if one.kind == "purchase" else None,
        board_on=one.board_on if one.kind == "board" else None,
        quarter_starts_on=one.quarter_starts_on if one.kind == "defer" else None, comment=one.comment.strip(),
        actor=actor.name, made_at=actor.acting_at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    if one.kind in STANCES:
        _follow(session, version, document, line, link, row, actor)


def _follow(
    session: Session, version: PublishedVersion, document: Document, line: DocumentLine, link: LinkView, row: Decision,
    actor: Actor,
) -> None:  # fmt: skip
    """A new decision takes back the risk that this recipient accepted with the line; declining it accepts it."""
    risk = table_of(AcceptedRisk)
    session.execute(
        update(risk)
        .where(
            risk.c.client_id == version.client_id, risk.c.line_key == line.key, risk.c.accepted_by == link.recipient,
            risk.c.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=actor.acting_at)
    )  # fmt: skip
    if row.kind == "decline" and line.lane == "Protect":
        session.add(
            AcceptedRisk(
                client_id=version.client_id, decision_id=int(row.id or 0), line_key=line.key,
                title=say(line.title, document.locale, document.currency), reason=row.comment,
                accepted_by=link.recipient, accepted_at=actor.acting_at,
                review_on=add_months(actor.acting_at.date(), REVIEW_MONTHS),
            )
        )  # fmt: skip
