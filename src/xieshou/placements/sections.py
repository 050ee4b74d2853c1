"""What placements offer to reports: the county's plan with what was done, and the roster of people sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from xieshou.documents.model import Block, Cell, Figure, RunIn, Table, Text
from xieshou.kernel.amounts import format_amount
from xieshou.kernel.periods import Period, school_year_label, school_year_of
from xieshou.ledger.asking import Ask, records, total
from xieshou.ledger.sources import Section
from xieshou.places.models import COUNTY
from xieshou.web.trace import url_of

from .models import Batch, Placement
from .selectors import DutyPlan, duty_plan, duty_years, overlapping, placements, year_days

HEAD = ("姓名", "派出学校", "接收学校", "形式", "学科", "起止", "周课时")


def roster(ask: Ask) -> tuple[Block, ...]:
    """Everybody under way at some time of the question's period, of its place or bond; nothing when nobody was."""
    ever = records(ask.about("placement.sent").so_far())
    found = placements().filter(pk__in=[record for _, record, _ in ever])
    if ask.period is not None:
        found = overlapping(found, ask.period)
    rows = tuple(_row(one) for one in found.order_by("starts", "owner__lo", "name"))
    return (Table(HEAD, rows, caption="人员名单", numeric=frozenset({6})),) if rows else ()


def _row(one: Placement) -> tuple[str, ...]:
    weekly = f"{one.weekly_lessons}课时" if one.weekly_lessons else ""
    owner, host = (side.as_called(one.starts).name for side in (one.owner, one.host))
    return (one.name, owner, host, one.label, one.subject, one.period.label, weekly)


def duties(ask: Ask) -> tuple[Block, ...]:
    """How many schools owe how many posts, and what was sent in all; only a county that planned anything has it."""
    if ask.place is None or ask.place.level != COUNTY or ask.period is None:
        return ()
    # by the middle of the period: 下半年 is told by the school year that begins in it
    year = school_year_of(date.fromordinal(ask.period.starts.toordinal() + ask.period.days // 2))
    years = [one for one in duty_years(ask.place) if one <= year]
    if not years:
        return ()
    plan = duty_plan(ask.place, year, ask.period.ends)
    begun = Batch.objects.filter(county=ask.place, starts__lte=ask.period.ends).values_list("pk", flat=True)
    plan = replace(plan, batches=tuple(one for one in plan.batches if one.key in set(map(str, begun))))
    since = year_days(ask.place, min(years)).starts
    whole = replace(ask.about("placement.sent"), period=Period(min(since, ask.period.starts), ask.period.ends))
    return (_duties_said(plan, years, whole), *_batches(plan))


def _plan_url(year: int) -> str:
    return f"{reverse('placements:plan')}?{urlencode({'year': year})}"


def _duties_said(plan: DutyPlan, years: list[int], whole: Ask) -> RunIn:
    url = _plan_url(plan.year)
    planned = (
        Text(plan.label),
        Figure(str(plan.schools), "所", url, key="duty.schools"),
        Text("学校担负派遣任务，计划派出"),
        Figure(str(plan.planned), "人", url, key="duty.planned"),
        Text("。"),
    )
    done = (
        Text(f"从{school_year_label(min(years))}起已进行"),
        Figure(str(len(years)), "年", url, key="duty.years"),
        *((Text("，分"), Figure(str(len(plan.batches)), "批", url, key="duty.batches")) if plan.batches else ()),
        Text("，派出"),
        Figure(*format_amount(total(whole), "人次"), url_of(whole), key="placement.sent"),
        Text("。"),
    )
    return RunIn("派遣任务", (*(planned if plan.planned else ()), *done))


def _batches(plan: DutyPlan) -> tuple[Block, ...]:
    rows: list[tuple[Cell, ...]] = [
        (one.label, str(one.planned), str(one.sent), str(one.persons)) for one in reversed(plan.batches)
    ]
    head = ("批次", "计划（人）", "已派（人次）", "不同的人")
    return (Table(head, tuple(rows), caption="各批派遣", numeric=frozenset({1, 2, 3})),) if rows else ()


DUTIES = Section("duties", "派遣任务", duties, weight=20)
ROSTER = Section("roster", "人员名单", roster, weight=40)
