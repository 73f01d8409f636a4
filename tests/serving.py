"""A server of our own on a free loopback port and an empty database, for the tests that ask it over the wire."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[1]
DOCUMENT = {"sec-fetch-dest": "document", "sec-fetch-mode": "navigate", "sec-fetch-site": "none"}


@dataclass(frozen=True)
class Server:
    """A running app. `database_url` is its store's address."""

    port: int
    database_url: str
    log: Path

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def cookie_name(self) -> str:
        return f"evergreen_session_{self.port}"

    def new_session(self) -> str:
        """The token that the person at the machine gets with the page."""
        answer = httpx.get(self.url, headers=DOCUMENT)
        return answer.cookies[self.cookie_name]


@contextmanager
def serving(folder: Path, app: str = "app.py") -> Iterator[Server]:
    """`streamlit run` of the app as a person starts it, ended afterwards."""
    server = Server(_free_port(), f"sqlite:///{folder / 'evergreen.db'}", folder / "server.log")
    command = [sys.executable, "-m", "streamlit", "run", app, "--server.port", str(server.port)]
    environment = os.environ | {"EVERGREEN_DATABASE_URL": server.database_url}
    with server.log.open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(process, server)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=10)


@contextmanager
def serving_shares(folder: Path, database_url: str) -> Iterator[Server]:
    """`python -m planner serve-shares` as a person starts it, ended afterwards."""
    server = Server(_free_port(), database_url, folder / "shares.log")
    command = [sys.executable, "-m", "planner", "serve-shares", "--port", str(server.port)]
    environment = os.environ | {"EVERGREEN_DATABASE_URL": server.database_url}
    with server.log.open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(process, server)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=10)


def _wait(process: subprocess.Popen[bytes], server: Server, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(f"{server.url}/healthz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"The server did not start: {server.log.read_text(errors='replace')[-2000:]}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
