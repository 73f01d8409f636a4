"""How a page tells people something: one handler for what went wrong, and text that stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import streamlit as st

from planner.errors import PlannerError

_PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: object) -> str:
    """Text from data as Markdown that shows just that text: every ASCII mark of punctuation is escaped."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(str(text).split()))


def show_error(error: Exception) -> bool:
    """Shows what went wrong and what to do about it, never how: that is in the server's log, where Streamlit writes
    it. True: nothing else is to be shown."""
    if isinstance(error, PlannerError):
        st.error(f"{plain(error.message)} {plain(error.remedy)}", icon=":material/error:")
    else:
        st.error(
            "Something went wrong in Evergreen itself. What was stored is as it was before. "
            "Reload the page; the server's log has the details.",
            icon=":material/error:",
        )
    return True


@contextmanager
def told() -> Iterator[None]:
    """A refused action is told where it happens, and the rest of the page is drawn all the same."""
    try:
        yield
    except PlannerError as error:
        show_error(error)
