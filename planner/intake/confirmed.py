"""What a person said of a sheet's columns: it outranks what headers and contents suggest, for every later sheet with
the same headers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.errors import PlannerError
from planner.fields import FIELDS
from planner.intake.assign import Match

Fields = Mapping[str, str | None]
"""Header text → the field it means, or None to keep it as an extra."""


def headers_key(headers: Sequence[str]) -> str:
    """The same for every table with these headers, in whatever order."""
    return hashlib.sha256(json.dumps(sorted(headers), ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`remembered`: by `headers_key`; `given`: for this reading, by header, whatever the other headers are."""

    remembered: Mapping[str, Fields] = field(default_factory=dict)
    given: Fields = field(default_factory=dict)

    def of(self, headers: Sequence[str]) -> Fields:
        """What is confirmed of a table with these headers."""
        there = set(headers) - {""}
        chosen = {**self.remembered.get(headers_key(headers), {}), **self.given}
        return {header: meant for header, meant in chosen.items() if header in there}


def with_confirmed(matches: Sequence[Match], headers: Sequence[str], fields: Fields) -> list[Match]:
    """The matches with a person's choices laid over them: each field once, secrets never overruled."""
    taken = {meant for meant in fields.values() if meant}
    used: set[str] = set()
    settled = []
    for match, header in zip(matches, headers, strict=True):
        if match.is_secret or header not in fields or header in used:
            settled.append(replace(match, field=None, confidence=0.0) if match.field in taken else match)
            continue
        used.add(header)
        meant = fields[header]
        settled.append(Match(meant, 1.0 if meant else 0.0, is_secret=False))
    return settled


def checked_fields(fields: Mapping[str, object]) -> dict[str, str | None]:
    """Choices from outside. Raises PlannerError for a field that there is not, or one that is given twice."""
    chosen = {header: str(meant) if meant else None for header, meant in fields.items()}
    given = [meant for meant in chosen.values() if meant]
    for meant in given:
        if meant not in FIELDS:
            raise PlannerError(f"An asset has no field '{meant}'.", f"Use one of: {', '.join(FIELDS)}.")
        if given.count(meant) > 1:
            raise PlannerError(f"Two columns are to be '{meant}'.", "Choose one; the other is kept as an extra.")
    return chosen
