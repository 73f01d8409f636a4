"""Review packs: workbook, slides, pre-read and summary of many clients, made on all processors at once.

Packs are made in processes beside this one; what fails of one client, or ends its process, is told with his name and
stops none of the others.
"""

from __future__ import annotations

import calendar
import io
import os
import sys
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from multiprocessing import get_context
from types import ModuleType
from typing import Final

from sqlalchemy import select
from threadpoolctl import threadpool_limits

from planner.actions.deliverables import make
from planner.actions.exports import Export, safe_name
from planner.errors import PlannerError
from planner.records import Client, Review
from planner.sharing.audit import looking
from planner.sharing.people import Actor
from planner.store import Store, open_store
from planner.store.bulk import table_of

_Files = Future[tuple[Export, ...]]
CONTENTS: Final = ("workbook", "slides", "pre-read", "summary")


@dataclass(frozen=True, slots=True)
class Due:
    """A client whose pack is wanted, and the day of his review where one is planned."""

    client_id: int
    client: str
    meets_on: date | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """One client's pack, or why there is none: `problem` in words and what to do, and `files` empty."""

    client_id: int
    client: str
    files: tuple[Export, ...] = ()
    problem: str = ""


def clients_due(store: Store, actor: Actor, month: date) -> tuple[Due, ...]:
    """The clients with a planned review in the month of that day, not held yet, the earliest first."""
    review, client = table_of(Review), table_of(Client)
    first = month.replace(day=1)
    last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    chosen = (
        select(client.c.id, client.c.name, review.c.meets_on)
        .join(client, client.c.id == review.c.client_id)
        .where(review.c.meets_on.between(first, last), review.c.held_at.is_(None))
        .order_by(review.c.meets_on, client.c.name)
    )
    with looking(store, actor) as session:
        found = {row.id: Due(row.id, row.name, row.meets_on) for row in reversed(session.execute(chosen).all())}
    return tuple(sorted(found.values(), key=lambda one: (one.meets_on or month, one.client)))


def all_clients(store: Store, actor: Actor) -> tuple[Due, ...]:
    """Every client, by name."""
    client = table_of(Client)
    with looking(store, actor) as session:
        return tuple(Due(row.id, row.name) for row in session.execute(select(client).order_by(client.c.name)))


def make_packs(
    store: Store, actor: Actor, due: Sequence[Due], as_of: date, processes: int | None = None
) -> Iterator[Pack]:
    """The packs in the order in which they are finished. `processes`: at most so many at once; all processors' number
    where it is not given."""
    url = store.engine.url.render_as_string(hide_password=False)
    ended: list[Due] = []
    for one, done in _finished(url, actor, due, as_of, max(1, min(processes or os.cpu_count() or 1, len(due)))):
        if isinstance(done.exception(), BrokenProcessPool):
            ended.append(one)
        else:
            yield _told(one, done)
    for one in ended:  # a process that ended takes all that waited with it: alone, only its own pack fails
        for _, done in _finished(url, actor, (one,), as_of, 1):
            yield _told(one, done)


def _finished(url: str, actor: Actor, due: Sequence[Due], as_of: date, processes: int) -> Iterator[tuple[Due, _Files]]:
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        with _no_main_script():
            running = {pool.submit(_made, url, actor, one.client_id, as_of): one for one in due}
        for done in as_completed(running):
            yield running[done], done


@contextmanager
def _no_main_script() -> Iterator[None]:
    """A new process runs its parent's main script once more; inside the app's server that would be a page, which
    nothing can run without a browser. Packs need none of it."""
    before = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = before


def _told(one: Due, done: _Files) -> Pack:
    error = done.exception()
    if error is None:
        return Pack(one.client_id, one.client, done.result())
    known = str(error) if isinstance(error, PlannerError) else (
        f"The pack could not be made ({type(error).__name__}). Export its files one by one to see which one it is."
    )  # fmt: skip
    return Pack(one.client_id, one.client, problem=known)


@lru_cache(maxsize=1)
def _store(url: str) -> Store:
    return open_store(url)


def _made(url: str, actor: Actor, client_id: int, as_of: date) -> tuple[Export, ...]:
    """On one thread: the matrices here are so small that further threads of numpy's do nothing but wait, on the
    processors of the other packs."""
    with threadpool_limits(1):
        return tuple(make(_store(url), actor, client_id, as_of, kind) for kind in CONTENTS)


def folder_of(pack: Pack) -> str:
    """The folder of a client's files; the id makes it his own where two names are alike."""
    return f"{safe_name(pack.client)} ({pack.client_id})"


def packs_zip(packs: Sequence[Pack]) -> bytes:
    """All packs in one archive: a folder for each client, and a text that names those that failed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for pack in sorted(packs, key=folder_of):
            for file in pack.files:
                archive.writestr(f"{folder_of(pack)}/{file.file_name}", file.data)
        if failed := [f"{pack.client}: {pack.problem}" for pack in packs if pack.problem]:
            archive.writestr("not made.txt", "\n".join(failed))
    return out.getvalue()
