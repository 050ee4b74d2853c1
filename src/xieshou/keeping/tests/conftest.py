"""Installations for the tests of backups."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.durability.stage import Stage, copied

from .homes import Home, copy_of


@pytest.fixture
def home(base: Stage, tmp_path: Path) -> Iterator[Home]:
    """An installation on the engine of this run."""
    with copied(base, tmp_path / "home") as stage:
        yield Home(stage)


@pytest.fixture(scope="session")
def archive(embedded: Stage, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One good backup of an embedded installation, with files; copy it, never write in it."""
    home = copy_of(Home(embedded), tmp_path_factory.mktemp("archive") / "home")
    home.keep_files()
    home.well("backup")
    [found] = home.backups()
    return found
