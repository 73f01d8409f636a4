"""`publish …`: the roadmap frozen as a version for the client; listed, shown, compared, published again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from planner.actions.brands import brand_of, set_brand
from planner.actions.clients import find_client
from planner.actions.published_json import changes_json, document_to_json, say, version_json
from planner.actions.publishing import (
    DocumentPreview,
    Profile,
    Publication,
    difference,
    preview_document,
    publish_roadmap,
    published_versions,
    read_published,
    republish,
)
from planner.cli.common import AsJson, AsOf, ClientName, day, opened, out, print_json
from planner.cli.effects import stated

app = typer.Typer(no_args_is_help=True, help="Published roadmaps: frozen versions, shown by share links.")
brand = typer.Typer(no_args_is_help=True, help="Whose documents these are: name, colour, logo, footer, contact.")
Version = Annotated[int | None, typer.Option(help="Which version; without, the newest.")]
Words = Annotated[str, typer.Option()]
Text = Annotated[str | None, typer.Option()]


@app.command("now")
def publish_now(
    client: ClientName, title: Words = "", note: Annotated[str, typer.Option(help="Your words to the client.")] = "",
    without_costs: Annotated[bool, typer.Option("--without-costs", help="No amount of money in it.")] = False,
    with_owners: Annotated[bool, typer.Option("--with-owners", help="Who looks after each risk.")] = False,
    leave_out: Annotated[list[str] | None, typer.Option(help="An initiative's key; may be repeated.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what it would hold, publish nothing.")] = False,
    as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Freezes the roadmap as the next version."""
    given = Publication(title, note, Profile(not without_costs, with_owners, frozenset(leave_out or ())))
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        preview = preview_document(store, actor, client_id, day(as_of), given)
        made = None if dry_run else publish_roadmap(store, actor, client_id, day(as_of), given)
    if as_json:
        removed = [{"where": one.where, "kind": one.kind, "words": one.words} for one in preview.removed]
        shown = json.loads(document_to_json(preview.document))
        print_json({"published": made and version_json(made), "document": shown, "removed": removed})
        return
    _print_preview(preview)
    out.print(f"Published version {made.version}." if made else "Nothing was published.", highlight=False)


def _print_preview(preview: DocumentPreview) -> None:
    document = preview.document
    out.print(say(document.answer, document.locale, document.currency), highlight=False, markup=False)
    out.print(f"{len(document.lines)} lines, {'with' if document.shows_costs else 'without'} costs.", highlight=False)
    for one in preview.removed:
        out.print(f"Taken out of {one.where}: {one.words} ({one.kind})", highlight=False, markup=False)


@app.command("list")
def publish_list(client: ClientName, as_json: AsJson = False) -> None:
    """Every version, the newest first."""
    with opened() as (store, actor):
        versions = published_versions(store, actor, find_client(store, actor, client).client_id)
    if as_json:
        print_json([version_json(one) for one in versions])
        return
    grid = Table("Version", "Title", "As of", "Published", "By", "Costs", "Digest")
    for one in versions:
        grid.add_row(
            str(one.version), one.title, str(one.as_of), f"{one.made_at:%Y-%m-%d %H:%M}", one.actor,
            "yes" if one.profile.costs else "no", one.sha256[:12],
        )  # fmt: skip
    out.print(grid)


@app.command("show")
def publish_show(client: ClientName, version: Version = None, as_json: AsJson = False) -> None:
    """One version as it was frozen."""
    with opened() as (store, actor):
        told, document = read_published(store, actor, find_client(store, actor, client).client_id, version)
    if as_json:
        print_json({"version": version_json(told), "document": json.loads(document_to_json(document))})
        return
    out.print(f"{document.title}, version {document.version}, as of {document.as_of}", highlight=False, markup=False)
    out.print(say(document.answer, document.locale, document.currency), highlight=False, markup=False)
    labels = {quarter.starts_on: quarter.label for quarter in document.quarters}
    for line in document.lines:
        words = say(line.title, document.locale, document.currency)
        where = "Unscheduled" if line.quarter_starts_on is None else labels[line.quarter_starts_on]
        out.print(f"{where}: {words}", highlight=False, markup=False)


@app.command("diff")
def publish_diff(
    client: ClientName, from_version: Annotated[int, typer.Option("--from")],
    to_version: Annotated[int, typer.Option("--to")], as_json: AsJson = False,
) -> None:  # fmt: skip
    """What differs between two versions."""
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        before, after, changes = difference(store, actor, client_id, from_version, to_version)
    told = changes_json(before, after, changes)
    if as_json:
        print_json(told)
        return
    for one in told:
        out.print(one["sentence"], highlight=False, markup=False)


@app.command("again")
def publish_again(
    client: ClientName, version: Annotated[int, typer.Option(help="The version to publish anew.")],
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Publishes what an older version said as the newest one."""
    with opened() as (store, actor):
        made = republish(store, actor, find_client(store, actor, client).client_id, version)
    print_json(version_json(made)) if as_json else out.print(f"Published version {made.version}.", highlight=False)


Whose = Annotated[str | None, typer.Option("--client", help="A client's own; without, yours for all of them.")]


@brand.command("set")
def brand_set(
    client: Whose = None, name: Text = None, accent: Text = None, footer: Text = None, contact: Text = None,
    logo: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="PNG or JPEG, up to 200 kB.")] = None,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Changes what is given; an empty value takes it out."""
    given: dict[str, Any] = stated(name=name, accent=accent, footer=footer, contact=contact)
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id if client else None
        set_brand(store, actor, given, client_id, logo.read_bytes() if logo else None)
    print_json({"changed": sorted(given)}) if as_json else out.print("Changed.", highlight=False)


@brand.command("show")
def brand_show(client: Whose = None, as_json: AsJson = False) -> None:
    """What the documents bear."""
    with opened() as (store, actor):
        shown = brand_of(store, actor, find_client(store, actor, client).client_id if client else None)
    told = {"name": shown.name, "accent": shown.accent, "footer": shown.footer, "contact": shown.contact,
            "logo": shown.logo is not None}  # fmt: skip
    if as_json:
        print_json(told)
        return
    for field, value in told.items():
        out.print(f"{field}: {value or '–'}", highlight=False, markup=False)


