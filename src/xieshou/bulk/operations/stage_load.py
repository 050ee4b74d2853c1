"""Keep a table that was read until it is checked and confirmed, mend a cell of it, or throw it away."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from xieshou.accounts.models import User
from xieshou.bulk.models import KEPT_FOR, Chunk, Load
from xieshou.bulk.reading import IN_A_CHUNK, Staged, remarks_of
from xieshou.bulk.sorts import SORTS
from xieshou.bulk.sorts.declare import Known
from xieshou.scoping.operations import Refused, current_deed, operation


def own(actor: User, load: Load, *states: str) -> Load:
    """The load, locked; Refused unless it is the actor's own and in one of the states."""
    row: Load = Load.locked(load.pk)
    if row.user_id != actor.pk:
        raise Refused("E-BLK-110 这是别人传的表。")
    if row.state not in states:
        raise Refused(f"E-BLK-111 这张表{row.get_state_display()}，现在不能这样做。")
    row.touched = timezone.now()
    return row


@operation("load.stage", "上传台账表")
def stage_load(actor: User, *, sort: str, filename: str, digest: str, staged: Staged) -> Load:
    """Keep the rows in chunks; tables that nobody confirmed for a week go."""
    stale = timezone.now() - KEPT_FOR
    Load.objects.filter(user=actor, state__in=("checking", "ready"), created_at__lt=stale).delete()
    load = Load(
        place=actor.place, user=actor, sort=sort, filename=filename[-120:], digest=digest, tables=staged.tables,
        said=staged.said, total=len(staged.rows),
    )  # fmt: skip
    load.save()
    starts = range(0, len(staged.rows), IN_A_CHUNK)
    Chunk.objects.bulk_create(
        [
            Chunk(load=load, number=number, rows=staged.rows[start : start + IN_A_CHUNK])
            for number, start in enumerate(starts)
        ],
        batch_size=20,
    )
    current_deed().note(load, filename=filename, sort=sort, rows=load.total, sha256=digest)
    return load


def _count(load: Load, chunk: Chunk, sign: int) -> None:
    load.bad += sign * len({remark[0] for remark in chunk.remarks if remark[4]})
    load.doubtful += sign * len({remark[0] for remark in chunk.remarks if not remark[4]})


@operation("load.check", "核对台账表")
def check_chunk(actor: User, *, load: Load, chunk: Chunk, remarks: list[list[Any]]) -> Load:
    """Keep what was found in a chunk; the last one makes the table ready."""
    row = own(actor, load, "checking")
    if not Chunk.objects.filter(pk=chunk.pk, checked=False).update(checked=True, remarks=remarks):
        return row
    chunk.remarks = remarks
    _count(row, chunk, 1)
    if not Chunk.objects.filter(load=row, checked=False).exists():
        row.state = "ready"
    row.save()
    return row


@operation("load.mend", "改台账表的一格")
def mend_cell(actor: User, *, load: Load, number: int, at: int, name: str, value: str, known: Known) -> Load:
    """Change one cell and look at its chunk again."""
    row = own(actor, load, "ready")
    chunk: Chunk = Chunk.objects.get(load=row, number=number)
    if not 0 <= at < len(chunk.rows) or name not in SORTS[row.sort].headers:
        raise Refused("E-BLK-112 没有这一格。")
    _count(row, chunk, -1)
    chunk.rows[at][2][name] = value
    chunk.remarks = remarks_of(row, chunk, SORTS[row.sort], known)
    chunk.save()
    _count(row, chunk, 1)
    row.save()
    return row


@operation("load.drop", "放弃一张台账表")
def drop_load(actor: User, *, load: Load) -> None:
    """Throw a table away that is not confirmed."""
    row = own(actor, load, "checking", "ready")
    current_deed().note(row, dropped=row.filename)
    row.delete()
