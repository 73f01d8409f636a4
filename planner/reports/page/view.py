"""What the page shows besides the document: who reads it, what was decided, and what he may do. Plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Said:
    """One decision, question or comment. `kind` as in `roadmap.decisions`; `replies`: (who, words)."""

    who: str
    kind: str
    made_on: date
    amount_minor: int | None = None
    board_on: date | None = None
    quarter_label: str = ""
    comment: str = ""
    replies: tuple[tuple[str, str], ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class LineShown:
    """Where a line stands. `outcome`: open, approved, deferred, declined or disputed; `own_kind`: what this reader
    decided; `fault`: what was wrong with what he just sent, with what he `typed`."""

    outcome: str = "open"
    said: tuple[Said, ...] = ()
    history: tuple[Said, ...] = ()
    changed_since_approved: bool = False
    own_kind: str = ""
    fault: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reader:
    """Who reads by a link. `role`: decider or commenter; `action`: where his forms go; `csrf`: what they carry."""

    name: str
    role: str
    action: str
    csrf: str
    expires_at: datetime
    limit_minor: int | None = None
    downloads: tuple[str, ...] = ()
    newer_version: int | None = None
    message: str = ""
