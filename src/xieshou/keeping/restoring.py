"""Go back to a backup: rehearse it, back up what is there now, put it in place, say so in the chain."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from django.conf import settings

from xieshou.accounts.demonstration import is_demonstration
from xieshou.accounts.models import User
from xieshou.files.storage import make_folders, sync_directory
from xieshou.scoping.operations import Actor, SystemActor
from xieshou.vault import engine
from xieshou.vault.seal import Manifest, digest_of

from . import heads
from .asking import person
from .making import Failed, in_plain_words, make, rehearse, workplace
from .operations.note_deed import note_restored
from .progress import Progress
from .shelf import Backup, places, read


def _among_its_own(manifest: Manifest) -> None:
    """Refuse invented people among real ones."""
    if manifest.demonstration != is_demonstration() and User.objects.exists():
        raise Failed("演示县的备份和真实的县不能放在一起。换一份备份，或换一个数据目录。")


def _put_files(manifest: Manifest, restored: Path) -> None:
    """Bring back each file that is missing or spoilt; names are contents, so nothing that is there is overwritten."""
    root: Path = settings.FILES_ROOT
    for name, digest in manifest.files.items():
        target = root / name
        if target.is_file() and digest_of(target) == digest:
            continue
        make_folders(root, target.parent)
        aside = target.with_name(f".incoming-{target.name}")
        shutil.copyfile(restored / name, aside)
        with aside.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(aside, target)
        sync_directory(target.parent)


def _whoever(by: str) -> Actor:
    """Who asked, if he may still do it in the data as they are now; else the system, in his name."""
    user = person(by)
    allowed = user is not None and user.may("backup.restore")
    return user if user is not None and allowed else SystemActor(f"restore {by}"[:40])


def restore(backup: Backup, by: str, progress: Progress) -> Backup | None:
    """Put a backup in place, brought up to this version; answers the backup of what was there before, if anything."""
    before: Backup | None = None
    with in_plain_words(), workplace() as work:
        manifest = rehearse(backup.path, work, progress, 0)
        _among_its_own(manifest)
        progress.step(2)
        if User.objects.exists():
            before = make(places()[0], "restore", by, progress.within())
        progress.step(3)
        _put_files(manifest, work / "files")
        engine.replace(work / "data", forward=True)
        if manifest.demonstration:
            settings.DEMONSTRATION.touch()
        heads.begin_anew()
        note_restored(_whoever(by), backup=backup.name, before=before.name if before else "")
        heads.export()
    return before


def undo(backup: Backup, progress: Progress) -> None:
    """Put back, as it was, what a migration spoilt; nothing happened in between, so nothing is noted."""
    with in_plain_words(), workplace() as work:
        rehearse(backup.path, work, progress, 0)
        progress.step(3)
        engine.replace(work / "data", forward=False)


def beside(path: Path) -> Backup:
    """An archive anywhere on this machine, named on the command line."""
    return read(path.absolute().parent, path.stem)
