"""The server: the staff's Streamlit app behind its guard, and the routes beside it.

Run with `streamlit run app.py` (or `python app.py`, or `uvicorn app:app`).
"""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from web import context, warm_up
from web.guard import Guard
from web.shares.app import share_routes
from web.telling import show_error


async def healthz(_request: Request) -> JSONResponse:
    """For whatever watches the process: it answers, and says nothing else."""
    return JSONResponse({"status": "ok"})


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Opens the store, then takes what the imports left out of the garbage collector's way: Streamlit collects
    after every run, and would walk through all of it each time."""
    context.store()
    warm_up.load_all()
    gc.collect()
    gc.freeze()
    yield
    context.store().close()


app = st.App(
    Path(__file__).parent / "web" / "navigation.py",
    lifespan=lifespan,
    routes=[Route("/healthz", healthz), *share_routes(context.store)],
    middleware=[Middleware(Guard, store=context.store)],
    on_script_error=show_error,
)

if __name__ == "__main__":
    app.run()
