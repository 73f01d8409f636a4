"""How long a shared roadmap takes to open while many clients open theirs, on loopback.

    python -m benchmarks.shares [OPENS] [CLIENTS]

`serve-shares` in a process of its own, a roadmap of 60 lines, each client with a link of his own; prints the median,
the 95th percentile and the size on the wire. 500 opens by 20 clients unless told.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from http.client import HTTPConnection
from pathlib import Path

import httpx

from planner.actions.demo import open_demo
from planner.actions.projects import save_project
from planner.actions.publishing import publish_roadmap, read_published
from planner.actions.shares import Recipient, create_share
from planner.sharing.people import Actor
from planner.store import Store, open_store
from tests.serving import serving_shares

AS_OF = date(2026, 11, 23)
LINES = 60


def main(opens: int, clients: int) -> None:
    with tempfile.TemporaryDirectory() as made:
        url = f"sqlite:///{made}/evergreen.db"
        store = open_store(url)
        paths = links(store, clients)
        store.close()
        with serving_shares(Path(made), url) as server, ThreadPoolExecutor(clients) as pool:
            size = len(httpx.get(f"{server.url}{paths[0]}").read())
            wire = int(httpx.get(f"{server.url}{paths[0]}").headers["content-length"])
            began = time.perf_counter()
            done = pool.map(lambda path: opened(server.port, path, opens // clients), paths)
            taken = sorted(time for times in done for time in times)
            whole = time.perf_counter() - began
    p95 = taken[int(0.95 * len(taken))]
    print(f"{len(taken)} opens by {clients} clients in {whole:.1f} s: median {1000 * statistics.median(taken):.0f} ms, "
          f"p95 {1000 * p95:.0f} ms (at most 250); {wire:,} bytes on the wire, {size:,} unpacked")  # fmt: skip


def links(store: Store, clients: int) -> list[str]:
    """A link for each client to a roadmap of 60 lines."""
    actor = Actor("benchmark", "local", datetime.now(UTC))
    client = open_demo(store, actor, AS_OF)
    publish_roadmap(store, actor, client, AS_OF)
    wanted = LINES - len(read_published(store, actor, client)[1].lines)
    for number in range(wanted):
        given = {"title": f"Project {number}", "starts_on": date(2027 + number % 4, 4, 1),
                 "lines": [{"name": "Work", "unit_price": "900"}]}  # fmt: skip
        save_project(store, actor, client, given)
    publish_roadmap(store, actor, client, AS_OF)
    return [create_share(store, actor, client, Recipient(f"Client {number}")).path for number in range(clients)]


def opened(port: int, path: str, times: int) -> list[float]:
    """Seconds of each open by one client that keeps its connection, to the last byte; what a browser does with them
    is not the server's."""
    taken = []
    client = HTTPConnection("127.0.0.1", port)
    for _ in range(times):
        began = time.perf_counter()
        client.request("GET", path, headers={"accept-encoding": "gzip"})
        answer = client.getresponse()
        answer.read()
        taken.append(time.perf_counter() - began)
        if answer.status != 200:
            raise SystemExit(f"{path[:6]}… answered {answer.status}")
    client.close()
    return taken


if __name__ == "__main__":
    given = [int(value) for value in sys.argv[1:]]
    main(*(given + [500, 20][len(given):]))
