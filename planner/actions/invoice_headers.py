"""Which column of a sheet of invoices says what, and which of them is the amount of a line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from planner.actions.contract_headers import folded

_HEADERS: Final[Mapping[str, str]] = {
    "tax_rate": r"(vat|tax|gst|sales tax|mwst|ust|tva|iva) ?(rate|percent|pct|code|satz)( percent)?",
    "tax": r"(total |sales |line )?(vat|tax|gst|hst|mwst|ust|tva|iva|steuer)( amount| value| total|betrag)?",
    "gross": r".*\b(gross|brutto|ttc|(inc|incl|including|inclusive|with)( of)? (vat|tax|gst|sales tax|mwst))\b.*|"
    r"(invoice|grand) total|amount due|amount paid|total due",
    "net": r".*\b(net|netto|ht|(ex|excl|exc|excluding|exclusive|before|without)( of)? (vat|tax|gst|sales tax|mwst))"
    r"\b.*|sub ?total",
    "unit_price": r".*\b(unit (price|cost|amount|rate|value)|each|einzel|per (item|unit|device|each))\b.*|"
    r"((list|net|sales) )?(price|rate)|einzelpreis|"
    r"prix unitaire|precio unitario|prezzo unitario",
    "amount": r"((line|total|extended|item|net|invoice|amount|invoiced) ?)*(amount|total|cost|value|price|spend|"
    r"charge|sum)|betrag|gesamt(preis|betrag)?|montant|importe|importo|total",
    "number": r"(invoice|inv|bill|document|doc|credit note|reference|order|po) ?(number|no|num|nr|id|ref|reference)?|"
    r"(number|no|num|ref|reference)|rechnungs(nummer|nr)|num[ée]ro( de)?( facture)?|facture",
    "invoiced_on": r"(invoice|inv|bill|billing|document|doc|purchase|transaction|posting|order|tax point|issue)?d? ?"
    r"(date|day)( of)?( invoice| purchase| issue)?|date|invoiced( on)?|issued( on)?|rechnungsdatum|datum|fecha|data",
    "document": r"(document|doc|transaction|invoice|line) ?type|type",
    "client": r"(end )?(client|customer|company|organi[sz]ation|bill to|tenant|kunde)( name)?",
    "vendor": r"(vendor|supplier|seller|reseller|creditor|payee|merchant|distributor|contact|from|lieferant|"
    r"fournisseur|proveedor|fornitore)( name)?|name",
    "serial_number": r"(serial|s ?n|service tag)s?( ?(number|no|num|nr|numbers|nos))?s?|seriennummern?|serials",
    "quantity": r"(quantity|qty|units?|count|menge|anzahl|quantit[ée]|cantidad)( invoiced| shipped| ordered| billed)?|"
    r"(no|number) of units",
    "currency": r"(invoice )?(currency|ccy|curr)( code)?|w[äa]hrung|devise|moneda|valuta",
    "category": r"(asset |device |product |item )?(category|class|group|kind)|kategorie",
    "text": r"(item|line|product|invoice|goods|memo per )? ?(description|details?|text|narrative|memo)|"
    r"(item|product) name|item|product|article|goods|service|beschreibung|bezeichnung|artikel|"
    r"d[ée]signation|descripci[óo]n|descrizione|particulars",
    "model": r"model|sku|part ?(number|no)|product code|mpn|item (code|number|no)",
}  # fmt: skip
"""Field → the whole header it stands under, in lower case and without marks; tried in this order. `amount` is a
line's amount that does not say whether tax is in it."""
_NO_WORD: Final = re.compile(r"[^\w?]+")
_JOINED: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OF_A_UNIT: Final = re.compile(r"\b(unit|each|per (item|unit|device|each)|einzel\w*)\b")
AMOUNTS: Final = ("net", "gross", "amount", "unit_price")


def invoice_fields(headers: Sequence[str]) -> dict[str, int]:
    """Field → column; the first header that fits has it."""
    words = [_words(header) for header in headers]
    found: dict[str, int] = {}
    for field, pattern in _HEADERS.items():
        for at, text in enumerate(words):
            if text and at not in found.values() and re.fullmatch(pattern, text):
                found[field] = at
                break
    return found


def _words(header: str) -> str:
    """Letters of any language stay, which `contract_headers.folded` leaves out."""
    text = _JOINED.sub(" ", header).replace("#", " number").replace("_", " ")
    if text.isascii():
        return folded(text)
    return " ".join(_NO_WORD.sub(" ", text.casefold()).split())


def is_invoice_sheet(fields: Mapping[str, int]) -> bool:
    """Whether these columns tell what was paid, for what, and when or on which invoice."""
    found = set(fields)
    told = found & {"text", "model", "serial_number", "vendor", "category"}
    return bool(found & set(AMOUNTS)) and bool(told) and bool(found & {"invoiced_on", "number"})


def is_of_a_unit(header: str) -> bool:
    """Whether an amount under this header is one unit's."""
    return _OF_A_UNIT.search(_words(header)) is not None
