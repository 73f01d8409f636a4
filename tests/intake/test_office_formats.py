"""The same sheet saved by LibreOffice as xlsx, ods, xls and csv imports to the same assets."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

from planner.actions.demo import DEMO_FOLDER
from planner.actions.imports import apply_import, preview_import
from planner.actions.uploads import Upload
from planner.sharing.people import Actor
from planner.store import open_store
from planner.store.assets import asset_frame
from tests.conftest import AS_OF
from tests.needs import needs

pytestmark = pytest.mark.office
FORMATS = ("xlsx", "ods", "xls", "csv")


def assets_of(path: Path, folder: Path, actor: Actor) -> pd.DataFrame:
    store = open_store(f"sqlite:///{folder / f'{path.suffix[1:]}.db'}")
    applied = apply_import(store, actor, preview_import(store, actor, [Upload.of(path)], AS_OF, "Acme"))
    with store.reading() as session:
        frame = asset_frame(session, applied.client_ids[0])
    store.close()
    return frame


def test_every_format_gives_the_same_assets(tmp_path: Path, actor: Actor) -> None:
    soffice = shutil.which("soffice")
    needs(soffice, "LibreOffice")
    source = DEMO_FOLDER / "hla-refresh-plan.xlsx"
    saved = {}
    for suffix in FORMATS:
        folder = tmp_path / suffix
        profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
        command = [str(soffice), profile, "--headless", "--convert-to", suffix, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        saved[suffix] = assets_of(folder / f"{source.stem}.{suffix}", tmp_path, actor)
    assert len(saved["xlsx"]) > 60
    for suffix in ("ods", "xls", "csv"):
        pd.testing.assert_frame_equal(saved[suffix], saved["xlsx"])
