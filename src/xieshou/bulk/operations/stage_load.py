"""Keep a file and its rows until they are checked and confirmed, mend a cell, or throw the table away."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from xieshou.accounts.models import User
from xieshou.bulk.models import KEPT_FOR, Chunk, Load, Upload
from xieshou.bulk.reading import IN_A_CHUNK, Staged, remarks_of
from xieshou.bulk.sorts import SORTS
from xieshou.bulk.sorts.declare import Known
from xieshou.scoping.operations import Refused, current_deed, operation

NOT_CONFIRMED = ("reading", "unread", "checking", "ready")
CHUNKS_AT_A_TIME = 20


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
def stage_load(actor: User, *, sort: str, filename: str, digest: str, data: bytes) -> Load:
    """Keep a file until it is read; tables that nobody confirmed for a week go."""
    stale = timezone.now() - KEPT_FOR
    Load.objects.filter(user=actor, state__in=NOT_CONFIRMED, created_at__lt=stale).delete()
    load = Load(place=actor.place, user=actor, sort=sort, filename=filename[-120:], digest=digest)
    load.save()
    Upload(load=load, data=data).save()
    current_deed().note(load, filename=filename, sort=sort, bytes=len(data), sha256=digest)
    return load


@operation("load.read", "读台账表")
def keep_rows(actor: User, *, load: Load, staged: Staged) -> Load:
    """Keep the next rows of a file that was read, in chunks; with the last ones the file goes and checking begins."""
    row = own(actor, load, "reading")
    number = Chunk.objects.filter(load=row).count()
    rest = range(number * IN_A_CHUNK, len(staged.rows), IN_A_CHUNK)
    Chunk.objects.bulk_create(
        Chunk(load=row, number=number + at, rows=staged.rows[start : start + IN_A_CHUNK])
        for at, start in enumerate(rest[:CHUNKS_AT_A_TIME])
    )
    row.tables, row.said, row.total = staged.tables, staged.said, len(staged.rows)
    if len(rest) <= CHUNKS_AT_A_TIME:
        row.state = "checking"
        Upload.objects.filter(load=row).delete()
        current_deed().note(row, rows=row.total)
    row.save()
    return row


@operation("load.refuse", "台账表没有读成")
def refuse_load(actor: User, *, load: Load, why: str) -> Load:
    """Say why a file holds no table of this sort; it is not kept."""
    row = own(actor, load, "reading")
    Upload.objects.filter(load=row).delete()
    row.state, row.said = "unread", [why]
    row.save()
    current_deed().note(row, refused=why)
    return row


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
    row = own(actor, load, *NOT_CONFIRMED)
    current_deed().note(row, dropped=row.filename)
    row.delete()
