"""What stands on the shelf, which goes by itself, and which never goes."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from xieshou.keeping import daily, shelf
from xieshou.keeping.management.commands import backup
from xieshou.keeping.shelf import Backup, discard, every, last_good, note, prune, read
from xieshou.scoping.operations import Refused
from xieshou.vault.children import ChildFailed

NOW = datetime(2026, 6, 11, 9, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.HOME, settings.DEMONSTRATION = tmp_path, tmp_path / "demonstration"
    settings.BACKUP_FOLDERS = [tmp_path / "backups", tmp_path / "stick"]
    settings.BACKUPS_KEPT = 3
    return shelf.places()[0]


def put(folder: Path, days_ago: int, reason: str = "daily", state: str = "good") -> Backup:
    at = NOW - timedelta(days=days_ago)
    name = f"xieshou-{at:%Y%m%d}-{reason}-{state}"
    backup = Backup(name, str(folder), state, reason, made_at=at.isoformat())
    if state != "bad":
        backup.path.write_bytes(b"x")
    return note(backup)


def test_the_oldest_automatic_ones_go_and_what_a_person_made_stays(folder: Path) -> None:
    for days in range(6):
        put(folder, days)
        put(folder, days, "upgrade")
    put(folder, 40, "hand")
    for days in range(8):
        put(folder, days, "hand", "bad")
    prune()
    left = [backup for backup in every() if backup.state == "good"]
    assert sum(backup.reason == "daily" for backup in left) == 3
    assert sum(backup.reason == "upgrade" for backup in left) == 3
    assert sum(backup.reason == "hand" for backup in left) == 1
    assert sum(backup.state == "bad" for backup in every()) == shelf.FAILED_KEPT


def test_the_last_good_one_is_never_deleted(folder: Path) -> None:
    only, red = put(folder, 3), put(folder, 1, "hand", "unchecked")
    with pytest.raises(Refused, match="E-KEP-104"):
        discard(only)
    discard(red)
    newer = put(folder, 0)
    discard(only)
    assert last_good() == newer and every() == [newer]


def test_an_archive_brought_on_a_stick_is_there_unchecked_and_told_apart(folder: Path, tmp_path: Path) -> None:
    first = put(folder, 0)
    assert shelf.places() == [folder]
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / f"{first.name}.zip").write_bytes(b"y")
    assert {backup.key for backup in every()} == {first.name, f"{first.name}@1"}
    brought = shelf.called(f"{first.name}@1")
    assert brought is not None and (brought.state, brought.place) == ("unchecked", "stick")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"state": "golden"}', '{"made_at": "never"}', '{"more": 1}'])
def test_a_slip_that_cannot_be_believed_is_as_good_as_none(folder: Path, text: str) -> None:
    backup = put(folder, 0)
    backup.slip.write_text(text, "utf-8")
    assert read(folder, backup.name).state == "unchecked"


def test_a_slip_without_its_archive_is_no_backup(folder: Path) -> None:
    put(folder, 0).path.unlink()
    assert every() == [] and last_good() is None


def test_the_serving_process_looks_and_has_the_backup_made(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped, seen = threading.Event(), []

    def child(*arguments: str, env: dict[str, str]) -> None:
        seen.append(arguments)
        if len(seen) == 2:
            stopped.set()
        raise ChildFailed("the disk is full")

    monkeypatch.setattr(daily, "FIRST_LOOK", 0.01)
    monkeypatch.setattr(daily, "EVERY", 0.01)
    monkeypatch.setattr(daily, "due", lambda: True)
    monkeypatch.setattr(daily, "run_child", child)
    daily._watch(stopped)
    assert seen == [("backup", "--daily")] * 2


@pytest.mark.parametrize(("due", "made"), [(True, 1), (False, 0)])
def test_once_a_day_is_once(monkeypatch: pytest.MonkeyPatch, due: bool, made: int) -> None:
    begun: list[str] = []
    monkeypatch.setattr(daily, "due", lambda: due)
    monkeypatch.setattr(backup.Command, "_make", lambda self, to, reason, by: begun.append(reason))
    call_command("backup", "--daily")
    assert begun == ["daily"] * made


@pytest.mark.parametrize(
    ("hour", "there", "wanted"),
    [
        (1, [], False),
        (9, [], True),
        (9, [(1, "good")], True),
        (9, [(0, "good")], False),
        (9, [(0, "bad")], False),
        (14, [(0, "bad")], True),
    ],
)
def test_one_is_due_each_day_after_two_and_again_some_hours_after_a_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch, hour: int, there: list[tuple[int, str]], wanted: bool
) -> None:
    for days, state in there:
        put(folder, days, "daily", state)
    monkeypatch.setattr(daily.timezone, "localtime", lambda: NOW.replace(hour=hour))
    assert daily.due() is wanted
    (folder.parent / "demonstration").touch()
    assert not daily.due()
