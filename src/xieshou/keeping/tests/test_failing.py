"""A full disk, a killed job, a second job: a red slip with what to do, and nothing left over."""

from __future__ import annotations

import errno
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from xieshou.keeping import making, progress, shelf
from xieshou.keeping.making import FULL, Failed, in_plain_words, job
from xieshou.keeping.progress import BUSY, STOPPED, announce, current, only_one, refuse_while_busy
from xieshou.scoping.operations import Refused

from .homes import Home

MEBIBYTE = 2**20


def largest(size: int) -> Callable[[], None]:
    """No file of the process may grow beyond this, as on a disk that is full."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


# The copy of the database, the archive with its files, and what is restored from it, do not fit.
# A dump of a few rows is far smaller than SQLite's own file.
LITTLE = 20_000 if connection.vendor == "postgresql" else 100_000


@pytest.mark.parametrize(("size", "extra"), [(LITTLE, 0), (4 * MEBIBYTE, 6 * MEBIBYTE)])
def test_a_full_disk_is_red_and_leaves_nothing(home: Home, size: int, extra: int) -> None:
    if extra:
        folder = home.folder / "files"
        folder.mkdir(exist_ok=True)
        (folder / "large.bin").write_bytes(b"x" * extra)
    assert "磁盘满了" in home.badly("backup", limit=largest(size))
    assert not home.backups() and not home.left_over()
    [slip] = home.slips()
    assert slip["state"] == "bad" and "再做一次" in slip["sentence"]
    assert "做好了" in home.well("backup")


def test_a_disk_without_room_is_said_before_anything_is_written(
    monkeypatch: Any, settings: Any, tmp_path: Path
) -> None:
    settings.HOME, settings.FILES_ROOT = tmp_path, tmp_path / "files"
    usage = type("Usage", (), {"free": 3 * MEBIBYTE})
    monkeypatch.setattr(making.shutil, "disk_usage", lambda place: usage)
    monkeypatch.setattr(making.engine, "size", lambda: 5 * MEBIBYTE)
    with pytest.raises(Failed, match="盘上只剩3MB"):
        making._enough_room(tmp_path)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EFBIG, errno.EDQUOT])
def test_every_way_of_being_full_is_one_sentence(number: int) -> None:
    with pytest.raises(Failed) as failed, in_plain_words():
        raise OSError(number, "full")
    assert str(failed.value) == FULL


def test_a_killed_job_is_said_to_have_stopped_and_the_next_one_sweeps(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    settings.BACKUP_FOLDERS = [tmp_path / "backups"]
    shelf.places()
    held = (
        "import fcntl, sys, time; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); print(1, flush=True);"
        " time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", held, str(tmp_path / "keeping.lock")], stdout=subprocess.PIPE)
    assert process.stdout is not None and process.stdout.readline()
    progress._write(progress.Job("make", step=1, touched=time.time()))
    running = current()
    assert running is not None and running.running
    with pytest.raises(Refused, match=BUSY[:9]):
        refuse_while_busy()
    with pytest.raises(Refused, match=BUSY[:9]), only_one("check"):
        pass
    process.kill()
    process.wait()
    stopped = current()
    assert stopped is not None and stopped.state == "bad" and stopped.sentence == STOPPED
    (tmp_path / "rehearsal-left").mkdir()
    (tmp_path / "backups" / "half.part").touch()
    with job("make"):
        assert not list(tmp_path.glob("rehearsal-*")) and not list((tmp_path / "backups").iterdir())


def test_a_job_that_is_about_to_start_counts_as_running_for_a_while(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    announce("make")
    with pytest.raises(Refused):
        refuse_while_busy()
    progress._write(progress.Job("make", touched=time.time() - 2 * progress.STARTS_WITHIN))
    refuse_while_busy()


def test_whoever_lost_the_right_meanwhile_gets_nothing_done(home: Home) -> None:
    assert "没有这个权限" in home.badly("backup", "--by", "user:987654")
    assert "没有这个权限" in home.badly("backup", "--by", "user:1; rm")
    assert not home.backups()
