"""Installations for the tests of backups."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.durability.stage import Stage, Worker, built, copied

from .homes import Home


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with built(tmp_path_factory.mktemp("keeping") / "base") as stage:
        yield stage


@pytest.fixture
def home(base: Stage, tmp_path: Path) -> Iterator[Home]:
    """An installation on the engine of this run."""
    with copied(base, tmp_path / "home") as stage:
        yield Home(stage)


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One good backup of an embedded installation, with files; copy it, never write in it."""
    folder = tmp_path_factory.mktemp("archive") / "home"
    folder.mkdir()
    worker = Worker(folder, "")
    worker.ask("build")
    worker.close()
    home = Home(Stage(folder))
    home.keep_files()
    home.well("backup")
    [found] = home.backups()
    return found
