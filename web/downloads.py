"""Everything that can be taken along of a client: files made when they are asked for, and the MSP's own, filled."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from planner.actions.deliverables import KINDS, Wanted, make
from planner.actions.exports import safe_name
from planner.actions.publishing import published_versions
from planner.sharing.people import Actor
from web.context import Focus, store
from web.telling import told

_NOW = "As it stands now"


def offer_downloads(actor: Actor, focus: Focus) -> None:
    """A button that opens the list of files."""
    with st.popover("Take it along", icon=":material/download:", width="content"):
        versions = {None: _NOW} | {
            one.version: f"Version {one.version}, {one.title}"
            for one in published_versions(store(), actor, focus.client.client_id)
        }
        version = st.selectbox(
            "Of which version", list(versions), format_func=versions.__getitem__, key="download_version",
            disabled=len(versions) == 1, help="Slides, PDF and web page of what was published; the rest is of today.",
        )  # fmt: skip
        for kind, one in KINDS.items():
            if kind != "csv":
                wanted = Wanted(version if one.of_version else None)
                name = f"{safe_name(focus.client.name)} {one.label.lower()} {focus.as_of}{one.suffix}"
                st.download_button(
                    one.label, _made(actor, focus, kind, wanted), name, on_click="ignore", key=f"take_{kind}",
                    help=one.told, width="stretch",
                )  # fmt: skip
        _own_template(actor, focus, version)


def _made(actor: Actor, focus: Focus, kind: str, wanted: Wanted) -> Callable[[], bytes]:
    return lambda: make(store(), actor, focus.client.client_id, focus.as_of, kind, wanted).data


def _own_template(actor: Actor, focus: Focus, version: int | None) -> None:
    """Your own workbook or slides, filled at once."""
    file = st.file_uploader(
        "Your own template, .xlsx or .pptx", type=["xlsx", "xlsm", "pptx", "potx"], key="template",
        help="A workbook's marked tables and named cells are filled, slides get your master.",
    )  # fmt: skip
    if file is None:
        return
    is_slides = file.name.casefold().endswith((".pptx", ".potx"))
    kind = "slides" if is_slides else "workbook"
    with told(), st.spinner("Filling …"):
        wanted = Wanted(version if is_slides else None, file.getvalue())
        made = make(store(), actor, focus.client.client_id, focus.as_of, kind, wanted)
        st.download_button(
            f"{KINDS[kind].label}, filled", made.data, made.file_name, made.media_type, on_click="ignore",
            type="primary", key="take_filled", width="stretch",
        )  # fmt: skip
