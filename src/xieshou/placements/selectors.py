"""Reading placements, as the viewer may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

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


Done = tuple[int, int, int]
NOTHING: Done = (0, 0, 0)


def _done_by(found: QuerySet[Placement], column: str, on: date) -> dict[object, Done]:
    """Person-times, different persons and those serving on a day, by the values of a column."""
    serving = Count("pk", filter=lasting_to(on) & Q(starts__lte=on))
    grouped = found.order_by().values(column).annotate(n=Count("pk"), who=Count("person", distinct=True), now=serving)
    return {row[column]: (row["n"], row["who"], row["now"]) for row in grouped}


def year_days(county: Place, year: int) -> Period:
    """The days of a school year: as the county set its terms, else from September to August."""
    return year_period(county, year) or school_year(year)


def _started_in(found: QuerySet[Placement], period: Period) -> QuerySet[Placement]:
    return found.filter(starts__gte=period.starts, starts__lte=period.ends)


def duties_of(county: Place, year: int) -> QuerySet[Duty]:
    """Duties of a school year that ask for at least one post."""
    return Duty.objects.filter(county=county, year=year, planned_posts__gt=0).select_related("school")


def duty_years(county: Place) -> list[int]:
    """School years in which the county planned anything, newest first."""
    years = set(Duty.objects.filter(county=county, planned_posts__gt=0).order_by().values_list("year", flat=True))
    years |= set(Batch.objects.filter(county=county).order_by().values_list("year", flat=True))
    return sorted(years, reverse=True)


def duty_plan(county: Place, year: int, on: date) -> DutyPlan:
    """Planned and done by school, year and batch; ``serving`` counts those under way on ``on``."""
    own = sent_from(county)
    this_year = _started_in(own, year_days(county, year))
    duties = list(duties_of(county, year).order_by("school__lo"))
    return DutyPlan(
        year=year,
        schools=len(duties),
        planned=sum(duty.planned_posts for duty in duties),
        sent=this_year.count(),
        persons=persons(this_year),
        serving=serving_on(own, on).count(),
        by_school=tuple(_by_school(duties, this_year, on)),
        by_year=tuple(_by_year(county, own, on)),
        batches=tuple(_by_batch(county, own, on)),
    )


def _by_school(duties: list[Duty], found: QuerySet[Placement], on: date) -> list[Tally]:
    done = _done_by(found, "owner_id", on)
    return [
        Tally(d.school.brief, d.planned_posts, *done.get(d.school_id, NOTHING), str(d.school_id), d.remark)
        for d in duties
    ]


def _by_year(county: Place, found: QuerySet[Placement], on: date) -> list[Tally]:
    sums = Duty.objects.filter(county=county).order_by().values_list("year").annotate(s=Sum("planned_posts"))
    planned = dict(sums)
    settled, years = year_periods(county), duty_years(county)
    counts = {}
    for year in years:
        period = settled.get(year) or school_year(year)
        began = Q(starts__gte=period.starts, starts__lte=period.ends)
        counts[f"sent_{year}"] = Count("pk", filter=began)
        counts[f"persons_{year}"] = Count("person", distinct=True, filter=began)
        counts[f"serving_{year}"] = Count("pk", filter=began & lasting_to(on) & Q(starts__lte=on))
    done = found.order_by().aggregate(**counts)
    return [
        Tally(
            school_year_label(year),
            planned.get(year, 0),
            sent=done[f"sent_{year}"],
            persons=done[f"persons_{year}"],
            serving=done[f"serving_{year}"],
            key=str(year),
        )
        for year in years
    ]


def _by_batch(county: Place, found: QuerySet[Placement], on: date) -> list[Tally]:
    done = _done_by(found, "batch_id", on)
    batches = Batch.objects.filter(county=county).order_by("-year", "-number")
    return [Tally(b.name, b.planned_posts, *done.get(b.pk, NOTHING), str(b.pk), b.basis) for b in batches]


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
