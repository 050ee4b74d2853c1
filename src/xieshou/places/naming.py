"""Two schools of one name in a county: each is said with its town wherever a short name stands."""

from __future__ import annotations

from django.db.models import Q

from .models import SCHOOL, Place
from .selectors import county_of, schools_in

LONGEST_SHORT = 20


def keep_apart(school: Place) -> None:
    """Put the town before the short names of schools that would read alike; runs after a name is written."""
    county = county_of(school) if school.level == SCHOOL and not school.outside else None
    if county is None:
        return
    alike = Q(name=school.name) | Q(short=school.brief) | Q(short="", name=school.brief)
    others = schools_in(county).filter(alike, outside=False).exclude(pk=school.pk).select_related("parent")
    found = list(others)
    for one in (school, *found) if found else ():
        _with_town(one)


def _with_town(school: Place) -> None:
    town = school.parent.name if school.parent is not None else ""
    if town in school.name or school.short.startswith(town):
        return
    said = f"{town}{school.name}"
    school.short = said if len(said) <= LONGEST_SHORT else f"{town}{school.brief}"[:LONGEST_SHORT]
    school.save()
