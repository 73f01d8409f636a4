"""Changes of projects as programs and people read them."""

from __future__ import annotations

from typing import Any, Final

from planner.actions.projects import UNDONE, Project, ProjectEntry, project_json

LABELS: Final = {
    "title": "title", "why": "reason", "lane": "lane", "priority": "priority", "status": "status", "owner": "owner",
    "starts_on": "start", "price_status": "price", "quote": "quote", "valid_until": "valid until",
}  # fmt: skip
"""The fields whose values are told; lines and devices are told by their number."""
_MOST_LENGTH: Final = 40


def entry_json(entry: ProjectEntry, currency: str) -> dict[str, Any]:
    """One change with the project before and after it; None where there was, or is, none."""
    told = {"before": entry.before, "after": entry.after}
    return {
        "entry": entry.entry_id, "made_at": entry.made_at.isoformat(), "actor": entry.actor, "action": entry.action,
        "project": entry.project_id, "can_undo": entry.can_undo,
        **{name: one and project_json(one, currency) for name, one in told.items()},
    }  # fmt: skip


def entry_words(entry: ProjectEntry) -> str:
    """'Changed Move files: start 2027-04-01 → 2027-07-01, lines 2 → 3'."""
    before, after = entry.before, entry.after
    back = ", as it was before" if entry.action == UNDONE else ""
    if before and after:
        return f"Changed {after.title}: {differences(before, after)}{back}"
    if after:
        return f"{'Put' if back else 'Added'} {after.title}{' back' if back else ''}"
    return f"Took out {before.title}{back}" if before else "No project"


def differences(before: Project, after: Project) -> str:
    """The fields in which two states of a project differ."""
    told = [
        f"{label} {_told(getattr(before, name))} → {_told(getattr(after, name))}"
        for name, label in LABELS.items()
        if getattr(before, name) != getattr(after, name)
    ]
    for name in ("lines", "devices"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            told.append(f"{name} {len(old)} → {len(new)}" if len(old) != len(new) else f"other {name}")
    return ", ".join(told)


def _told(value: Any) -> str:
    text = "none" if value in (None, "") else str(value)
    return text if len(text) <= _MOST_LENGTH else f"{text[:_MOST_LENGTH].rstrip()}…"
