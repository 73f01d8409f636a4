"""Streamlit's websocket attacked directly, as the first request that a fresh server gets.

A main script with a folder `pages/` beside it lets Streamlit run any of these pages without the script that
decides who may see it, until that script has run once. So the attacks come first, and all of them on one server:
as long as none gets through, each is the first.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from planner.actions.sessions import actor_of_token, end_session
from planner.store import open_store
from tests.serving import ROOT, Server, serving

STAFF_PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("socket")) as running:
        yield running


def opened(server: Server, **headers: str) -> ClientConnection:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    address = f"ws://{named.pop('host', 'localhost')}:{server.port}/_stcore/stream"
    wire = socket.create_connection(("127.0.0.1", server.port))
    return connect(address, sock=wire, additional_headers=named, subprotocols=["streamlit"], max_size=None)


def asking_for(page: str, script_hash: str = "") -> bytes:
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.page_script_hash = script_hash
    return message.SerializeToString()


def answers(connection: ClientConnection, seconds: float = 20) -> list[ForwardMsg]:
    """What the server sends until the script has finished."""
    received = []
    while not received or received[-1].WhichOneof("type") != "script_finished":
        received.append(ForwardMsg.FromString(connection.recv(timeout=seconds)))
    return received


@pytest.mark.parametrize("page", STAFF_PAGES)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"cookie": "evergreen_session=forged"},
        {"host": "evergreen.example"},
        {"x_forwarded_for": "127.0.0.1"},
        {"origin": "https://evil.example"},
    ],
    ids=["no cookie", "forged cookie", "foreign host", "forwarded", "foreign origin"],
)
def test_the_first_request_of_all_runs_no_page(server: Server, page: str, headers: dict[str, str]) -> None:
    with pytest.raises(InvalidStatus) as refused:
        opened(server, **headers).send(asking_for(page))
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("headers", [{"host": "evergreen.example"}, {"forwarded": "for=127.0.0.1"}, {"origin": "null"}])
def test_a_stolen_session_opens_no_socket_from_elsewhere(server: Server, headers: dict[str, str]) -> None:
    with pytest.raises(InvalidStatus):
        opened(server, cookie=f"{server.cookie_name}={server.new_session()}", **headers)


@pytest.mark.parametrize("page", STAFF_PAGES)
@pytest.mark.parametrize("by_hash", [False, True], ids=["by name", "by hash of the file"])
def test_even_with_a_session_navigation_decides_which_page_runs(server: Server, page: str, by_hash: bool) -> None:
    path = ROOT / "pages" / f"{page}.py"
    asked = asking_for("", calc_hash(str(path))) if by_hash else asking_for(page)
    with opened(server, cookie=f"{server.cookie_name}={server.new_session()}") as connection:
        connection.send(asked)
        drawn = [message.delta for message in answers(connection) if message.WhichOneof("type") == "delta"]
    assert drawn[0].new_element.html.body.startswith("<style>"), "web/navigation.py alone draws the style"


def test_an_ended_session_ends_an_open_socket_at_once(server: Server) -> None:
    token = server.new_session()
    with opened(server, cookie=f"{server.cookie_name}={token}") as connection:
        connection.send(asking_for(""))
        assert answers(connection)
        store = open_store(server.database_url)
        actor = actor_of_token(store, token, datetime.now(UTC))
        assert actor is not None
        end_session(store, actor)
        store.close()
        connection.send(asking_for(""))
        with pytest.raises(ConnectionClosed):
            answers(connection)
