"""Finding staff by name, initials or number."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from xieshou.kernel.names import search_key
from xieshou.places.models import Place

from .models import Staff


def staff_of(school: Place) -> QuerySet[Staff]:
    """Who works at a school now, by name."""
    return Staff.objects.filter(school=school, left__isnull=True)


def search_staff(words: str) -> Q:
    """A condition matching a name without its dots, its initials, or a staff number."""
    key = search_key(words)
    return Q(key__contains=key) | Q(initials__startswith=key.upper()) | Q(number=words.strip())


def named(school: Place, name: str) -> list[Staff]:
    """Staff of a school with exactly this name: none, one, or several to choose from."""
    return list(staff_of(school).filter(key=search_key(name)))


def tell_apart(people: list[Staff]) -> dict[object, str]:
    """A second key (number, else subject, else post) only for those whose names are alike."""
    seen: dict[str, int] = {}
    for person in people:
        seen[person.key] = seen.get(person.key, 0) + 1
    return {p.pk: f"{p.name}（{p.number or p.subject or p.post}）" if seen[p.key] > 1 else p.name for p in people}
