"""How well run and protected a client is: the score by area, the gaps, and the trend over assessments.

A service's maturity counts as a share of the highest. A score is the mean of these shares over the services that are
applicable and answered, each by its weight; so it lies between 0 and 1, and what is not applicable moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.roadmap.posture_services import HIGHEST, IN_PLACE, Service, areas, services

WELL_RUN: Final = IN_PLACE / HIGHEST
"""The score from which an area is well run: all of it in place, on average."""
_MOST_NAMED: Final = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says of one service: its maturity 0 to 4, None for not answered, and by what evidence."""

    maturity: int | None = None
    is_applicable: bool = True
    evidence: str = ""

    @property
    def counts(self) -> bool:
        """Whether it is in the score."""
        return self.is_applicable and self.maturity is not None


@dataclass(frozen=True, slots=True)
class Assessment:
    """One assessment of a client on a day; `answers` by service key, one that is not there is not answered."""

    assessment_id: int
    as_of: date
    label: str
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Score:
    """`score` 0 to 1, None where nothing is answered; `answered` of the `applicable` services."""

    name: str
    score: float | None
    answered: int
    applicable: int

    @property
    def is_well_run(self) -> bool:
        return self.score is not None and self.score >= WELL_RUN


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One assessment's total and its scores by area."""

    as_of: date
    label: str
    total: float | None
    areas: tuple[Score, ...]


def score_of(name: str, answers: Mapping[str, Answer], weights: Mapping[str, int], chosen: Iterable[str]) -> Score:
    """The score of these services (keys)."""
    own = {key: answers.get(key, Answer()) for key in chosen}
    counting = {
        key: answer.maturity for key, answer in own.items() if answer.is_applicable and answer.maturity is not None
    }
    weight = sum(weights[key] for key in counting)
    reached = sum(weights[key] * maturity for key, maturity in counting.items())
    applicable = sum(answer.is_applicable for answer in own.values())
    return Score(name, reached / (weight * HIGHEST) if weight else None, len(counting), applicable)


def by_area(answers: Mapping[str, Answer], weights: Mapping[str, int]) -> tuple[Score, ...]:
    """Every area in the table's order."""
    return tuple(
        score_of(area, answers, weights, [key for key, service in services().items() if service.area == area])
        for area in areas()
    )


def total(answers: Mapping[str, Answer], weights: Mapping[str, int]) -> Score:
    """The score over all services."""
    return score_of("All", answers, weights, services())


def gaps(answers: Mapping[str, Answer], weights: Mapping[str, int]) -> tuple[Service, ...]:
    """The applicable services that are answered and not in place: the heaviest first, and of these the least mature."""
    found = [
        (answer.maturity, service) for key, service in services().items()
        if (answer := answers.get(key, Answer())).is_applicable and answer.maturity is not None
        and answer.maturity < IN_PLACE
    ]  # fmt: skip
    return tuple(service for _, service in sorted(found, key=lambda pair: (-weights[pair[1].key], pair[0])))


def trend(assessments: Sequence[Assessment], weights: Mapping[str, int]) -> tuple[TrendPoint, ...]:
    """One point per assessment, in their order, all by the weights of today."""
    return tuple(
        TrendPoint(one.as_of, one.label, total(one.answers, weights).score, by_area(one.answers, weights))
        for one in assessments
    )


def posture_words(answers: Mapping[str, Answer], weights: Mapping[str, int]) -> str:
    """'Well run in 3 of 5 areas; multi-factor authentication and managed firewall are not in place.' '' where nothing
    is answered."""
    scored = [area for area in by_area(answers, weights) if area.score is not None]
    if not scored:
        return ""
    well = sum(area.is_well_run for area in scored)
    missing = [_lower(service.name) for service in gaps(answers, weights)]
    shown = missing[:_MOST_NAMED]
    more = len(missing) - len(shown)
    names = [*shown, f"{more} other services" if more > 1 else "one other service"] if more else shown
    verb = "is" if len(names) == 1 else "are"
    lack = f"{_listed(names)} {verb} not in place" if names else "every service that was answered is in place"
    named = "area" if len(scored) == 1 else "areas"
    which = named if len(scored) == len(areas()) else f"assessed {named}"
    return f"Well run in {well} of {len(scored)} {which}; {lack}."


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else list(names))
