"""From pasted words to rows of a form: what is known of a school goes in, drafts with doubts come out."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from xieshou.accounts.models import User
from xieshou.activities.bonds import OWN, Bond, alone, bonds_of, directions, sides_for
from xieshou.activities.operations.record_activity import Person, TookPart
from xieshou.activities.sameness import Happening
from xieshou.activities.selectors import alike
from xieshou.catalogue import Kind, catalogue
from xieshou.catalogue.headings import subject_choices
from xieshou.intake.recognising import plain
from xieshou.kernel.dates import DateNotRead, parse_date
from xieshou.kernel.names import search_key
from xieshou.kernel.text import clean_line
from xieshou.office.rosters.wording import SUBJECTS_SAID
from xieshou.people.models import Staff
from xieshou.people.selectors import staff_of
from xieshou.places.models import Place
from xieshou.scoping.operations import Refused
from xieshou.sheets.errors import SheetRefused
from xieshou.sheets.headers import Header
from xieshou.sheets.pasting import read_paste
from xieshou.sheets.tables import find_table

from .reading_lines import Draft, KindCue, Known, read_lines

MOST_LINES = 100
NUMBERS = (("lessons", "节数"), ("pupils", "学生"), ("teachers", "教师"), ("items", "件数"), ("hours", "学时"))
COLUMNS = {
    "on": Header(("日期", "时间", "活动日期", "活动时间"), required=True),
    "topic": Header(("主题", "活动主题", "活动名称", "内容", "活动内容", "课题"), required=True),
    "kind": Header(("类型", "活动类型", "类别", "形式", "活动形式")),
    "subject": Header(("学科", "科目")),
    "people": Header(("参加人员", "人员", "教师", "参加教师", "主讲人", "执教")),
    "school": Header(("对方学校", "学校", "结对学校", "地点")),
    "lessons": Header(("节数", "课时")),
    "pupils": Header(("学生数", "学生人数", "学生")),
}


@dataclass
class Line:
    """One row of the grid as it is shown, with its doubts and the record it may repeat."""

    number: int
    values: dict[str, str]
    doubts: dict[str, str] = field(default_factory=dict)
    error: str = ""
    double: Any = None
    keep: bool = True

    @property
    def numbers(self) -> list[tuple[str, str, str]]:
        """Name, label and value of each number."""
        return [(name, label, self.values[name]) for name, label in NUMBERS]


@dataclass
class Bench:
    """What pasting needs to know of a school."""

    user: User
    school: Place
    bonds: list[Bond]
    staff: list[Staff]

    @property
    def bond_choices(self) -> list[tuple[str, str]]:
        """The school's pairs and communities, and the school alone."""
        return [(bond.code, bond.label) for bond in self.bonds]

    def bond(self, code: str) -> Bond:
        """A bond by its code."""
        found = next((bond for bond in self.bonds if bond.code == code), None)
        if found is None:
            raise Refused("对方学校还没有选。", "school")
        return found


def bench_of(user: User) -> Bench:
    """The bench of the person's own school."""
    school = user.place
    return Bench(user, school, [*bonds_of(school), alone(school)], list(staff_of(school)))


def _cue(kind: Kind) -> KindCue:
    names = {one.name for one in kind.live_fields()}
    units = {one.unit for one in kind.live_fields() if one.name == "items"}
    units |= {"册", "本", "件", "份"} if units & {"册", "件", "份"} else set()
    words = tuple(dict.fromkeys((kind.label, *kind.reads_as)))
    return KindCue(kind.code, kind.label, words, frozenset(names), frozenset(units))


def _called(bench: Bench, bond: Bond) -> list[str]:
    """What a bond is called: a pair by its other school, a community only by its own name."""
    others = bond.others(bench.school) if bond.pairing is not None else []
    return [*(name for other in others for name in (other.name, other.short) if name), bond.label]


def known_of(bench: Bench) -> Known:
    """Kinds of the catalogue, subjects, the school's staff and partners."""
    schools = {bond.code: _called(bench, bond) for bond in bench.bonds if bond.code != OWN}
    return Known(
        timezone.localdate(),
        [_cue(kind) for kind in catalogue.live()],
        {word: subject for word, subject in SUBJECTS_SAID.items() if len(word) > 1},
        [one.name for one in bench.staff],
        schools,
        [bench.school.name, *([bench.school.short] if bench.school.short else [])],
    )


def _table_lines(text: str, known: Known) -> list[Draft] | None:
    """A pasted block of cells with a header, each row read as a line and its own columns believed."""
    try:
        table = find_table(read_paste(text), COLUMNS)
    except SheetRefused:
        return None
    if table.missing or not table.rows:
        return None
    drafts: list[Draft] = []
    for row in table.rows:
        cells = {name: plain(cell) for name, cell in row.cells.items()}
        order = [name for name in ("on", "kind", "subject", "people", "school", "topic") if cells.get(name)]
        read = read_lines("1. " + "，".join(cells[name] for name in order), known)
        if not read:
            continue
        draft = read[0]
        draft.line_no, draft.text = row.number, "，".join(cells[name] for name in order)
        draft.topic = cells.get("topic") or draft.topic
        drafts.append(_believe(draft, cells, known.today))
    return drafts


def _believe(draft: Draft, cells: dict[str, str], today: date) -> Draft:
    for name in ("lessons", "pupils"):
        if cells.get(name, "").isdigit():
            draft.numbers[name] = int(cells[name])
    try:
        draft.on = parse_date(cells["on"], today)
        draft.doubts.pop("on", None)
    except DateNotRead as problem:
        draft.doubts["on"] = str(problem)
    return draft


def drafts_of(bench: Bench, text: str) -> list[Line]:
    """Rows of the grid for a pasted text."""
    known = known_of(bench)
    drafts = _table_lines(text, known) or read_lines(text, known)
    if len(drafts) > MOST_LINES:
        raise Refused(f"一次最多读{MOST_LINES}条，这里有{len(drafts)}条。请分几次粘贴。", "text")
    if not drafts:
        raise Refused("没有读出一条活动。一行写一次，比如：6月9日 周敏 听评课《赵州桥》。", "text")
    return [_line(bench, number, draft) for number, draft in enumerate(drafts)]


def _line(bench: Bench, number: int, draft: Draft) -> Line:
    values = {
        "on": draft.on.isoformat() if draft.on else "",
        "kind": draft.kind,
        "topic": draft.topic[:120],
        "subject": draft.subject,
        "people": "、".join(draft.people),
        "school": draft.school or (bench.bonds[0].code if len(bench.bonds) == 1 else ""),
        "key": str(uuid.uuid4()),
        "said": draft.text[:300],
        **{name: str(draft.numbers.get(name, "")) for name, _ in NUMBERS},
    }
    line = Line(number, values, dict(draft.doubts))
    look_for_double(bench, line)
    return line


def look_for_double(bench: Bench, line: Line) -> None:
    """Show a record that is perhaps the same event, and leave the row unticked."""
    values = line.values
    if not (values["on"] and values["kind"] and values["school"]):
        return
    try:
        bond = bench.bond(values["school"])
        told = Happening(date.fromisoformat(values["on"]), values["kind"], values["subject"], values["topic"])
        found = alike(told, bond.schools)
    except (Refused, ValueError):
        return
    if found:
        line.double, line.keep = found[0], False


def _count(text: str, label: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdigit() or int(text) > 100_000:
        raise Refused(f"{label}要填整数。", "numbers")
    return int(text)


def arguments(bench: Bench, values: dict[str, str]) -> dict[str, Any]:
    """What record_activity is called with for one row; Refused with a sentence for the row."""
    kind = catalogue.kinds.get(values["kind"])
    if kind is None:
        raise Refused("类型还没有选。", "kind")
    try:
        on = date.fromisoformat(values["on"])
        people = [
            clean_line(name, 60) for name in values["people"].replace("，", "、").replace(" ", "、").split("、") if name
        ]
    except ValueError as fault:
        raise Refused("日期写成2026-06-09这样。" if "iso" in str(fault).lower() else str(fault), "on") from fault
    bond = bench.bond(values["school"])
    numbers = {name: _count(values[name], label) for name, label in NUMBERS}
    teachers = numbers.pop("teachers") or 0
    fields = {one.name: one for one in kind.live_fields()}
    columns: dict[str, Any] = {name: value for name, value in numbers.items() if value is not None and name in fields}
    lacking = next(
        (one for one in fields.values() if one.required and one.name in numbers and one.name not in columns), None
    )
    if lacking is not None:
        raise Refused(f"{kind.label}要填{lacking.label}。", "numbers")
    subject = values["subject"] if "subject" in fields and values["subject"] in dict(subject_choices()) else ""
    ways = directions(bond, bench.school, kind.dimension)
    sides = sides_for(bond, ways[0] if len(ways) == 1 else "joined")
    return {
        "owner": bench.school,
        "by": bench.user.name,
        "pairing": bond.pairing,
        "community": bond.community,
        "kind": kind.code,
        "on": on,
        "topic": values["topic"],
        "subject": subject,
        "schools": [_took(bench, place, sides.get(place.pk, "joined"), people, teachers) for place in bond.schools],
        **columns,
    }


def _took(bench: Bench, place: Place, side: str, names: list[str], teachers: int) -> TookPart:
    if place.pk != bench.school.pk:
        return TookPart(place, side)
    by_key: dict[str, list[Staff]] = {}
    for one in bench.staff:
        by_key.setdefault(one.key, []).append(one)
    people = []
    for name in dict.fromkeys(names):
        same = by_key.get(search_key(name), [])
        people.append(Person(place, name, same[0] if len(same) == 1 else None))
    return TookPart(place, side, teachers, tuple(people))
