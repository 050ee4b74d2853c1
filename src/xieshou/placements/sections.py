"""What placements offer to reports: the county's plan with what was done, and the roster of people sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from xieshou.documents.model import Block, Cell, Figure, RunIn, Table, Text
from xieshou.kernel.amounts import format_amount
from xieshou.kernel.periods import Period, school_year_label, school_year_of
from xieshou.ledger.overview import Overview
from xieshou.ledger.sources import Section
from xieshou.places.models import COUNTY
from xieshou.web.trace import url_of

from .models import Placement
from .selectors import DutyPlan, duty_plan, overlapping, placements, year_days

SENT = "placement.sent"
HEAD = ("姓名", "派出学校", "接收学校", "形式", "学科", "起止", "周课时")


def roster(overview: Overview) -> tuple[Block, ...]:
    """Everybody under way at some time of the period, of the place or bond; nothing when nobody was."""
    ever = [record for _, record in overview.so_far(SENT).records(SENT)]
    if not ever:
        return ()
    found = placements().filter(pk__in=ever)
    if overview.ask.period is not None:
        found = overlapping(found, overview.ask.period)
    rows = tuple(_row(one) for one in found.order_by("starts", "owner__lo", "name"))
    return (Table(HEAD, rows, caption="人员名单", numeric=frozenset({6})),) if rows else ()


def _row(one: Placement) -> tuple[str, ...]:
    weekly = f"{one.weekly_lessons}课时" if one.weekly_lessons else ""
    owner, host = (side.as_called(one.starts).name for side in (one.owner, one.host))
    return (one.name, owner, host, one.label, one.subject, one.period.label, weekly)


def duties(overview: Overview) -> tuple[Block, ...]:
    """How many schools owe how many posts, and what was sent in all; only a county that planned anything has it."""
    ask = overview.ask
    if ask.place is None or ask.place.level != COUNTY or ask.period is None:
        return ()
    # by the middle of the period: 下半年 is told by the school year that begins in it
    year = school_year_of(date.fromordinal(ask.period.starts.toordinal() + ask.period.days // 2))
    plan = duty_plan(ask.place, year, ask.period.ends)
    years = [one for one in plan.years if one <= year]
    if not years:
        return ()
    plan = replace(plan, batches=plan.batches_by(ask.period.ends))
    since = year_days(ask.place, min(years)).starts
    whole = overview.so_far(SENT).within(Period(min(since, ask.period.starts), ask.period.ends))
    return (_duties_said(plan, years, whole), *_batches(plan))


def _plan_url(year: int) -> str:
    return f"{reverse('placements:plan')}?{urlencode({'year': year})}"


def _duties_said(plan: DutyPlan, years: list[int], whole: Overview) -> RunIn:
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
        Figure(*format_amount(whole.total(SENT), "人次"), url_of(whole.question(SENT)), key=SENT),
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
