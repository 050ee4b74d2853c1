"""Who helps how many, and where people were sent to, in a county."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

from xieshou.documents.model import Block, Cell, Figure, Table
from xieshou.insights.within import strands_within
from xieshou.ledger.asking import Ask
from xieshou.pairings.models import Strand
from xieshou.places.models import TOWN, Place
from xieshou.subjects.figures import door
from xieshou.subjects.material import Material

from .chronicle import day_words

MOST_LINES = 40
MOST_DAYS = 2
SENT = "placement.sent"


def strands_in(material: Material) -> list[Strand]:
    """Lanes of help given by schools of the report's place, on the day its papers are looked at."""
    place = material.subject.place
    return [strand for strand in strands_within(place, material.day) if place.covers(strand.giver)]


def tables(material: Material) -> list[Block]:
    """Only a county has both tables; a school's own partners are named at its beginning."""
    return [*_partners(material), *_destinations(material)] if material.subject.kind == "county" else []


def _partners(material: Material) -> list[Block]:
    subject = material.subject
    helped: dict[Place, dict[int, str]] = defaultdict(dict)
    for strand in strands_in(material):
        helped[subject.called(strand.giver)][strand.receiver_id] = subject.called(strand.receiver).brief
    rows: list[tuple[Cell, ...]] = []
    for giver, receivers in list(helped.items())[:MOST_LINES]:
        url = f"{subject.url}partners/?school={giver.uid}"
        number = (Figure(str(len(receivers)), "所", url, key="partners.count"),)
        rows.append((giver.name, number, "、".join(receivers.values())))
    head = ("支援学校", "帮扶学校", "帮扶哪些学校")
    return [Table(head, tuple(rows), caption="结对情况", numeric=frozenset({1}))] if rows else []


def _destinations(material: Material) -> list[Block]:
    """Person-times by receiving town, and by school where it lies in no town."""
    subject, part = material.subject, material.overview.of_side("received")
    by_day: dict[tuple[int, date], int] = defaultdict(int)
    for row in part.rows:
        if row.indicator == SENT:
            by_day[row.school, row.on] += row.amount
    amounts = {where: number for where, number in by_day.items() if number}
    schools = Place.objects.filter(pk__in={school for school, _ in amounts}).select_related("parent")
    of_school = {school.pk: _town_of(school) for school in schools}
    arrivals: dict[Place, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for (school, on), number in amounts.items():
        arrivals[of_school[school]][on] += number
    largest = sorted(arrivals.items(), key=lambda pair: (-sum(pair[1].values()), pair[0].lo))[:MOST_LINES]
    rows = tuple(
        _destination(_there(part.question(SENT), place), subject.called(place), days) for place, days in largest
    )
    head = ("接收乡镇、学校", "到岗日期", "人次")
    return [Table(head, rows, caption="派遣去向", numeric=frozenset({2}))] if rows else []


def _there(received: Ask, place: Place) -> Ask:
    """A town as a place; a school by itself, whose forebears have a line of their own."""
    if place.level == TOWN:
        return replace(received, place=place)
    return replace(received, place=None, schools=(place.pk,))


def _town_of(school: Place) -> Place:
    return school.parent if school.parent is not None and school.parent.level == TOWN else school


def _destination(ask: Ask, place: Place, days: dict[date, int]) -> tuple[Cell, ...]:
    words = "、".join(map(day_words, sorted(days)[:MOST_DAYS])) + ("等" if len(days) > MOST_DAYS else "")
    return (place.name, words, (door(ask, sum(days.values())),))
