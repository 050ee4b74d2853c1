"""Names of pupils and guardians, for gates that compare and never show them; and the list a school opens by purpose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from xieshou.places.models import Place
from xieshou.scoping.scope import unscoped

from .models import Guardian, Pupil
from .scanning import Names


def names_of_children(counties: Iterable[Place]) -> Names:
    """Every pupil's and guardian's name known in these counties; the answer compares, it lists nobody."""
    pupils, guardians = Q(pk__in=[]), Q(pk__in=[])
    for county in counties:
        pupils |= Q(school__lo__gte=county.lo, school__lo__lt=county.hi)
        guardians |= Q(pupil__school__lo__gte=county.lo, pupil__school__lo__lt=county.hi)
    with unscoped("the gate compares names of every school of the county and shows none"):
        found = Pupil.objects.filter(pupils).order_by().values_list("key", flat=True)
        of_guardians = Guardian.objects.filter(guardians).order_by().values_list("key", flat=True)
        return Names(found.union(of_guardians))


@dataclass(frozen=True)
class Listed:
    """A pupil as the opened list shows one."""

    pupil: Pupil
    guardians: str


def by_grade(school: Place) -> list[tuple[str, int]]:
    """How many pupils a school listed in each grade; numbers open nothing."""
    rows = Pupil.objects.filter(school=school).order_by().values_list("grade").annotate(n=Count("pk"))
    return sorted(rows)


def listed(school: Place, grade: str) -> list[Listed]:
    """Pupils of one grade with their guardians; called only after the opening is noted."""
    pupils = list(Pupil.objects.filter(school=school, grade=grade))
    names: dict[object, list[str]] = {}
    for guardian in Guardian.objects.filter(pupil__in=[pupil.pk for pupil in pupils]):
        names.setdefault(guardian.pupil_id, []).append(guardian.name)
    return [Listed(pupil, "、".join(names.get(pupil.pk, ()))) for pupil in pupils]
