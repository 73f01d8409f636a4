"""What the data says of a service: a maturity to be confirmed by a person, and the evidence for it.

A suggestion never takes an answer's place. It stays low where data can only show that something is there, not how
well it is done; where data says nothing, nothing is suggested.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from planner.budget.contracts import Contract
from planner.roadmap.model import Roadmap
from planner.roadmap.posture_fleet import NETWORK, Fleet

FEW_OVERDUE: Final = (0.05, 0.15, 0.40)
"""Shares of overdue devices up to which hardware counts as managed, in place, ad hoc: one in twenty is what a plan
that is kept leaves over; where two in five are overdue, devices are run until they break. Assumptions."""
FEW_OLD_SYSTEMS: Final = 0.10
"""Share of devices with a system out of support up to which updates still count as ad hoc. Assumption."""
CONTRACT_NAMES: Final = {
    "monitoring": r"\brmm\b|monitoring|managed (it|service|support)|remote management",
    "patching": r"\bpatch(ing)?\b",
    "firewall": r"managed firewall|firewall|utm\b|unified threat|fortiguard|forticare|sonicwall .*protection",
    "endpoint_protection": r"endpoint|anti-?virus|anti-?malware|\b[emx]dr\b|defender for (business|endpoint)|"
    r"crowdstrike|sentinel ?one|huntress|sophos (central )?intercept|bitdefender|webroot|\beset\b",
    "email_filtering": r"(e-?)?mail (filter|security|protect|gateway)\w*|anti-?spam|mimecast|proofpoint|barracuda e|"
    r"defender for office|avanan|ironscales",
    "mfa": r"\bmfa\b|multi-?factor|two-?factor|2fa|duo (security|mfa|essentials|advantage)|\bduo\b|entra id p[12]|okta",
    "awareness": r"awareness|phish(ing)? (training|simulat\w+|test)|knowbe4|security training",
    "backup": r"back-?up|disaster recovery|\bbcdr\b|\bbdr\b|veeam|datto (siris|alto|saas)|acronis|axcient",
    "documentation": r"\bit glue\b|\bhudu\b|documentation",
    "guidance": r"\bv?cio\b|virtual cio|strategic|advisory|technology roadmap",
    "access_control": r"privileged access|\bpam\b|identity (governance|management)|password manage\w+|1password|"
    r"\bkeeper\b",
}  # fmt: skip
"""Service → what the name of a contract for it says."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the data suggests of one service. `evidence` is a sentence or several."""

    service: str
    maturity: int
    evidence: str


def suggestions(fleet: Fleet, contracts: Sequence[Contract], reviews_held: int = 0) -> dict[str, Suggestion]:
    """Service key → suggestion, where there is one: from the devices, the running contracts and the roadmap."""
    roadmap = fleet.roadmap
    running = [one for one in contracts if one.starts_on <= roadmap.as_of and not _is_over(one, roadmap)]
    found: dict[str, Suggestion] = {}
    told = (
        *_of_contracts(running), *_of_hardware(fleet), *_of_systems(fleet), *_of_firewalls(fleet), *_of_backups(fleet),
        *_of_guidance(roadmap, reviews_held),
    )  # fmt: skip
    for one in told:
        known = found.get(one.service)
        if known is None:
            found[one.service] = one
        else:
            evidence = f"{known.evidence} {one.evidence}"
            found[one.service] = Suggestion(one.service, _together(known, one), evidence)
    return dict(sorted(found.items()))


def _is_over(contract: Contract, roadmap: Roadmap) -> bool:
    return contract.last_day is not None and contract.last_day < roadmap.as_of


def _together(first: Suggestion, second: Suggestion) -> int:
    """What devices and contracts say of one service: what is there counts, except for updates, where the devices show
    what comes of a contract."""
    return second.maturity if first.service == "patching" else max(first.maturity, second.maturity)


def _of_contracts(running: Sequence[Contract]) -> Iterable[Suggestion]:
    for service, pattern in CONTRACT_NAMES.items():
        names = [one.label for one in running if re.search(pattern, one.label, re.IGNORECASE)]
        if names:
            yield Suggestion(service, 2, f"Under contract: {', '.join(names)}.")


def _of_hardware(fleet: Fleet) -> Iterable[Suggestion]:
    overdue, old = fleet.overdue, fleet.maker_out
    if not overdue.whole:
        return
    worst = max(overdue.value, old.value)
    maturity = next((3 - step for step, most in enumerate(FEW_OVERDUE) if worst <= most), 0)
    past = f"; of server room and network past the maker's support: {old.text}" if old.part else ""
    yield Suggestion("hardware_lifecycle", maturity, f"Devices overdue: {overdue.text}{past}.")


def _of_systems(fleet: Fleet) -> Iterable[Suggestion]:
    out = fleet.systems_out
    if not out.whole:
        return
    maturity = 2 if not out.part else 1 if out.value <= FEW_OLD_SYSTEMS else 0
    more = "" if out.part else " Whether its updates are installed, no sheet tells."
    yield Suggestion("patching", maturity, f"Devices whose system has no security updates: {out.text}.{more}")


def _of_firewalls(fleet: Fleet) -> Iterable[Suggestion]:
    standing = fleet.standing("firewall")
    if standing.whole:
        maturity = 2 if standing.part == standing.whole else 1
        yield Suggestion("firewall", maturity, f"Firewalls neither overdue nor past support: {standing.text}.")
    elif network := fleet.count(NETWORK):
        yield Suggestion("firewall", 0, f"Network devices listed: {network:,}; no firewall among them.")


def _of_backups(fleet: Fleet) -> Iterable[Suggestion]:
    standing = fleet.standing("backup_appliance")
    if standing.whole:
        maturity = 2 if standing.part == standing.whole else 1
        yield Suggestion(
            "backup", maturity,
            f"Backup appliances neither overdue nor past support: {standing.text}. Whether restoring is tested, no "
            "sheet tells.",
        )  # fmt: skip


def _of_guidance(roadmap: Roadmap, reviews_held: int) -> Iterable[Suggestion]:
    cards = [*roadmap.initiatives, *roadmap.parked]
    decided = sum(card.status != "proposed" for card in cards)
    if decided:
        held = f", and {reviews_held} review{'' if reviews_held == 1 else 's'} held" if reviews_held else ""
        told = f"{decided} of {len(cards)} initiatives on the roadmap are decided{held}."
        yield Suggestion("guidance", 3 if reviews_held else 2, told)
    elif cards:
        yield Suggestion("guidance", 1, f"There is a roadmap of {len(cards)} initiatives; none is decided yet.")
