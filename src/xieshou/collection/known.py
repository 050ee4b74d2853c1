"""What is known of schools, for a column of a form: the value, and the page that shows where it comes from."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone

from xieshou.blankforms.column import Column, Plain, shown_answer
from xieshou.blankforms.vocabulary import OPENING
from xieshou.catalogue import catalogue
from xieshou.kernel.periods import Period, school_year_of
from xieshou.ledger.asking import Ask, facts, peak, totals_by
from xieshou.ledger.sources import OPENING as STATED
from xieshou.pairings.models import Pairing, Strand
from xieshou.people.models import Staff
from xieshou.places.models import COUNTY, SCHOOL, TOWN, Figures, Place
from xieshou.web.trace import url_of

HEADS = ("校长", "园长", "党支部书记、校长", "党总支书记、校长", "书记、校长", "书记兼校长", "校长兼书记", "负责人")


@dataclass(frozen=True)
class Value:
    """A known value as a form holds it, and where it comes from."""

    plain: Plain
    url: str = ""


NOTHING = Value(None)
Found = Mapping[int, Value]
Reader = Callable[[Sequence[Place], Period], Found]


def _page(school: Place) -> str:
    return reverse("office:school", args=[school.uid])


def _directory(read: Callable[[Place], Plain]) -> Reader:
    return lambda schools, period: {school.pk: Value(read(school), _page(school)) for school in schools}


def _above(level: int) -> Reader:
    """The county or town that holds each school."""

    def read(schools: Sequence[Place], period: Period) -> Found:
        first, last = min(school.lo for school in schools), max(school.lo for school in schools)
        above = list(Place.objects.filter(level=level, lo__lte=last, hi__gt=first))
        holds = {s.pk: next((place.name for place in above if place.covers(s)), None) for s in schools}
        return {s.pk: Value(holds[s.pk], _page(s)) for s in schools}

    return read


def _figures(name: str) -> Reader:
    """Headcounts of the school year in which the period ends, or of the newest year before it."""

    def read(schools: Sequence[Place], period: Period) -> Found:
        year = school_year_of(min(period.ends, timezone.localdate()))
        rows = Figures.objects.filter(school__in=schools, year__lte=year, **{f"{name}__isnull": False})
        newest = {row.school_id: row for row in rows.order_by("year")}
        return {s.pk: Value(getattr(newest[s.pk], name), _page(s)) for s in schools if s.pk in newest}

    return read


def _heads(schools: Sequence[Place], period: Period) -> Found:
    staff = Staff.objects.filter(school__in=schools, post__in=HEADS, left__isnull=True).order_by("order")
    found: dict[int, list[Staff]] = {}
    for person in staff:
        found.setdefault(person.school_id, []).append(person)
    ranked = {pk: min(people, key=lambda one: HEADS.index(one.post)) for pk, people in found.items()}
    return {school.pk: Value(ranked[school.pk].name, _page(school)) for school in schools if school.pk in ranked}


def _standing(period: Period) -> Q:
    return Q(since__lte=period.ends) & (Q(until__isnull=True) | Q(until__gte=period.starts))


def _partners(schools: Sequence[Place], period: Period) -> Found:
    rows = list(
        Pairing.objects.filter(_standing(period))
        .filter(Q(first__in=schools) | Q(second__in=schools))
        .select_related("first", "second")
    )
    found = {}
    for school in schools:
        others = [row.other(school) for row in rows if row.has(school)]
        if others:
            found[school.pk] = Value("、".join(other.name for other in others), reverse("pairings:list"))
    return found


def _helped(own: str, other: str) -> Reader:
    """Who helps a school, or whom it helps, by the strands between them."""

    def read(schools: Sequence[Place], period: Period) -> Found:
        rows = Strand.objects.filter(_standing(period), **{f"{own}__in": schools}).select_related(own, other)
        names: dict[int, dict[str, None]] = {}
        for row in rows.order_by(f"{other}__lo"):
            names.setdefault(getattr(row, f"{own}_id"), {})[getattr(row, other).name] = None
        return {pk: Value("、".join(said), reverse("pairings:list")) for pk, said in names.items()}

    return read


def _paired_since(schools: Sequence[Place], period: Period) -> Found:
    first: dict[int, date] = {}
    rows = Pairing.objects.filter(_standing(period)).filter(Q(first__in=schools) | Q(second__in=schools))
    for one, other, since in rows.values_list("first_id", "second_id", "since"):
        for pk in (one, other):
            first[pk] = min(since, first.get(pk, since))
    return {s.pk: Value(first[s.pk].isoformat(), reverse("pairings:list")) for s in schools if s.pk in first}


READERS: dict[str, Reader] = {
    "place.name": _directory(lambda school: school.name),
    "place.code": _directory(lambda school: school.code or None),
    "place.county": _above(COUNTY),
    "place.town": _above(TOWN),
    "place.setting": _directory(lambda school: school.get_setting_display() or None),
    "place.stage": _directory(lambda school: school.get_stage_display() or None),
    "figures.pupils": _figures("pupils"),
    "figures.teachers": _figures("teachers"),
    "figures.classes": _figures("classes"),
    "people.head": _heads,
    "pair.schools": _partners,
    "pair.givers": _helped("receiver", "giver"),
    "pair.receivers": _helped("giver", "receiver"),
    "pair.since": _paired_since,
}


def question(code: str, school: Place, period: Period) -> Ask:
    """The ledger's question behind a figure of a school."""
    bare, _, side = code.removeprefix(OPENING).partition("@")
    if code.startswith(OPENING):
        return Ask(bare, place=school, side=side, source=STATED)
    return Ask(bare, place=school, side=side, period=period)


def _scaled(amount: int, scale: int) -> Plain:
    exact = Decimal(amount) / scale
    return int(exact) if exact == exact.to_integral_value() else float(round(exact, 6))


def _by_school(ask: Ask, schools: Sequence[Place]) -> dict[int, dict[date, int]]:
    """Net amounts by school and day, from one read; the same facts that each school's own question sums."""
    first, last = min(school.lo for school in schools), max(school.hi for school in schools)
    inside = facts(ask).filter(place_lo__gte=first, place_lo__lt=last, counts_up_to__lte=SCHOOL)
    found: dict[int, dict[date, int]] = {school.pk: defaultdict(int) for school in schools}
    order = sorted(schools, key=lambda school: school.lo)
    starts = [school.lo for school in order]
    for lo, day, amount in inside.order_by().values_list("place_lo", "on").annotate(s=Sum("amount")):
        school = order[bisect_right(starts, lo) - 1]
        if school.lo <= lo < school.hi:
            found[school.pk][day] += amount
    for school in schools:
        if school.forebears:  # a set, not a stretch of the tree
            found[school.pk] = totals_by(replace(ask, place=school), "on")
    return found


def _from_ledger(column: Column, schools: Sequence[Place], period: Period) -> Found:
    """Figures of the ledger; a stock is the most that were present on one day of the period."""
    code = column.known
    stock = catalogue.indicators[code.removeprefix(OPENING).partition("@")[0]].stock
    asked = replace(question(code, schools[0], period), place=None)
    days = _by_school(asked.so_far() if stock else asked, schools)
    found = {}
    for school in schools:
        amount = peak(days[school.pk], period) if stock else sum(days[school.pk].values())
        if not amount and code.startswith(OPENING):
            continue  # nothing stated is not nought
        url = url_of(question(code, school, period)) if amount else ""
        found[school.pk] = Value(_scaled(amount, column.scale), url)
    return found


def known_values(column: Column, schools: Sequence[Place], period: Period) -> Found:
    """The values of one known column, by school; a school of which nothing is known is left out."""
    if not schools:
        return {}
    over = column.span or period
    reader = READERS.get(column.known)
    return reader(schools, over) if reader else _from_ledger(column, schools, over)


def in_words(column: Column, value: Plain) -> str:
    """A value with its measure word."""
    text = shown_answer(column, value)
    return f"{text}{column.unit}" if text and column.unit and column.kind in ("int", "number") else text
