"""What is done to backups, written into the audit chain; the archives themselves lie outside the database."""

from __future__ import annotations

from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, current_deed, operation


def _note(actor: Actor, **said: str) -> None:
    """Note a deed at the smallest place around whoever acts."""
    here = Place.objects.filter(lo__lte=actor.home_lo, hi__gt=actor.home_lo).order_by("-level").first()
    if here is not None:
        current_deed().note(here, **said)


@operation("backup.make", "做备份")
def note_made(actor: Actor, *, folder: str) -> None:
    """Somebody asked for a backup."""
    _note(actor, folder=folder)


@operation("backup.check", "核对备份")
def note_checked(actor: Actor, *, backup: str) -> None:
    """Somebody asked for a backup to be restored and compared again."""
    _note(actor, backup=backup)


@operation("backup.fetch", "下载备份")
def note_fetched(actor: Actor, *, backup: str, sha256: str) -> None:
    """Somebody took a backup away: it holds everything, pupils included."""
    _note(actor, backup=backup, sha256=sha256)


@operation("backup.drop", "删除备份")
def note_dropped(actor: Actor, *, backup: str) -> None:
    """Somebody deleted a backup."""
    _note(actor, backup=backup)


@operation("backup.upgrade", "升级携手")
def note_upgraded(actor: Actor, *, version: str, sha256: str) -> None:
    """Somebody asked for another version of the program, which from then on handles all data."""
    _note(actor, version=version, sha256=sha256)


@operation("backup.restore", "恢复备份")
def note_restored(actor: Actor, *, backup: str, before: str) -> None:
    """The data were set back; the first entry of the chain as it now stands says to what, and where the rest lies."""
    _note(actor, backup=backup, before=before)
