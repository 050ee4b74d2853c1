"""Places and accounts inside the active scope: their tables are open, so each page narrows them here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from types import SimpleNamespace
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xieshou.accounts.models import User
from xieshou.places.models import SCHOOL, TOWN, Place
from xieshou.places.selectors import county_of
from xieshou.scoping.scope import current


def within(path: str) -> Q:
    """A condition on a position: inside the active scope."""
    scope = current()
    if scope.everything:
        return Q()
    found = Q(pk__in=[])
    for lo, hi in scope.spans:
        found |= Q(**{f"{path}__gte": lo, f"{path}__lt": hi})
    return found


def schools_here() -> QuerySet[Place]:
    """Schools that stand now and that the person may see, in tree order."""
    return all_schools_here().filter(closed__isnull=True)


def all_schools_here() -> QuerySet[Place]:
    """The same with those that have ended."""
    return Place.objects.filter(within("lo"), level=SCHOOL, outside=False).select_related("parent").order_by("lo")


def school_here(uid: UUID) -> Place:
    """A school that stands, by its address; 404 outside the scope."""
    return get_object_or_404(schools_here(), uid=uid)


def told_apart(schools: Iterable[Place]) -> dict[int, SimpleNamespace]:
    """Each school as a sign says it; the town stands before the name only where two share one."""
    rows = list(schools)
    names, briefs = Counter(one.name for one in rows), Counter(one.brief for one in rows)

    def before(school: Place, said: str, shared: bool) -> str:
        town = school.parent.name if shared and school.parent is not None else ""
        return "" if town and town in said else town

    return {
        one.pk: SimpleNamespace(
            name=before(one, one.name, names[one.name] > 1) + one.name,
            short=before(one, one.brief, briefs[one.brief] > 1) + one.brief,
            setting=one.setting,
        )
        for one in rows
    }


def towns_here() -> QuerySet[Place]:
    """Towns the person may see."""
    return Place.objects.filter(within("lo"), level=TOWN).order_by("lo")


def accounts_here() -> QuerySet[User]:
    """Accounts of places inside the scope."""
    return User.objects.filter(within("place__lo")).select_related("place").order_by("place__lo", "pk")


def account_here(pk: int) -> User:
    """An account by its address; 404 outside the scope."""
    return get_object_or_404(accounts_here(), pk=pk)


def own_county(user: User) -> Place | None:
    """The county somebody works in; none above it."""
    return county_of(user.place)
