"""A backup is made, restored, and what was there before is not lost; on both engines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .homes import Home, tables_of

# What going back itself writes, and whoever was signed in.
OWN_TRACES = {"audit_entry", "audit_payload", "audit_head", "django_session"}


def without_traces(archive: Path) -> dict[str, object]:
    return {name: one for name, one in tables_of(archive).items() if name not in OWN_TRACES}


def test_going_back_gives_every_row_and_file_and_keeps_what_came_after(home: Home) -> None:
    names = home.keep_files()
    assert "逐行核对" in home.well("backup")
    [good] = home.backups()
    with home.stage.workers() as [worker]:
        worker.ask("record", topic="恢复以后就没有了")
    (home.folder / "files" / names[0]).unlink()
    (home.folder / "files" / names[1]).write_bytes(b"spoilt")
    said = home.well("restore", str(good))
    assert "恢复好了" in said and "恢复前的数据也留了一份" in said
    for name in names:
        assert len((home.folder / "files" / name).read_bytes()) == 5000
    home.well("backup")
    first, before, after = home.backups()
    assert without_traces(after) == without_traces(first) != without_traces(before)
    assert [slip["reason"] for slip in home.slips()] == ["hand", "restore", "hand"]
    assert not home.left_over()
    _the_chain_says_so(home)
    with home.stage.workers() as [worker]:
        assert worker.ask("count", topic="恢复以后就没有了") == 0
        assert worker.ask("record", topic="接着记")  # numbers go on where they should


def _the_chain_says_so(home: Home) -> None:
    """Its heads of before lie apart; those of now fit the chain, which is whole."""
    apart = list((home.folder / "heads").glob("before-*/*.json"))
    [now] = (home.folder / "heads").glob("*.json")
    assert apart and json.loads(now.read_text("utf-8"))
    assert "完整" in home.well("audit", "--against", str(now))


def test_an_empty_machine_becomes_the_old_one(home: Home, tmp_path: Path) -> None:
    home.keep_files()
    home.well("backup")
    [good] = home.backups()
    carried = tmp_path / good.name
    carried.write_bytes(good.read_bytes())
    before = without_traces(good)
    for path in home.folder.glob("xieshou.db*"):
        path.write_bytes(b"this is no database any more")
    if home.stage.database:
        said = home.well("restore", str(carried))
    else:
        assert "E-KEP-113" in home.badly("restore", str(carried))
        said = home.well("restore", "--aside", str(carried))
        assert list(home.folder.glob("broken-*/xieshou.db"))
    assert "恢复好了" in said
    home.well("backup")
    assert without_traces(home.backups()[-1]) == before


def test_a_spoilt_backup_changes_nothing(home: Home) -> None:
    home.well("backup")
    [good] = home.backups()
    data = bytearray(good.read_bytes())
    data[len(data) // 2] ^= 1
    good.write_bytes(data)
    with home.stage.workers() as [worker]:
        worker.ask("record", topic="还在")
    assert "换一份备份" in home.badly("restore", str(good))
    assert "换一份备份" in home.badly("backup", "--check", str(good))
    [slip] = home.slips()
    assert (slip["state"], slip["reason"]) == ("bad", "hand") and slip["rows"] > 100
    with home.stage.workers() as [worker]:
        assert worker.ask("count", topic="还在") == 1
    assert not home.left_over()


@pytest.mark.probe
def test_invented_people_never_come_among_real_ones(home: Home) -> None:
    home.well("backup")
    (home.folder / "demonstration").touch()
    assert "不能放在一起" in home.badly("restore", str(home.backups()[0]))
