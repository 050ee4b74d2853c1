"""Draft a call for a paper or a table, arrange it, send it to schools, end it, or drop the draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from xieshou.collection.models import Call, Due
from xieshou.collection.table import known_of, snapshot
from xieshou.kernel.text import clean_line
from xieshou.places.models import Place
from xieshou.scoping.models import set_reach
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

LONGEST_TITLE, LONGEST_ASKS = 100, 300
ALWAYS = ("title", "due", "asks")
BEFORE_SENDING = (*ALWAYS, "starts", "ends", "columns")


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    """Values every entrance must satisfy."""
    for name, limit in (("title", LONGEST_TITLE), ("asks", LONGEST_ASKS)):
        if name in values:
            try:
                values[name] = clean_line(values[name], limit)
            except ValueError as fault:
                raise Refused(f"E-COL-110 {fault}", name) from fault
    if values.get("title") == "":
        raise Refused("E-COL-111 还没有写叫什么，比如“帮扶情况统计表”。", "title")
    if values.get("starts") and values.get("ends") and values["starts"] > values["ends"]:
        raise Refused("E-COL-112 结束日期不能早于开始日期。", "ends")
    return values


@operation("collection.open", "准备一张表或一份材料")
def open_call(actor: Actor, *, place: Place, by: str, **values: Any) -> Call:
    """Keep a draft; nobody but the bureau sees it."""
    call = Call(place=place, by=by, **_checked(values))
    call.save()
    current_deed().note(call, title=call.title, sort=call.sort, due=str(call.due))
    return call


@operation("collection.arrange", "改要的表")
def arrange_call(actor: Actor, *, call: Call, version: int | None = None, **changes: Any) -> Call:
    """Change a draft; of one that was sent only the title, the day and the words."""
    row: Call = Call.locked(call.pk)
    allowed = BEFORE_SENDING if row.state == "draft" else ALWAYS
    if row.state == "closed" or set(changes) - set(allowed):
        raise Refused("E-COL-113 已经发给学校了，列和时段不能再改。要改就另发一张。")
    row.advance(version)
    for name, value in _checked(changes).items():
        setattr(row, name, value)
    row.save()
    current_deed().note(row, **{name: str(value)[:200] for name, value in changes.items()})
    return row


@operation("collection.send", "把表发给学校")
def send_call(
    actor: Actor, *, call: Call, schools: Sequence[Place], version: int | None = None, **changes: Any
) -> Call:
    """Each school owes it from now on; what is known of each is kept as it stands."""
    row: Call = Call.locked(call.pk)
    if row.state != "draft":
        raise Refused("E-COL-114 这张表已经发过了。")
    if changes:
        row = arrange_call(actor, call=row, version=version, **changes)
    if not schools:
        raise Refused("E-COL-115 还没有选学校。", "schools")
    if row.due < timezone.localdate():
        raise Refused("E-COL-116 截止日期已经过了，往后改。", "due")
    row.advance(None)
    row.state, row.sent_on = "sent", timezone.localdate()
    row.save()
    known = known_of(row, schools)
    set_reach("call", row.pk, schools)
    Due.objects.bulk_create([Due(call=row, school=school, known=snapshot(known, school)) for school in schools])
    current_deed().note(row, sent=[school.pk for school in schools])
    return row


@operation("collection.ask", "要一份材料")
def ask_paper(actor: Actor, *, place: Place, by: str, schools: Sequence[Place], **values: Any) -> Call:
    """A paper goes out at once: there is nothing to recognise."""
    call = open_call(actor, place=place, by=by, **values)
    return send_call(actor, call=call, schools=schools)


@operation("collection.close", "不再收这张表")
def close_call(actor: Actor, *, call: Call, version: int | None = None) -> Call:
    """End it: no school owes it any more, what came stays."""
    row: Call = Call.locked(call.pk)
    if row.state != "sent":
        raise Refused("E-COL-117 这张表不在收。")
    row.advance(version)
    row.state = "closed"
    row.save()
    current_deed().note(row, closed=True)
    return row


@operation("collection.drop", "扔掉还没发的表")
def drop_call(actor: Actor, *, call: Call) -> None:
    """Throw a draft away."""
    row: Call = Call.locked(call.pk)
    if row.state != "draft":
        raise Refused("E-COL-118 已经发给学校了，不能扔掉。可以不再收。")
    current_deed().note(row, dropped=row.title)
    row.delete()


@operation("collection.renew", "改用现在的数")
def renew_known(actor: Actor, *, call: Call) -> Call:
    """Take every known figure as it stands now."""
    row: Call = Call.locked(call.pk)
    dues = list(Due.objects.select_for_update(of=("self",)).filter(call=row).select_related("school"))
    known = known_of(row, [due.school for due in dues])
    for due in dues:
        due.known = snapshot(known, due.school)
    Due.objects.bulk_update(dues, ["known"])
    current_deed().note(row, renewed=len(dues))
    return row


@operation("collection.export", "下载汇总表")
def note_export(actor: Actor, *, call: Call, schools: int) -> Call:
    """Write into the audit trail that a filled table left the house."""
    current_deed().note(call, table=call.title, rows=schools)
    return call
