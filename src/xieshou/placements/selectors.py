"""Reading placements, as the viewer may see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from xieshou.kernel.periods import Period, school_year, school_year_label
from xieshou.ledger.sources import Line
from xieshou.places.models import Place
from xieshou.places.selectors import within as lies_within
from xieshou.terms.selectors import year_period, year_periods

from .models import Batch, Duty, Placement


def placements() -> QuerySet[Placement]:
    """Placements that stand, with what a row shows."""
    return Placement.objects.filter(withdrawn_on__isnull=True).select_related("owner", "host", "batch")


def lasting_to(day: date) -> Q:
    """Those whose last day, real or planned, is not before a day."""
    return Q(actual_end__gte=day) | Q(actual_end__isnull=True, ends__gte=day)


def within(found: QuerySet[Placement], place: Place) -> QuerySet[Placement]:
    """Those with an end in a place: sent from it or received in it."""
    return found.filter(lies_within(place, "owner__lo") | lies_within(place, "host__lo"))


def sent_from(place: Place) -> QuerySet[Placement]:
    """Those that the schools of a place sent."""
    return placements().filter(lies_within(place, "owner__lo"))


def serving_on(found: QuerySet[Placement], day: date) -> QuerySet[Placement]:
    """Those under way on a day."""
    return found.filter(lasting_to(day), starts__lte=day)


def overlapping(found: QuerySet[Placement], period: Period) -> QuerySet[Placement]:
    """Those under way on at least one day of a period."""
    return found.filter(lasting_to(period.starts), starts__lte=period.ends)


def persons(found: QuerySet[Placement]) -> int:
    """Different persons, each counted once however often sent; never a sum."""
    return int(found.order_by().aggregate(n=Count("person", distinct=True))["n"])


@dataclass(frozen=True)
class Tally:
    """Planned and done of one line of the county's plan."""

    label: str
    planned: int
    sent: int
    persons: int
    serving: int
    key: str = ""
    remark: str = ""
    since: date | None = None


@dataclass(frozen=True)
class DutyPlan:
    """The county's plan of a school year beside what was done; ``batches`` covers every year."""

    year: int
    schools: int
    planned: int
    sent: int
    persons: int
    serving: int
    by_school: tuple[Tally, ...]
    by_year: tuple[Tally, ...]
    batches: tuple[Tally, ...]

    @property
    def label(self) -> str:
        """2025—2026学年."""
        return school_year_label(self.year)

    @property
    def years(self) -> list[int]:
        """School years in which anything was planned, newest first."""
        return [int(one.key) for one in self.by_year]

    def batches_by(self, day: date) -> tuple[Tally, ...]:
        """Those that had begun by a day."""
        return tuple(one for one in self.batches if one.since is not None and one.since <= day)


class Sent(NamedTuple):
    """One placement, as far as the county's plan counts it."""

    owner: int
    batch: UUID | None
    person: str
    starts: date
    ends: date


def _tally(label: str, planned: int, sent: Sequence[Sent], on: date, **told: Any) -> Tally:
    """Person-times, different persons and those serving on a day."""
    serving = sum(one.starts <= on <= one.ends for one in sent)
    return Tally(label, planned, len(sent), len({one.person for one in sent}), serving, **told)


def year_days(county: Place, year: int) -> Period:
    """The days of a school year: as the county set its terms, else from September to August."""
    return year_period(county, year) or school_year(year)


def duty_plan(county: Place, year: int, on: date) -> DutyPlan:
    """Planned and done by school, year and batch; ``serving`` counts those under way on ``on``."""
    duties = list(Duty.objects.filter(county=county).select_related("school").order_by("school__lo"))
    batches = list(Batch.objects.filter(county=county).order_by("-year", "-number"))
    columns = ("owner_id", "batch_id", "person", "starts", Coalesce("actual_end", "ends"))
    sent = [Sent(*row) for row in sent_from(county).order_by().values_list(*columns)]
    own = [duty for duty in duties if duty.year == year and duty.planned_posts]
    this_year = _begun_in(sent, year_days(county, year))
    whole = _tally("", sum(duty.planned_posts for duty in own), this_year, on)
    return DutyPlan(
        year=year,
        schools=len(own),
        planned=whole.planned,
        sent=whole.sent,
        persons=whole.persons,
        serving=_tally("", 0, sent, on).serving,
        by_school=tuple(_of_school(duty, this_year, on) for duty in own),
        by_year=tuple(_by_year(county, duties, batches, sent, on)),
        batches=tuple(_of_batch(batch, sent, on) for batch in batches),
    )


def _begun_in(sent: Sequence[Sent], period: Period) -> list[Sent]:
    return [one for one in sent if period.contains(one.starts)]


def _of_school(duty: Duty, sent: Sequence[Sent], on: date) -> Tally:
    own = [one for one in sent if one.owner == duty.school_id]
    return _tally(duty.school.brief, duty.planned_posts, own, on, key=str(duty.school_id), remark=duty.remark)


def _by_year(
    county: Place, duties: Sequence[Duty], batches: Sequence[Batch], sent: Sequence[Sent], on: date
) -> Iterator[Tally]:
    """School years in which the county planned anything, newest first."""
    settled = year_periods(county)
    planned = {batch.year: 0 for batch in batches}
    for duty in duties:
        if duty.planned_posts:
            planned[duty.year] = planned.get(duty.year, 0) + duty.planned_posts
    for year in sorted(planned, reverse=True):
        begun = _begun_in(sent, settled.get(year) or school_year(year))
        yield _tally(school_year_label(year), planned[year], begun, on, key=str(year))


def _of_batch(batch: Batch, sent: Sequence[Sent], on: date) -> Tally:
    own = [one for one in sent if one.batch == batch.pk]
    return _tally(batch.name, batch.planned_posts, own, on, key=str(batch.pk), remark=batch.basis, since=batch.starts)


def lines(ids: Sequence[UUID]) -> list[Line]:
    """The records behind a figure, as the viewer may see them."""
    found = []
    for one in placements().filter(pk__in=ids).order_by("starts", "created_at"):
        found.append(
            Line(
                id=one.pk,
                on=one.starts,
                title=str(one),
                url=f"/placements/{one.pk}/",
                kind=one.label,
                people=one.name,
                schools="、".join(side.as_called(one.starts).brief for side in (one.host, one.owner)),
                amount=1,
                unit="人次",
                staff=(one.name,) if one.staff_id else (),
                cells={
                    "subject": one.subject,
                    "kind": one.kind,
                    "post": one.post,
                    "project": one.project,
                    "ends": one.last_day.isoformat(),
                    "weekly_lessons": one.weekly_lessons,
                },
            )
        )
    return found


def of_person(person: UUID) -> list[UUID]:
    """Placements of a member of staff."""
    return list(placements().filter(staff=person).values_list("pk", flat=True))
