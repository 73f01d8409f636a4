"""Work done once per distinct value or combination of values, instead of once per row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes = npt.NDArray[np.int64]


def combinations(columns: Sequence[pd.Series[str]]) -> tuple[Codes, list[tuple[str, ...]]]:
    """Which combination each row has, and the combinations; missing texts are ''."""
    codes, values = np.zeros(len(columns[0]), dtype=np.int64), []
    for column in columns:
        of_column, texts = pd.factorize(column.fillna(""))
        codes = codes * max(len(texts), 1) + of_column
        values.append((np.asarray(of_column), texts.tolist()))
    _, first, places = np.unique(codes, return_index=True, return_inverse=True)
    found = [tuple(texts[of_column[row]] for of_column, texts in values) for row in first.tolist()]
    return places.astype(np.int64), found


def days_by_combination(columns: Sequence[pd.Series[str]], day: Callable[..., float]) -> npt.NDArray[np.float64]:
    """`day` of each row's texts, called once per combination."""
    places, found = combinations(columns)
    values: npt.NDArray[np.float64] = np.array([day(*texts) for texts in found], dtype=np.float64)
    return values[places] if len(values) else np.empty(0)
