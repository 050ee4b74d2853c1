"""The planted world on a fixed day."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import override_settings

from tests.world import World, Written, build, written_once

from .planted import NOW, Planted, plant


@dataclass(frozen=True)
class Grounds:
    """What planting wrote, in the database and as files."""

    rows: Written[Planted]
    files: Path


@pytest.fixture(autouse=True)
def fixed_day() -> Iterator[None]:
    """Counts and pages do not depend on the day of the run."""
    with time_machine.travel(datetime.fromisoformat(NOW), tick=False):
        yield


@pytest.fixture(scope="session")
def grounds(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Grounds:
    """The planted world of that day, written once; each test gets its rows and its files again."""
    files = tmp_path_factory.mktemp("planted") / "files"
    with time_machine.travel(datetime.fromisoformat(NOW), tick=False), override_settings(FILES_ROOT=files):
        return Grounds(written_once(lambda: plant(build()), django_db_blocker), files)


@pytest.fixture
def planted(grounds: Grounds, db: None, fixed_day: None, settings: Any, tmp_path: Path) -> Planted:
    """A fresh planted world on that day, its files in a folder of their own."""
    settings.FILES_ROOT = tmp_path / "files"
    shutil.copytree(grounds.files, settings.FILES_ROOT)
    return grounds.rows.again()


@pytest.fixture
def world(planted: Planted) -> World:
    """The world in which it was planted."""
    return planted.world
