"""Put pupils and their guardians on a school's closed list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xieshou.kernel.names import search_key
from xieshou.people.models import Guardian, Pupil
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

from .open_pupils import checked_purpose

MOST = 3000


@dataclass(frozen=True)
class Row:
    """One line of the list, cleaned."""

    name: str
    grade: str
    class_name: str
    guardians: tuple[str, ...] = ()


@operation("pupil.add", "添加学生名单")
def add_pupils(actor: Actor, *, school: Place, rows: Sequence[Row], purpose: str) -> Place:
    """Add what is not there yet; a pupil already listed in the class only gains guardians. The log keeps no name."""
    purpose = checked_purpose(purpose)
    if not rows:
        raise Refused("E-PUP-102 名单是空的。一行一个学生：姓名、年级、班级、监护人。", "pasted")
    if len(rows) > MOST:
        raise Refused(f"E-PUP-103 一次最多{MOST}行，现在是{len(rows)}行。分几次贴。", "pasted")
    known = {(one.grade, one.class_name, one.key): one for one in Pupil.objects.filter(school=school)}
    fresh: list[Pupil] = []
    guardians: dict[tuple[object, str], Guardian] = {}
    for row in rows:
        where = (row.grade, row.class_name, search_key(row.name))
        pupil = known.get(where)
        if pupil is None:
            pupil = Pupil(school=school, name=row.name, key=where[2], grade=row.grade, class_name=row.class_name)
            known[where] = pupil
            fresh.append(pupil)
        for name in row.guardians:
            key = search_key(name)
            guardians[pupil.pk, key] = Guardian(pupil=pupil, name=name, key=key)
    Pupil.objects.bulk_create(fresh)
    _add_guardians(guardians)
    current_deed().note(school, purpose=purpose, rows=len(rows), added=len(fresh))
    return school


def _add_guardians(wanted: dict[tuple[object, str], Guardian]) -> None:
    there = Guardian.objects.filter(pupil__in={pupil for pupil, _ in wanted}).values_list("pupil_id", "key")
    for known in list(there):
        wanted.pop(known, None)
    Guardian.objects.bulk_create(wanted.values())
