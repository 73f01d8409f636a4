"""Whose documents these are: the MSP's name, colour, logo and words, and where a client has his own."""

from __future__ import annotations

import base64
import re
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session

from planner.actions.faults import Faults
from planner.actions.policies import refusal
from planner.errors import PlannerError
from planner.records import Brand, Client
from planner.roadmap.document_build import BrandShown
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store

__all__ = ["BrandShown", "brand_of", "brand_shown", "set_brand"]
_TEXTS: Final = {"name": 200, "footer": 2000, "contact": 2000}
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_KINDS: Final = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_LARGEST: Final = 200_000


def brand_shown(session: Session, client_id: int) -> BrandShown:
    """What a client's documents bear: his own, and the MSP's where he has none."""
    rows = {row.client_id: row for row in session.execute(select(Brand)).scalars()
            if row.client_id in (None, client_id)}  # fmt: skip
    own = [row for row in (rows.get(client_id), rows.get(None)) if row is not None]
    logo = next((row for row in own if row.logo), None)
    data = f"data:{logo.logo_kind};base64,{base64.b64encode(logo.logo or b'').decode()}" if logo else None
    return BrandShown(
        name=next((row.name for row in own if row.name), ""),
        accent=next((row.accent for row in own if row.accent), None),
        logo=data,
        footer=next((row.footer for row in own if row.footer), ""),
        contact=next((row.contact for row in own if row.contact), ""),
    )


def brand_of(store: Store, actor: Actor, client_id: int | None = None) -> BrandShown:
    """What the client's documents bear; without a client, the MSP's own."""
    with looking(store, actor) as session:
        return brand_shown(session, client_id or 0)


def set_brand(
    store: Store, actor: Actor, given: dict[str, Any], client_id: int | None = None, logo: bytes | None = None
) -> None:
    """Changes what is given: name, accent '#rrggbb', footer, contact; an empty value takes it out. `logo`: a PNG or
    JPEG file of at most 200 kB, b'' takes it out. Raises PlannerError with every fault."""
    faults = Faults()
    accent = given.get("accent")
    if accent and not _COLOUR.fullmatch(str(accent)):
        faults.add("The colour", f"'{accent}' is no colour.", "Give it as #0B6E4F.")
    kind = next((kind for start, kind in _KINDS.items() if logo and logo.startswith(start)), None)
    if logo and (kind is None or len(logo) > _LARGEST):
        faults.add("The logo", "It is no PNG or JPEG file of at most 200 kB.", "Choose another file.")
    if faults.found:
        raise refusal(tuple(faults.found))
    with acting(store, actor, "brand.change", client_id) as action:
        if client_id is not None and action.session.get(Client, client_id) is None:
            raise PlannerError("This client is no longer there.", "Choose another client.")
        row = action.session.execute(select(Brand).where(_of(client_id))).scalar_one_or_none()
        row = row or Brand(client_id=client_id, updated_at=actor.acting_at)
        for name, longest in _TEXTS.items():
            if name in given:
                setattr(row, name, str(given[name] or "").strip()[:longest])
        if "accent" in given:
            row.accent = str(accent) if accent else None
        if logo is not None:
            row.logo, row.logo_kind = logo or None, kind
        row.updated_at = actor.acting_at
        action.session.add(row)
        action.details.update({name: given[name] for name in sorted(given)}, logo=logo is not None)


def _of(client_id: int | None) -> Any:
    column: Any = Brand.client_id
    return column.is_(None) if client_id is None else column == client_id
