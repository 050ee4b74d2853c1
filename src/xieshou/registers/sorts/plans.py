"""计划 in mass: one row a draft of a plan; measures, promises and calendar are written on its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from xieshou.accounts.models import User
from xieshou.bulk.sorts.declare import SCHOOL, Known, Sort, choice, day, keyed
from xieshou.intake.planning.plan import Row
from xieshou.pairings.models import Community
from xieshou.places.models import Place
from xieshou.plans.models import Plan
from xieshou.plans.operations.write_plan import Contents, write_plan
from xieshou.registers.operations.take_out import take_out
from xieshou.sheets.headers import Header
from xieshou.sheets.writing import ColumnOut

from .pairs import PARTNER, pairing_with

TEXTS = {"guiding": "指导思想", "organisation": "组织", "guarantees": "保障措施"}
HEADERS = {
    "owner": Header(SCHOOL),
    "partner": Header(PARTNER),
    "community": Header(("共同体", "共同体名称")),
    "title": Header(("计划", "计划名称", "名称", "标题"), required=True),
    "sort": Header(("种类", "类型", "哪一种")),
    "starts": Header(("从哪一天", "开始日期", "起始日期", "开始时间"), required=True),
    "ends": Header(("到哪一天", "结束日期", "截止日期", "结束时间"), required=True),
    "theme": Header(("主题", "年度主题")),
    "guiding": Header(("指导思想", "工作思路", "总体要求")),
    "organisation": Header(("组织", "组织领导")),
    "guarantees": Header(("保障措施", "保障")),
}
WORDS = keyed(dict(Plan.SORTS), annual="年度计划 计划 学期计划")


def columns(known: Known) -> Sequence[ColumnOut]:
    """The blank table."""
    schools = tuple(ref.full for ref in known.directory.schools.values())
    return (
        ColumnOut("学校", 24, choices=schools, required=known.own is None),
        ColumnOut("对方学校", 24, choices=schools),
        ColumnOut("共同体", 24, choices=tuple(_communities())),
        ColumnOut("计划", 40, required=True),
        ColumnOut("种类", 14, choices=tuple(label for _, label in Plan.SORTS)),
        ColumnOut("从哪一天", 14, "date", required=True),
        ColumnOut("到哪一天", 14, "date", required=True),
        ColumnOut("主题", 30),
        *(ColumnOut(label, 40) for label in TEXTS.values()),
    )


def _communities() -> dict[str, Community]:
    return {one.name: one for one in Community.objects.filter(until=None)}


def _community(row: Row, known: Known, owner: Place) -> Community | None:
    """The community in a cell; its core school writes its plan."""
    said = row.text("community", limit=80)
    if not said:
        return None
    found = known.once("communities", _communities).get(said)
    if found is None:
        row.fault("community", "没有这个共同体。")
    elif found.core_id != owner.pk:
        row.fault("community", "共同体的计划由核心校写。")
    return found


def _written() -> set[tuple[Any, ...]]:
    return set(Plan.objects.values_list("school_id", "title"))


def read(row: Row, known: Known) -> None:
    """One row as the arguments of write_plan."""
    owner, title = known.owner(row, "owner"), row.text("title", limit=120)
    starts = day(row, "starts", known.today, "从哪一天空着。")
    ends = day(row, "ends", known.today, "到哪一天空着。")
    sort = choice(row, "sort", WORDS, "计划", required=False) or "annual"
    theme = row.text("theme", limit=120)
    if not title and not row.faults:
        row.fault("title", "计划的名称空着。")
    if row.faults or owner is None or starts is None or ends is None:
        return
    pairing, community = pairing_with(row, known, owner), _community(row, known, owner)
    if ends <= starts:
        row.fault("ends", "要晚于开始的那天。")
    elif not row.faults and (pairing is None) == (community is None):
        row.fault("partner", "写上和哪所学校，或者哪个共同体，写一样。")
    if row.faults:
        return
    texts = {name: row.cells.get(name, "") for name in TEXTS}
    row.values = {"school": owner, "title": title, "sort": sort, "starts": starts, "ends": ends, "theme": theme}
    row.values |= {"pairing": pairing, "community": community, **texts}
    if (owner.pk, title) in known.once("plans", _written):
        row.fault("title", "这所学校已经有这份计划了。")
    else:
        known.repeats(row, "title", owner.pk, title, wrong=True)


def record(user: User, values: Mapping[str, Any]) -> Plan:
    """Write one."""
    return write_plan(user, contents=Contents(), **values)


def withdraw(user: User, keys: Sequence[UUID], because: str) -> int:
    """Take out those that nobody has written on."""
    return take_out(user, model=Plan, keys=keys)


PLANS = Sort(
    "plans", "计划", "份", "plan.write", HEADERS, columns, read, record, withdraw,
    "plans:list", hint="一行一份，进来是草稿。措施、承诺和月度安排在计划的页上写。",
)  # fmt: skip
