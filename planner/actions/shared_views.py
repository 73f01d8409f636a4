"""What a recipient sees of a shared roadmap, and what he may say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from planner.roadmap.document import Document

Role = Literal["decider", "commenter"]


@dataclass(frozen=True, slots=True)
class LinkView:
    """The recipient's link. `limit_minor`: up to what he may let a line be purchased, None for no limit;
    `downloads`: the kinds that he may take away."""

    link_id: int
    recipient: str
    role: Role
    limit_minor: int | None
    downloads: tuple[str, ...]
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """The vCIO's answer to a question."""

    who: str
    text: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class GivenDecision:
    """One decision as it is shown. `is_own`: this recipient made it."""

    decision_id: int
    line_key: str
    kind: str
    recipient: str
    amount_minor: int | None
    board_on: date | None
    quarter_starts_on: date | None
    comment: str
    made_at: datetime
    version: int
    replies: tuple[Reply, ...]
    is_own: bool


@dataclass(frozen=True, slots=True)
class LineState:
    """Where one line stands. `decisions`: what counts in the open round, one a recipient; `history`: everything that
    was said of it, the newest first, questions and comments too."""

    line_key: str
    decisions: tuple[GivenDecision, ...]
    history: tuple[GivenDecision, ...]
    changed_since_approved: bool
    disagree: bool
    outcome: str


@dataclass(frozen=True)
class SharedRoadmap:
    """A document as one recipient may see it. `states`: line's key → where it stands; `newer_version`: the newest
    published version where this is an older one; `stamp`: equal where nothing that is shown here differs."""

    document: Document
    link: LinkView
    states: Mapping[str, LineState]
    newer_version: int | None
    round: int
    stamp: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class NeedsPassphrase:
    """The link is good; its passphrase was not given yet."""

    link_id: int


@dataclass(frozen=True, slots=True)
class LockedOut:
    """Too many wrong passphrases: none is tried before then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class DecisionAsked:
    """What a recipient says of a line. `kind`: one of `roadmap.decisions.KINDS`."""

    line_key: str
    kind: str
    amount_minor: int | None = None
    board_on: date | None = None
    quarter_starts_on: date | None = None
    comment: str = ""
