"""Data quality on the screen: a gap with its devices, what mends it, and what was mended."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from planner.actions.quality import Fix, Gap, Mending, Quality, mend, undo_mending
from planner.actions.quality_told import gap_title, worth_words
from planner.actions.roadmaps import Roadmap
from planner.charts.quality import worth_by_gap
from planner.money import minor_digits
from planner.sharing.people import Actor
from web.context import store
from web.devices import labels_of
from web.drawing import CONFIG
from web.markup import note
from web.telling import plain, told
from web.wording import count, day, moment


def draw_worth(found: Quality, roadmap: Roadmap) -> None:
    """The picture of the screen: value by gap; nothing where no money hangs on any."""
    values = [(gap_title(gap.key), gap.value_minor, bool(gap.narrowings)) for gap in found.gaps]
    if any(minor for _, minor, _ in values):
        figure = worth_by_gap(values, roadmap.currency, roadmap.assumptions.locale)
        words = "; ".join(f"{title}: {minor / 10 ** minor_digits(roadmap.currency):,.0f}" for title, minor, _ in values)
        st.plotly_chart(figure, config=CONFIG, alt=f"Value by gap in {roadmap.currency}. {words}")


def show_gap(actor: Actor, roadmap: Roadmap, found: Quality, gap: Gap, fixes: tuple[Fix, ...]) -> None:
    """One gap: its sentence and worth, its devices that no gap before it shows, and what mends it."""
    with st.expander(plain(f"{gap.sentence} {worth_words(gap, roadmap)}".strip()), key=f"gap_{gap.key}"):
        chosen = _device_table(roadmap, found, gap, fixes)
        if set(gap.asset_ids) - set(gap.own_ids):
            st.html(note(_elsewhere(roadmap, gap)))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for fix in fixes:
                _offer(actor, roadmap, gap, fix, chosen)


def _elsewhere(roadmap: Roadmap, gap: Gap, most: int = 4) -> str:
    """'HLA-LT-OLD2 too: shown under a gap above.'"""
    rows = roadmap.schedule[roadmap.schedule["asset_id"].isin(set(gap.asset_ids) - set(gap.own_ids))]
    names = labels_of(rows).tolist()
    rest = f" and {len(names) - most:,} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{rest}{' too' if gap.own_ids else ''}: shown once, under a gap above."


def _device_table(roadmap: Roadmap, found: Quality, gap: Gap, fixes: tuple[Fix, ...]) -> list[int]:
    """The gap's own devices; gives those that were ticked, all of the gap's where none is."""
    rows = roadmap.schedule[roadmap.schedule["asset_id"].isin(gap.own_ids)]
    if rows.empty:
        return list(gap.asset_ids)
    event = st.dataframe(
        _device_frame(found, gap, fixes, rows), hide_index=True, row_height=35,
        height=min(300, 38 + 35 * len(rows)), on_select="rerun" if fixes else "ignore", selection_mode="multi-row",
        key=f"gap_devices_{gap.key}", placeholder="–", alt=f"Devices: {gap.sentence}",
        column_config={
            "Device": st.column_config.TextColumn(pinned=True, width=140),
            "In service": st.column_config.TextColumn(width=180),
            "Would be": st.column_config.TextColumn(width=110),
        },
    )  # fmt: skip
    picked = list(event.selection.rows) if fixes else []
    return [int(rows["asset_id"].iloc[at]) for at in picked if at < len(rows)] or list(gap.asset_ids)


def _device_frame(found: Quality, gap: Gap, fixes: tuple[Fix, ...], rows: pd.DataFrame) -> pd.DataFrame:
    ids = rows["asset_id"].tolist()
    suggested = {key: words for fix in fixes for key, words in fix.told.items()}
    others = [found.also.get(asset_id, ()) for asset_id in ids]
    columns = {
        "Device": labels_of(rows).tolist(),
        "Model": rows["model"].fillna("").tolist(),
        "Serial number": rows["serial_number"].fillna("").tolist(),
        "In service": [_service(row) for _, row in rows.iterrows()],
        "Would be": [suggested.get(asset_id, "") for asset_id in ids],
        "In the sheet": [day(value) for value in rows["planned_replacement_on"]],
        "In this plan": rows["planned_quarter"].fillna("").tolist(),
        "Last seen": [day(value) for value in rows["last_seen_on"]],
        "Also": [", ".join(gap_title(key) for key in keys) for keys in others],
        "Why it is planned as it is": rows["reason"].fillna("").tolist(),
    }
    needed = {"In the sheet": gap.key == "planned_otherwise", "In this plan": gap.key == "planned_otherwise"}
    needed |= {"Would be": bool(suggested), "Last seen": gap.key in ("unconfirmed", "duplicate")}
    needed |= {"Also": any(others)}
    return pd.DataFrame({name: values for name, values in columns.items() if needed.get(name, True)})


def _service(row: pd.Series) -> str:
    since = day(row["in_service_est_on"])
    return f"about {since}" if since and bool(row["is_estimated"]) else since


def _offer(actor: Actor, roadmap: Roadmap, gap: Gap, fix: Fix, chosen: list[int]) -> None:
    """The button that mends, for the ticked devices or for all; an answer is asked for where one is needed."""
    devices = [asset_id for asset_id in chosen if asset_id in fix.values]
    if not devices:
        return
    key = f"fix_{gap.key}_{fix.key}"
    answer = _asked(fix, key, roadmap) if fix.asks else None
    every = len(devices) == len(fix.values)
    many = "all " if every and len(devices) > 1 else ""
    words = f"{fix.label} ({many}{count(len(devices), 'device')})"
    if st.button(plain(words), key=key, disabled=bool(fix.asks) and answer is None, icon=":material/build:"):
        with told():
            mend(store(), actor, roadmap.client_id, fix.label, fix.chosen(devices, answer), fix.reason)
            st.toast(f"Mended: {plain(fix.label)}", icon=":material/check:")
            st.rerun()


def _asked(fix: Fix, key: str, roadmap: Roadmap) -> str | None:
    if fix.asks == "date":
        value = st.date_input("In service since", value=None, max_value=roadmap.as_of, key=f"{key}_date")
        return value.isoformat() if value else None
    digits = minor_digits(roadmap.currency)
    step = 10.0**-digits
    label = f"Replacement price of one device ({roadmap.currency})"
    price = st.number_input(label, min_value=step, value=None, step=step, format=f"%.{digits}f", key=f"{key}_price")
    return None if price is None else f"{price:.{digits}f}"


def show_mendings(actor: Actor, client_id: int, done: tuple[Mending, ...]) -> None:
    """What was mended lately, each with the way back."""
    if not done:
        return
    with st.expander(f"Mended lately ({len(done)})"):
        for item in done:
            words, back = st.columns([5, 1], vertical_alignment="center")
            words.html(note(f"{item.label}: {count(item.devices, 'device')}, by {item.actor}, {moment(item.made_at)}"))
            if back.button("Take back", key=f"unmend_{item.entry_id}"):
                with told():
                    undo_mending(store(), actor, client_id, item.entry_id)
                    st.rerun()
