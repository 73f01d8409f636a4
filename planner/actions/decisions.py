"""Decisions as the staff see them arrive: what counts, who disagrees, what is asked, and what becomes of it.

Carrying out puts what was agreed on the roadmap; closing a round lets the next decisions begin anew. Each is one
transaction and one audit entry.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from planner.actions.decision_states import line_states
from planner.actions.decision_writing import add_decisions
from planner.actions.initiatives import edit_initiatives
from planner.actions.publishing import Publication, preview_document
from planner.actions.shared_views import DecisionAsked, GivenDecision, LineState, LinkView
from planner.actions.stored_decisions import open_round, read_accepted
from planner.actions.stored_documents import PublishedVersion, read_version, read_versions
from planner.errors import PlannerError
from planner.records import AcceptedRisk, Decision, DecisionReply, DecisionRound
from planner.roadmap.document import Document, DocumentLine
from planner.roadmap.sentences import say
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store

__all__ = [
    "AcceptedShown", "ClientDecisions", "DecisionAsked", "GivenDecision", "LineState", "accepted_risks_of", "carry_out",
    "client_decisions", "close_round", "record_decisions", "reply", "withdraw_risk",
]  # fmt: skip
_LONGEST: Final = 4000
_STATUS: Final = {"approved": "approved", "declined": "declined"}


@dataclass(frozen=True)
class ClientDecisions:
    """`document`: the newest published one, None where there is none; `states`: line's key → where it stands against
    the roadmap of today; `today`: its lines now; `questions`: what was asked and not answered yet."""

    version: PublishedVersion | None
    document: Document | None
    states: Mapping[str, LineState]
    today: Mapping[str, DocumentLine]
    round: int

    @property
    def questions(self) -> tuple[GivenDecision, ...]:
        return tuple(
            one for state in self.states.values() for one in state.history if one.kind == "ask" and not one.replies
        )

    @property
    def decided(self) -> tuple[LineState, ...]:
        """The lines that somebody decided on in the open round."""
        return tuple(state for state in self.states.values() if state.decisions)


def client_decisions(store: Store, actor: Actor, client_id: int, as_of: date) -> ClientDecisions:
    """Where every published line stands on a day. Raises PlannerError where there is no such client."""
    with looking(store, actor) as session:
        versions = read_versions(session, client_id)
        if not versions:
            return ClientDecisions(None, None, {}, {}, open_round(session, client_id))
        newest, document = read_version(session, versions[0].published_id)
    everything = Publication(profile=replace(newest.profile, left_out=frozenset()))
    live = preview_document(store, actor, client_id, as_of, everything).document
    today = {line.key: line for line in live.lines}
    with looking(store, actor) as session:
        states = line_states(session, client_id, newest, document, "", today)
        return ClientDecisions(newest, document, states, today, open_round(session, client_id))


def reply(store: Store, actor: Actor, client_id: int, decision_id: int, text: str) -> None:
    """Answers what a recipient asked. Raises PlannerError where this client has no such question, or nothing is
    said."""
    if not text.strip() or len(text) > _LONGEST:
        raise PlannerError("The answer is empty or too long.", f"Write up to {_LONGEST:,} characters.")
    with acting(store, actor, "decisions.reply", client_id) as action:
        row = action.session.get(Decision, decision_id)
        if row is None or row.client_id != client_id:
            raise PlannerError(f"There is no question {decision_id} of this client.", "Look at the decisions.")
        action.session.add(
            DecisionReply(decision_id=decision_id, text=text.strip(), actor=actor.name, made_at=actor.acting_at)
        )
        action.details.update(decision=decision_id)


def record_decisions(
    store: Store, actor: Actor, client_id: int, recipient: str, asked: Sequence[DecisionAsked]
) -> int:
    """Writes down what somebody decided in the meeting, on the newest version; gives how much. Raises PlannerError with
    every fault."""
    if not recipient.strip():
        raise PlannerError("Nobody is named who decided.", "Say who said it.")
    with acting(store, actor, "decisions.record", client_id) as action:
        versions = read_versions(action.session, client_id)
        if not versions:
            raise PlannerError("Nothing was published yet.", "Publish the roadmap first.")
        version, document = read_version(action.session, versions[0].published_id)
        said = LinkView(0, recipient.strip(), "decider", None, (), actor.acting_at)
        added = add_decisions(action.session, version, document, said, asked, actor)
        action.details.update(recipient=recipient.strip(), lines=[one.line_key for one in asked])
    return added


def carry_out(store: Store, actor: Actor, client_id: int, as_of: date) -> tuple[str, ...]:
    """Puts what was agreed on the roadmap: approved lines become approved, declined ones declined, deferred ones move.
    Gives what could not be carried out, a sentence each. Raises PlannerError where nothing is to be done."""
    seen = client_decisions(store, actor, client_id, as_of)
    changes: dict[str, dict[str, Any]] = {}
    left: list[str] = []
    for state in seen.decided:
        line = seen.today.get(state.line_key)
        if line is None:
            left.append(f"{state.line_key} is no longer on the roadmap.")
        elif state.disagree:
            left.append(f"{_title(line, seen.document)}: the deciders disagree.")
        elif state.changed_since_approved:
            left.append(f"{_title(line, seen.document)}: it changed since it was approved; publish and ask again.")
        elif change := _change(state, line):
            changes[state.line_key] = change
    if not changes:
        raise PlannerError("There is nothing to carry out.", " ".join(left) or "Nothing new was agreed.")
    edit_initiatives(store, actor, client_id, as_of, changes)
    return tuple(left)


def _title(line: DocumentLine, document: Document | None) -> str:
    return say(line.title, document.locale, document.currency) if document else line.key


def _change(state: LineState, line: DocumentLine) -> dict[str, Any]:
    """What differs on the roadmap from what was agreed."""
    if state.outcome == "deferred":
        to = state.decisions[0].quarter_starts_on
        return {} if line.quarter_starts_on == to else {"quarter": to}
    status = _STATUS.get(state.outcome)
    return {} if status in (None, line.status) else {"status": status}


def close_round(store: Store, actor: Actor, client_id: int) -> int:
    """Closes the open round: its decisions stand as they are, new ones belong to the next. Gives its number. Raises
    PlannerError where nobody decided anything in it."""
    with acting(store, actor, "decisions.close", client_id) as action:
        versions = read_versions(action.session, client_id)
        if not versions:
            raise PlannerError("Nothing was published yet.", "Publish the roadmap first.")
        version, document = read_version(action.session, versions[0].published_id)
        states = line_states(action.session, client_id, version, document, "")
        counted = {key: state.outcome for key, state in states.items() if state.decisions}
        if not counted:
            raise PlannerError("Nobody has decided anything in this round.", "Wait for decisions, or record them.")
        number = open_round(action.session, client_id)
        action.session.add(
            DecisionRound(
                client_id=client_id, number=number, outcome=json.dumps(counted, sort_keys=True), actor=actor.name,
                closed_at=actor.acting_at,
            )
        )  # fmt: skip
        action.details.update(round=number, outcome=counted)
    return number


@dataclass(frozen=True, slots=True)
class AcceptedShown:
    """A risk that a client bears knowingly."""

    risk_id: int
    line_key: str
    title: str
    reason: str
    accepted_by: str
    accepted_at: datetime
    review_on: date


def accepted_risks_of(store: Store, actor: Actor, client_id: int) -> tuple[AcceptedShown, ...]:
    """Those that stand, the one to be looked at first first."""
    with looking(store, actor) as session:
        rows = read_accepted(session, client_id)
        return tuple(
            AcceptedShown(
                int(row.id or 0), row.line_key, row.title, row.reason, row.accepted_by, row.accepted_at, row.review_on
            )
            for row in rows
        )


def withdraw_risk(store: Store, actor: Actor, client_id: int, risk_id: int) -> None:
    """Takes an accepted risk off the list, because it was dealt with. Raises PlannerError where there is none such."""
    with acting(store, actor, "risks.withdraw", client_id) as action:
        row = action.session.get(AcceptedRisk, risk_id)
        if row is None or row.client_id != client_id or row.withdrawn_at is not None:
            raise PlannerError(f"There is no accepted risk {risk_id} of this client.", "Look at the list.")
        row.withdrawn_at = actor.acting_at
        action.session.add(row)
        action.details.update(risk=risk_id)
