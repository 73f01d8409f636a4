"""`decisions …`: what clients decided on published lines, answered, carried out, closed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from planner.actions.clients import find_client
from planner.actions.decisions import (
    ClientDecisions,
    DecisionAsked,
    GivenDecision,
    accepted_risks_of,
    carry_out,
    client_decisions,
    close_round,
    record_decisions,
    reply,
    withdraw_risk,
)
from planner.actions.published_json import say
from planner.cli.common import AsJson, AsOf, ClientName, day, opened, out, print_json
from planner.money import decimal_string, to_minor

app = typer.Typer(no_args_is_help=True, help="Decisions on published lines: listed, recorded, answered, carried out.")
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


@app.command("list")
def decisions_list(client: ClientName, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """Where every line stands that somebody spoke of."""
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        seen = client_decisions(store, actor, client_id, day(as_of))
        risks = accepted_risks_of(store, actor, client_id)
    if as_json:
        accepted = [
            {"risk": one.risk_id, "key": one.line_key, "title": one.title, "reason": one.reason,
             "accepted_by": one.accepted_by, "review_on": one.review_on.isoformat()}
            for one in risks
        ]  # fmt: skip
        print_json({"round": seen.round, "version": seen.version and seen.version.version, "lines": _lines(seen),
                    "accepted_risks": accepted})  # fmt: skip
        return
    grid = Table("Line", "Stands", "Who", "Says", "Words")
    for told in _lines(seen):
        for one in told["history"]:
            grid.add_row(told["title"], told["stands"], one["recipient"], one["kind"], one["comment"])
    out.print(grid)
    for risk in risks:
        out.print(f"Accepted until {risk.review_on}: {risk.title} ({risk.reason})", highlight=False, markup=False)


def _lines(seen: ClientDecisions) -> list[dict[str, Any]]:
    if seen.document is None:
        return []
    document, titles = seen.document, {line.key: line.title for line in seen.document.lines}
    return [
        {
            "key": key,
            "title": say(titles[key], document.locale, document.currency) if key in titles else key,
            "stands": "changed since approved" if state.changed_since_approved else state.outcome,
            "outcome": state.outcome, "disagree": state.disagree,
            "changed_since_approved": state.changed_since_approved,
            "counting": [one.decision_id for one in state.decisions],
            "history": [_decision(one, document.currency) for one in state.history],
        }
        for key, state in seen.states.items()
        if state.history
    ]  # fmt: skip


def _decision(one: GivenDecision, currency: str | None) -> dict[str, Any]:
    amount = one.amount_minor if currency else None
    return {
        "decision": one.decision_id, "kind": one.kind, "recipient": one.recipient, "version": one.version,
        "amount": None if amount is None else decimal_string(amount, currency or ""),
        "board_on": one.board_on and one.board_on.isoformat(),
        "quarter_starts_on": one.quarter_starts_on and one.quarter_starts_on.isoformat(), "comment": one.comment,
        "made_at": one.made_at.isoformat(), "replies": [said.text for said in one.replies],
    }  # fmt: skip


@app.command("record")
def decisions_record(
    client: ClientName, key: Annotated[str, typer.Argument(help="The line's key.")],
    kind: Annotated[str, typer.Argument(help="in_budget, purchase, board, defer, decline, ask or comment.")],
    by: Annotated[str, typer.Option(help="Who said it.")], amount: Annotated[str | None, typer.Option()] = None,
    board_on: Day = None, to: Day = None, comment: Annotated[str, typer.Option()] = "", as_json: AsJson = False,
) -> None:  # fmt: skip
    """Writes down what was decided in the meeting, on the newest version."""
    with opened() as (store, actor):
        found = find_client(store, actor, client)
        asked = DecisionAsked(
            key, kind, None if amount is None else to_minor(amount, found.currency), board_on and board_on.date(),
            to and to.date(), comment,
        )  # fmt: skip
        record_decisions(store, actor, found.client_id, by, (asked,))
    print_json({"recorded": 1}) if as_json else out.print("Recorded.", highlight=False)


@app.command("reply")
def decisions_reply(
    client: ClientName, decision: Annotated[int, typer.Argument()], text: Annotated[str, typer.Argument()],
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Answers a question."""
    with opened() as (store, actor):
        reply(store, actor, find_client(store, actor, client).client_id, decision, text)
    print_json({"answered": decision}) if as_json else out.print("Answered.", highlight=False)


@app.command("carry-out")
def decisions_carry_out(client: ClientName, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """Puts what was agreed on the roadmap, and says what could not be."""
    with opened() as (store, actor):
        left = carry_out(store, actor, find_client(store, actor, client).client_id, day(as_of))
    if as_json:
        print_json({"left": list(left)})
        return
    for sentence in left or ("All of it is on the roadmap.",):
        out.print(sentence, highlight=False, markup=False)


@app.command("close")
def decisions_close(client: ClientName, as_json: AsJson = False) -> None:
    """Closes the round; new decisions belong to the next."""
    with opened() as (store, actor):
        number = close_round(store, actor, find_client(store, actor, client).client_id)
    print_json({"closed": number}) if as_json else out.print(f"Round {number} is closed.", highlight=False)


@app.command("withdraw-risk")
def decisions_withdraw(client: ClientName, risk: Annotated[int, typer.Argument()], as_json: AsJson = False) -> None:
    """Takes an accepted risk off the list."""
    with opened() as (store, actor):
        withdraw_risk(store, actor, find_client(store, actor, client).client_id, risk)
    print_json({"withdrawn": risk}) if as_json else out.print("Off the list.", highlight=False)
