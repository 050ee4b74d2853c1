"""派遣 in mass: one row a person sent, from when to when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from xieshou.accounts.models import User
from xieshou.catalogue.headings import SUBJECTS
from xieshou.intake.planning.plan import Row
from xieshou.office.rosters.wording import SUBJECTS_SAID
from xieshou.placements.models import KIND_LABELS, Placement
from xieshou.placements.operations.record_placement import check_ends, checked, record_placement
from xieshou.placements.operations.withdraw_placement import withdraw_placement
from xieshou.scoping.operations import Refused
from xieshou.sheets.headers import Header
from xieshou.sheets.writing import ColumnOut

from .declare import Known, Sort, choice, day, keyed, refuse

HEADERS = {
    "name": Header(("姓名", "教师姓名", "派出教师", "支教教师", "派谁去"), required=True),
    "owner": Header(("派出学校", "支援学校", "原单位", "派出单位", "工作单位", "学校")),
    "host": Header(("接收学校", "受援学校", "支教学校", "到哪所学校", "接收单位", "交流学校"), required=True),
    "kind": Header(("形式", "派遣形式", "交流形式", "类型", "支教形式"), required=True),
    "subject": Header(("学科", "任教学科", "支教学科")),
    "starts": Header(("从哪一天", "开始日期", "起始日期", "开始时间", "起始时间", "支教开始时间"), required=True),
    "ends": Header(("到哪一天", "结束日期", "截止日期", "结束时间", "终止时间", "支教结束时间"), required=True),
    "weekly_lessons": Header(("周课时", "每周上几节课", "周课时数", "每周课时")),
    "post": Header(("职务", "担任职务", "在那里的职务")),
    "project": Header(("课题", "带着的课题", "项目")),
}
KINDS = keyed(KIND_LABELS)


def columns(known: Known) -> Sequence[ColumnOut]:
    """The blank table; names of the staff list where there are not too many."""
    schools = tuple(ref.full for ref in known.directory.schools.values())
    own = known.own
    names = tuple(dict.fromkeys(one.name for one in known.directory.staff.get(f"p{own.pk}", []))) if own else ()
    return (
        ColumnOut("姓名", 14, choices=names, required=True),
        ColumnOut("派出学校", 24, choices=schools, required=own is None),
        ColumnOut("接收学校", 24, choices=schools, required=True),
        ColumnOut("形式", 16, choices=tuple(KIND_LABELS.values()), required=True),
        ColumnOut("学科", 12, choices=tuple(SUBJECTS)),
        ColumnOut("从哪一天", 14, "date", required=True),
        ColumnOut("到哪一天", 14, "date", required=True),
        ColumnOut("周课时", 10, "int"),
        ColumnOut("职务", 14),
        ColumnOut("课题", 24),
    )


def read(row: Row, known: Known) -> None:
    """One row as the arguments of record_placement."""
    name = row.text("name")
    if not name and not row.faults:
        row.fault("name", "姓名空着。")
    kind = choice(row, "kind", KINDS, "形式")
    owner, host = known.owner(row, "owner"), known.school(row, "host")
    if host is None and not row.text("host"):
        row.fault("host", "接收学校空着。")
    starts = day(row, "starts", known.today, "从哪一天空着。")
    ends = day(row, "ends", known.today, "到哪一天空着。")
    values: dict[str, Any] = {
        "kind": kind,
        "starts": starts,
        "ends": ends,
        "subject": choice(row, "subject", SUBJECTS_SAID, "学科", required=False),
        "weekly_lessons": row.count("weekly_lessons", ("节", "课时")),
        "post": row.text("post"),
        "project": row.text("project", limit=120),
    }
    if row.faults or owner is None or host is None:
        return
    try:
        row.values = {**checked(values), "owner": owner, "host": host, "name": name, "by": known.user.name}
        check_ends(owner, host, None)
    except Refused as refusal:
        refuse(row, refusal)
        return
    if known.staff(owner, name) is None:
        row.doubt("name", f"{owner.brief}的教职工名册里没有这位，先照写；名册里加上以后会自己连上。")
    known.repeats(row, "name", name, owner.pk, host.pk, starts)


def record(user: User, values: Mapping[str, Any]) -> Placement:
    """Write one."""
    return record_placement(user, **values)


def withdraw(user: User, keys: Sequence[UUID], because: str) -> int:
    """Take back those that nobody has."""
    for placement in Placement.objects.filter(pk__in=keys, withdrawn_on=None):
        withdraw_placement(user, placement=placement, because=because)
    return 0


PLACEMENTS = Sort(
    "placements", "派遣", "人次", "placement.record", HEADERS, columns, read, record, withdraw,
    "placements:list", hint="一行一人一次。还没有出发的，出发那天再记。",
)  # fmt: skip
