"""Finished deliverables as bytes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.actions.brands import brand_of
from planner.actions.roadmaps import client_roadmap
from planner.actions.scenarios import scenario_view
from planner.reports.excel import workbook as excel_workbook
from planner.sharing.people import Actor
from planner.store import Store

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Export:
    """A file to hand over."""

    file_name: str
    media_type: str
    data: bytes


def workbook(store: Store, actor: Actor, client_id: int, as_of: date) -> Export:
    """The client's roadmap and budget as an Excel workbook, with the formulas that its figures come from."""
    roadmap = client_roadmap(store, actor, client_id, as_of)
    as_due = client_roadmap(store, actor, client_id, as_of, "as_due")
    view = scenario_view(store, actor, client_id, as_of)
    brand = brand_of(store, actor, client_id)
    made = excel_workbook(roadmap, as_due, view.rows, view.chosen, brand)
    return Export(f"{safe_name(roadmap.client)} roadmap {as_of}.xlsx", XLSX, made)


def safe_name(text: str) -> str:
    """A client's name as a part of a file name: letters, digits, spaces, dots inside, dashes; at most 80 of them."""
    plain = unicodedata.normalize("NFKC", text)
    kept = re.sub(r"[^\w\s.&-]", " ", plain).replace("..", " ")
    return " ".join(kept.split())[:80].strip(" .") or "client"
