"""The word of somebody without an account: by the link itself, or entered from a signed paper."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from xieshou.kernel.names import clean_name
from xieshou.kernel.text import clean_line
from xieshou.scoping.operations import Actor, Refused, current_deed, operation
from xieshou.slips.acts import ACTS, Bearer, Said
from xieshou.slips.models import PAPER, Slip
from xieshou.slips.selectors import opens


class NotOpen(Refused):
    """The slip was used, ended, is late, or its record counts otherwise by now."""

    def __init__(self) -> None:
        super().__init__("E-SLP-103 这张确认单用不了了：用过、收回、过期，或者记录改动过。请重新做一张。")


def _locked(slip: UUID) -> Slip:
    row: Slip = Slip.objects.select_for_update(of=("self",)).select_related("place", "owner").get(pk=slip)
    return row


def _checked(true: bool, by: str, remark: str, way: str) -> Said:
    try:
        by, remark = clean_name(by), clean_line(remark, 200)
    except ValueError as fault:
        raise Refused(str(fault), "by") from fault
    if not by:
        raise Refused("E-SLP-104 写一下是谁确认的，姓名和职务。", "by")
    if not true and not remark:
        raise Refused("E-SLP-105 写一句哪里有出入。", "remark")
    return Said(true, by, way, remark)


def _note(row: Slip, said: Said, on: date) -> Slip:
    """What was said stays on the slip, which opens nothing any more."""
    row.used_at, row.said_on = timezone.now(), on
    row.answer = "confirmed" if said.true else "disputed"
    row.said_by, row.remark = said.by, said.remark
    row.save()
    current_deed().note(row, record=str(row.record), answer=row.answer, by=said.by, way=said.way, remark=said.remark)
    return row


@operation("slip.use", "外单位凭链接确认")
def use_slip(actor: Bearer, *, slip: UUID, true: bool, by: str, remark: str = "") -> Slip:
    """Say it once; the token is used up with it."""
    row = _locked(slip)
    if row.pk != actor.slip.pk or row.way == PAPER or opens(row) is None:
        raise NotOpen
    said = _checked(true, by, remark, row.way)
    ACTS[row.act].say(actor, row.record, row.place, said)
    return _note(row, said, timezone.localdate())


@operation("slip.register", "登记纸质确认")
def register_paper(
    actor: Actor, *, slip: UUID, true: bool, by: str, on: date, registered_by: str, remark: str = ""
) -> Slip:
    """What stands on the signed and stamped paper; whoever recorded the event does not enter its confirmation."""
    row = _locked(slip)
    row.assert_in_scope()
    about = opens(row)
    if about is None or row.way != PAPER:
        raise NotOpen
    if about.recorded_by == registered_by:
        raise Refused("E-SLP-106 记录是您记的，纸质确认请本校另一位登记。")
    if on > timezone.localdate():
        raise Refused("E-SLP-107 签字的日期不能晚于今天。", "on")
    said = _checked(true, by, remark, PAPER)
    ACTS[row.act].say(Bearer(row), row.record, row.place, said)
    row.registered_by = registered_by
    return _note(row, said, on)
