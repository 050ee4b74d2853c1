"""Write what was confirmed, and take it back: each in short transactions, one line of the audit trail for each."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from xieshou.accounts.models import User
from xieshou.audit.chain import canonical
from xieshou.bulk.models import Chunk, Load
from xieshou.bulk.reading import rows_of
from xieshou.bulk.sorts import SORTS
from xieshou.bulk.sorts.declare import Known
from xieshou.intake.planning.plan import Row
from xieshou.ledger.posting import together
from xieshou.scoping.models import Conflict
from xieshou.scoping.operations import Refused, current_deed, operation

from .stage_load import own

PIECE = 50
AT_MOST = 0.3  # seconds that one transaction may keep others from saving


def _in_time(pending: list[Any]) -> Iterator[list[Any]]:
    """Pieces, as many as fit into the time, at least one."""
    until = time.monotonic() + AT_MOST
    for start in range(0, len(pending), PIECE):
        yield pending[start : start + PIECE]
        if time.monotonic() > until:
            return


def _one_line(load: Load, chunk: Chunk, since: int, **more: Any) -> None:
    """What the records' own operations noted becomes one line with the digest of all of it."""
    deed = current_deed()
    noted = deed.changed[since:]
    del deed.changed[since:]
    digest = hashlib.sha256(canonical(noted).encode()).hexdigest()
    deed.note(load, chunk=chunk.number, records=[key for _, key, _ in noted], digest=digest, **more)


def _record(actor: User, load: Load, chunk: Chunk, at: int, row: Row) -> None:
    """One row through the operation it would take by hand; a refusal is kept with the row."""
    try:
        if row.faults:
            raise Refused(row.faults[0].error.why, row.faults[0].field)
        with transaction.atomic():
            chunk.made[str(at)] = str(SORTS[load.sort].record(actor, row.values).pk)
    except (Refused, Conflict) as refusal:
        chunk.made[str(at)] = ""
        chunk.remarks.append([at, getattr(refusal, "field_name", ""), str(refusal), [], True])
        load.bad += 1


def _record_piece(actor: User, load: Load, chunk: Chunk, piece: dict[int, Row], known: Known) -> None:
    """Some rows, read as things are now: all at once where the sort can and nothing is refused, else one by one."""
    sort = SORTS[load.sort]
    for row in piece.values():
        sort.read(row, known)
    if sort.record_many and not any(row.faults for row in piece.values()):
        try:
            with transaction.atomic():
                made = sort.record_many(actor, [row.values for row in piece.values()])
        except (Refused, Conflict):
            pass  # one by one it is told which
        else:
            chunk.made.update({str(at): str(record.pk) for at, record in zip(piece, made, strict=True)})
            return
    with together():
        for at, row in piece.items():
            _record(actor, load, chunk, at, row)


@operation("load.begin", "成批录入台账")
def begin_writing(actor: User, *, load: Load, partly: bool) -> Load:
    """Confirm a table; rows with faults are left out only when that is said."""
    row = own(actor, load, "ready")
    if row.bad and not partly:
        raise Refused(f"E-BLK-113 还有{row.bad}行要改。改好再录入，或者先录入其余的行。")
    if row.bad >= row.total:
        raise Refused("E-BLK-114 没有一行可以录入。")
    row.state = "writing"
    row.save()
    current_deed().note(row, begun=row.filename, rows=row.total - row.bad)
    return row


@operation("load.write", "录入一段台账")
def write_chunk(actor: User, *, load: Load, chunk: Chunk, known: Known) -> Load:
    """Record rows of a chunk that are not in yet, as many as fit into a moment; the last chunk ends the load."""
    row = own(actor, load, "writing")
    now: Chunk = Chunk.objects.select_for_update(of=("self",)).get(pk=chunk.pk)
    forbidden = {remark[0] for remark in now.remarks if remark[4]}
    pending = [at for at in range(len(now.rows)) if at not in forbidden and str(at) not in now.made]
    rows, since = rows_of(row, now, SORTS[row.sort]), len(current_deed().changed)
    before = len(now.made)
    for piece in _in_time(pending):
        _record_piece(actor, row, now, {at: rows[at] for at in piece}, known)
    now.written = len(now.made) - before == len(pending)
    now.save(update_fields=["made", "remarks", "written"])
    row.written += sum(bool(key) for key in list(now.made.values())[before:])
    if now.written and not Chunk.objects.filter(load=row, written=False).exists():
        row.state, row.done_at = "done", timezone.now()
    row.save()
    _one_line(row, now, since, written=len(now.made) - before)
    return row


@operation("load.undo", "整批撤回台账")
def begin_undoing(actor: User, *, load: Load) -> Load:
    """Begin to take back everything a table wrote; also one that stopped half-way."""
    row = own(actor, load, "done", "writing")
    if row.state == "done" and not row.may_undo:
        raise Refused("E-BLK-115 录入已经超过7天，不能整批撤回。")
    row.state = "undoing"
    row.save()
    current_deed().note(row, undoing=row.filename)
    return row


@operation("load.withdraw", "撤回一段台账")
def undo_chunk(actor: User, *, load: Load, chunk: Chunk) -> Load:
    """Withdraw records of a chunk, as many as fit into a moment; what somebody withdrew already stays so."""
    row = own(actor, load, "undoing")
    now: Chunk = Chunk.objects.select_for_update(of=("self",)).get(pk=chunk.pk)
    since, because = len(current_deed().changed), f"整批撤回：{row.filename}"[:120]
    for piece in _in_time([at for at, key in now.made.items() if key]):
        with together():
            stay = SORTS[row.sort].withdraw(actor, [UUID(now.made[at]) for at in piece], because)
        now.made |= dict.fromkeys(piece, "")
        row.withdrawn += len(piece) - stay
    now.undone = not any(now.made.values())
    now.save(update_fields=["made", "undone"])
    if now.undone and not Chunk.objects.filter(load=row, undone=False).exists():
        row.state = "undone"
    row.save()
    _one_line(row, now, since, withdrawn=row.withdrawn)
    return row
