"""A client's own weights and prices of the services, and how many users it has."""

from __future__ import annotations

from typing import Final

from planner.actions.faults import Faults
from planner.actions.policies import refusal
from planner.actions.posture_change import MOST_USERS, Given, terms_with
from planner.actions.rule_change import to_whole
from planner.actions.stored_posture import Term, read_terms, write_term
from planner.actions.stored_rules import read_rules
from planner.errors import PlannerError
from planner.records import Client
from planner.sharing.audit import acting
from planner.sharing.people import Actor
from planner.store import Store

TERMS: Final = "posture.terms"
USERS: Final = "posture.users"


def save_terms(store: Store, actor: Actor, client_id: int, given: Given) -> None:
    """Stores a client's own weights and prices: {service: {weight, per_user_month}}, None takes one away. Raises
    PlannerError, naming every fault, where anything is wrong or nothing differs."""
    with acting(store, actor, TERMS, client_id) as action:
        currency = read_rules(action.session, client_id).currency
        faults, stored = Faults(), read_terms(action.session, client_id)
        after = terms_with(given, stored, currency, faults)
        if faults.found:
            raise refusal(tuple(faults.found))
        differing = {key: term for key, term in after.items() if term != stored.get(key, Term())}
        if not differing:
            raise PlannerError("These terms stand like that already.", "Change a value first.")
        for key, term in sorted(differing.items()):
            write_term(action.session, client_id, key, term)
        action.details["terms"] = {
            key: {"before": term_values(stored.get(key, Term())), "after": term_values(term)}
            for key, term in sorted(differing.items())
        }


def term_values(term: Term) -> list[int | None]:
    """A term as the audit trail holds it: weight, price in minor units."""
    return [term.weight, term.per_user_month_minor]


def save_users(store: Store, actor: Actor, client_id: int, users: int | str | None) -> None:
    """Stores how many users the client has; None: as many as its devices are assigned to. Raises PlannerError for what
    is no such number, or where it stands like that already."""
    wanted = None if users is None else to_whole(users, 1, MOST_USERS)
    with acting(store, actor, USERS, client_id) as action:
        read_rules(action.session, client_id)
        client = action.session.get_one(Client, client_id)
        if client.users == wanted:
            raise PlannerError("The number of users stands like that already.", "Give another one.")
        action.details["users"] = {"before": client.users, "after": wanted}
        client.users = wanted
        action.session.add(client)
