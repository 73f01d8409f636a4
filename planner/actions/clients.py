"""The MSP's clients: listing, finding, changing the rules that are a client's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import func, select
from sqlmodel import Session

from planner.actions.edits import remerge_assets
from planner.actions.rule_change import to_blackout_months, to_tax_treatment
from planner.errors import PlannerError
from planner.money import check_currency, check_locale
from planner.records import Asset, Client, ClientAlias
from planner.records.names import folded_name
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.assets import assets_of_clients
from planner.store.bulk import table_of
from planner.store.clients import client_names

CHANGEABLE: Final = frozenset(Client.model_fields) - {"id"}


@dataclass(frozen=True, slots=True)
class ClientSummary:
    """One client in a list; `assets` counts its active asset rows."""

    client_id: int
    name: str
    currency: str
    locale: str
    assets: int
    fiscal_first_month: int


def list_clients(store: Store, actor: Actor) -> tuple[ClientSummary, ...]:
    """All clients by name, without those whose only assets came with an import that was undone."""
    with looking(store, actor) as session:
        return _summaries(session)


def _summaries(session: Session) -> tuple[ClientSummary, ...]:
    client, asset = table_of(Client), table_of(Asset)
    active = func.count(asset.c.id).filter(asset.c.state == "active")
    query = (
        select(client.c.id, client.c.name, client.c.currency, client.c.locale, active, client.c.fiscal_first_month)
        .join(asset, asset.c.client_id == client.c.id, isouter=True)
        .group_by(client.c.id)
        .having((active > 0) | (func.count(asset.c.id) == 0))
        .order_by(func.lower(client.c.name), client.c.id)
    )
    return tuple(ClientSummary(*row) for row in session.execute(query))


def find_client(store: Store, actor: Actor, name_or_id: str) -> ClientSummary:
    """The client of this name, alias or id. Raises PlannerError, naming the clients there are, where none fits."""
    with looking(store, actor) as session:
        summaries = _summaries(session)
        alias = session.get(ClientAlias, folded_name(name_or_id))
    for summary in summaries:
        if folded_name(summary.name) == folded_name(name_or_id) or (alias and alias.client_id == summary.client_id):
            return summary
    for summary in summaries:
        if name_or_id.isdecimal() and summary.client_id == int(name_or_id):
            return summary
    known = ", ".join(f"'{summary.name}'" for summary in summaries[:8]) or "none yet"
    raise PlannerError(f"There is no client '{name_or_id}'.", f"Import its assets first, or choose one of: {known}.")


def create_client(store: Store, actor: Actor, name: str, **rules: Any) -> int:
    """A new client and its rules; gives its id. Raises PlannerError for a taken name or a rule out of range."""
    with acting(store, actor, "client.create") as action:
        if folded_name(name) in client_names(action.session) or not name.strip():
            raise PlannerError(f"The client name '{name}' is taken or empty.", "Choose another name.")
        client = _valid({"name": name.strip()}, rules)
        action.session.add(client)
        action.session.flush()
        action.details.update(name=client.name)
        return int(client.id or 0)


def add_alias(store: Store, actor: Actor, client_id: int, name: str) -> None:
    """From now on sheets may call this client by that name too. Raises PlannerError where another client has it."""
    with acting(store, actor, "client.alias", client_id) as action:
        taken = client_names(action.session).get(folded_name(name))
        if taken is not None and taken[0] != client_id:
            raise PlannerError(f"'{name}' is the name of {taken[1]}.", "Choose that client, or another name.")
        if taken is None:
            action.session.add(ClientAlias(folded=folded_name(name), client_id=client_id))
        action.details.update(name=name)


def update_client(store: Store, actor: Actor, client_id: int, **changes: Any) -> None:
    """Sets fields of the client. Raises PlannerError for an unknown field or a value out of its range."""
    with acting(store, actor, "client.update", client_id) as action:
        client = action.session.get(Client, client_id)
        if client is None:
            raise PlannerError("This client is no longer there.", "Choose another client.")
        valid = _valid(client.model_dump(), changes)
        for name in changes:
            setattr(client, name, getattr(valid, name))
        action.session.add(client)
        action.session.flush()
        if "currency" in changes:
            remerge_assets(action.session, sorted(assets_of_clients(action.session, [client_id])[client_id]))
        action.details.update(changes)


def _valid(stored: dict[str, Any], changes: dict[str, Any]) -> Client:
    """The client with these changes, validated. Raises PlannerError, naming the field."""
    if unknown := sorted(set(changes) - CHANGEABLE):
        raise PlannerError(f"A client has no '{unknown[0]}'.", f"Use one of: {', '.join(sorted(CHANGEABLE))}.")
    if "currency" in changes:
        changes["currency"] = check_currency(str(changes["currency"]))
    if "locale" in changes:
        changes["locale"] = check_locale(str(changes["locale"]))
    if "tax_treatment" in changes:
        changes["tax_treatment"] = to_tax_treatment(changes["tax_treatment"])
    if "blackout_months" in changes:
        changes["blackout_months"] = to_blackout_months(changes["blackout_months"])
    try:
        return Client.model_validate(stored | changes)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise PlannerError(f"{field}: {first['msg']}.", "Enter a value in that range.") from error
