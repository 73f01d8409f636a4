"""`serve-shares`: the client's door alone, on a port of its own."""

from __future__ import annotations

from typing import Annotated

import typer
import uvicorn

from planner.cli.common import opened, out

app = typer.Typer()


@app.command("serve-shares")
def serve_shares(
    host: Annotated[str, typer.Option(help="0.0.0.0 to be reached from outside; put TLS in front.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8600,
) -> None:
    """Serves shared roadmaps at /s/… and nothing else, while the staff's app stays where it is."""
    with opened():
        out.print(f"Shared roadmaps at http://{host}:{port}/s/…", highlight=False)
    # No access log: the token stands in every address.
    uvicorn.run("web.shares.app:share_app", factory=True, host=host, port=port, access_log=False, log_level="warning",
                server_header=False, proxy_headers=False)  # fmt: skip
