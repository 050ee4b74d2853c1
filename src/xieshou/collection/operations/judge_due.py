"""The bureau accepts what came, or returns it with a remark."""

from __future__ import annotations

from xieshou.collection.models import Call, Due
from xieshou.kernel.text import clean_line
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

LONGEST_REMARK = 300


@operation("collection.accept", "通过学校交的表")
def accept_due(actor: Actor, *, due: Due, by: str, version: int | None = None) -> Due:
    """It is in order."""
    row: Due = Due.locked(due.pk)
    if row.state != "handed":
        raise Refused("E-COL-130 学校还没有交，或者已经看过了。")
    row.advance(version)
    row.state, row.judged_by, row.remark = "accepted", by, ""
    row.save()
    current_deed().note(row, accepted=True)
    return row


@operation("collection.return", "退回学校交的表")
def return_due(actor: Actor, *, due: Due, remark: str, by: str, version: int | None = None) -> Due:
    """It goes back to the school, with what is to be mended."""
    row: Due = Due.locked(due.pk)
    if row.state not in ("handed", "accepted") or row.call.state != "sent":
        raise Refused("E-COL-131 学校还没有交，或者已经不收了。")
    try:
        words = clean_line(remark, LONGEST_REMARK)
    except ValueError as fault:
        raise Refused(f"E-COL-133 {fault}", "remark") from fault
    if not words:
        raise Refused("E-COL-132 写一句要改哪里。", "remark")
    row.advance(version)
    row.state, row.judged_by, row.remark = "returned", by, words
    row.save()
    current_deed().note(row, returned=words)
    return row


@operation("collection.settle", "全部通过")
def accept_all(actor: Actor, *, call: Call, by: str) -> Call:
    """Everything that was handed in is in order."""
    row: Call = Call.locked(call.pk)
    handed = list(Due.objects.select_for_update(of=("self",)).filter(call=row, state="handed"))
    for due in handed:
        accept_due(actor, due=due, by=by)
    current_deed().note(row, accepted=len(handed))
    return row
