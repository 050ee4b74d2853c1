"""Reading pairs and their papers, as the viewer may see them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Case, Q, QuerySet, When

from xieshou.places.models import CAMPUS, SCHOOL, TOWN, Place
from xieshou.places.selectors import county_of, schools_in, within

from .models import Agreement, Community, Member, Need, Pairing, Strand

WARN_BEFORE_END = timedelta(days=60)


def in_force(day: date) -> Q:
    """From–to columns ``since`` and ``until`` holding a day."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


def pairings(day: date) -> QuerySet[Pairing]:
    """Pairings that stand on a day."""
    return Pairing.objects.filter(in_force(day)).select_related("first", "second")


def pairings_of(school: Place, day: date) -> QuerySet[Pairing]:
    """Pairings that a school stands in itself, with a campus, or with its town or community."""
    itself = Q(pk=school.pk) | Q(level=CAMPUS, parent=school) | Q(level=TOWN, lo__lte=school.lo, hi__gt=school.lo)
    places = Place.objects.filter(itself).values("pk")
    joined = Member.objects.filter(in_force(day), school=school).values("community")
    sides = Q()
    for side in ("first", "second"):
        sides |= Q(**{f"{side}__in": places, f"{side}_community": None}) | Q(**{f"{side}_community__in": joined})
    return pairings(day).filter(sides)


def others_for(place: Place) -> QuerySet[Place]:
    """Schools that may stand on the other side of a place's record: partners first, then the county's others."""
    ours = within(place, "first__lo") | within(place, "second__lo")
    pairs = Pairing.objects.filter(ours, until__isnull=True)
    partners = {side for pair in pairs.values_list("first", "second") for side in pair} - {place.pk}
    inside = within(county_of(place) or place, "lo") | Q(pk__in=partners)
    near = Case(When(pk__in=partners, then=0), default=1)
    return Place.objects.filter(inside, level=SCHOOL).exclude(pk=place.pk).order_by(near, "lo")


def strands_of(pairing: Pairing, day: date) -> list[Strand]:
    """Lanes of a pair on a day, the first side's first."""
    rows = Strand.objects.filter(in_force(day), pairing=pairing).select_related("giver", "receiver")
    return sorted(rows, key=lambda s: (s.giver_id != pairing.first_id, s.dimension))


def communities_of(school: Place, day: date) -> QuerySet[Community]:
    """Communities a school belongs to."""
    joined = Member.objects.filter(in_force(day), school=school).values("community")
    return Community.objects.filter(in_force(day), Q(pk__in=joined) | Q(core=school)).select_related("core")


def members_of(community: Community, day: date) -> list[Place]:
    """Schools of a community on a day, the core first."""
    rows = Member.objects.filter(in_force(day), community=community).select_related("school")
    schools = {row.school_id: row.school for row in rows}
    schools.pop(community.core_id, None)
    return [community.core, *sorted(schools.values(), key=lambda s: s.lo)]


def schools_of(place: Place, community: Community | None, day: date) -> list[Place]:
    """The schools a side acts for: those of a community or a town; its school for a campus; else the side itself."""
    if community is not None:
        return members_of(community, day)
    if place.level == TOWN:
        return list(schools_in(place).filter(outside=False))
    return [place.parent] if place.level == CAMPUS and place.parent is not None else [place]


def sides_of(pairing: Pairing, day: date) -> tuple[list[Place], list[Place]]:
    """The schools of both sides; a school that is itself paired with its own town or community stands there alone."""
    first = schools_of(pairing.first, pairing.first_community, day)
    second = schools_of(pairing.second, pairing.second_community, day)
    if len(second) == 1 < len(first):
        return [school for school in first if school not in second], second
    return first, [school for school in second if school not in first]


def stand_in(pairing: Pairing, schools: Iterable[Place], day: date) -> bool:
    """Whether all of these schools stand on a side of the pair."""
    first, second = sides_of(pairing, day)
    return all(school in first or school in second for school in schools)


def agreement_of(pairing: Pairing, day: date) -> Agreement | None:
    """The signed agreement in force, else the newest draft."""
    return chosen(Agreement.objects.filter(pairing=pairing).select_related("basis__place"), day)


def chosen(papers: Iterable[Agreement], day: date) -> Agreement | None:
    """Of a pair's agreements, the newest first, the signed one in force on a day, else the newest draft."""
    listed = list(papers)
    signed = (paper for paper in listed if paper.state == "signed" and paper.starts <= day <= paper.ends)
    return next(signed, None) or next((paper for paper in listed if paper.state == "draft"), None)


def ending_soon(day: date) -> QuerySet[Agreement]:
    """Signed agreements that end within sixty days and are not renewed yet."""
    renewed = Agreement.objects.filter(state="signed", renews__isnull=False).values("renews_id")
    soon = Agreement.objects.filter(state="signed", ends__gte=day, ends__lte=day + WARN_BEFORE_END)
    return soon.exclude(pk__in=renewed).select_related("pairing__first", "pairing__second").order_by("ends")


def needs_of(pairing: Pairing) -> QuerySet[Need]:
    """Needs and strengths of both sides."""
    sides = Q(pairing=pairing) | Q(pairing__isnull=True, school__in=[pairing.first_id, pairing.second_id])
    return Need.objects.filter(sides).select_related("school")
