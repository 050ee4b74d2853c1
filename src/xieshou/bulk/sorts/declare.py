"""What a sort of records must say to be entered in mass, and what its rows may refer to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.utils import timezone

from xieshou.accounts.models import User
from xieshou.intake.planning.directory import Directory, SchoolRef, directory_of
from xieshou.intake.planning.plan import Row
from xieshou.kernel.dates import DateNotRead, parse_date
from xieshou.kernel.names import search_key
from xieshou.kernel.periods import school_year_of
from xieshou.people.models import Staff
from xieshou.places.models import COUNTY, Place
from xieshou.places.selectors import at_level
from xieshou.scoping.operations import Refused
from xieshou.scoping.scope import Scope
from xieshou.sheets.cells import nearest, plain_key
from xieshou.sheets.headers import Header
from xieshou.sheets.writing import ColumnOut

T = TypeVar("T")
BETWEEN = re.compile(r"[、，,;；/\s]+")
SCHOOL = ("学校", "学校名称", "本校", "记录学校", "填报学校", "单位", "填报单位")


@dataclass
class Known:
    """Who enters, from where, and everything a row may name; read once for all rows."""

    user: User
    today: date
    directory: Directory
    scope: Scope
    seen: dict[tuple[Any, ...], int] = field(default_factory=dict)
    found: dict[str, list[SchoolRef]] = field(default_factory=dict)
    named: dict[tuple[int, str], Staff | None] = field(default_factory=dict)
    standing: dict[str, Any] = field(default_factory=dict)

    @property
    def own(self) -> Place | None:
        """The person's own school, which a table need not name."""
        return self.user.place if self.user.place.is_school else None

    def find(self, said: str) -> list[SchoolRef]:
        """Schools of that name; a long table asks for the same few again and again."""
        if said not in self.found:
            self.found[said] = self.directory.find(said)
        return self.found[said]

    def school(self, row: Row, name: str) -> Place | None:
        """The school a cell names, or a fault on it; an empty cell is the own school where there is one."""
        said = row.text(name)
        if not said:
            return None
        found = self.find(said)
        if len(found) == 1:
            return found[0].place
        if found:
            row.fault(name, "有几所学校叫这个名字，写上乡镇。", *(ref.full for ref in found))
        else:
            row.fault(name, "没有这所学校。", *self.directory.guesses(said))
        return None

    def schools(self, row: Row, name: str) -> list[Place]:
        """All the schools a cell names; a wrong name is mended where it stands among the others."""
        found: dict[int, Place] = {}
        text = row.text(name, limit=1000)
        for said in (part for part in BETWEEN.split(text) if part):
            refs = self.find(said)
            if len(refs) == 1 and refs[0].place is not None:
                found[refs[0].place.pk] = refs[0].place
            elif refs:
                row.fault(name, f"有几所学校叫“{said}”，写上乡镇。", *(text.replace(said, ref.full) for ref in refs))
            elif said not in ("无", "本校"):
                names = self.directory.guesses(said)
                row.fault(name, f"没有“{said}”这所学校。", *(text.replace(said, guess) for guess in names))
        return list(found.values())

    def owner(self, row: Row, name: str) -> Place | None:
        """The school that records, which must be one's own or lie below one's own."""
        place = self.school(row, name) or (None if row.text(name) else self.own)
        if place is None:
            if not row.faults:
                row.fault(name, "学校空着。")
        elif not self.scope.covers(place.lo):
            row.fault(name, "您不能替这所学校记。")
        return place

    def staff(self, place: Place, name: str) -> Staff | None:
        """The one person of a school who bears this name."""
        if (place.pk, name) not in self.named:
            key = search_key(name)
            same = [one for one in self.directory.staff.get(f"p{place.pk}", []) if one.key == key]
            self.named[place.pk, name] = same[0].person if len(same) == 1 else None
        return self.named[place.pk, name]

    def repeats(self, row: Row, name: str, *key: Any, wrong: bool = False) -> None:
        """A doubt when an earlier row of this table says the same; a fault where there may be only one."""
        first = self.seen.setdefault(key, row.number)
        if first != row.number:
            say = row.fault if wrong else row.doubt
            say(name, f"和第{first}行一样。是同一件就删掉一行。")

    def once(self, what: str, read: Callable[[], T]) -> T:
        """What stands already, read once for all rows."""
        if what not in self.standing:
            self.standing[what] = read()
        found: T = self.standing[what]
        return found


_parsed = lru_cache(maxsize=10_000)(parse_date)


def day(row: Row, name: str, today: date, missing: str = "") -> date | None:
    """A cell as a day; ``missing`` is the fault of an empty one."""
    text = row.text(name)
    if not text:
        if missing and not row.faults:
            row.fault(name, missing)
        return None
    try:
        return _parsed(text, today)
    except DateNotRead as problem:
        row.fault(name, str(problem))
        return None


def choice(row: Row, name: str, words: Mapping[str, str], noun: str, *, required: bool = True) -> str:
    """The code of the label a cell says; the nearest label is offered when there is none."""
    text = row.text(name)
    found = words.get(plain_key(text), "")
    if not found and (text or required):
        near = nearest(text, list(dict.fromkeys(words))) if text else ""
        row.fault(name, f"没有这种{noun}。" if text else f"{noun}空着。", *((near,) if near else ()))
    return found


def keyed(labels: Mapping[str, str], **also: str) -> dict[str, str]:
    """Labels and what else they are called, each with its code."""
    found = {plain_key(label): code for code, label in labels.items()}
    return found | {plain_key(word): code for code, words in also.items() for word in words.split()}


def refuse(row: Row, refusal: Refused, names: Mapping[str, str] = {}) -> None:
    """A rule of the operation as a fault of the cell it is about."""
    told = refusal.field_name
    row.fault(names.get(told, told) if names.get(told, told) in row.columns else next(iter(row.columns)), str(refusal))


def known_of(user: User, scope: Scope) -> Known:
    """Schools of the county and of every pair in sight, their staff, their pairs."""
    place = user.place
    county = place if place.level == COUNTY else at_level(place, COUNTY)
    today = timezone.localdate()
    found = directory_of(county or place, school_year_of(today, 8))
    if found is None:
        raise Refused("E-BLK-101 您的账号不在某一个县里，不能成批录入。")
    for pair in found.pairs.values():
        for side in (pair.first, pair.second):
            if f"p{side.pk}" not in found.schools and side.is_school:
                found.add_school(SchoolRef(f"p{side.pk}", side.name, side.short, "", side), side.aliases)
    return Known(user, today, found, scope)


@dataclass(frozen=True)
class Sort:
    """One sort of records: ``read`` fills ``row.values`` with what ``record`` takes, or faults the row.

    ``withdraw`` takes records back and gives how many of them stay.
    """

    code: str
    label: str
    measure: str
    action: str
    headers: Mapping[str, Header]
    columns: Callable[[Known], Sequence[ColumnOut]]
    read: Callable[[Row, Known], None]
    record: Callable[[User, Mapping[str, Any]], models.Model]
    withdraw: Callable[[User, Sequence[UUID], str], int]
    back: str
    record_many: Callable[[User, Sequence[Mapping[str, Any]]], Sequence[models.Model]] | None = None
    hint: str = ""
