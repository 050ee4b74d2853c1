"""The planted world on a fixed day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from tests.world import World, build

from .planted import NOW


@pytest.fixture(autouse=True)
def fixed_day() -> Iterator[None]:
    """Counts and pages do not depend on the day of the run."""
    with time_machine.travel(datetime.fromisoformat(NOW), tick=False):
        yield


@pytest.fixture
def world(db: None, fixed_day: None, settings: Any, tmp_path: Path) -> World:
    """A fresh world on that day, its files in a folder of their own."""
    settings.FILES_ROOT = tmp_path
    return build()
