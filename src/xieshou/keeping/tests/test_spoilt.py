"""Fifty of fifty spoilt backups are found, and what is whole is not refused."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from xieshou.keeping.making import rehearse
from xieshou.keeping.progress import Job, Progress
from xieshou.vault import engine
from xieshou.vault.seal import Manifest, Spoilt

from .spoiling import ON_THE_WAY, WITHIN, Inside, Raw, opened_and_sealed_again

Pick = Callable[[str, list[Any]], Iterable[Any]]
SPOILS: list[tuple[int, Raw | Inside]] = list(enumerate((*ON_THE_WAY, *WITHIN)))


@pytest.fixture(autouse=True)
def on_sqlite(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The archive is an embedded installation's, whatever database this run is on."""
    settings.HOME = tmp_path
    monkeypatch.setattr(engine, "name", lambda: "sqlite")


def looked_at(path: Path, place: Path) -> Manifest:
    place.mkdir()
    return rehearse(path, place, Progress(Job("check")), 0)


def spoil(archive: Path, target: Path, number: int) -> str:
    """One spoilt copy; the same on every run."""
    dice, (_, change) = random.Random(number), SPOILS[number]
    if number < len(ON_THE_WAY):
        target.write_bytes(change(bytearray(archive.read_bytes()), dice))  # type: ignore[arg-type]  # by its number
    else:
        opened_and_sealed_again(archive, target, change, dice)  # type: ignore[arg-type]  # by its number
    return f"{number} {change.__name__}"


def test_there_are_fifty_ways() -> None:
    assert len(SPOILS) == 50


def test_every_spoilt_backup_is_found(archive: Path, tmp_path: Path, cells_of: Pick) -> None:
    missed = []
    for number, _ in cells_of("spoilt backups", SPOILS):
        target = tmp_path / f"{number}.zip"
        named = spoil(archive, target, number)
        try:
            looked_at(target, tmp_path / f"place{number}")
            missed.append(named)
        except Spoilt as spoilt:
            assert "换一" in str(spoilt) or "升级" in str(spoilt) or "恢复不了" in str(spoilt), named
    assert not missed


def test_a_whole_one_is_not_refused_nor_one_that_was_only_packed_anew(archive: Path, tmp_path: Path) -> None:
    manifest = looked_at(archive, tmp_path / "place")
    assert manifest.shape.rows > 100 and len(manifest.files) == 3
    again = tmp_path / "again.zip"
    opened_and_sealed_again(archive, again, lambda folder, dice: None, random.Random(1))
    assert looked_at(again, tmp_path / "second").shape == manifest.shape
