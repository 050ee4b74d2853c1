"""Where backups stand: folders with archives and a slip beside each; no table, since going back would undo it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from xieshou.files.storage import sync_directory
from xieshou.scoping.operations import Refused

SUFFIX = ".zip"
STATES = {"good": "核对过，能恢复", "unchecked": "没有核对过", "bad": "不能用"}
REASONS = {
    "hand": "手工做的",
    "daily": "每天自动做的",
    "upgrade": "升级前做的",
    "restore": "恢复前做的",
    "found": "从别处拷来的",
}
# How many of each reason stay; what a person made by hand stays until a person deletes it.
KEPT_OF = {"upgrade": 3, "restore": 3}
FAILED_KEPT = 5
LAST_GOOD = "E-KEP-104 这是最后一份好的备份，不能删。先做一份新的，再删这份。"


@dataclass(frozen=True)
class Backup:
    """One archive and what its slip says; a failed one has a slip and no archive."""

    name: str
    folder: str
    state: str = "unchecked"
    reason: str = "found"
    by: str = ""
    made_at: str = ""
    size: int = 0
    tables: int = 0
    rows: int = 0
    files: int = 0
    version: str = ""
    sentence: str = ""

    @property
    def path(self) -> Path:
        """The archive."""
        return Path(self.folder) / f"{self.name}{SUFFIX}"

    @property
    def slip(self) -> Path:
        """The note beside it."""
        return Path(self.folder) / f"{self.name}.json"

    @property
    def key(self) -> str:
        """Its name in addresses: the same archive may stand in two folders."""
        number = settings.BACKUP_FOLDERS.index(Path(self.folder))
        return f"{self.name}@{number}" if number else self.name

    @property
    def shape(self) -> str:
        """Its state as a mark of the look."""
        return {"good": "done", "unchecked": "owed", "bad": "risk"}[self.state]

    @property
    def at(self) -> datetime:
        """When it was made, as its slip or its file tells."""
        return datetime.fromisoformat(self.made_at)

    @property
    def said(self) -> str:
        """Its state in words."""
        return STATES[self.state]

    @property
    def why(self) -> str:
        """Why it was made, in words."""
        return REASONS[self.reason]

    @property
    def place(self) -> str:
        """The folder as people call it."""
        return label_of(Path(self.folder))

    @property
    def exists(self) -> bool:
        """Whether there is an archive."""
        return self.path.is_file()


def places() -> list[Path]:
    """Folders that are there now; the one beside the data is made when it lacks."""
    own: Path = settings.HOME / "backups"
    if own in settings.BACKUP_FOLDERS:
        own.mkdir(mode=0o700, exist_ok=True)
    return [folder for folder in settings.BACKUP_FOLDERS if folder.is_dir()]


def label_of(folder: Path) -> str:
    """A folder as people call it."""
    return "这台机器" if folder == settings.HOME / "backups" else folder.name


def read(folder: Path, name: str) -> Backup:
    """A backup by its slip, or by its file alone when it has none that can be believed."""
    bare = _without_slip(folder, name)
    try:
        body = json.loads(bare.slip.read_text(encoding="utf-8"))
        found = Backup(**{**body, "name": name, "folder": str(folder)})
        datetime.fromisoformat(found.made_at)
    except (OSError, ValueError, TypeError):
        return bare
    known = found.state in STATES and found.reason in REASONS
    return found if known and (found.exists or found.state == "bad") else bare


def _without_slip(folder: Path, name: str) -> Backup:
    bare = Backup(name, str(folder))
    if not bare.exists:
        return bare
    seen = bare.path.stat()
    at = datetime.fromtimestamp(seen.st_mtime, timezone.get_current_timezone())
    return replace(bare, made_at=at.isoformat(), size=seen.st_size)


def _in(folder: Path) -> Iterator[Backup]:
    names = {path.stem for path in folder.glob("*") if path.suffix in (SUFFIX, ".json")}
    for name in sorted(names):
        found = read(folder, name)
        if found.exists or found.state == "bad":
            yield found


def every() -> list[Backup]:
    """All backups of all folders, the newest first."""
    found = [backup for folder in places() for backup in _in(folder)]
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def called(key: str) -> Backup | None:
    """The backup with this key; keys come from the address, so they are only compared."""
    return next((backup for backup in every() if backup.key == key), None)


def last_good() -> Backup | None:
    """The newest backup that was restored and compared."""
    return next((backup for backup in every() if backup.state == "good"), None)


def note(backup: Backup) -> Backup:
    """Write the slip, whole or not at all."""
    aside = backup.slip.with_suffix(".slip")
    with aside.open("w", encoding="utf-8") as file:
        json.dump(asdict(backup), file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, backup.slip)
    sync_directory(backup.slip.parent)
    return backup


def judged(backup: Backup, state: str, sentence: str = "") -> Backup:
    """The same backup after it was looked at."""
    return replace(backup, state=state, sentence=sentence)


def discard(backup: Backup) -> None:
    """Take a backup off its shelf; the last good one stays."""
    others = [one for one in every() if one.state == "good" and one.path != backup.path]
    if backup.state == "good" and not others:
        raise Refused(LAST_GOOD)
    backup.path.unlink(missing_ok=True)
    backup.slip.unlink(missing_ok=True)
    sync_directory(Path(backup.folder))


def prune() -> None:
    """Let the oldest automatic ones go, by the rule of each reason."""
    for reason, most in {"daily": settings.BACKUPS_KEPT, **KEPT_OF}.items():
        for backup in [one for one in every() if one.reason == reason and one.state == "good"][max(most, 1) :]:
            discard(backup)
    for backup in [one for one in every() if one.state == "bad" and not one.exists][FAILED_KEPT:]:
        discard(backup)
