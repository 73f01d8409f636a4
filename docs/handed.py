"""Draws docs/pictures/handed/ again: workbook, slides, pre-read and summary of the demo client and of odd ones.

    .venv/bin/python docs/handed.py [FOLDER]

One picture for each client and file: its pages side by side, as LibreOffice prints workbook and slides. The odd ones
have one device, none, 5,000, a name of 90 characters, or a currency without a minor unit. Needs LibreOffice and
Poppler.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from PIL import Image

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from planner.actions.clients import create_client, find_client, update_client  # noqa: E402
from planner.actions.deliverables import KINDS, make  # noqa: E402
from planner.actions.demo import open_demo  # noqa: E402
from planner.actions.imports import apply_import, preview_import  # noqa: E402
from planner.actions.uploads import Upload  # noqa: E402
from planner.sharing.people import Actor  # noqa: E402
from planner.store import Store, open_store  # noqa: E402

AS_OF: Final = date(2026, 11, 23)
FILES: Final = ("workbook", "slides", "pre-read", "summary")
MOST_PAGES: Final = 24
ACROSS: Final = {"workbook": 4, "slides": 4, "pre-read": 6, "summary": 1}
WIDE: Final = {"workbook": 560, "slides": 560, "pre-read": 420, "summary": 900}
LONG_NAME: Final = "The Honourable Company of Surveyors, Valuers and Land Agents of the Western Isles, Glasgow"
KINDS_OF_DEVICE: Final = ("Laptop", "Desktop", "Server", "Switch", "Firewall", "Printer", "Monitor")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        scratch = Path(made)
        store = open_store(f"sqlite:///{scratch / 'evergreen.db'}")
        actor = Actor("Vera vCIO", "local", datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
        for name, client_id in clients(store, actor).items():
            for kind in FILES:
                data = make(store, actor, client_id, AS_OF, kind).data
                sheet(pages(data, kind, scratch / f"{name}-{kind}"), kind, folder / f"{kind}-{name}.png")
        store.close()


def clients(store: Store, actor: Actor) -> dict[str, int]:
    """Picture's name → client."""
    found = {"demo": open_demo(store, actor, AS_OF)}
    for name, client, devices in (("one", "One Device", 1), ("none", "No Devices", 0), ("5000", "Big Works", 5_000),
                                  ("long-name", LONG_NAME, 40), ("yen", "Yamada", 40)):  # fmt: skip
        create_client(store, actor, client)
        found[name] = find_client(store, actor, client).client_id
        if name == "yen":
            update_client(store, actor, found[name], currency="JPY", locale="ja_JP")
        if devices:
            upload = Upload("fleet.csv", fleet(name, devices).encode())
            apply_import(store, actor, preview_import(store, actor, [upload], AS_OF, client))
    return found


def fleet(name: str, devices: int) -> str:
    rows = ["Hostname,Serial Number,Type,Purchase Date,Replacement Cost"]
    price = "180000" if name == "yen" else ""
    for at in range(devices):
        bought = date(2019, 3, 1) + timedelta(days=(at * 37) % 2_600)
        kind = KINDS_OF_DEVICE[at % len(KINDS_OF_DEVICE)]
        rows.append(f"{name}-{at:04d},{name.upper()}{at:06d},{kind},{bought},{price}")
    return "\n".join(rows)


def pages(data: bytes, kind: str, scratch: Path) -> list[Path]:
    """The file's first pages as pictures."""
    scratch.mkdir()
    file = scratch / f"file{KINDS[kind].suffix}"
    file.write_bytes(data)
    if file.suffix != ".pdf":
        office = [needed("soffice"), f"-env:UserInstallation=file://{scratch.parent}/office", "--headless"]
        subprocess.run([*office, "--convert-to", "pdf", "--outdir", scratch, file], check=True, capture_output=True)  # noqa: S603 - our own arguments
    drawn = [needed("pdftoppm"), "-r", "70", "-l", str(MOST_PAGES), "-png", scratch / "file.pdf", scratch / "page"]
    subprocess.run(drawn, check=True)  # noqa: S603 - our own arguments
    return sorted(scratch.glob("page*.png"))


def sheet(found: list[Path], kind: str, target: Path) -> None:
    """The pages side by side, as one picture."""
    width, across = WIDE[kind], min(ACROSS[kind], len(found))
    tiles = []
    for path in found:
        with Image.open(path) as page:
            tiles.append(page.convert("RGB").resize((width, page.height * width // page.width)))
    high = max(tile.height for tile in tiles)
    drawn = Image.new("RGB", (across * (width + 8), -(-len(tiles) // across) * (high + 8)), "#8A9396")
    for at, tile in enumerate(tiles):
        drawn.paste(tile, ((at % across) * (width + 8) + 4, (at // across) * (high + 8) + 4))
    drawn.quantize(200).save(target, optimize=True)


def needed(program: str) -> str:
    """The program's path. Ends with a sentence where it is not installed."""
    found = shutil.which(program)
    if found is None:
        raise SystemExit(f"{program} is not installed; these pictures need it.")
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures" / "handed")
