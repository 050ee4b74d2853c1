"""Finding staff by name, initials or number."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from xieshou.kernel.names import search_key
from xieshou.places.models import Place

from .models import Post, Staff, Teaching


def holding(day: date) -> Q:
    """Posts held on a day."""
    return (Q(since__isnull=True) | Q(since__lte=day)) & (Q(until__isnull=True) | Q(until__gte=day))


def at_school(school: Place) -> Q:
    """A condition: belongs to a school, or holds a post there now."""
    guests = Post.objects.filter(holding(timezone.localdate()), school=school).order_by().values("staff")
    return Q(school=school) | Q(pk__in=guests)


def staff_of(school: Place) -> QuerySet[Staff]:
    """Who works at a school now, by name."""
    return Staff.objects.filter(at_school(school), left__isnull=True)


def teaches(subject: str) -> Q:
    """A condition: teaches a subject, in whatever stage."""
    return Q(subject=subject) | Q(pk__in=Teaching.objects.filter(subject=subject).order_by().values("staff"))


def posts_of(person: Staff) -> list[Post]:
    """Earlier and further posts, the newest first."""
    return list(Post.objects.filter(staff=person).select_related("school").order_by("-until", "-since"))


def search_staff(words: str) -> Q:
    """A condition matching a name without its dots, its initials, or a staff number."""
    key = search_key(words)
    return Q(key__contains=key) | Q(initials__startswith=key.upper()) | Q(number=words.strip())


def named(school: Place, name: str) -> list[Staff]:
    """Staff of a school with exactly this name: none, one, or several to choose from."""
    return list(staff_of(school).filter(key=search_key(name)))


def tell_apart(people: list[Staff]) -> dict[object, str]:
    """A second key only for those whose names are alike: subject, post or number, whichever differs."""
    alike: dict[str, list[Staff]] = {}
    for person in people:
        alike.setdefault(person.key, []).append(person)
    return {person.pk: _said(person, group) for group in alike.values() for person in group}


def ways_to_say(person: Staff) -> set[str]:
    """Everything somebody may write for this person: the name, or the name with any second key."""
    keys = (person.number, person.subject, person.post)
    return {person.name, *(f"{person.name}（{key}）" for key in keys if key)}


def _said(person: Staff, group: list[Staff]) -> str:
    if len(group) == 1:
        return person.name
    for column in ("subject", "post", "number"):
        values = [getattr(one, column) for one in group]
        if len(set(values)) == len(values) and all(values):
            return f"{person.name}（{getattr(person, column)}）"
    return f"{person.name}（{person.number or person.subject or person.post}）"
