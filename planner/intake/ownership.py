"""Whose a device is and whether it is gone, by whole words: 'Leased', not 'Released'; 'Sold', not 'To be sold'."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from planner.fields import OWNERSHIPS

_NEGATED: Final = re.compile(
    r"\b(?:not|non|nicht|never|kein\w*|no(?! longer)|pas|off|ex|former(?:ly)?|previously|was|were|ehemals)[- ]+"
    r"(?:(?:a|an|en|im|in|yet|been) )?\w+"
    r"|\b\w{1,30} ?[:=] ?(?:no|false|nein|non|0)\b"
    r"|\bleas(?:e|ed|ing) (?:was |is |has )?(?:returned|ended|over|bought|terminated|paid off|lines?\b)[\w ]*"
    r"|\b(?:dhcp|ip|address) leas\w+"
)
"""What a text denies, and leases that are none: 'not leased', 'Archived: No', 'off-lease', 'leased line'."""

_LONGEST: Final = 2_000
"""Signs of a cell that are looked at."""
_LEASE_WORDS: Final = (
    r"\b(?:leased?|leases|leasing(?:ger\w+|vertrag\w*)?|rental|rented|rent|renting|geleast|gemietet|miet(?:e"
    r"|ger\w+|vertrag)"
    r"|cr[ée]dit[- ]bail|location financi[èe]re|lou[ée]e?s?|noleggi\w+|alquilad[oa]|alquiler|arrendad[oa]|alugad[oa]"
    r"|loca[cç][aã]o|gehuurd|huur)\b|^location$|en location\b|リース"
)
_OWNED: Final = (
    ("leased", re.compile(_LEASE_WORDS)),
    ("employee", re.compile(
        r"\bbyod\b|\bpersonal(?:ly)?\b|\bemployee|\bstaff[- ]owned"
        r"|\bprivat(?:e|ely|ger\w+|eigentum|besitz|[ao])?\b(?! (?:limited|ltd|company|sector|cloud|office|equity))"
    )),
    ("print_contract", re.compile(r"print contract|\bmps\b|managed print|click charge|copy plan")),
    ("carrier", re.compile(r"\bcarrier|mobilfunk|\bop[ée]rateur|\boperator")),
    ("isp", re.compile(r"\bisp\b|internet[ -](?:service )?provider|\btelco\b|broadband")),
    ("msp", re.compile(r"\bhaas\b|\bmsp\b|as[- ]a[- ]service|service provider")),
    ("isp", re.compile(r"\bprovider\b")),
)  # fmt: skip
_NOTED_LEASE: Final = re.compile(
    r"\((?:lease|leasing)\)|\b(?:leased\b|(?:on|under) lease\b"
    r"|lease (?:until|till|to|ends?|expires?|contract|agreement|no)\b"
    r"|geleast\b|leasing(?:ger\w+|vertrag\w*|ende)\b|leasing (?:bis|until|contract|jusqu|fino|hasta)|[ei][nm] leasing\b"
    r"|rented (?:from|until)\b|gemietet\b|mietger\w+|cr[ée]dit[- ]bail\b|location financi[èe]re\b)"
)
"""Narrower than for a column of owners: a name or a note may speak of the leasing department."""

_LEASE_END: Final = re.compile(
    r"\b(?:leas(?:e|ed|ing\w*)|rent(?:al|ed)|geleast|gemietet|miet\w+|cr[ée]dit[- ]bail|location|noleggio|alquiler"
    r"|renting|huur|lou[ée]e?)\b"
    r"[^.;\n\d]{0,40}?\b(?:until|till|to|ends?(?: on)?|ending|expir(?:es|y|ing|ation)(?: on| date)?|bis(?: zum)?"
    r"|endet(?: am)?|jusqu['’]au"
    r"|jusqu['’]en|hasta(?: el)?|fino al|tot|t/m|thru|through|up|due)\b[\s:.]*(?:on )?([^;,)\n]{4,24}?)\s*(?:$"
    r"|[;,)\n]|\.(?:\s|$)| - | with | from | via )"
)
_RETIRED: Final = re.compile(
    r"\b(?:retired(?! (?:user|employee|staff|colleague))|disposed|disposal|archived|decommission(?:ed)?|deprovisioned"
    r"|scrapped|scrap|written[ -]?off|recycled?|recycling|e-?waste|(?:re)?sold|stolen|lost|donated|donation|destroyed"
    r"|removed|obsolete|no longer in use|out of use"
    r"|aus(?:gemustert|gesondert|rangiert)|archiviert|verschrott(?:et|ung)|entsorg(?:t|ung)|stillgelegt|verkauft"
    r"|gestohlen|verloren|ausser betrieb"
    r"|r[ée]form[ée]e?s?|archiv[ée]e?s?|rebut|vendue?s?|vol[ée]e?s?|perdue?s?|d[ée]class[ée]e?s?|c[ée]d[ée]e?s?"
    r"|d[ée]truite?s?|recycl[ée]e?s?"
    r"|baja|baixad[oa]s?|(?:retira|elimina|descarta|desecha|archiva|vendi|roba|rouba|perdi|dona)d[oa]s?"
    r"|dismess[oaie]|rottamat[oaie]|archiviat[oaie]|vendut[oaie]|rubat[oaie]|smarrit[oaie]|eliminat[oaie]"
    r"|afgevoerd|buiten gebruik|verkocht|gestolen|afgedankt"
    r"|returned to (?:the )?(?:vendor|supplier|lessor|manufacturer|leasing)|junked|trashed|sent for (?:recycling"
    r"|destruction))\b|廃棄|除却"
    r"|^(?:inactive|ina[kc]ti[vf]o?|inativo|inattivo|eol|end[ -]of[ -]life|rma(?:['’]?d)?|deleted|gone|missing"
    r"|decomm?(?:['’]?d)?)$"
)
_NOT_YET: Final = re.compile(
    r"\bto be\b|\bdue for\b|\bpending\b|\bawaiting\b|\bscheduled\b|\bplann?ed\b|\bgeplant|\bvorgesehen|\bpr[ée]vue?\b"
    r"|^(?:for|zur|zu|pour|à|a|da|te|para) |\bready for\b|\bwill be\b|\bpendiente\b|予定"
)


@lru_cache(maxsize=8_192)
def owner_of(stated: str, kind: str, status: str) -> str | None:
    """The owner that a column of owners states (never None where it is filled), else the kind or status; None
    where none of them says."""
    if stated:
        return stated if stated in OWNERSHIPS else _owner(stated, len(_OWNED)) or "client"
    said = _owner(status, 1) or _owner(kind, 1)
    return said or ("msp" if re.search(r"\bhaas\b", status.casefold()) else None)


def _owner(text: str, rules: int) -> str | None:
    if not text:
        return None
    affirmed = _NEGATED.sub(" ", text[:_LONGEST].casefold())
    return next((owner for owner, pattern in _OWNED[:rules] if pattern.search(affirmed)), None)


def notes_a_lease(text: str) -> bool:
    """Whether a device's name or notes say that it is leased: 'Leased until 31/03/2028'."""
    folded = text[:_LONGEST].casefold()
    if not _NOTED_LEASE.search(folded):
        return False
    return _NOTED_LEASE.search(_NEGATED.sub(" ", folded)) is not None


def lease_end_text(text: str) -> str | None:
    """The words after 'leased until', which should be a date; None for a text without them."""
    found = _LEASE_END.search(text[:_LONGEST].casefold())
    return found[1].strip() if found else None


@lru_cache(maxsize=8_192)
def is_out_of_use(status: str) -> bool:
    """Whether a status says that a device has left for good: neither broken nor only planned to go."""
    folded = status[:_LONGEST].casefold()
    if not _RETIRED.search(folded) or _NOT_YET.search(folded):
        return False
    return _RETIRED.search(_NEGATED.sub(" ", folded)) is not None
