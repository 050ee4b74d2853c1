"""Stages for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .stage import Stage, Worker, copied


@pytest.fixture
def stage(base: Stage, tmp_path: Path) -> Iterator[Stage]:
    with copied(base, tmp_path / "home") as copy:
        yield copy


@pytest.fixture(scope="module")
def racers(base: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Worker]]:
    """Two processes on one database, for all races together: each race has records of its own."""
    with copied(base, tmp_path_factory.mktemp("races") / "home") as copy, copy.workers(2) as workers:
        yield workers
