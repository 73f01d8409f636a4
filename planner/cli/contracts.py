"""`contracts …`: what renews when, and at what price?"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from planner.actions.clients import find_client
from planner.actions.contract_import import ContractPreview, apply_contracts, preview_contracts
from planner.actions.contract_views import change_words, contract_json, entry_json, renewal_json, row_json
from planner.actions.contracts import (
    ClientContracts,
    ContractEdits,
    client_contracts,
    contract_history,
    end_contract,
    save_contracts,
    undo_contracts,
)
from planner.actions.uploads import Upload
from planner.cli.common import AsJson, AsOf, ClientName, day, err, opened, out, print_json
from planner.cli.effects import DryRun, stated
from planner.money import decimal_string, format_money

app = typer.Typer(no_args_is_help=True, help="Contracts and subscriptions: what renews when, and at what price.")
_DAY = ["%Y-%m-%d"]
Which = Annotated[int, typer.Argument(help="The contract's id, as `contracts list` shows it.")]
Text = Annotated[str | None, typer.Option()]
Price = Annotated[str | None, typer.Option(help="One seat or device for one billing period.")]
Starts = Annotated[datetime | None, typer.Option(formats=_DAY, help="The first day of the term with this price.")]
Ends = Annotated[datetime | None, typer.Option(formats=_DAY, help="That term's last day.")]
Term = Annotated[str | None, typer.Option(help="Months of a term.")]
Billing = Annotated[str | None, typer.Option(help="month, quarter, year or term.")]
Seats = Annotated[str | None, typer.Option(help="Seats or devices.")]
Notice = Annotated[str | None, typer.Option(help="Days of notice.")]
Uplift = Annotated[str | None, typer.Option(help="Percent at each renewal.")]
Renews = Annotated[bool | None, typer.Option("--renews/--no-renews", help="Whether it renews by itself.")]
Treatment = Annotated[str | None, typer.Option(help="opex or capex.")]


@app.command("list")
def contracts_list(client: ClientName, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """Every contract of a client, ended ones too."""
    seen = _seen(client, as_of)
    if as_json:
        print_json(
            {
                "client": seen.client, "as_of": seen.as_of, "currency": seen.currency,
                "next_year": decimal_string(seen.next_year_minor, seen.currency),
                "contracts": [contract_json(contract) for contract in seen.contracts],
            }
        )  # fmt: skip
        return
    grid = Table("Id", "Contract", "Seats", "Price", "Billed by", "Term ends", "Renews")
    for one in seen.contracts:
        ends = f"ended {one.ended_on}: {one.ended_why}" if one.ended_on else "yes" if one.renews else "no"
        price = format_money(one.unit_price_minor, one.currency, seen.locale)
        grid.add_row(str(one.contract_id), one.label, f"{one.quantity:,}", price, one.billing, str(one.ends_on), ends)
    out.print(grid)
    billed = format_money(seen.next_year_minor, seen.currency, seen.locale)
    out.print(f"{billed} is billed within a year, before tax.", highlight=False)


@app.command("calendar")
def contracts_calendar(client: ClientName, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """What renews when, by when to decide, and the price of a year before and after."""
    seen = _seen(client, as_of)
    if as_json:
        rows = [renewal_json(row, as_of=seen.as_of) for row in seen.renewals]
        print_json({"client": seen.client, "as_of": seen.as_of, "currency": seen.currency, "renewals": rows})
        return
    grid = Table("Decide by", "Renews on", "Contract", "A year now", "A year then")
    for row in seen.renewals:
        now, then = (
            "ends" if minor is None else format_money(minor, row.contract.currency, seen.locale)
            for minor in (row.now_minor, row.then_minor)
        )
        late = " (passed)" if row.decide_by < seen.as_of and row.then_minor is not None else ""
        grid.add_row(f"{row.decide_by}{late}", str(row.renews_on), row.contract.label, now, then)
    out.print(grid)


@app.command("add")
def contracts_add(
    client: ClientName, name: Annotated[str, typer.Argument(help="What is paid for.")], price: Price = None,
    starts: Starts = None, ends: Ends = None, term: Term = None, billing: Billing = None, seats: Seats = None,
    vendor: Text = None, kind: Text = None, notice: Notice = None, uplift: Uplift = None, renews: Renews = None,
    treatment: Treatment = None, currency: Text = None, notes: Text = None, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Adds a contract: a price, and a start or an end."""
    given = stated(
        name=name, unit_price=price, starts_on=_date(starts), ends_on=_date(ends), term_months=term, billing=billing,
        quantity=seats, vendor=vendor, kind=kind, notice_days=notice, uplift=uplift, renews=renews, treatment=treatment,
        currency=currency, notes=notes,
    )  # fmt: skip
    _save(client, ContractEdits(added=(given,)), f"Added {name}.", as_json)


@app.command("set")
def contracts_set(
    client: ClientName, contract: Which, name: Text = None, price: Price = None, starts: Starts = None,
    ends: Ends = None, term: Term = None, billing: Billing = None, seats: Seats = None, vendor: Text = None,
    kind: Text = None, notice: Notice = None, uplift: Uplift = None, renews: Renews = None,
    treatment: Treatment = None, notes: Text = None, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Changes what is given of a contract."""
    given = stated(
        name=name, unit_price=price, starts_on=_date(starts), ends_on=_date(ends), term_months=term, billing=billing,
        quantity=seats, vendor=vendor, kind=kind, notice_days=notice, uplift=uplift, renews=renews, treatment=treatment,
        notes=notes,
    )  # fmt: skip
    _save(client, ContractEdits(changed={contract: given}), f"Changed contract {contract}.", as_json)


def _save(client: str, edits: ContractEdits, words: str, as_json: bool) -> None:
    with opened() as (store, actor):
        found = find_client(store, actor, client)
        save_contracts(store, actor, found.client_id, edits)
        newest = contract_history(store, actor, found.client_id)[0]
    _tell(entry_json(newest), words, as_json)


@app.command("end")
def contracts_end(
    client: ClientName, contract: Which,
    on: Annotated[datetime | None, typer.Option(formats=_DAY, help="Its last day; without, it renews again.")] = None,
    reason: Annotated[str, typer.Option(help="Why it ends.")] = "", as_json: AsJson = False,
) -> None:  # fmt: skip
    """Ends a contract on purpose, or lets an ended one renew again."""
    with opened() as (store, actor):
        found = find_client(store, actor, client)
        end_contract(store, actor, found.client_id, contract, _date(on), reason)
        newest = contract_history(store, actor, found.client_id)[0]
    _tell(entry_json(newest), f"Contract {contract} {f'ends on {_date(on)}' if on else 'renews again'}.", as_json)


@app.command("import")
def contracts_import(
    client: ClientName, file: Annotated[Path, typer.Argument(help="A list of licences, subscriptions or contracts.")],
    dry_run: DryRun = False, as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Imports a list as contracts, and tells what becomes of each row. Exit status 1 where rows are rejected."""
    with opened() as (store, actor):
        found = find_client(store, actor, client)
        preview = preview_contracts(store, actor, found.client_id, Upload.of(file), day(as_of))
        if not (dry_run or preview.is_empty):
            apply_contracts(store, actor, preview)
    if as_json:
        print_json(
            {
                "client": found.name, "saved": not (dry_run or preview.is_empty), "counts": preview.counts,
                "rows": [row_json(row) for row in preview.rows],
            }
        )  # fmt: skip
    else:
        _print_preview(preview, dry_run)
    raise SystemExit(1 if preview.counts["rejected"] else 0)


def _print_preview(preview: ContractPreview, dry_run: bool) -> None:
    counts = ", ".join(f"{number} {outcome}" for outcome, number in preview.counts.items())
    out.print(f"[bold]{counts}[/].{' Nothing was written.' if dry_run or preview.is_empty else ''}", highlight=False)
    for row in preview.rows:
        told = change_words(row) or row.why
        to = err if row.outcome == "rejected" else out
        to.print(
            f"{row.where}, row {row.row}: {row.outcome} {row.label} {told}".rstrip(), highlight=False, markup=False
        )


@app.command("history")
def contracts_history(client: ClientName, as_json: AsJson = False) -> None:
    """Who changed which contracts of a client, the newest first."""
    with opened() as (store, actor):
        entries = contract_history(store, actor, find_client(store, actor, client).client_id)
    if as_json:
        print_json([entry_json(entry) for entry in entries])
        return
    for entry in entries:
        names = ", ".join(one.label for pair in entry.pairs.values() if (one := pair[1] or pair[0]))
        taken = " (can be taken back)" if entry.can_undo else ""
        told = f"{entry.entry_id}: {entry.made_at:%Y-%m-%d %H:%M} {entry.actor} {entry.action}: {names}{taken}"
        out.print(told, highlight=False, markup=False)


@app.command("undo")
def contracts_undo(
    client: ClientName, entry: Annotated[int, typer.Argument(help="The change, as `contracts history` shows it.")],
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Takes a change back."""
    with opened() as (store, actor):
        undo_contracts(store, actor, find_client(store, actor, client).client_id, entry)
    _tell({"undone": entry}, f"Change {entry} was taken back.", as_json)


def _tell(told: dict[str, Any], words: str, as_json: bool) -> None:
    print_json(told) if as_json else out.print(words, highlight=False, markup=False)


def _date(given: datetime | None) -> date | None:
    return given.date() if given else None


def _seen(client: str, as_of: datetime | None) -> ClientContracts:
    with opened() as (store, actor):
        return client_contracts(store, actor, find_client(store, actor, client).client_id, day(as_of))
