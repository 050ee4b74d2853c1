"""Records that look like one event, as the viewer may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from xieshou.activities.models import Activity, School
from xieshou.activities.sameness import ALIKE, NEAR_DAYS, Happening, likeness
from xieshou.activities.selectors import activities
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


class Told(NamedTuple):
    """Of a record what is compared; the rest is read of those alone that look alike."""

    pk: UUID
    owner: int
    differs_from: UUID | None
    on: date
    kind: str
    subject: str
    topic: str

    @property
    def happening(self) -> Happening:
        """What it says of when, of what kind and about what."""
        return Happening(self.on, self.kind, self.subject, self.topic)


def suspects(pairing: Pairing | None = None) -> list[Suspect]:
    """Pairs of records of the last year that may tell of one event, likeliest first; those told apart are left out."""
    scores = likely_doubles(pairing)
    met = {pk for both in scores for pk in both}
    whole = {row.pk: row for row in activities().filter(pk__in=met).prefetch_related("participants")} if met else {}
    found = []
    for both, score in scores.items():
        first, second = sorted((whole[pk] for pk in both), key=lambda row: row.created_at)
        found.append(Suspect(score, first, second))
    return sorted(found, key=lambda one: -one.score)


def likely_doubles(pairing: Pairing | None = None) -> dict[frozenset[UUID], float]:
    """The ids of two and two that look like one event, with how much they do."""
    since = timezone.localdate() - LOOK_BACK
    recent = School.objects.filter(activity__withdrawn_on__isnull=True, activity__on__gte=since)
    if pairing is not None:
        recent = recent.filter(activity__pairing=pairing)
    scores: dict[frozenset[UUID], float] = {}
    for bucket in _buckets(recent).values():
        for one, other in _near(bucket):
            both = frozenset((one.pk, other.pk))
            if both not in scores and other.differs_from != one.pk and one.differs_from != other.pk:
                scores[both] = likeness(one.happening, other.happening)
    alike = {both: score for both, score in scores.items() if score >= ALIKE}
    apart = _told_apart() if alike else set()
    return {both: score for both, score in alike.items() if both not in apart}


def _told_apart() -> set[frozenset[UUID]]:
    return {frozenset(ids) for ids in ToldApart.objects.order_by().values_list("activity_id", "other")}


def _buckets(rows: QuerySet[School]) -> dict[Hashable, list[Told]]:
    """Records by family and two of their schools: only such as share two (or are of one school alone) are compared."""
    columns = (f"activity__{name}" for name in ("pk", "owner_id", "differs_from", "on", "kind", "subject", "topic"))
    schools_of: dict[Told, set[int]] = defaultdict(set)
    for school, *row in rows.order_by().values_list("school_id", *columns):
        schools_of[Told(*row)].add(school)
    buckets: dict[Hashable, list[Told]] = defaultdict(list)
    for one, met in schools_of.items():
        kind = catalogue.kinds.get(one.kind)
        family = kind.family if kind else one.kind
        schools = sorted(met)
        pairs: Iterable[tuple[int, ...]] = combinations(schools, 2) if len(schools) > 1 else [tuple(schools)]
        if len(schools) > MOST_SCHOOLS:
            pairs = [(one.owner, other) for other in schools if other != one.owner]
        for pair in pairs:
            buckets[family, tuple(sorted(pair))].append(one)
    return buckets


def _near(bucket: list[Told]) -> Iterator[tuple[Told, Told]]:
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
