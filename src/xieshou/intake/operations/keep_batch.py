"""Keep what was read until somebody confirms it; old drafts go."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from xieshou.intake.models import KEPT_FOR, Batch
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation


@operation("intake.use", "上传和粘贴")
def keep_batch(actor: Actor, *, batch: Batch | None = None, place: Place, by: str, **columns: Any) -> Batch:
    """Stage a new batch, or change one that is still staged."""
    stale = Batch.objects.filter(state="staged", created_at__lt=timezone.now() - KEPT_FOR)
    if batch is None:
        stale.delete()
        row = Batch(place=place, by=by, by_label=actor.label[:40])
    else:
        row = Batch.locked(batch.pk)
        if row.state != "staged":
            raise Refused("E-IMP-121 这一批已经导入过了。")
    for name, value in columns.items():
        setattr(row, name, value)
    row.save()
    if batch is None or row.state != "staged":
        current_deed().note(row, filename=row.filename, state=row.state, counts=row.counts)
    return row


@operation("intake.drop", "放弃一批导入")
def drop_batch(actor: Actor, *, batch: Batch) -> None:
    """Throw a staged batch away."""
    row: Batch = Batch.locked(batch.pk)
    if row.state != "staged":
        raise Refused("E-IMP-121 这一批已经导入过了。")
    current_deed().note(row, dropped=row.filename)
    row.delete()


@operation("intake.close", "记下整批撤回")
def close_batch(actor: Actor, *, batch: Batch, left: int) -> Batch:
    """Note that the records of a paste were withdrawn."""
    row: Batch = Batch.locked(batch.pk)
    row.state = "undone"
    row.save()
    current_deed().note(row, undone=row.filename, left=left)
    return row
