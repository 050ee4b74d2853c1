"""Write a plan whole: its parts, measures, promises and calendar; copy last year's; send it; accept it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from xieshou.catalogue import catalogue
from xieshou.kernel.text import clean_line, clean_text
from xieshou.places.models import Place
from xieshou.plans.models import CalendarItem, Measure, Plan, Promise
from xieshou.scoping.models import Conflict, Editable, Reach
from xieshou.scoping.operations import Actor, Refused, current_deed, operation
from xieshou.scoping.scope import OutOfScope, current, unscoped

TEXTS = ("basis", "theme", "guiding", "organisation", "guarantees")


@dataclass(frozen=True)
class MeasureDraft:
    """A measure under a heading, or the words that lead it."""

    heading: str
    text: str
    need: Any = None
    lead: bool = False


@dataclass(frozen=True)
class PromiseDraft:
    """A promise as entered; ``measure`` and ``within`` are positions among the plan's measures and promises."""

    name: str
    indicator: str
    minimum: int
    maximum: int | None = None
    per: str = "term"
    each: str = "none"
    subjects: tuple[str, ...] = ()
    counting: str = "events"
    doer: Place | None = None
    responsible: str = ""
    measure: int | None = None
    clause: Any = None
    heads: int | None = None
    within: int | None = None


@dataclass(frozen=True)
class CalendarDraft:
    """A line of the calendar; ``promise`` is its position among the promises."""

    starts: date
    ends: date
    text: str
    promise: int | None = None


@dataclass(frozen=True)
class Contents:
    """Everything under a plan's title."""

    measures: Sequence[MeasureDraft] = ()
    promises: Sequence[PromiseDraft] = ()
    calendar: Sequence[CalendarDraft] = ()


def checked_promise(draft: PromiseDraft) -> PromiseDraft:
    """Refuse a quota that cannot be counted, with the reason."""
    name = f"“{draft.name}”"
    if draft.indicator not in catalogue.indicators:
        raise Refused(f"E-PRM-101 {name}选的是没有的指标。请重新选。", "indicator")
    if draft.minimum < 1:
        raise Refused(f"E-PRM-102 {name}的次数至少是1。", "minimum")
    if draft.maximum is not None and draft.maximum < draft.minimum:
        raise Refused(f"E-PRM-103 {name}的上限{draft.maximum}小于下限{draft.minimum}。请对调或改一个。", "maximum")
    if draft.each == "subject" and not draft.subjects:
        raise Refused(f"E-PRM-104 {name}按学科算，要选有哪些学科。", "subjects")
    if draft.each == "subject" and not catalogue.indicators[draft.indicator].by_subject:
        raise Refused(f"E-PRM-106 {name}的记录不分学科，没法按学科算。改成合计，或换一个分学科的指标。", "each")
    if draft.each == "teacher" and not draft.heads:
        raise Refused(f"E-PRM-118 {name}对每位教师算，要写有几位教师。", "heads")
    if draft.counting == "presence" and not catalogue.indicators[draft.indicator].stock:
        raise Refused(f"E-PRM-105 {name}不能按在岗算，只有派遣才有在岗人数。", "counting")
    return draft


def checked_inner(inner: Promise, whole: Promise) -> Promise:
    """The promise that another narrows; what is not counted within it, or more than it, is refused."""
    if inner.indicator not in catalogue.narrower(whole.indicator):
        raise Refused(f"E-PRM-116 “{whole.name}”里数不出“{inner.name}”。换一个“其中”，或另写一项。", "inner")
    if whole.maximum is not None and inner.minimum > whole.maximum:
        raise Refused(f"E-PRM-117 其中的{inner.minimum}多于整项最多的{whole.maximum}。改一个数。", "inner_minimum")
    return whole


def _write_contents(plan: Plan, contents: Contents) -> None:
    measures = [
        Measure(
            plan=plan,
            order=n,
            heading=clean_line(m.heading, 60),
            text=clean_text(m.text, 600),
            need=m.need,
            lead=m.lead,
        )
        for n, m in enumerate(contents.measures)
    ]
    Measure.objects.bulk_create(measures)
    promises = [promise_row(plan, n, checked_promise(d), measures) for n, d in enumerate(contents.promises)]
    for promise, draft in zip(promises, contents.promises, strict=True):
        if draft.within is not None:
            promise.within = checked_inner(promise, promises[draft.within])
    Promise.objects.bulk_create(promises)
    for number, line in enumerate(contents.calendar):
        if line.ends < line.starts:
            raise Refused(f"E-PLN-105 月度安排第{number + 1}行的结束早于开始。", "ends")
        target = promises[line.promise] if line.promise is not None else None
        text = clean_line(line.text, 300)
        item = CalendarItem(plan=plan, order=number, starts=line.starts, ends=line.ends, text=text, promise=target)
        item.save()


def promise_row(plan: Plan, order: int, draft: PromiseDraft, measures: Sequence[Measure] = ()) -> Promise:
    """The row of a checked draft."""
    return Promise(
        plan=plan,
        order=order,
        measure=measures[draft.measure] if draft.measure is not None and draft.measure < len(measures) else None,
        clause=draft.clause,
        name=clean_line(draft.name, 80),
        indicator=draft.indicator,
        minimum=draft.minimum,
        maximum=draft.maximum,
        per=draft.per,
        each=draft.each,
        subjects=list(draft.subjects),
        counting=draft.counting,
        doer=draft.doer,
        responsible=clean_line(draft.responsible, 60),
        heads=draft.heads if draft.each == "teacher" else None,
    )


@operation("plan.write", "写计划")
def write_plan(
    actor: Actor,
    *,
    school: Place,
    title: str,
    sort: str,
    starts: date,
    ends: date,
    contents: Contents,
    pairing: Any = None,
    community: Any = None,
    agreement: Any = None,
    copied_from: Plan | None = None,
    **texts: str,
) -> Plan:
    """A new plan of a school for a pair or a community."""
    title = clean_line(title, 120)
    if not title:
        raise Refused("E-PLN-101 计划的名称还没有写。", "title")
    if ends <= starts:
        raise Refused("E-PLN-102 结束日期要晚于开始日期。", "ends")
    if pairing is not None and not pairing.has(school):
        raise OutOfScope("the school is not a side of the pair")
    plan = Plan(
        school=school,
        title=title,
        sort=sort,
        starts=starts,
        ends=ends,
        pairing=pairing,
        community=community,
        agreement=agreement,
        copied_from=copied_from,
        **{name: clean_text(texts.get(name, ""), 4000) for name in TEXTS},
    )
    plan.save()
    _write_contents(plan, contents)
    current_deed().note(plan, title=title, promises=len(contents.promises))
    return plan


@operation("plan.amend", "修改计划")
def amend_plan(actor: Actor, *, plan: Plan, version: int | None = None, **changes: Any) -> Plan:
    """Change title, dates and texts; quotas have their own operation. An accepted plan waits for acceptance again."""
    row: Plan = Plan.locked(plan.pk)
    row.advance(version)
    allowed = {"title", "starts", "ends", "sort", "agreement", *TEXTS}
    for name, value in changes.items():
        if name not in allowed:
            raise TypeError(f"not editable: {name}")
        setattr(row, name, clean_text(value, 4000) if isinstance(value, str) else value)
    row.title = clean_line(row.title, 120)
    if not row.title:
        raise Refused("E-PLN-101 计划的名称还没有写。", "title")
    if row.ends <= row.starts:
        raise Refused("E-PLN-102 结束日期要晚于开始日期。", "ends")
    _reopen(row)
    row.save()
    current_deed().note(row, **changes)
    return row


def _reopen(plan: Plan) -> None:
    """What the partner accepted has changed: he reads it again."""
    if plan.state == "accepted":
        plan.state, plan.accepted_on, plan.accepted_by = "sent", None, ""


def reopen(plan: Editable) -> None:
    """Reopen and save a plan whose quotas changed."""
    if isinstance(plan, Plan) and plan.state == "accepted":
        _reopen(plan)
        plan.save()


@operation("plan.send", "送对方看")
def send_plan(actor: Actor, *, plan: Plan, version: int | None = None) -> Plan:
    """The partner may read and accept it now."""
    row: Plan = Plan.locked(plan.pk)
    if not Promise.objects.filter(plan=row).exists():
        raise Refused("E-PLN-103 计划里还没有承诺。先写上至少一项。")
    row.advance(version)
    row.state = "sent"
    row.save()
    current_deed().note(row, sent=True)
    return row


def belongs(plan: Plan, school: Place) -> bool:
    """Whether a school is a side of the plan's pair or a member of its community."""
    if plan.pairing is not None:
        return plan.pairing.has(school)
    return Reach.objects.filter(source="community", record=plan.bond, school=school).exists()


@operation("plan.accept", "认可计划")
def accept_plan(actor: Actor, *, plan: Plan, school: Place, by: str, version: int | None = None) -> Plan:
    """The other side accepts what was sent, as it was read; nobody accepts his own plan."""
    if not current().covers(school.lo):
        raise OutOfScope(f"{school} is outside the active scope")
    row: Plan = Plan.objects.select_for_update(of=("self",)).select_related("pairing").get(pk=plan.pk)
    if school.pk == row.school_id or not belongs(row, school):
        raise Refused("E-PLN-104 计划由对方学校认可。")
    if row.state != "sent":
        raise Refused("E-PLN-106 这份计划还没有送来，或已经认可过了。")
    if version is not None and version != row.version:
        raise Conflict(row)
    word = {"state": "accepted", "accepted_on": timezone.localdate(), "accepted_by": by[:60]}
    with unscoped("the partner's word is written on the plan of the other school"):
        Plan.objects.filter(pk=row.pk).update(version=row.version + 1, **word)
    current_deed().note(row, accepted=school.pk)
    row.refresh_from_db()
    return row
