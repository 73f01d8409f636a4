"""Where each line of a document stands: who decided what, whether they agree, and whether it changed since."""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import Session

from planner.actions.shared_views import GivenDecision, LineState, Reply
from planner.actions.stored_decisions import open_round, read_decisions, read_replies
from planner.actions.stored_documents import PublishedVersion, read_version, read_versions
from planner.roadmap.decisions import Given, changed_since, counting, disagree, outcome, person
from planner.roadmap.document import Document, DocumentLine


def line_states(
    session: Session, client_id: int, version: PublishedVersion, document: Document, reader: str,
    now: Mapping[str, DocumentLine] | None = None,
) -> dict[str, LineState]:  # fmt: skip
    """Line's key → its state, of every line that the document has or that was decided on in the open round. `now`: the
    lines as they are today, those of the newest published version unless they are given."""
    given, replies = read_decisions(session, client_id), read_replies(session, client_id)
    counted = counting(given, open_round(session, client_id))
    versions = {one.version: one for one in read_versions(session, client_id)}
    lines = _Lines(session, versions, {version.version: document})
    today = lines.of(max(versions)) if now is None else now
    keys = (*(line.key for line in document.lines), *(key for key in counted if key not in lines.of(version.version)))
    return {
        key: _state(key, counted.get(key, ()), [one for one in given if one.line_key == key], replies, lines, today,
                    reader)
        for key in keys
    }  # fmt: skip


class _Lines:
    """The lines of each version, read when they are first asked for."""

    def __init__(
        self, session: Session, versions: Mapping[int, PublishedVersion], known: Mapping[int, Document]
    ) -> None:
        self._session, self._versions = session, versions
        self._lines = {version: {line.key: line for line in one.lines} for version, one in known.items()}

    def of(self, version: int) -> Mapping[str, DocumentLine]:
        if version not in self._lines:
            document = read_version(self._session, self._versions[version].published_id)[1]
            self._lines[version] = {line.key: line for line in document.lines}
        return self._lines[version]

    def is_changed(self, one: Given, today: Mapping[str, DocumentLine]) -> bool:
        """Whether an approved line is no longer what it was in the version that it was approved in."""
        approved = self.of(one.version).get(one.line_key)
        tolerance = self._versions[one.version].tolerance_basis_points
        return approved is not None and changed_since(approved, today.get(one.line_key), tolerance)


def _state(
    key: str, counted: tuple[Given, ...], every: list[Given], replies: Mapping[int, tuple[Reply, ...]], lines: _Lines,
    today: Mapping[str, DocumentLine], reader: str,
) -> LineState:  # fmt: skip
    def shown(one: Given) -> GivenDecision:
        return GivenDecision(
            one.decision_id, one.line_key, one.kind, one.recipient, one.amount_minor, one.board_on,
            one.quarter_starts_on, one.comment, one.made_at, one.version, replies.get(one.decision_id, ()),
            person(one.recipient) == person(reader),
        )  # fmt: skip

    return LineState(
        key, tuple(shown(one) for one in counted), tuple(shown(one) for one in reversed(every)),
        any(one.stance == "approved" and lines.is_changed(one, today) for one in counted), disagree(counted),
        outcome(counted),
    )  # fmt: skip
