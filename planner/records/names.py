"""Client names as they are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz, process

_LEGAL_FORM = re.compile(
    r"[\s,]+(inc|llc|llp|ltd|limited|plc|gmbh|ag|kg|ohg|sarl|sas|sa|bv|nv|srl|spa|oy|ab|as|pty)\.?$"
)


def folded_name(name: str) -> str:
    """'Brackwater Logistics Inc.' and 'BRACKWATER LOGISTICS' are one: case, accents' form, punctuation at the end
    and a legal form do not count."""
    text = " ".join(unicodedata.normalize("NFKC", name).casefold().split()).rstrip(".")
    while (shorter := _LEGAL_FORM.sub("", text)) != text:
        text = shorter.rstrip(" ,.")
    return text


_ALIKE: Final = 86
"""rapidfuzz's token-set ratio from which two client names are asked about: 'Brackwater' and 'Brackwater Logistics'."""


def alike_names(new: Sequence[str], existing: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(new name, existing or other new name) pairs that may be one client; a person decides."""
    existing = list(existing)
    folded = [folded_name(name) for name in existing]
    found = []
    for name in new:
        best = process.extractOne(folded_name(name), folded, scorer=fuzz.token_set_ratio, score_cutoff=_ALIKE)
        if best is not None:
            found.append((name, existing[best[2]]))
        existing.append(name)
        folded.append(folded_name(name))
    return tuple(found)
