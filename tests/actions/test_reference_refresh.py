"""The newest dates from outside: every product or none, under an installation's own rows."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from planner.actions.references import list_references, refresh_reference, update_reference
from planner.errors import PlannerError
from planner.reference.endoflife import fetched
from planner.reference.tables import table_rows
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import sheet
from tests.actions.test_references import actions
from tests.conftest import AS_OF


class Api(BaseHTTPRequestHandler):
    """Answers as the API does: every product as in our table, Windows 11 24H2 a year later."""

    answers: dict[str, bytes] = {}  # noqa: RUF012 - one for all requests of a test
    slow: str = ""

    def do_GET(self) -> None:
        product = self.path.split("/")[-2]
        body = self.answers.get(product)
        self.send_response(200 if body else 404)
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):
            for sign in b" " * 20 if product == self.slow else b"":
                self.wfile.write(bytes([sign]))
                time.sleep(0.1)
            self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        """Keeps the test's output clean."""


@contextmanager
def api(answers: dict[str, bytes], slow: str = "") -> Iterator[str]:
    Api.answers, Api.slow = answers, slow
    server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/api/v1"
    server.shutdown()
    server.server_close()


def as_the_api_says(moved: dict[tuple[str, str], str]) -> dict[str, bytes]:
    suffix = {
        "iot_ltsc": "-iot-lts", "ltsc": "-e-lts", "iot": "-iot", "enterprise": "-e", "pro": "-w", "semi_annual": "-sac",
        "": "",
    }  # fmt: skip
    answers: dict[str, list[dict[str, object]]] = {}
    for row in table_rows("product_cycles").to_dict("records"):
        name = row["cycle"] + suffix[row["edition"]]
        ends = moved.get((row["product"], name), row["security_ends_on"])
        answers.setdefault(row["product"], []).append({
            "name": name, "label": row["label"], "releaseDate": row["released_on"] or None, "isEol": row["state"] == "ended",
            "eoasFrom": row["support_ends_on"] or None, "eolFrom": ends or None, "eoesFrom": row["extended_ends_on"] or None,
        })  # fmt: skip
    return {
        product: json.dumps({"result": {"name": product, "releases": releases}}).encode()
        for product, releases in answers.items()
    }


def test_a_refresh_takes_the_newest_dates_and_says_which_moved(store: Store, actor: Actor) -> None:
    with api(as_the_api_says({("windows", "11-24h2-w"): "2027-10-13"})) as url:
        done = refresh_reference(store, actor, url)
    assert [(change.key, change.fields) for change in done.changes] == [
        ("windows pro 11-24h2", {"security_ends_on": ("2026-10-13", "2027-10-13")})
    ]
    [table] = [table for table in list_references(store, actor) if table.table == "product_cycles"]
    assert [version.rows for version in table.versions] == [1]


def test_a_refresh_lies_under_ones_own_rows_and_leaves_ones_own_products_alone(store: Store, actor: Actor) -> None:
    mine = "product | edition | cycle | End of Support\nwindows | pro | 11-24h2 | 2030-01-01\nour-own-os | | 7 | 2029-01-01"
    update_reference(store, actor, "product_cycles", sheet(mine))
    with api(as_the_api_says({("windows", "11-24h2-w"): "2027-10-13", ("ubuntu", "24.04"): "2029-06-01"})) as url:
        done = refresh_reference(store, actor, url)
        again = refresh_reference(store, actor, url)
    assert done.rows == 2
    assert [change.key for change in done.changes] == ["ubuntu 24.04"], "Windows 11 24H2 is as its owner says"
    assert (again.rows, again.version) == (0, None), "there is nothing newer"


def test_a_dry_refresh_tells_what_would_move_and_writes_nothing(store: Store, actor: Actor) -> None:
    with api(as_the_api_says({("windows", "11-24h2-w"): "2027-10-13"})) as url:
        done = refresh_reference(store, actor, url, dry_run=True, as_of=AS_OF)
    assert (len(done.changes), done.version, done.moved) == (1, None, ())
    assert not any(table.versions for table in list_references(store, actor))


RELEASE = {"name": "1", "label": "1", "releaseDate": "2024-01-01", "isEol": False, "eolFrom": None}


def said(**changed: object) -> bytes:
    return json.dumps({"result": {"releases": [RELEASE | changed]}}).encode()


@pytest.mark.parametrize(("broken", "message"), [
    (b"<html>", "no JSON for ubuntu"), (b"[]", "no product for ubuntu"), (b"[" * 100_000, "no JSON for ubuntu"),
    (b'{"result": {}}', "ubuntu is not understood"), (b'{"result": {"releases": []}}', "has no releases"),
    (b'{"result": {"releases": [{"name": "1"}]}}', "ubuntu is not understood"),
    (b'{"result": {"name": "debian", "releases": []}}', "it is about debian"), (said(eolFrom="soon"), "is no date"),
    (said(eolFrom=20270101), "is no date"), (said(isEol="no"), "does not say whether it has ended"),
    (b"", "could not be reached for ubuntu: Not Found"),
])  # fmt: skip
def test_a_refresh_that_half_fails_changes_nothing(store: Store, actor: Actor, broken: bytes, message: str) -> None:
    answers = as_the_api_says({("windows", "11-24h2-w"): "2027-10-13"}) | {"ubuntu": broken}
    with api(answers) as url, pytest.raises(PlannerError, match=message):
        refresh_reference(store, actor, url)
    assert not any(table.versions for table in list_references(store, actor))


def test_a_refresh_of_which_half_the_products_fail_names_them_and_changes_nothing(store: Store, actor: Actor) -> None:
    answers = as_the_api_says({("windows", "11-24h2-w"): "2027-10-13"})
    failing = sorted(answers)[1::2]
    with api(answers | dict.fromkeys(failing, b"<html>")) as url, pytest.raises(PlannerError) as refused:
        refresh_reference(store, actor, url)
    assert all(f"no JSON for {product}." in str(refused.value) for product in failing[:10])
    assert f"And {len(failing) - 10} more." in str(refused.value)
    assert actions(store) == []


def test_an_answer_that_trickles_is_not_waited_for() -> None:
    with api({"ubuntu": said()}, slow="ubuntu") as url, pytest.raises(PlannerError, match="too slowly"):
        fetched("ubuntu", url, 0.5)


@pytest.mark.parametrize("url", ["http://endoflife.date/api/v1", "file:///etc", "http://127.0.0.1.example.com/api"])
def test_an_address_that_is_not_safe_is_refused(url: str) -> None:
    with pytest.raises(PlannerError, match="must begin with https"):
        fetched("ubuntu", url, 0.5)


def test_without_a_network_there_is_one_clear_refusal(store: Store, actor: Actor) -> None:
    with pytest.raises(PlannerError, match="could not be reached"):
        refresh_reference(store, actor, "http://127.0.0.1:9/api/v1")
