"""Dates, ages and evidence in the words that a client reads."""

from __future__ import annotations

from typing import Final

MONTH_NAMES: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

EVIDENCE_WORDS: Final = {
    "purchase_date": "its purchase date",
    "in_service_date": "its first day in service",
    "warranty_start": "its warranty",
    "manufacture_date": "its date of manufacture",
    "serial_number": "its serial number",
    "model_first_seen": "when its model was sold",
    "cpu_launch": "when its processor came out",
    "enrolment": "the day by which a tool had it",
    "peers": "similar devices here",
    "category_median": "a typical fleet",
    "none": "nothing that is recorded",
}


OWNERS: Final = {
    "leased": "a leasing company", "msp": "the managed service provider", "carrier": "the carrier",
    "print_contract": "the provider of the print contract", "isp": "the internet provider", "employee": "an employee",
}  # fmt: skip


def year_words(iso: str) -> str:
    """'2025-07-01' of a date that is known to the year → '2025'."""
    return iso[:4] or "an unknown year"


def month_words(iso: str) -> str:
    """'2025-03-14' → 'March 2025'."""
    return f"{MONTH_NAMES[int(iso[5:7]) - 1]} {iso[:4]}" if iso else "an unknown month"


def day_words(iso: str) -> str:
    """'2025-10-14' → '14 October 2025'."""
    return f"{int(iso[8:])} {month_words(iso)}" if iso else "an unknown day"


def age_words(months: float) -> str:
    """48 → '4 years', 12 → '1 year', 42 → '42 months'."""
    if months % 12 == 0:
        years = int(months) // 12
        return "1 year" if years == 1 else f"{years} years"
    return f"{int(months)} months"
