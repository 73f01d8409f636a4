"""Publishing a client's roadmap: previewed, frozen as the next version, compared, and an old version published again.

Each publication is one transaction and one audit entry. Nothing ever changes a version: undo is a new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlmodel import Session

from planner.actions.brands import brand_shown
from planner.actions.goals import read_goals
from planner.actions.reviews import ClientReview, client_review
from planner.actions.stored_documents import PublishedVersion, profile_json, read_version, read_versions
from planner.actions.stored_projects import read_projects
from planner.errors import PlannerError
from planner.records import PublishedRoadmap
from planner.roadmap.document import DRAFT, Document
from planner.roadmap.document_build import Profile, Told, build_document
from planner.roadmap.document_changes import LineChange, line_changes, with_changes
from planner.roadmap.document_json import document_to_json, sha256_of
from planner.roadmap.document_redaction import Removed
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store

__all__ = [
    "PUBLISHED", "TOLERANCE", "DocumentPreview", "Profile", "Publication", "PublishedVersion", "difference",
    "handed_document",
    "preview_document", "publish_roadmap", "published_versions", "read_published", "republish",
]  # fmt: skip
PUBLISHED = "roadmap.publish"
TOLERANCE = 500
"""Basis points by which an approved line may become dearer without asking again: 5 %, an assumption of this planner."""


@dataclass(frozen=True)
class Publication:
    """What is to be published: the title, the vCIO's words to the client, and who may see what."""

    title: str = ""
    note: str = ""
    profile: Profile = field(default_factory=Profile)
    tolerance_basis_points: int = TOLERANCE


@dataclass(frozen=True)
class DocumentPreview:
    """The document as it would be published, what was taken out of people's words, and what it would be compared
    with."""

    document: Document
    removed: tuple[Removed, ...]
    last: PublishedVersion | None


def preview_document(
    store: Store, actor: Actor, client_id: int, as_of: date, given: Publication | None = None
) -> DocumentPreview:
    """What publishing would freeze. Stores nothing. Raises PlannerError where there is no such client, there is nothing
    to publish, or a line that is to be left out is not on the roadmap."""
    given = given or Publication()
    seen = client_review(store, actor, client_id, as_of)
    every = (*seen.roadmap.initiatives, *seen.roadmap.proposed, *seen.roadmap.parked)
    if unknown := given.profile.left_out - {one.key for one in every}:
        raise PlannerError(f"There is no initiative {min(unknown)} to leave out.", "Look at the roadmap's keys.")
    if not every and not any(seen.roadmap.status_counts.values()):
        raise PlannerError("There is nothing to publish yet.", "Import an asset sheet first.")
    return _drafted(store, actor, seen, given)


def handed_document(store: Store, actor: Actor, client_id: int, as_of: date, version: int | None = None) -> Document:
    """What slides, PDF and web page are made of: a published version, or without one a draft, the roadmap as it would
    be published today, with costs; of a client without devices too. Raises PlannerError where there is no such client
    or version."""
    if version is not None:
        return read_published(store, actor, client_id, version)[1]
    drafted = _drafted(store, actor, client_review(store, actor, client_id, as_of), Publication()).document
    return replace(drafted, version=DRAFT)


def _drafted(store: Store, actor: Actor, seen: ClientReview, given: Publication) -> DocumentPreview:
    roadmap = seen.roadmap
    client_id = roadmap.client_id
    with looking(store, actor) as session:
        versions = read_versions(session, client_id)
        before = read_version(session, versions[0].published_id)[1] if versions else None
        told = Told(
            title=given.title.strip() or f"Technology roadmap of {roadmap.client}", note=given.note.strip(),
            projects=read_projects(session, client_id), risks=seen.top_risks,
            goals={one.goal_id: one.title for one in read_goals(session, client_id) if one.status == "open"},
            areas=tuple((one.name, None if one.score is None else round(one.score * 100)) for one in seen.posture.areas)
            if seen.posture.answers else (),
            brand=brand_shown(session, client_id),
        )  # fmt: skip
    document, removed = build_document(
        roadmap, told, given.profile, versions[0].version + 1 if versions else 1, roadmap.quarter_cap_minor,
        before,
    )
    return DocumentPreview(document, removed, versions[0] if versions else None)


def publish_roadmap(
    store: Store, actor: Actor, client_id: int, as_of: date, given: Publication | None = None
) -> PublishedVersion:
    """Freezes the roadmap as the client's next version. Raises PlannerError as `preview_document` does, and where
    somebody else published in the same moment."""
    given = given or Publication()
    made = preview_document(store, actor, client_id, as_of, given)
    return _store(store, actor, client_id, made.document, given.profile, given.tolerance_basis_points)


def republish(store: Store, actor: Actor, client_id: int, version: int) -> PublishedVersion:
    """Publishes what an older version said as a new one: its words, its day and its figures, compared with what counted
    until now. Raises PlannerError where there is no such version."""
    old, document = read_published(store, actor, client_id, version)
    with looking(store, actor) as session:
        newest = read_version(session, read_versions(session, client_id)[0].published_id)[1]
    again = with_changes(replace(document, version=newest.version + 1, changes=()), newest)
    return _store(store, actor, client_id, again, old.profile, old.tolerance_basis_points, {"again": version})


def _store(
    store: Store, actor: Actor, client_id: int, document: Document, profile: Profile, tolerance: int,
    details: Mapping[str, Any] | None = None,
) -> PublishedVersion:  # fmt: skip
    text = document_to_json(document)
    with acting(store, actor, PUBLISHED, client_id) as action:
        if _newest(action.session, client_id) != document.version - 1:
            raise PlannerError("Somebody else published this roadmap just now.", "Look at that version first.")
        row = PublishedRoadmap(
            client_id=client_id, version=document.version, title=document.title[:200], as_of=document.as_of,
            profile=profile_json(profile), document=text, content_sha256=sha256_of(text),
            tolerance_basis_points=tolerance, actor=actor.name, made_at=actor.acting_at,
        )  # fmt: skip
        action.session.add(row)
        action.session.flush()
        action.details.update(version=document.version, sha256=row.content_sha256, **(details or {}))
        return read_version(action.session, int(row.id or 0))[0]


def _newest(session: Session, client_id: int) -> int:
    return next((one.version for one in read_versions(session, client_id)), 0)


def published_versions(store: Store, actor: Actor, client_id: int) -> tuple[PublishedVersion, ...]:
    """The newest first."""
    with looking(store, actor) as session:
        return read_versions(session, client_id)


def read_published(
    store: Store, actor: Actor, client_id: int, version: int | None = None
) -> tuple[PublishedVersion, Document]:
    """A client's version, or the newest. Raises PlannerError where there is none, or it is not what was published."""
    with looking(store, actor) as session:
        for one in read_versions(session, client_id):
            if version in (None, one.version):
                return read_version(session, one.published_id)
    wanted = "version" if version is None else f"version {version}"
    raise PlannerError(f"No {wanted} of this roadmap was published.", "Publish it on Review, or look at the versions.")


def difference(
    store: Store, actor: Actor, client_id: int, from_version: int, to_version: int
) -> tuple[Document, Document, tuple[LineChange, ...]]:
    """Two versions, and every way in which a line differs. Raises PlannerError where one of them is not there."""
    before = read_published(store, actor, client_id, from_version)[1]
    after = read_published(store, actor, client_id, to_version)[1]
    return before, after, line_changes(before, after)
