"""Text from data stays text on a page."""

from __future__ import annotations

import pytest

from web.markup import Change, Column, Status, answer, figures, note, table
from web.telling import plain
from web.wording import count, day, field_label, money

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    "html",
    [
        answer(HOSTILE, HOSTILE, HOSTILE),
        note(HOSTILE),
        figures([(HOSTILE, HOSTILE, HOSTILE)]),
        table(
            [Column(HOSTILE, HOSTILE)], [(HOSTILE,), (Change(HOSTILE, HOSTILE),), (Status(HOSTILE),)], caption=HOSTILE
        ),
        table([Column("a")], [], totals=(HOSTILE,)),
    ],
)
def test_markup_in_data_is_shown_and_never_run(html: str) -> None:
    assert "<img" not in html


def test_markdown_in_data_is_shown_as_it_stands() -> None:
    assert plain("[x](http://evil.example) **b** $1$ :red[y] <b>") == (
        r"\[x\]\(http\:\/\/evil\.example\) \*\*b\*\* \$1\$ \:red\[y\] \<b\>"
    )
    assert plain("two\nlines") == "two lines"


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        table([Column("a"), Column("b")], [("1",)])


def test_numbers_stand_on_the_right() -> None:
    assert '<td class="n">1,240</td>' in table([Column("Cost", is_number=True)], [("1,240",)])


def test_values_as_people_read_them() -> None:
    assert money(124_000, "GBP", "en_GB") == "£1,240"
    assert money(0, "GBP", "en_GB") == "–"
    assert day(None) == ""
    assert count(1, "device") == "1 device"
    assert count(1204, "device") == "1,204 devices"
    assert count(2, "entry", "entries") == "2 entries"
    assert field_label("os_version") == "OS version"
    assert field_label("serial_number") == "Serial number"
