"""`share …`: links by which recipients open a published roadmap."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from planner.actions.clients import find_client
from planner.actions.shares import ROLES, USUAL_DAYS, Recipient, create_share, revoke_share, shares_of
from planner.cli.common import AsJson, ClientName, opened, out, print_json
from planner.money import to_minor

app = typer.Typer(no_args_is_help=True, help="Share links: made, listed with who opened them, ended.")


@app.command("create")
def share_create(
    client: ClientName, recipient: Annotated[str, typer.Argument(help="Who gets the link.")],
    role: Annotated[str, typer.Option(help=f"{' or '.join(ROLES)}.")] = "decider",
    limit: Annotated[str | None, typer.Option(help="Up to which amount a line may be purchased.")] = None,
    days: Annotated[int, typer.Option(help="For how many days it opens.")] = USUAL_DAYS,
    email: Annotated[str | None, typer.Option()] = None,
    passphrase: Annotated[str | None, typer.Option(help="Asked when the link is opened; tell it another way.")] = None,
    download: Annotated[list[str] | None, typer.Option(help="web or csv; may be repeated.")] = None,
    version: Annotated[int | None, typer.Option(help="Which version; without, the newest.")] = None,
    base: Annotated[str, typer.Option(help="The address at which `serve-shares` is reached.")] = "",
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Makes a link. Its secret is shown this once."""
    with opened() as (store, actor):
        found = find_client(store, actor, client)
        minor = None if limit is None else to_minor(limit, found.currency)
        wanted = Recipient(recipient, role, minor, days, email, passphrase, tuple(download or ()))
        made = create_share(store, actor, found.client_id, wanted, version)
    address = f"{base.rstrip('/')}{made.path}"
    if as_json:
        print_json({"link": made.link_id, "path": address, "expires_at": made.expires_at.isoformat()})
        return
    out.print(address, highlight=False, markup=False, soft_wrap=True)
    out.print(f"Opens until {made.expires_at:%Y-%m-%d}; it is not shown again.", highlight=False)


@app.command("list")
def share_list(client: ClientName, as_json: AsJson = False) -> None:
    """Every link, the newest first, and whether it was opened."""
    with opened() as (store, actor):
        shares = shares_of(store, actor, find_client(store, actor, client).client_id)
    if as_json:
        print_json([
            {"link": one.link_id, "version": one.version, "recipient": one.recipient, "role": one.role,
             "state": one.state, "expires_at": one.expires_at.isoformat(), "views": one.views,
             "seen_at": one.seen_at and one.seen_at.isoformat(), "has_passphrase": one.has_passphrase,
             "downloads": list(one.downloads), "limit_minor": one.limit_minor}
            for one in shares
        ])  # fmt: skip
        return
    grid = Table("Link", "Version", "Recipient", "Role", "State", "Until", "Opened", "Last")
    for one in shares:
        seen = f"{one.seen_at:%Y-%m-%d %H:%M}" if one.seen_at else ""
        grid.add_row(
            str(one.link_id), str(one.version), one.recipient, one.role, one.state, f"{one.expires_at:%Y-%m-%d}",
            str(one.views), seen,
        )  # fmt: skip
    out.print(grid)


@app.command("revoke")
def share_revoke(client: ClientName, link: Annotated[int, typer.Argument()], as_json: AsJson = False) -> None:
    """Ends a link at once."""
    with opened() as (store, actor):
        revoke_share(store, actor, find_client(store, actor, client).client_id, link)
    print_json({"revoked": link}) if as_json else out.print("It opens nothing any more.", highlight=False)
