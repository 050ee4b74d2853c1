"""Make a backup, restore it in a temporary place, compare every row and file; only then is it one."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import DatabaseError
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from xieshou.accounts.demonstration import is_demonstration
from xieshou.files.storage import sync_directory
from xieshou.vault import engine
from xieshou.vault.children import ChildFailed
from xieshou.vault.seal import Manifest, Spoilt, differences, digest_of, opened, pack, unpack

from .progress import Progress, only_one
from .shelf import Backup, judged, note, places, prune

WORK = "rehearsal-"
ROOM = 64 * 1024 * 1024  # left over beside what is written
FULL = "磁盘满了，没有做成，没有留下半份。删掉旧备份或别的文件，或换一个盘，再做一次。"


class Failed(Exception):
    """A job that did not come to its end; the message is a sentence with what to do."""


def sweep() -> None:
    """Take away what a killed job left: its work place, and archives that were never finished."""
    for left in Path(settings.HOME).glob(f"{WORK}*"):
        shutil.rmtree(left, ignore_errors=True)
    for left in [path for folder in places() for ending in ("part", "slip") for path in folder.glob(f"*.{ending}")]:
        left.unlink(missing_ok=True)


@contextmanager
def job(what: str, name: str = "", say: Callable[[str], None] = lambda line: None) -> Iterator[Progress]:
    """The one job of this moment, begun on swept ground; what stops it is said on the page and raised as Failed."""
    with only_one(what, name, say) as progress:
        sweep()
        try:
            yield progress
        except Failed as failed:
            progress.end("bad", str(failed))
            raise


@contextmanager
def workplace() -> Iterator[Path]:
    """A temporary place beside the data, gone at the end."""
    place = Path(tempfile.mkdtemp(prefix=WORK, dir=settings.HOME))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Whatever stops a job becomes a sentence that says what to do."""
    try:
        yield
    except Spoilt as spoilt:
        raise Failed(str(spoilt)) from spoilt
    except OSError as fault:
        if fault.errno in (27, 28, 122):  # EFBIG, ENOSPC, EDQUOT
            raise Failed(FULL) from fault
        raise Failed(f"写不进去：{fault.strerror}。检查盘插好没有、能不能写，再做一次。") from fault
    except (sqlite3.Error, psycopg.Error, DatabaseError) as fault:
        if "full" in str(fault) or "disk I/O" in str(fault):
            raise Failed(FULL) from fault
        raise Failed(f"数据库没有答应：{fault}。重新启动携手，再做一次；还不行，把这句话发给管机器的人。") from fault
    except ChildFailed as fault:
        raise Failed(f"恢复出来的数据没有升级成：{fault}") from fault


def kept_files() -> list[str]:
    """Every kept file by its name; what is being written is not one yet."""
    root: Path = settings.FILES_ROOT
    found = (path for path in root.rglob("*") if path.is_file())
    return sorted(path.relative_to(root).as_posix() for path in found if not path.name.startswith("."))


def _enough_room(folder: Path) -> None:
    needed = engine.size() + sum((settings.FILES_ROOT / name).stat().st_size for name in kept_files()) + ROOM
    for place in (folder, Path(settings.HOME)):
        left = shutil.disk_usage(place).free
        if left < needed:
            raise Failed(f"盘上只剩{left // 2**20}MB，这一份要{needed // 2**20}MB。{FULL.split('。', 2)[2]}")


def _readable_here(manifest: Manifest) -> None:
    """Refuse what this version, or this engine, cannot read."""
    if manifest.engine != engine.name():
        raise Spoilt(f"这份备份是{manifest.engine}的，这里用的是{engine.name()}，恢复不了。")
    known = MigrationLoader(None).graph.nodes
    if any((app, name) not in known for app, name in manifest.shape.migrations):
        here = version("xieshou")
        raise Spoilt(f"这份备份是更新的版本（{manifest.version}）做的，这里是{here}。先升级携手，再恢复。")


def rehearse(path: Path, place: Path, progress: Progress, first: int) -> Manifest:
    """Restore an archive into an empty place and compare; raises Spoilt with the first thing that differs."""
    progress.step(first)
    with opened(path) as (archive, manifest):
        _readable_here(manifest)
        unpack(archive, manifest, place, progress.count)
    progress.step(first + 1)
    found = engine.measure(place / "data", progress.count)
    faults = differences(manifest.shape, found)
    if faults:
        raise Spoilt(f"恢复出来有{len(faults)}处和清单不同，第一处：{faults[0]}。换一份备份。")
    return manifest


def _written(path: Path, work: Path, progress: Progress) -> Manifest:
    """Copy and pack; the archive is still called something else."""
    progress.step(0)
    data = work / "copy"
    data.mkdir()
    shape, counties = engine.dump(data, progress.count)
    progress.step(1)
    manifest = Manifest(
        version=version("xieshou"),
        engine=engine.name(),
        made_at=timezone.localtime().isoformat(),
        counties=counties,
        demonstration=is_demonstration(),
        shape=shape,
        files={name: digest_of(settings.FILES_ROOT / name) for name in kept_files()},
    )
    pack(path, manifest, data, settings.FILES_ROOT, progress.count)
    shutil.rmtree(data)
    return manifest


def make(folder: Path, reason: str, by: str, progress: Progress) -> Backup:
    """A backup that was restored and found equal, on the shelf; Failed leaves a red slip and nothing else."""
    name = f"xieshou-{timezone.localtime():%Y%m%d-%H%M%S}"
    backup = Backup(name, str(folder), reason=reason, by=by, made_at=timezone.localtime().isoformat())
    part = backup.path.with_suffix(".part")
    try:
        with in_plain_words(), workplace() as work:
            _enough_room(folder)
            _written(part, work, progress)
            manifest = rehearse(part, work, progress, 2)
            os.replace(part, backup.path)
            sync_directory(folder)
    except Failed as failed:
        part.unlink(missing_ok=True)
        _note_failure(backup, str(failed))
        raise
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    kept = note(judged(described(backup, manifest), "good"))
    prune()
    return kept


def _note_failure(backup: Backup, sentence: str) -> None:
    """A red slip, where there is still room for one."""
    try:
        note(judged(backup, "bad", sentence))
    except OSError:
        backup.slip.with_suffix(".slip").unlink(missing_ok=True)


def described(backup: Backup, manifest: Manifest) -> Backup:
    """The slip with what was compared."""
    return replace(
        backup,
        size=backup.path.stat().st_size,
        tables=len(manifest.shape.tables),
        rows=manifest.shape.rows,
        files=len(manifest.files),
        version=manifest.version,
        made_at=manifest.made_at,
    )


def check(backup: Backup, progress: Progress) -> Backup:
    """Look at a backup again, or for the first time when it came from elsewhere; its slip says what was found."""
    try:
        with in_plain_words(), workplace() as work:
            manifest = rehearse(backup.path, work, progress, 0)
    except Failed as failed:
        note(judged(backup, "bad", str(failed)))
        raise
    return note(judged(described(backup, manifest), "good"))
