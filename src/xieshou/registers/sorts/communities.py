"""共同体 in mass: one row a community, its members by name in one cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from xieshou.accounts.models import User
from xieshou.bulk.sorts.declare import Known, Sort, choice, day, keyed
from xieshou.communities.operations.open_community import open_community
from xieshou.intake.planning.plan import Row
from xieshou.pairings.models import Community
from xieshou.registers.operations.take_out import take_out
from xieshou.sheets.headers import Header
from xieshou.sheets.writing import ColumnOut

HEADERS = {
    "name": Header(("名称", "共同体", "共同体名称", "集团名称", "联盟名称"), required=True),
    "sort": Header(("哪一种", "种类", "类型")),
    "core": Header(("核心校", "牵头学校", "核心学校", "龙头学校", "总校"), required=True),
    "members": Header(("成员校", "成员学校", "学校", "参与学校", "分校"), required=True),
    "since": Header(("成立", "成立日期", "成立时间", "从哪天起")),
}
WORDS = keyed(dict(Community.SORTS), group="集团", alliance="学校联盟 教育联盟")


def columns(known: Known) -> Sequence[ColumnOut]:
    """The blank table; members are typed, for a drop-down holds one."""
    schools = tuple(ref.full for ref in known.directory.schools.values())
    return (
        ColumnOut("名称", 30, required=True),
        ColumnOut("哪一种", 14, choices=tuple(label for _, label in Community.SORTS)),
        ColumnOut("核心校", 24, choices=schools, required=True),
        ColumnOut("成员校", 60, required=True),
        ColumnOut("成立", 14, "date"),
    )


def _names() -> set[str]:
    return set(Community.objects.filter(until=None).values_list("name", flat=True))


def read(row: Row, known: Known) -> None:
    """One row as the arguments of open_community."""
    name, core, members = row.text("name", limit=80), known.owner(row, "core"), known.schools(row, "members")
    if not name and not row.faults:
        row.fault("name", "名称空着。")
    sort = choice(row, "sort", WORDS, "共同体", required=False) or "community"
    since = day(row, "since", known.today) or known.today
    if since > known.today:
        row.fault("since", "成立日期不能晚于今天。")
    if row.faults or core is None:
        return
    if not {place.pk for place in members} - {core.pk}:
        row.fault("members", "除了核心校，至少还要有一所成员校。")
        return
    row.values = {"core": core, "name": name, "sort": sort, "since": since, "members": members}
    if name in known.once("names of communities", _names):
        row.fault("name", "已经有这个共同体了。换了成员，在它的页上调整。")
    else:
        known.repeats(row, "name", name, wrong=True)


def record(user: User, values: Mapping[str, Any]) -> Community:
    """Write one."""
    return open_community(user, **values)


def withdraw(user: User, keys: Sequence[UUID], because: str) -> int:
    """Take out those that nobody has amended or recorded for."""
    return take_out(user, model=Community, keys=keys)


COMMUNITIES = Sort(
    "communities", "共同体", "个", "community.open", HEADERS, columns, read, record, withdraw,
    "communities:list", hint="一行一个，成员校之间用顿号。名册里没有的外县学校，成立以后在它的页上加。",
)  # fmt: skip
