"""Records that look like one event, as the viewer may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import timedelta
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from xieshou.activities.models import Activity
from xieshou.activities.sameness import ALIKE, NEAR_DAYS, likeness
from xieshou.activities.selectors import activities, telling
from xieshou.catalogue import catalogue
from xieshou.pairings.models import Pairing

from .models import Merge, ToldApart

LOOK_BACK = timedelta(days=400)
MOST_SCHOOLS = 6  # a record of many schools stands under its owner's pairs alone


class Suspect(NamedTuple):
    """Two records, the one that was there first in front."""

    score: float
    first: Activity
    second: Activity


def suspects(pairing: Pairing | None = None) -> list[Suspect]:
    """Pairs of records of the last year that may tell of one event, likeliest first; those told apart are left out."""
    found = activities().filter(on__gte=timezone.localdate() - LOOK_BACK).prefetch_related("participants")
    if pairing is not None:
        found = found.filter(pairing=pairing)
    known = _told_apart()
    seen: dict[frozenset[UUID], Suspect] = {}
    for bucket in _buckets(found).values():
        for one, other in _near(bucket):
            both = frozenset((one.pk, other.pk))
            if both not in known and both not in seen and other.differs_from != one.pk and one.differs_from != other.pk:
                score = likeness(telling(one), telling(other))
                first, second = sorted((one, other), key=lambda row: row.created_at)
                seen[both] = Suspect(score, first, second)
    return sorted((one for one in seen.values() if one.score >= ALIKE), key=lambda one: -one.score)


def _told_apart() -> set[frozenset[UUID]]:
    return {frozenset(ids) for ids in ToldApart.objects.order_by().values_list("activity_id", "other")}


def _buckets(found: Iterable[Activity]) -> dict[Hashable, list[Activity]]:
    """Records by family and two of their schools: only such as share two (or are of one school alone) are compared."""
    buckets: dict[Hashable, list[Activity]] = defaultdict(list)
    for activity in found:
        kind = catalogue.kinds.get(activity.kind)
        family = kind.family if kind else activity.kind
        schools = sorted({row.school_id for row in activity.schools.all()})
        pairs: Iterable[tuple[int, ...]] = combinations(schools, 2) if len(schools) > 1 else [tuple(schools)]
        if len(schools) > MOST_SCHOOLS:
            pairs = [(activity.owner_id, other) for other in schools if other != activity.owner_id]
        for pair in pairs:
            buckets[family, tuple(sorted(pair))].append(activity)
    return buckets


def _near(bucket: list[Activity]) -> Iterator[tuple[Activity, Activity]]:
    """Two and two that lie at most a few days apart."""
    rows = sorted(bucket, key=lambda row: (row.on, str(row.pk)))
    for place, one in enumerate(rows):
        for other in rows[place + 1 :]:
            if (other.on - one.on).days > NEAR_DAYS:
                break
            yield one, other


def merges(limit: int = 20) -> list[Merge]:
    """Merges that stand, newest first."""
    return list(Merge.objects.filter(undone_at__isnull=True).select_related("activity")[:limit])
