"""The newest dates of the endoflife.date API (v1), as rows of `data/product_cycles.csv`.

https://endoflife.date/docs/api/v1/: a product's `result.releases` have name, label, releaseDate, eoasFrom (end of
active support), isEol and eolFrom (end of security support), eoesFrom (end of extended support). MIT licence.
"""

from __future__ import annotations

import http.client
import json
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from planner.errors import PlannerError
from planner.reference.build import split_edition

API: Final = "https://endoflife.date/api/v1"
SOURCE: Final = "https://endoflife.date/"
_LONGEST: Final = 4 * 1024 * 1024
_PIECE: Final = 64 * 1024
_AT_ONCE: Final = 4
Rows = list[dict[str, str]]


def newest_rows(products: Sequence[str], url: str, seconds: float, as_of: date) -> Rows:
    """The rows of all these products, as the API says them; each has `seconds` to answer.

    Raises PlannerError, naming every product at fault, where one does not come or is not understood.
    """
    first, *others = [_asking(product, url, seconds, as_of) for product in products]
    rows = first()  # alone: where the API cannot be reached at all, that is said once and at once
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        answers = list(pool.map(_told, others))
    if faults := [answer for answer in answers if isinstance(answer, PlannerError)]:
        said = " ".join(fault.message for fault in faults[:10])
        more = f" And {len(faults) - 10} more." if len(faults) > 10 else ""
        raise PlannerError(f"{said}{more}", "Nothing was changed; try again later.")
    return [*rows, *(row for answer in answers if not isinstance(answer, PlannerError) for row in answer)]


def _asking(product: str, url: str, seconds: float, as_of: date) -> Callable[[], Rows]:
    return lambda: cycle_rows(product, fetched(product, url, seconds), as_of)


def _told(ask: Callable[[], Rows]) -> Rows | PlannerError:
    try:
        return ask()
    except PlannerError as fault:
        return fault


def fetched(product: str, url: str, seconds: float) -> dict[str, Any]:
    """What the API says of one product. Raises PlannerError where it cannot be reached in time or says no JSON."""
    address = f"{url.rstrip('/')}/products/{product}/"
    parts = urlsplit(address)
    if parts.scheme != "https" and (parts.scheme, parts.hostname) not in (("http", "127.0.0.1"), ("http", "localhost")):
        raise PlannerError("The address of the API must begin with https://.", f"Use {API}.")
    headers = {"Accept": "application/json", "User-Agent": "Evergreen"}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - checked above
    try:
        with urllib.request.urlopen(request, timeout=seconds) as answer:  # noqa: S310 - checked above
            said = json.loads(_body(answer, time.monotonic() + seconds))
    except (OSError, http.client.HTTPException) as error:
        raise PlannerError(
            f"{url} could not be reached for {product}: {getattr(error, 'reason', error)}.",
            "Try again with a network; nothing was changed.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise PlannerError(f"{url} sent no JSON for {product}.", "Try again later; nothing was changed.") from error
    if not isinstance(said, dict):
        raise PlannerError(f"{url} sent no product for {product}.", "Try again later; nothing was changed.")
    return said


def _body(answer: http.client.HTTPResponse, until: float) -> bytes:
    """The whole answer. An answer that trickles renews the socket's timeout with each piece: the time is kept here."""
    pieces, length = [], 0
    while piece := answer.read1(_PIECE):
        pieces.append(piece)
        length += len(piece)
        if time.monotonic() > until:
            raise TimeoutError("it answers too slowly")
        if length > _LONGEST:
            raise ValueError("the answer is too long")
    return b"".join(pieces)


def cycle_rows(product: str, said: Mapping[str, Any], as_of: date) -> Rows:
    """One row per release. Raises PlannerError where the answer is not of the API's form, or of another product."""
    try:
        result = said["result"]
        if result.get("name", product) != product:
            raise ValueError(f"it is about {result['name']}")
        rows = [_row(product, release, as_of) for release in result["releases"]]
        if not rows:
            raise ValueError("it has no releases")
        if len({(row["cycle"], row["edition"]) for row in rows}) < len(rows):
            raise ValueError("a release is there twice")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PlannerError(
            f"What the API says of {product} is not understood ({error}).", "Nothing was changed; report it."
        ) from error
    return rows


def _row(product: str, release: Mapping[str, Any], as_of: date) -> dict[str, str]:
    name, ends_on, is_over = release["name"], _day(release.get("eolFrom")), release["isEol"]
    if not isinstance(name, str) or not name.strip() or not isinstance(is_over, bool):
        raise ValueError("a release has no name, or does not say whether it has ended")
    cycle, edition = split_edition(product, name)
    return {
        "product": product,
        "edition": edition,
        "cycle": cycle,
        "label": str(release.get("label") or name),
        "released_on": _day(release.get("releaseDate")),
        "support_ends_on": _day(release.get("eoasFrom")),
        "security_ends_on": ends_on,
        "extended_ends_on": _day(release.get("eoesFrom")),
        "state": "dated" if ends_on else "ended" if is_over else "none_announced",
        "source": f"{SOURCE}{product}",
        "licence": "MIT",
        "as_of": as_of.isoformat(),
    }


def _day(said: object) -> str:
    if said is None:
        return ""
    if not isinstance(said, str) or len(said) != len("2027-04-30"):
        raise ValueError(f"{said!r} is no date")
    return date.fromisoformat(said).isoformat()
