"""The PDFs: tagged, archival, complete, one page where one is promised, and text that stays text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest

from planner.actions.demo import open_demo
from planner.actions.export_pdf import pre_read_pdf, summary_pdf
from planner.actions.publishing import handed_document
from planner.money import format_money
from planner.reports.pdf.pre_read import pre_read
from planner.reports.pdf.summary import summary
from planner.roadmap.document import DRAFT, Document
from planner.roadmap.sentences import say
from planner.sharing.people import Actor
from planner.store import Store
from tests.conftest import AS_OF
from tests.reports.pdf_documents import document, hostile, line
from tests.reports.pdf_reader import assert_nothing_overlaps, check, read, structure

BOTH = pytest.mark.parametrize("paper", [summary, pre_read])
Paper = Callable[[Document], bytes]
LONG_NAME = "Amalgamated Northern Hospitality, Leisure and Catering Supply Cooperative Holdings plc (UK"
DOT = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
ENDLESS = replace(
    document(lines=60), title="W" * 32_767, client="word " * 6_553, answer=line(1, "word " * 6_553).title
)  # fmt: skip
assert len(LONG_NAME) == 90


def year_totals(made: Document) -> dict[str, int]:
    totals: dict[str, int] = {}
    for quarter in made.quarters:
        year = quarter.label[:4]
        totals[year] = totals.get(year, 0) + (quarter.planned_minor or 0)
    return totals


def test_the_demo_client_has_a_page_to_sign_and_a_pre_read_with_every_line(
    store: Store, actor: Actor, tmp_path: Path
) -> None:
    client_id = open_demo(store, actor, AS_OF)
    made = handed_document(store, actor, client_id, AS_OF)
    signed, whole = (export(store, actor, client_id, AS_OF) for export in (summary_pdf, pre_read_pdf))
    assert (signed.file_name, whole.file_name) == (
        f"Harbour & Lane Architects summary {AS_OF}.pdf", f"Harbour & Lane Architects pre-read {AS_OF}.pdf",
    )  # fmt: skip
    assert {signed.media_type, whole.media_type} == {"application/pdf"}
    page, pages = read(signed.data, tmp_path), read(whole.data, tmp_path)
    assert page.pages == 1
    assert all(say(one.title, made.locale, made.currency) in pages.text for one in made.lines)
    for found in (page, pages):
        assert say(made.answer, made.locale, made.currency) in found.text
    shown = [format_money(total, "GBP", "en_GB", whole=True) for total in year_totals(made).values()]
    assert set(shown) <= set(page.text.split())
    total = next(row for row in pages.rows.splitlines() if row.startswith("Total"))
    assert total.split()[1:] == [one.lstrip("£") for one in (*shown, format_money(
        sum(year_totals(made).values()), "GBP", "en_GB", whole=True))]  # fmt: skip
    for export in (signed, whole):
        check(export.data, tmp_path)
        assert_nothing_overlaps(export.data)


@BOTH
def test_it_is_tagged_for_assistive_technology_and_for_the_archive(paper: Paper, tmp_path: Path) -> None:
    data = paper(document())
    found = read(data, tmp_path)
    assert re.search(r"Tagged:\s+yes", found.info)
    assert re.search(r"Title:\s+Technology roadmap of Harbour & Lane\n", found.info)
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in found.metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in found.metadata
    assert "<rdf:li>en-GB</rdf:li>" in found.metadata
    tags = structure(data, tmp_path)
    headings = [int(level) for level in re.findall(r"^ *H([1-6]) ", tags, re.MULTILINE)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))
    tables = tags.split("Table (block)")[1:]
    assert tables
    assert all("TH <" in table for table in tables)


def test_charts_and_logo_have_words(tmp_path: Path) -> None:
    data = pre_read(replace(document(), logo=DOT))
    read_by_another = pymupdf.open(stream=data, filetype="pdf")
    every = [read_by_another.xref_get_key(number, "Alt") for number in range(1, read_by_another.xref_length())]
    told = [words for kind, words in every if kind == "string"]
    assert len(told) == 3
    assert "Logo of Northwind" in told
    assert any("Healthy 119; Overdue 65" in one for one in told)
    assert any("FY26 Q1 £1,250" in one and "cap of £5,000" in one for one in told)
    assert structure(data, tmp_path).count("Figure") == 3


def test_a_logo_that_is_no_picture_gives_way_to_the_name(tmp_path: Path) -> None:
    broken = "data:image/png;base64,iVBORw0KGgpydWJiaXNo"
    assert read(summary(replace(document(), logo=broken)), tmp_path).text.startswith("Northwind ")
    assert not read(summary(replace(document(), logo=DOT)), tmp_path).text.startswith("Northwind ")


@pytest.mark.parametrize(
    "made",
    [
        replace(document(), client=LONG_NAME, title=f"Technology roadmap of {LONG_NAME}"), document(lines=60),
        document(lines=0), document(lines=1), document(years=10, lines=200), document(currency=None, lines=60),
        document(currency="JPY", locale="ja_JP"), document(currency="EUR", locale="de_DE"), hostile(),
        ENDLESS,
    ],
    ids=["90 letters", "60 lines", "0 lines", "1 line", "10 years", "no costs", "JPY", "EUR", "hostile", "endless"],
)  # fmt: skip
def test_the_summary_is_one_page_whatever_it_holds(made: Document, tmp_path: Path) -> None:
    data = summary(made)
    found = read(data, tmp_path)
    assert found.pages == 1
    assert all(word in found.text for word in ("Approved with changes", "Declined", "Signature", "Date"))
    assert_nothing_overlaps(data)


def test_what_does_not_fit_the_summary_is_counted_and_summed(tmp_path: Path) -> None:
    made = document(lines=60)
    text = read(summary(made), tmp_path).text
    shown = len(re.findall(r"Line number \d+ of the plan", text))
    assert 10 < shown < 60
    left = format_money(123_400 * (60 - shown), "GBP", "en_GB", whole=True)
    assert f"and {60 - shown} more, in the pre-read {left}" in text
    assert f"All 60 lines {format_money(123_400 * 60, 'GBP', 'en_GB', whole=True)}" in text
    assert "This decision is about all 60 lines to decide of version 3 of the roadmap, as of 1 Oct 2026." in text


def test_a_draft_is_signed_as_a_draft(tmp_path: Path) -> None:
    text = read(summary(replace(document(), version=DRAFT)), tmp_path).text
    assert "This decision is about all 6 lines to decide of the roadmap's draft, as of 1 Oct 2026." in text
    assert "Version" not in text


def test_a_total_leaves_proposals_and_unknown_prices_out_and_says_so(tmp_path: Path) -> None:
    made = document(lines=4)
    odd = (replace(made.lines[0], is_in_budget=False), replace(made.lines[1], amount_minor=None), *made.lines[2:])
    text = read(summary(replace(made, lines=odd)), tmp_path).text
    assert "All 4 lines (1 without a price yet; £1,234 more is not in the budget yet) £2,468" in text
    whole = read(pre_read(replace(made, lines=odd)), tmp_path).text
    assert "FY26 Q2 Jan–Mar 2026 not in the budget yet" in whole
    assert "price not known yet" in whole


@pytest.mark.parametrize("years", [1, 2, 10])
def test_the_budget_is_whole_by_year_and_by_quarter(years: int, tmp_path: Path) -> None:
    made = document(years=years)
    totals = year_totals(made)
    rows = read(pre_read(made), tmp_path).rows.splitlines()
    shown = [row.split()[1:] for row in rows if row.startswith("Total")]
    numbers = [[int(cell.replace(",", "")) for cell in row] for row in shown]
    by_year = [number for row in numbers[: len(numbers) - years] for number in row]
    assert by_year == [total // 100 for total in (*totals.values(), sum(totals.values()))]
    planned = [(quarter.planned_minor or 0) // 100 for quarter in made.quarters]
    assert numbers[-years:] == [
        [*planned[4 * at : 4 * at + 4], sum(planned[4 * at : 4 * at + 4])] for at in range(years)
    ]


@BOTH
def test_without_costs_there_is_no_amount(paper: Paper, tmp_path: Path) -> None:
    text = read(paper(document(currency=None)), tmp_path).text
    assert not re.search(r"[£$€¥]|GBP|\d,\d{3}|[Bb]udget|[Aa]mount|[Pp]rice|Spend|\bcap\b", text)


def test_text_of_the_data_stays_text(tmp_path: Path) -> None:
    data = pre_read(hostile())
    found = read(data, tmp_path)
    for words in ('#panic("x") $x$ *b* _i_ `c` @ref <lab> \\u{41} // c', "=1+1", "Client: ../../x", "[0m tab here",
                  "<script>alert(1)</script>", '#include "../../../../etc/passwd"', "emoji □□"):  # fmt: skip
        assert words in found.text
    assert "root:" not in found.text
    assert "".join(found.text.split()).count("W") >= 2 * 8_000
    assert found.text.count("word ") >= 2 * 1_500
    check(data, tmp_path)
    assert_nothing_overlaps(data)


@pytest.mark.parametrize("made", [document(lines=0), document(lines=80), document(currency="JPY", locale="ja_JP")])
def test_nothing_overlaps_in_the_pre_read(made: Document, tmp_path: Path) -> None:
    data = pre_read(made)
    assert_nothing_overlaps(data)
    text = read(data, tmp_path).text
    assert all(say(one.title, "en_GB", None) in text for one in made.lines)
    assert re.search(r"Page 1 of \d+", text)


def test_a_title_of_the_longest_cell_is_whole_in_the_pre_read(tmp_path: Path) -> None:
    made = document(lines=1)
    letters = replace(made, lines=(replace(made.lines[0], title=line(1, "W" * 32_767).title),), title="W" * 32_767)
    assert read(pre_read(letters), tmp_path).text.count("W") >= 3 * 32_767


@BOTH
def test_the_same_document_gives_the_same_bytes(paper: Paper) -> None:
    assert paper(document()) == paper(document())


@BOTH
@pytest.mark.parametrize(
    ("locale", "size"), [("en_GB", "A4"), ("de_DE", "A4"), ("en_US", "letter"), ("en_CA", "letter"), ("zh_CN", "A4")]
)
def test_the_paper_is_the_one_that_the_client_prints_on(paper: Paper, locale: str, size: str, tmp_path: Path) -> None:
    found = read(paper(document(locale=locale)), tmp_path)
    assert size in next(row for row in found.info.splitlines() if row.startswith("Page size"))
    assert "□" not in found.text
