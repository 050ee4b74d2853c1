"""From chips, typed names and numbers to the schools and people of a record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from xieshou.activities.operations.record_activity import Person, TookPart
from xieshou.kernel.names import clean_name, search_key
from xieshou.people.models import Staff
from xieshou.places.models import Place
from xieshou.scoping.operations import Refused

from .desk import ME, Desk, is_me

BETWEEN = re.compile(r"[、，,;；\s]+")
MOST_PEOPLE = 300


def names_in(text: str) -> list[str]:
    """Typed names, one by one: 张小梅、王芳."""
    return [name for name in (clean_name(part) for part in BETWEEN.split(text)) if name]


def _one_of(desk: Desk, value: str, staff: Mapping[str, Staff], field: str) -> Person:
    """A chip of the own school: me, or somebody of the staff list."""
    if value == ME:
        mine = next((one for one in staff.values() if is_me(desk.user, one)), None)
        return Person(desk.school, desk.user.name, mine)
    if value not in staff:
        raise Refused("E-ACT-114 选的人不在本校教师名单里。请重新选，或者在“加人”里写名字。", field)
    return Person(desk.school, staff[value].name, staff[value])


def _people(desk: Desk, place: Place, given: Mapping[str, Any], staff: list[Staff]) -> list[Person]:
    field = f"people_{place.pk}"
    try:
        typed = names_in(given.get(f"more_{place.pk}") or "")
        ticked = list(given.get(field) or [])
        if place.pk != desk.school.pk:
            people = [Person(place, clean_name(name)) for name in ticked if clean_name(name)]
        else:
            by_pk = {str(one.pk): one for one in staff}
            people = [_one_of(desk, value, by_pk, field) for value in ticked]
        people += [_named(place, name, staff if place.pk == desk.school.pk else []) for name in typed]
    except ValueError as fault:
        if isinstance(fault, Refused):
            raise
        raise Refused(str(fault), f"more_{place.pk}") from fault
    if len(people) > MOST_PEOPLE:
        raise Refused(f"E-ACT-115 一次最多写{MOST_PEOPLE}人的名字。人再多，只填人数。", f"more_{place.pk}")
    return list({search_key(person.name): person for person in reversed(people)}.values())[::-1]


def _named(place: Place, name: str, staff: Iterable[Staff]) -> Person:
    """A typed name, tied to the staff list when exactly one person bears it."""
    same = [one for one in staff if one.key == search_key(name)]
    return Person(place, name, same[0] if len(same) == 1 else None)


def took_part(desk: Desk, given: Mapping[str, Any], sides: Mapping[int, str]) -> list[TookPart]:
    """Every school that took part: the own one, and the partner or the ticked members."""
    ticked = given.get("schools")
    staff = desk.staff
    found = []
    for place in desk.bond.schools:
        own = place.pk == desk.school.pk
        if not own and place.pk in desk.bond.ticked and str(place.pk) not in (ticked or ()):
            continue
        people = _people(desk, place, given, staff)
        number = given.get(f"teachers_{place.pk}") or 0
        found.append(TookPart(place, sides.get(place.pk, "joined"), number, tuple(people)))
    return found
