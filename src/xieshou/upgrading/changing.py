"""From one version to the next: back up, migrate, switch, see it answer; otherwise everything as it was.

The version that runs does all of it, since that one is known to work here; of the new one only its own migrations
and its own start are asked.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connections

from xieshou.keeping.making import Failed, in_plain_words, job, make
from xieshou.keeping.progress import Progress, current
from xieshou.keeping.restoring import beside, undo
from xieshou.keeping.shelf import Backup, places
from xieshou.scoping.operations import Refused

from .bundles import arrive
from .standing_in import standing_in

STOP, START = "停止携手.sh", "启动携手.sh"
NO_ARCHIVE = "E-UPG-110 这里的携手不是用安装包装的。用 git 更新代码，再运行 xieshou migrate，会先备份。"
BACK = "没有升级成，已经退回{before}，数据是升级前的。原因：{fault}"
STUCK = "E-UPG-111 没有升级成，退回也没有做完：{no} 双击“恢复备份.sh”，选最上面的一份。先前的原因：{fault}"
STILL_RUNS = "E-UPG-112 网站停不下来：不是用“启动携手.sh”开的，或者别的程序占着端口。先停掉它，再升级。数据没有动。"


class StillRuns(Failed):
    """Nothing was changed yet, so there is nothing to go back from."""


@dataclass(frozen=True)
class Installation:
    """ROOT with `versions/`, `current` that points at one of them, `data` and the scripts that people press."""

    root: Path

    @property
    def versions(self) -> Path:
        """Where versions lie side by side."""
        return self.root / "versions"

    @property
    def runs(self) -> str:
        """The name of the version that is pointed at."""
        return Path(os.readlink(self.root / "current")).name

    def point(self, name: str) -> None:
        """Switch, in one step."""
        aside = self.root / ".current"
        aside.unlink(missing_ok=True)
        aside.symlink_to(Path("versions") / name)
        aside.rename(self.root / "current")

    def stop(self) -> None:
        """Stop the site; StillRuns when it was started some other way, so that it goes on writing."""
        self.press(STOP)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", int(os.environ.get("XIESHOU_PORT", "0")))) == 0:
                raise StillRuns(STILL_RUNS)

    def press(self, script: str) -> None:
        """One of the scripts of the version that is pointed at, without a browser."""
        _run([str(self.root / "current" / "parts" / script), "--quietly"])

    def migrate(self, name: str) -> None:
        """Bring the data up to a version, by that version."""
        _run([str(self.versions / name / "bin" / "xieshou"), "migrate", "--without-backup", "--verbosity", "0"])

    def tidy(self, *names: str) -> None:
        """Only these versions stay."""
        for old in self.versions.iterdir():
            if old.name not in names:
                shutil.rmtree(old, ignore_errors=True)


def _run(command: list[str]) -> None:
    """A program to its end; Failed with the last of what it said."""
    ended = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if ended.returncode:
        raise Failed(" ".join(ended.stdout.split())[-300:] or "没有说原因。")


def installation() -> Installation | None:
    """The installation this process belongs to, when it was made from an archive."""
    folder: Path | None = settings.INSTALLED
    root = folder.parent.parent if folder and folder.parent.name == "versions" else None
    return Installation(root) if root and (root / "current").is_symlink() else None


def running_version() -> str:
    """The version that runs, as its archive named it."""
    folder: Path | None = settings.INSTALLED
    return (folder / "VERSION").read_text(encoding="utf-8").strip() if folder else version("xieshou")


def _mark() -> Path:
    """Whatever happens to the machine, this file says which version and which backup to go back to."""
    return Path(settings.HOME) / "upgrading.json"


def _remember(before: str, kept: Backup | None) -> None:
    aside = _mark().with_suffix(".part")
    with aside.open("w", encoding="utf-8") as file:
        json.dump({"before": before, "kept": str(kept.path) if kept else ""}, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, _mark())


def upgrade(place: Installation, source: Path, by: str, progress: Progress) -> str:
    """Bring in an archive, or an unpacked one; answers the version that now runs. Failed leaves the one before."""
    before, kept = place.runs, None
    progress.step(0)
    with in_plain_words():
        new = arrive(source, place.versions, running_version(), progress.count)
    try:
        progress.step(1)
        place.stop()
        with standing_in():
            progress.step(2)
            _remember(before, None)
            kept = make(places()[0], "upgrade", by, progress.within())
            _remember(before, kept)
            progress.step(3)
            connections.close_all()
            place.migrate(new)
            place.point(new)
        progress.step(4)
        place.press(START)
    except StillRuns:
        shutil.rmtree(place.versions / new, ignore_errors=True)
        raise
    except (Failed, OSError) as fault:
        _go_back(place, before, kept, fault, progress)
        shutil.rmtree(place.versions / new, ignore_errors=True)
        raise Failed(BACK.format(before=before, fault=fault)) from fault
    _mark().unlink(missing_ok=True)
    place.tidy(new, before)
    if source.parent == settings.UPGRADES:
        source.unlink(missing_ok=True)
    return new


def _go_back(place: Installation, before: str, kept: Backup | None, fault: Exception, progress: Progress) -> None:
    """The version and the data of before, and the site open again."""
    try:
        place.press(STOP)
        place.point(before)
        if kept is not None:
            with standing_in():
                undo(kept, progress.within())
        _mark().unlink(missing_ok=True)
        place.press(START)
    except (Failed, OSError) as no:
        raise Failed(STUCK.format(no=no, fault=fault)) from fault


def settle() -> None:
    """Before a start: an upgrade that a power cut ended is undone, unless it had come as far as the new version."""
    place, busy = installation(), current()
    if place is None or not _mark().is_file() or (busy is not None and busy.running):
        return
    left = json.loads(_mark().read_text(encoding="utf-8"))
    if left["kept"] and place.runs == left["before"]:
        kept = beside(Path(left["kept"]))
        try:
            with job("restore", kept.name) as progress:
                undo(kept, progress)
                progress.end("bad", "升级的时候机器停了，数据恢复到了升级前。再升级一次。")
        except Refused as no:
            raise Failed(str(no)) from no
    _mark().unlink()
