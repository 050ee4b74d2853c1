"""活动 in mass: one row an activity, its schools by name, its people as typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from xieshou.accounts.models import User
from xieshou.activities.bonds import OPPOSITE
from xieshou.activities.models import Activity
from xieshou.activities.operations.record_activity import Person, TookPart, checked, record_activity
from xieshou.bulk.operations.record_activities import record_activities
from xieshou.bulk.operations.withdraw_activities import withdraw_activities
from xieshou.catalogue import Kind, catalogue
from xieshou.catalogue.headings import SUBJECTS
from xieshou.intake.planning.plan import Row
from xieshou.kernel.names import clean_name
from xieshou.office.rosters.wording import SUBJECTS_SAID
from xieshou.places.models import Place
from xieshou.scoping.operations import Refused
from xieshou.sheets.cells import plain_key
from xieshou.sheets.headers import Header
from xieshou.sheets.writing import ColumnOut

from .declare import BETWEEN, SCHOOL, Known, Sort, choice, day, refuse

NUMBERS = {
    "lessons": ("节数", "课时", "课时数"),
    "pupils": ("学生数", "学生人数", "学生", "参加学生数"),
    "items": ("件数", "份数", "数量"),
    "hours": ("学时", "学时数"),
}
HEADERS = {
    "on": Header(("日期", "活动日期", "时间", "活动时间", "开展时间"), required=True),
    "until": Header(("结束日期", "到哪一天")),
    "kind": Header(("类型", "活动类型", "类别", "形式", "活动形式"), required=True),
    "topic": Header(("主题", "活动主题", "活动名称", "内容", "活动内容", "课题"), required=True),
    "subject": Header(("学科", "科目")),
    "owner": Header(SCHOOL),
    "others": Header(("对方学校", "结对学校", "参加学校", "帮扶学校", "受援学校")),
    "people": Header(("参加人员", "人员", "参加教师", "主讲人", "执教", "本校教师")),
    "teachers": Header(("教师数", "教师人数", "参加教师数", "参加人数")),
    **{name: Header(labels) for name, labels in NUMBERS.items()},
}
UNITS = ("节", "人", "名", "件", "份", "册", "个", "次", "学时", "课时", "人次")


@cache
def _kinds() -> dict[str, str]:
    """Kinds by label and by what they are called; a label wins."""
    said = {plain_key(word): kind.code for kind in catalogue.live() for word in kind.reads_as}
    return said | {plain_key(kind.label): kind.code for kind in catalogue.live()}


def columns(known: Known) -> Sequence[ColumnOut]:
    """The blank table, with kinds, schools and subjects to choose from."""
    schools = tuple(ref.full for ref in known.directory.schools.values())
    return (
        ColumnOut("日期", 14, "date", required=True),
        ColumnOut("类型", 18, choices=tuple(label for _, label in catalogue.choices()), required=True),
        ColumnOut("主题", 36, required=True),
        ColumnOut("学科", 12, choices=tuple(SUBJECTS)),
        ColumnOut("学校", 24, choices=schools, required=known.own is None),
        ColumnOut("对方学校", 24, choices=schools),
        ColumnOut("参加人员", 26),
        ColumnOut("教师数", 10, "int"),
        *(ColumnOut(labels[0], 10, "int") for labels in NUMBERS.values()),
    )


@lru_cache(maxsize=10_000)
def _names(said: str) -> tuple[str, ...]:
    """Whom a cell names; a long table names the same few again and again."""
    names = (clean_name(part) for part in BETWEEN.split(said) if part)
    return tuple(name for name in dict.fromkeys(names) if name)


def _people(row: Row, known: Known, owner: Place) -> tuple[Person, ...]:
    try:
        names = _names(row.text("people", limit=1000))
    except ValueError as fault:
        row.fault("people", str(fault))
        return ()
    return tuple(Person(owner, name, known.staff(owner, name)) for name in names)


def _sides(known: Known, owner: Place, others: list[Place], kind: Kind) -> tuple[Any, dict[int, str]]:
    """The pair that owner and other are, and on which side each stands in the kind's dimension."""
    key = frozenset(f"p{place.pk}" for place in (owner, *others))
    pairing = known.directory.pairs.get(key) if len(others) == 1 else None
    lanes = known.directory.lanes.get(pairing.pk, set()) if pairing else set()
    ways = {giver == f"p{owner.pk}" for giver, _, dimension in lanes if dimension == kind.dimension}
    side = "joined" if len(ways) != 1 else "gave" if True in ways else "received"
    return pairing, {place.pk: side if place.pk == owner.pk else OPPOSITE[side] for place in (owner, *others)}


def _numbers(row: Row, kind: Kind) -> dict[str, int]:
    fields = {one.name: one for one in kind.live_fields()}
    found: dict[str, int] = {}
    for name, labels in NUMBERS.items():
        value = row.count(name, UNITS)
        if value is not None and name in fields:
            found[name] = value
        elif value is not None:
            row.doubt(name, f"{kind.label}不记{labels[0]}，这一格没有读。")
        elif name in fields and fields[name].required and not row.faults:
            row.fault(name, f"{kind.label}要填{fields[name].label}。")
    return found


def _subject(row: Row, kind: Kind) -> str:
    text = row.text("subject")
    if not text or not any(one.name == "subject" for one in kind.live_fields()):
        return ""
    return choice(row, "subject", SUBJECTS_SAID, "学科")


def read(row: Row, known: Known) -> None:
    """One row as the arguments of record_activity."""
    on = day(row, "on", known.today, "日期空着。")
    code = choice(row, "kind", _kinds(), "活动类型")
    owner = known.owner(row, "owner")
    if on is None or not code or owner is None or row.faults:
        return
    kind = catalogue.kinds[code]
    others = [place for place in known.schools(row, "others") if place.pk != owner.pk]
    people = _people(row, known, owner)
    values = {
        "kind": code,
        "on": on,
        "until": day(row, "until", known.today),
        "topic": row.text("topic", limit=120),
        "subject": _subject(row, kind),
        **_numbers(row, kind),
    }
    pairing, sides = _sides(known, owner, others, kind)
    teachers = row.count("teachers", UNITS) or 0
    if row.faults:
        return
    try:
        row.values = {**checked(values), "owner": owner, "pairing": pairing, "by": known.user.name}
    except Refused as refusal:
        refuse(row, refusal)
        return
    own = TookPart(owner, sides[owner.pk], teachers, people)
    row.values["schools"] = [own, *(TookPart(place, sides[place.pk]) for place in others)]
    known.repeats(row, "topic", on, code, owner.pk, values["topic"])


def record(user: User, values: Mapping[str, Any]) -> Activity:
    """Write one."""
    return record_activity(user, **values)


def record_many(user: User, rows: Sequence[Mapping[str, Any]]) -> Sequence[Activity]:
    """Write many."""
    return record_activities(user, rows=rows)


def withdraw(user: User, keys: Sequence[UUID], because: str) -> int:
    """Take back those that nobody has."""
    withdraw_activities(user, keys=keys, by=user.name, because=because)
    return 0


ACTIVITIES = Sort(
    "activities", "活动", "次", "activity.record", HEADERS, columns, read, record, withdraw,
    "activities:list", record_many, "一行一次活动。参加人员写姓名，几个人之间用顿号。",
)  # fmt: skip
