"""LibreOffice calculates every formula anew and comes to the values that were written beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.reports.excel import workbook
from tests.reports.office import assert_calculates_to_its_values, recalculated
from tests.reports.sample_roadmap import sample_roadmap


@pytest.mark.office
@pytest.mark.parametrize(
    ("currency", "locale", "assets"), [("USD", "en_US", 60), ("JPY", "ja_JP", 1), ("EUR", "de_DE", 0)]
)
def test_every_formula_has_the_value_that_libreoffice_calculates(
    currency: str, locale: str, assets: int, tmp_path: Path
) -> None:
    data = workbook(sample_roadmap(assets=assets, currency=currency, locale=locale))
    assert assert_calculates_to_its_values(data, recalculated(data, tmp_path)) > 200
