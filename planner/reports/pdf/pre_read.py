"""The full pre-read: everything that a document holds, for reading before the meeting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from planner.fields import STATUS_LABELS
from planner.reports.pdf.brand import branded
from planner.reports.pdf.budget import budget_tables, rounded_note, spend_chart
from planner.reports.pdf.compiling import compiled
from planner.reports.pdf.words import Words, printed
from planner.reports.texts import PDF, TEXTS
from planner.roadmap.document import Document, DocumentLine

_LONG: Final = 1500
"""Letters of a line from which it may run over a page's end."""


def pre_read(document: Document) -> bytes:
    """As many pages as it takes, A4 or US Letter as the document's locale prints: a PDF/UA-1 and PDF/A-2b file. No text
    is cut. A character that no shipped font has is printed as '□'; a logo that is no readable picture gives way to the
    name. Without costs it has no amount, no budget and no chart."""
    locale, document = document.locale, printed(document)
    words = Words(document)
    data = branded(document, words, locale)
    data |= {
        "for_client": _for_client(document), "note": document.note.strip(),
        "changes": [said for one in document.changes if (said := words.say(one)).strip()],
        "decide": [_asked(line, document, words) for line in document.lines if line.status == "proposed"],
        "roadmap": _groups(document, words), "chart": None, "tables": [], "rounded": "",
        "risks": _risks(document, words), "owners": any(one.owner for one in document.risks),
        "areas": [{"name": one.name, "percent": one.score, "shown": words.percent(one.score)}
                  for one in document.areas],
        "goals": [goal for goal in document.goals if goal.strip()],
        "contact": document.contact.strip(), "footer": document.footer.strip(),
    }  # fmt: skip
    data |= _fleet(document, words)
    if document.shows_costs:
        data |= {"chart": spend_chart(document, words), "tables": budget_tables(document, words),
                 "rounded": rounded_note(words)}  # fmt: skip
    return compiled("pre_read", document, data)


def _for_client(document: Document) -> str:
    said = f"{PDF['prepared_for']} {document.client}"
    return f"{said} · {PDF['prepared_by'].format(name=document.prepared_by)}" if document.prepared_by else said


def _asked(line: DocumentLine, document: Document, words: Words) -> dict[str, Any]:
    """A line to decide on, in full. `facts`: what else is to be known of it, in one row."""
    title, why = words.title(line), words.say(line.why).strip()
    facts = [_quarter(line, document), line.lane]
    if line.devices:
        facts.append(words.devices(line.devices))
    if not line.is_in_budget:
        facts.append(TEXTS["not_in_budget"])
    if line.later_minor and document.shows_costs:
        facts.append(TEXTS["later"].format(amount=words.money(line.later_minor)))
    if document.shows_costs and line.price_status not in {None, "budgetary"}:
        facts.append(str(line.price_status))
    if line.goal:
        facts.append(TEXTS["share_of_goal"].format(goal=line.goal))
    titles = {one.key: words.title(one) for one in document.lines}
    facts += [TEXTS["after"].format(title=titles[key]) for key in line.depends_on if key in titles]
    return {
        "title": title, "why": why, "lane": line.lane, "amount": words.amount(line), "facts": " · ".join(facts),
        "priced": line.amount_minor is not None, "long": sum(map(len, (title, why, *facts))) > _LONG,
    }  # fmt: skip


def _quarter(line: DocumentLine, document: Document) -> str:
    found = (f"{one.label} ({one.months})" for one in document.quarters if one.starts_on == line.quarter_starts_on)
    return next(found, TEXTS["unscheduled"])


def _groups(document: Document, words: Words) -> list[dict[str, Any]]:
    """The lines of every quarter that has some; those in no quarter last."""
    made = []
    for quarter in document.quarters:
        lines = [line for line in document.lines if line.quarter_starts_on == quarter.starts_on]
        made.append(_group(quarter.label, quarter.months, lines, words))
    out = [line for line in document.lines if line.quarter_starts_on is None]
    made.append(_group(TEXTS["unscheduled"], "", out, words))
    return [group for group in made if group["lines"]]


def _group(label: str, months: str, lines: Sequence[DocumentLine], words: Words) -> dict[str, Any]:
    shown = [
        {"title": words.title(line), "lane": line.lane, "status": words.status(line),
         "devices": words.count(line.devices) if line.devices else TEXTS["none"], "amount": words.amount(line),
         "priced": line.amount_minor is not None}
        for line in lines
    ]  # fmt: skip
    is_proposed = bool(lines) and not any(line.is_in_budget for line in lines)
    amount = TEXTS["not_in_budget"] if is_proposed and words.document.shows_costs else words.together(lines)
    return {"label": label, "months": months, "lines": shown, "amount": amount}


def _risks(document: Document, words: Words) -> list[dict[str, Any]]:
    def level(number: int) -> dict[str, Any]:
        return {"level": number, "told": TEXTS["of_five"].format(level=number)}

    return [
        {"title": words.say(one.title), "why": words.say(one.why), "likelihood": level(one.likelihood),
         "impact": level(one.impact), "owner": one.owner or TEXTS["none"]}
        for one in document.risks
    ]  # fmt: skip


def _fleet(document: Document, words: Words) -> dict[str, Any]:
    """The fleet's units by status, those that there are, and the same in words."""
    parts = [{"status": name, "word": STATUS_LABELS[name], "units": units, "shown": words.count(units)}
             for name, units in document.statuses if units]  # fmt: skip
    told = "; ".join(f"{one['word']} {one['shown']}" for one in parts)
    return {"fleet": parts, "fleet_alt": PDF["fleet_alt"].format(told=told)}
