"""The one page that a client signs: the answer, the money by fiscal year, what is to be decided, and the decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from planner.reports.page.budget import years_of
from planner.reports.pdf.brand import branded
from planner.reports.pdf.clean import shortened
from planner.reports.pdf.compiling import compiled
from planner.reports.pdf.words import Words, printed
from planner.reports.texts import PDF, TEXTS
from planner.roadmap.document import Document, DocumentLine

_TITLE: Final = 300
_ANSWER: Final = 400
_YEARS: Final = 6
"""So many fiscal years stand beside each other; of more the last ones stand together."""
_LINES: Final = 40
"""More lines than ever fit a page."""


def summary(document: Document) -> bytes:
    """One page, A4 or US Letter as the document's locale prints: a PDF/UA-1 and PDF/A-2b file. What does not fit is
    counted and summed in its last line, a title too long for its line ends in '…'. A character that no shipped font has
    is printed as '□'; a logo that is no readable picture gives way to the name."""
    locale, document = document.locale, printed(document)
    words = Words(document)
    lines = [line for line in document.lines if line.status == "proposed"]
    data = branded(document, words, locale)
    data |= {
        "title": shortened(data["title"], _TITLE), "answer": shortened(data["answer"], _ANSWER),
        "for_client": f"{PDF['prepared_for']} {shortened(document.client, _TITLE)}",
        "years": _years(document, words), "lines": [_line(line, document, words) for line in lines[:_LINES]],
        "more": _more(lines, words), "all_lines": _all_lines(lines, words), "all_amount": words.together(lines),
        "scope": _scope(lines, document, words),
        "contact": shortened(" · ".join(document.contact.splitlines()), _TITLE),
    }  # fmt: skip
    return compiled("summary", document, data)


def _years(document: Document, words: Words) -> list[dict[str, Any]]:
    """Each fiscal year and the whole; `share`: percent of the dearest."""
    if not document.shows_costs:
        return []
    every = [(year.label, year.total) for year in years_of(document)]
    if len(every) > _YEARS:
        rest = every[_YEARS - 1 :]
        named = PDF["later_years"].format(first=rest[0][0], last=rest[-1][0])
        every = [*every[: _YEARS - 1], (named, sum(total for _, total in rest))]
    most = max((total for _, total in every), default=0)
    shown = [{"label": label, "shown": words.money(total), "share": 100 * total // most if most else 0}
             for label, total in every]  # fmt: skip
    whole = sum(year.total for year in years_of(document))
    return [*shown, {"label": PDF["whole"], "shown": words.money(whole), "share": 0}]


def _line(line: DocumentLine, document: Document, words: Words) -> dict[str, str]:
    quarter = next((one.label for one in document.quarters if one.starts_on == line.quarter_starts_on), TEXTS["none"])
    note = "" if line.is_in_budget or not document.shows_costs else TEXTS["not_in_budget"]
    title = shortened(words.title(line), _TITLE)
    return {"title": title, "quarter": quarter, "amount": words.amount(line), "note": note}


def _more(lines: Sequence[DocumentLine], words: Words) -> list[dict[str, str]]:
    """What is said of the last lines where they do not fit: at n − 1 of the last n."""
    told = []
    for count in range(1, len(lines) + 1):
        said = PDF["more_one"] if count == 1 else PDF["more"].format(count=words.count(count))
        rest = lines[len(lines) - count :]
        told.append({"told": said, "amount": words.together(rest)})
    return told


def _all_lines(lines: Sequence[DocumentLine], words: Words) -> str:
    return PDF["all_lines"].format(count=words.count(len(lines))) + words.besides(lines)


def _scope(lines: Sequence[DocumentLine], document: Document, words: Words) -> str:
    """What is signed: so many lines of which version of which day."""
    day, kind = words.day(document.as_of), "" if document.version else "_draft"
    if not lines:
        return PDF[f"scope_none{kind}"].format(number=document.version, day=day)
    said = PDF["this"] if len(lines) == 1 else PDF["these"].format(count=words.count(len(lines)))
    return PDF[f"scope{kind}"].format(lines=said, number=document.version, day=day)
