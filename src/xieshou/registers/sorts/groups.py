"""领导小组 in mass: one row a group, its people by name and post in a cell for each seat."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from xieshou.accounts.models import User
from xieshou.bulk.sorts.declare import SCHOOL, Known, Sort, day
from xieshou.intake.planning.plan import Row
from xieshou.kernel.names import clean_name
from xieshou.places.models import Place
from xieshou.registers.operations.take_out import take_out
from xieshou.sheets.headers import Header
from xieshou.sheets.writing import ColumnOut
from xieshou.steering.models import SteeringGroup
from xieshou.steering.operations.set_group import Seat, set_group

HEADERS = {
    "place": Header(("哪一级", *SCHOOL)),
    "name": Header(("名称", "小组名称", "领导小组")),
    "head": Header(("组长",), required=True),
    "deputy": Header(("副组长",)),
    "member": Header(("成员", "组员")),
    "office": Header(("办公室成员", "办公室人员")),
    "where": Header(("办公室", "办公室设在")),
    "duties": Header(("职责", "主要职责")),
    "since": Header(("从哪天起", "成立日期", "成立时间", "日期")),
}
USUAL = "结对帮扶工作领导小组"
SEATS = ("head", "deputy", "member", "office")
BETWEEN = re.compile(r"[、，,;；/\n]+(?![^（(]*[）)])")  # a post may hold the same marks
PERSON = re.compile(r"([^（()）]+?)\s*(?:[（(](.*)[）)])?")


def columns(known: Known) -> Sequence[ColumnOut]:
    """The blank table."""
    schools = tuple(ref.full for ref in known.directory.schools.values())
    here = () if known.own else (known.user.place.office,)
    return (
        ColumnOut("哪一级", 24, choices=(*here, *schools)),
        ColumnOut("名称", 28),
        ColumnOut("组长", 20, required=True),
        ColumnOut("副组长", 24),
        ColumnOut("成员", 40),
        ColumnOut("办公室成员", 24),
        ColumnOut("办公室", 20),
        ColumnOut("职责", 36),
        ColumnOut("从哪天起", 14, "date"),
    )


def _place(row: Row, known: Known) -> Place | None:
    """The school named, or the place of whoever enters."""
    said = row.text("place")
    if not said or said in (known.user.place.name, known.user.place.office):
        return known.user.place
    return known.owner(row, "place")


def _seats(row: Row) -> list[Seat]:
    found = []
    for role in SEATS:
        for said in (part.strip() for part in BETWEEN.split(row.text(role, limit=1000)) if part.strip()):
            person = PERSON.fullmatch(said)
            if person is None or len(person[2] or "") > 60:
                row.fault(role, f"“{said}”没有看懂。写成“姓名（职务）”，几个人之间用顿号。")
                continue
            try:
                found.append(Seat(clean_name(person[1]), person[2] or "", role))
            except ValueError as fault:
                row.fault(role, str(fault))
    return found


def _led() -> set[int]:
    return set(SteeringGroup.objects.filter(pairing=None).values_list("place_id", flat=True))


def read(row: Row, known: Known) -> None:
    """One row as the arguments of set_group."""
    place, seats = _place(row, known), _seats(row)
    heads = [seat for seat in seats if seat.role == "head"]
    if len(heads) != 1 and not row.faults:
        row.fault("head", "组长只能有一位。" if heads else "组长空着。")
    values: dict[str, Any] = {
        "name": row.text("name", limit=80) or USUAL,
        "office": row.text("where", limit=80),
        "duties": row.text("duties", limit=2000),
        "since": day(row, "since", known.today) or known.today,
    }
    if row.faults or place is None:
        return
    row.values = {**values, "place": place, "seats": seats}
    if place.pk in known.once("led", _led):
        row.fault("place", f"{place.brief}已经有领导小组了。换了人，在它的页上改，以前的名单会留着。")
    else:
        known.repeats(row, "place", place.pk, wrong=True)


def record(user: User, values: Mapping[str, Any]) -> SteeringGroup:
    """Write one."""
    return set_group(user, **values)


def withdraw(user: User, keys: Sequence[UUID], because: str) -> int:
    """Take out those that nobody has amended."""
    return take_out(user, model=SteeringGroup, keys=keys)


GROUPS = Sort(
    "groups", "领导小组", "个", "group.set", HEADERS, columns, read, record, withdraw,
    "steering:list", hint="一行一个小组。人写成“姓名（职务）”，几个人之间用顿号。",
)  # fmt: skip
