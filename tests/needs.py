"""What a test needs of the machine: skipped with a reason where it is missing, failed where everything is required."""

from __future__ import annotations

import os

import pytest


def needs(found: object, what: str) -> None:
    """Skips the test where `found` is falsy; under EVERGREEN_REQUIRE_ALL=1 it fails instead."""
    if found:
        return
    if os.environ.get("EVERGREEN_REQUIRE_ALL") == "1":
        pytest.fail(f"{what} is not installed, and EVERGREEN_REQUIRE_ALL=1 requires it")
    pytest.skip(f"{what} is not installed")
