"""The file in which a client moves: a zip archive of JSON lines, one part a table, and a manifest of their digests."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

import orjson

import planner
from planner.actions.moved_rows import Rows, damaged, written
from planner.actions.moved_tables import MOVED, NOT_MOVED
from planner.errors import PlannerError
from planner.store.bulk import table_of
from planner.store.migrate import newest_revision

FORMAT: Final = "evergreen client"
FORM: Final = 1
MANIFEST: Final = "manifest.json"
KEYS: Final = "line_keys.json"
MAX_FILE_BYTES: Final = 256 * 1024 * 1024
MAX_UNPACKED_BYTES: Final = 1024 * 1024 * 1024
_MAX_PARTS: Final = 200
_SAME_DAY: Final = (1980, 1, 1, 0, 0, 0)
LineKeys = Mapping[str, Mapping[str, str]]
"""Version of a published document → key of a line in it → that initiative's key by the file's numbers."""


@dataclass(frozen=True)
class MovedClient:
    """What a file holds. `rests_on`: what the figures rest on that is the installation's and stays there."""

    client: str
    rows: Rows
    line_keys: LineKeys
    rests_on: Mapping[str, list[str]]


def pack(moved: MovedClient) -> bytes:
    """The archive; the same client makes the same bytes."""
    parts = {
        f"{table}.jsonl": b"".join(orjson.dumps(row, default=written) + b"\n" for row in rows)
        for table, rows in moved.rows.items()
    }
    parts[KEYS] = json.dumps(moved.line_keys, ensure_ascii=False, sort_keys=True).encode()
    manifest = {
        "format": FORMAT, "form": FORM, "schema": newest_revision(), "evergreen": planner.__version__,
        "client": moved.client, "rests_on": moved.rests_on,
        "not_moved": {str(table_of(record).name): why for record, why in NOT_MOVED.items()},
        "parts": {
            name: {"rows": data.count(b"\n"), "bytes": len(data), "sha256": sha256(data).hexdigest()}
            for name, data in parts.items()
        },
    }  # fmt: skip
    files = {MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=1).encode(), **parts}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _SAME_DAY), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def unpack(data: bytes) -> MovedClient:
    """What the archive holds. Raises PlannerError where it is no such file, too large, damaged, or of a newer
    Evergreen."""
    if len(data) > MAX_FILE_BYTES:
        raise _too_large()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
            if len(files) > _MAX_PARTS or sum(one.file_size for one in files) > MAX_UNPACKED_BYTES:
                raise _too_large()
            if MANIFEST not in archive.namelist():
                raise _foreign()
            manifest = _manifest(archive.read(MANIFEST))
            parts = {name: _part(archive, name, told) for name, told in manifest["parts"].items()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError) as error:
        raise _foreign() if not data.startswith(b"PK") else damaged("it cannot be unpacked") from error
    try:
        rows = {moved.name: _lines(parts.get(f"{moved.name}.jsonl", b"")) for moved in MOVED}
        keys = orjson.loads(parts[KEYS])
        rests_on = {name: [str(one) for one in manifest["rests_on"][name]] for name in ("rates", "tables")}
        return MovedClient(str(manifest["client"]), rows, _line_keys(keys), rests_on)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged("a part of it cannot be read") from error


def _manifest(data: bytes) -> dict[str, Any]:
    try:
        told = orjson.loads(data)
        is_ours = told["format"] == FORMAT
        form, schema, by = int(told["form"]), int(told["schema"]), str(told["evergreen"])
        parts = dict(told["parts"])
    except (ValueError, KeyError, TypeError) as error:
        raise _foreign() from error
    if not is_ours:
        raise _foreign()
    if form > FORM or schema > int(newest_revision()):
        raise PlannerError(
            f"This client was exported by a newer Evergreen ({by}).", "Update Evergreen here, then import it."
        )
    known = {f"{moved.name}.jsonl" for moved in MOVED} | {KEYS}
    if unknown := sorted(set(parts) - known):
        raise damaged(f"it has a part '{unknown[0]}' that no client has")
    return {**told, "parts": parts}


def _part(archive: zipfile.ZipFile, name: str, told: Mapping[str, Any]) -> bytes:
    try:
        data = archive.read(name)
        fits = sha256(data).hexdigest() == told["sha256"]
    except (KeyError, TypeError) as error:
        raise damaged(f"its part {name} is missing") from error
    if not fits:
        raise damaged(f"its part {name} is not what was exported")
    return data


def _lines(data: bytes) -> list[dict[str, Any]]:
    rows = [orjson.loads(line) for line in data.splitlines()]
    if not all(isinstance(row, dict) for row in rows):
        raise ValueError("a line is no row")
    return rows


def _line_keys(told: Mapping[str, Mapping[str, str]]) -> LineKeys:
    return {str(int(version)): {str(a): str(b) for a, b in keys.items()} for version, keys in told.items()}


def _foreign() -> PlannerError:
    return PlannerError(
        "This is no client that Evergreen exported.", "Choose a file that ends in .evergreen.zip; sheets go to Import."
    )


def _too_large() -> PlannerError:
    return PlannerError("This file is larger than any client is.", "Export the client again where it came from.")
