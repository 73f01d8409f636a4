"""Client names as they are compared."""

from __future__ import annotations

import re
import unicodedata

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
