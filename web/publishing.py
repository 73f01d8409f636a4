"""Publishing on the review's screen: what is frozen, who gets a link, who has opened it."""

from __future__ import annotations

import os
from datetime import date
from typing import Final

import streamlit as st

from planner.actions.publishing import (
    Profile,
    Publication,
    PublishedVersion,
    preview_document,
    publish_roadmap,
    published_versions,
)
from planner.actions.shares import DOWNLOADS, ROLES, USUAL_DAYS, Recipient, Share, create_share, revoke_share, shares_of
from planner.money import to_minor
from planner.sharing.people import Actor
from web.context import Focus, store
from web.markup import NOTHING, Column, Row, note, table
from web.telling import plain, told
from web.wording import count, day, moment

BASE: Final = "EVERGREEN_SHARES_URL"
"""Names the address at which `serve-shares` is reached from outside."""
WORDS: Final = {"web": "The page as one file", "csv": "The lines as a table"}


def show_publishing(actor: Actor, focus: Focus) -> None:
    """Publish, share, and who has seen it."""
    st.subheader("Publish and share", anchor=False)
    versions = published_versions(store(), actor, focus.client.client_id)
    left, right = st.columns(2, gap="large")
    with left, told():
        publish(actor, focus, versions)
    with right, told():
        share(actor, focus, versions)
    show_shares(actor, focus)


def publish(actor: Actor, focus: Focus, versions: tuple[PublishedVersion, ...]) -> None:
    """The next version: its title, the words to the client, with costs or without."""
    st.html(note(_stands(versions)))
    title = st.text_input("Title", f"Technology roadmap of {focus.client.name}", key="publish_title")
    words = st.text_area("Your words to the client", key="publish_note", height=80)
    costs = st.toggle("With costs", value=True, key="publish_costs")
    given = Publication(title, words, Profile(costs=costs))
    removed = preview_document(store(), actor, focus.client.client_id, focus.as_of, given).removed
    if removed:
        with st.expander(f"Taken out of what people wrote: {count(len(removed), 'place')}"):
            lines = "\n".join(f"- {plain(one.words)} ({plain(one.kind)}), in {plain(one.where)}" for one in removed)
            st.markdown(lines)
    if st.button("Publish", type="primary", key="publish", icon=":material/publish:"):
        made = publish_roadmap(store(), actor, focus.client.client_id, focus.as_of, given)
        st.toast(f"Version {made.version} is published.", icon=":material/check:")
        st.rerun()


def _stands(versions: tuple[PublishedVersion, ...]) -> str:
    hidden = "Serial numbers, host names, addresses and people are left out."
    if not versions:
        return f"Nothing is published yet. What you publish is frozen; {hidden.lower()}"
    newest = versions[0]
    return f"Version {newest.version} of {day(newest.as_of)} is published, by {newest.actor}. {hidden}"


def share(actor: Actor, focus: Focus, versions: tuple[PublishedVersion, ...]) -> None:
    """A link for one person; its secret is shown once."""
    if not versions:
        st.html(note("Publish first: a link shows a published version."))
        return
    with st.form("share", border=False, clear_on_submit=True):
        name = st.text_input("Who gets the link", key="share_name", placeholder="Ines Lane")
        with st.container(horizontal=True):
            role = st.selectbox("May", ROLES, format_func={"decider": "decide", "commenter": "comment"}.get, width=140)
            limit = st.text_input(f"Up to, {focus.client.currency}", placeholder="no limit", width=140)
            days = st.number_input("Opens for, days", 1, 365, USUAL_DAYS, width=140)
        passphrase = st.text_input("Passphrase (optional)", type="password", autocomplete="new-password")
        downloads = st.multiselect("May take away", DOWNLOADS, format_func=WORDS.__getitem__, placeholder="Nothing")
        made = st.form_submit_button("Make the link", type="primary", icon=":material/link:")
    if made:
        minor = to_minor(limit, focus.client.currency) if limit.strip() else None
        wanted = Recipient(name, role, minor, int(days), None, passphrase or None, tuple(downloads))
        new = create_share(store(), actor, focus.client.client_id, wanted)
        st.session_state.share_made = (focus.client.client_id, name, f"{_base()}{new.path}", new.expires_at.date())
    show_made(focus.client.client_id)


def show_made(client_id: int) -> None:
    """The link that was just made, until the page is left."""
    made: tuple[int, str, str, date] | None = st.session_state.get("share_made")
    if made and made[0] == client_id:
        st.code(made[2], language=None, wrap_lines=True)
        st.html(note(f"For {made[1]}, until {day(made[3])}. Copy it now: it is not shown again."))


def _base() -> str:
    """Where the link is opened: the address that was set for clients, else this server's own."""
    own = st.context.url or ""
    return os.environ.get(BASE, "").rstrip("/") or "/".join(own.split("/")[:3])


def show_shares(actor: Actor, focus: Focus) -> None:
    """Every link with who opened it, and a way to end it."""
    shares = shares_of(store(), actor, focus.client.client_id)
    if not shares:
        return
    rows: list[Row] = [
        (
            one.recipient, f"version {one.version}", one.role, one.state, day(one.expires_at.date()),
            f"{one.views:,}", moment(one.seen_at) if one.seen_at else NOTHING,
        )
        for one in shares
    ]  # fmt: skip
    columns = [
        Column("Link for"), Column("Shows", is_short=True), Column("Role", is_extra=True),
        Column("State", is_short=True),
        Column("Until", is_extra=True), Column("Opened", is_number=True), Column("Last", is_short=True),
    ]  # fmt: skip
    st.html(table(columns, rows))
    live = {one.link_id: one for one in shares if one.state == "open"}
    if live:
        _end(actor, focus, live)


def _end(actor: Actor, focus: Focus, live: dict[int, Share]) -> None:
    with st.expander("End a link"), told():
        chosen = st.selectbox(
            "Link", list(live), format_func=lambda link: f"{live[link].recipient}, version {live[link].version}",
            key="share_to_end",
        )  # fmt: skip
        if st.button("End it now", key="revoke_share"):
            revoke_share(store(), actor, focus.client.client_id, chosen)
            st.toast("It opens nothing any more.", icon=":material/check:")
            st.rerun()
