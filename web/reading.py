"""Reading dropped files without holding the person: the page says which file it is at, and Cancel leaves at once.

The reading runs on a thread of its own while the page's run waits and draws. A click on Cancel ends that run at its
next drawing; the thread ends before its next file, and what it has read is thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from html import escape
from typing import Final, overload

import streamlit as st

from planner.actions.imports import Preview
from planner.actions.uploads import Upload
from planner.errors import PlannerError

PATIENCE: Final = 0.6
"""Seconds before Cancel is offered: most sheets are read by then."""
PULSE: Final = 0.2


class Queue(Sequence[Upload]):
    """The files in the order in which they are read. `taken` is the number of the one being read; one more than there
    are once the reader has asked for another."""

    def __init__(self, uploads: Sequence[Upload]) -> None:
        self.uploads = tuple(uploads)
        self.taken = 0
        self.is_left = False

    def __len__(self) -> int:
        return len(self.uploads)

    @overload
    def __getitem__(self, at: int) -> Upload: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Upload]: ...
    def __getitem__(self, at: int | slice) -> Upload | Sequence[Upload]:
        if self.is_left:
            raise PlannerError("The reading was cancelled.", "Drop the files again.")
        if isinstance(at, int):
            self.taken = max(self.taken, at + 1)
        return self.uploads[at]


def read_watched(read: Callable[[Sequence[Upload]], Preview], uploads: Sequence[Upload], leave: Callable[[], None]) \
        -> Preview:  # fmt: skip
    """What `read` makes of the files. `leave` is called when the person cancels. Raises what `read` raises."""
    queue = Queue(uploads)
    pool = ThreadPoolExecutor(max_workers=1)
    with st.status(_label(queue), expanded=True) as status:
        try:
            under_way = pool.submit(read, queue)
            files = st.empty()
            files.html(_list(queue))
            if wait([under_way], PATIENCE).not_done:
                st.button("Cancel", key="cancel_reading", on_click=leave, icon=":material/close:")
            while wait([under_way], PULSE).not_done:
                status.update(label=_label(queue), expanded=True)
                files.html(_list(queue))
            if fault := under_way.exception():
                status.update(label="The files could not be read", state="error")
                raise fault
            return under_way.result()
        finally:
            queue.is_left = True
            pool.shutdown(wait=False)


def _label(queue: Queue) -> str:
    if queue.taken > len(queue):
        return "Comparing with what is stored …"
    return "Reading …" if len(queue) == 1 else f"Reading file {max(queue.taken, 1)} of {len(queue)} …"


def _list(queue: Queue) -> str:
    """The files with their sizes: read, being read, waiting."""
    lines = [
        f'<li class="{"" if number > queue.taken else "now" if number == queue.taken else "read"}">'
        f"{escape(upload.file_name)} <small>{len(upload.data) / 1024:,.0f} KB</small></li>"
        for number, upload in enumerate(queue.uploads, start=1)
    ]
    return f'<ul class="eg-files">{"".join(lines)}</ul>'
