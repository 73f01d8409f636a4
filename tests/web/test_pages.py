"""Every page asks for the person first, and shows nothing without one however it is run."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.serving import ROOT

PAGES = sorted((ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_does_nothing_before_it_has_the_person(page: Path) -> None:
    body = ast.parse(page.read_text(encoding="utf-8")).body
    done = [
        ast.unparse(node) for node in body if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)
    ]
    assert done == ["main(require_staff())"]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_run_directly_without_a_session_it_shows_nothing(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVERGREEN_DATABASE_URL", f"sqlite:///{tmp_path / 'evergreen.db'}")
    monkeypatch.setattr(type(st.context), "cookies", {})
    app = AppTest.from_file(page, default_timeout=30).run()
    assert [error.value for error in app.error] == ["Your session has ended. Reload the page to go on."]
    assert len(app.main.children) == 1


def test_a_fault_of_ours_is_told_without_its_details() -> None:
    def script() -> None:
        from web.telling import show_error

        show_error(ValueError("secret-token in /srv/evergreen"))

    app = AppTest.from_function(script).run()
    assert "Something went wrong in Evergreen itself" in app.error[0].value
    assert "secret" not in app.error[0].value
    assert not app.exception


def test_a_refusal_says_what_to_do_and_the_page_goes_on() -> None:
    def script() -> None:
        import streamlit as st

        from planner.errors import PlannerError
        from web.telling import told

        with told():
            raise PlannerError("The file *x* is empty.", "Drop another one.")
        st.text("The rest")

    app = AppTest.from_function(script).run()
    assert app.error[0].value == r"The file \*x\* is empty\. Drop another one\."
    assert app.text[0].value == "The rest"
