"""Record that somebody was sent to another school; both schools are credited."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from xieshou.catalogue.headings import SUBJECTS
from xieshou.kernel.names import clean_name
from xieshou.kernel.text import clean_line
from xieshou.ledger.posting import post
from xieshou.pairings.models import Pairing
from xieshou.people.models import Staff
from xieshou.people.selectors import staff_of, tell_apart, ways_to_say
from xieshou.placements.models import KIND_LABELS, Batch, Placement
from xieshou.places.models import Place
from xieshou.scoping.models import set_reach
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

EARLIEST = date(2000, 1, 1)
MOST_WEEKLY_LESSONS = 40
TEXTS = {"post": 40, "project": 120, "duties": 300, "lodging": 120, "ended_because": 120}
COLUMNS = ("host", "name", "kind", "subject", "starts", "ends", "actual_end", "weekly_lessons", "batch", *TEXTS)


def the_person(school: Place, typed: str) -> tuple[str, Staff | None]:
    """The name as written and who it is in the school's list; refuses when two have this name."""
    try:
        name = clean_name(typed)
    except ValueError as fault:
        raise Refused(str(fault), "name") from fault
    if not name:
        raise Refused("E-SND-101 派谁去还没有写。", "name")
    people = list(staff_of(school))
    found = [one for one in people if name in ways_to_say(one)]
    if len(found) > 1:
        labels = tell_apart(people)
        ways = "或".join(labels[one.pk] for one in found)
        raise Refused(f"E-SND-102 本校有{len(found)}位{name}。写成{ways}。", "name")
    return (found[0].name, found[0]) if found else (name, None)


def _check_days(values: dict[str, Any]) -> None:
    starts, ends, actual = values["starts"], values["ends"], values.get("actual_end")
    if starts > timezone.localdate():
        raise Refused("E-SND-103 开始日期不能晚于今天。还没有出发的，出发那天再记。", "starts")
    if starts < EARLIEST:
        raise Refused("E-SND-104 日期早于2000年。请看看年份。", "starts")
    if ends < starts:
        raise Refused("E-SND-105 结束日期不能早于开始日期。", "ends")
    if actual is not None and not starts <= actual <= ends:
        raise Refused("E-SND-106 提前结束的日期要在这段日子里面。", "actual_end")


def checked(values: dict[str, Any]) -> dict[str, Any]:
    """Values that every entrance must satisfy; raises Refused with the field and a sentence."""
    if values.get("kind") not in KIND_LABELS:
        raise Refused("E-SND-107 没有这种形式。请重新选。", "kind")
    if values.get("subject") and values["subject"] not in SUBJECTS:
        raise Refused("E-SND-108 没有这个学科。请重新选。", "subject")
    if (values.get("weekly_lessons") or 0) > MOST_WEEKLY_LESSONS:
        raise Refused(f"E-SND-109 一周最多{MOST_WEEKLY_LESSONS}节。请看看数字。", "weekly_lessons")
    _check_days(values)
    for name, limit in TEXTS.items():
        try:
            values[name] = clean_line(values.get(name) or "", limit)
        except ValueError as fault:
            raise Refused(str(fault), name) from fault
    return values


def pairing_of(owner: Place, host: Place) -> Pairing | None:
    """The pair that the two schools are, in either order, if they are one."""
    both = {"first__in": [owner.pk, host.pk], "second__in": [owner.pk, host.pk], "until__isnull": True}
    found: Pairing | None = Pairing.objects.filter(**both).first()
    return found


def check_ends(owner: Place, host: Place, batch: Batch | None) -> None:
    """Both ends are schools and different, and the batch is one of the sender's county."""
    if not owner.is_school or not host.is_school:
        raise Refused("E-SND-110 派出和接收的都要是学校。", "host")
    if owner.pk == host.pk:
        raise Refused("E-SND-111 接收学校不能是派出学校自己。", "host")
    if batch is not None and not batch.county.covers(owner):
        raise Refused("E-SND-112 这一批不是本县的。请重新选。", "batch")


def snapshot(placement: Placement) -> dict[str, Any]:
    """The record in plain values, for the audit trail."""
    plain = {name: getattr(placement, name) for name in COLUMNS}
    plain |= {"host": placement.host_id, "batch": placement.batch_id, "withdrawn_on": placement.withdrawn_on}
    return {name: value if isinstance(value, str | int | None) else str(value) for name, value in plain.items()}


@operation("placement.record", "记录派遣")
def record_placement(
    actor: Actor, *, owner: Place, host: Place, by: str, name: str, batch: Batch | None = None, **values: Any
) -> Placement:
    """Record that ``owner`` sent somebody to ``host``. ``values`` are further columns of ``COLUMNS``."""
    values = checked(values)
    check_ends(owner, host, batch)
    written, staff = the_person(owner, name)
    _refuse_twice(owner, host, written, values["starts"])
    placement = Placement(owner=owner, host=host, name=written, staff=staff, batch=batch, recorded_by=by, **values)
    placement.pairing = pairing_of(owner, host)
    placement.save()
    set_reach("placement", placement.pk, [owner, host])
    post(placement)
    current_deed().note(placement, **snapshot(placement))
    return placement


def _refuse_twice(owner: Place, host: Place, name: str, starts: date) -> None:
    same = Placement.objects.filter(owner=owner, host=host, name=name, starts=starts, withdrawn_on__isnull=True)
    if same.exists():
        raise Refused(f"E-SND-113 {name}从这一天起到{host.brief}，已经记过了。", "name")
