"""Who helps how many, and where people were sent to, in a county."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from django.utils import timezone

from xieshou.documents.model import Block, Cell, Figure, Table
from xieshou.ledger.asking import Ask, totals_by
from xieshou.pairings.models import Strand
from xieshou.pairings.selectors import in_force
from xieshou.places.models import TOWN, Place

from .chronicle import day_words
from .figures import door
from .subjects import Subject, day_within

MOST_LINES = 40
MOST_DAYS = 2
SENT = "placement.sent"


def strands_in(subject: Subject) -> list[Strand]:
    """Lanes of help given by schools of the report's place, on the day its papers are looked at."""
    day = day_within(subject.span, timezone.localdate())
    inside = {"giver__lo__gte": subject.place.lo, "giver__lo__lt": subject.place.hi}
    found = Strand.objects.filter(in_force(day), **inside).select_related("giver", "receiver")
    return list(found.order_by("giver__lo", "receiver__lo", "dimension"))


def tables(subject: Subject) -> list[Block]:
    """Only a county has both tables; a school's own partners are named at its beginning."""
    return [*_partners(subject), *_destinations(subject)] if subject.kind == "county" else []


def _partners(subject: Subject) -> list[Block]:
    helped: dict[Place, dict[int, str]] = defaultdict(dict)
    for strand in strands_in(subject):
        helped[strand.giver][strand.receiver_id] = strand.receiver.brief
    rows: list[tuple[Cell, ...]] = []
    for giver, receivers in list(helped.items())[:MOST_LINES]:
        url = f"{subject.url}partners/?school={giver.uid}"
        number = (Figure(str(len(receivers)), "所", url, key="partners.count"),)
        rows.append((giver.name, number, "、".join(receivers.values())))
    head = ("支援学校", "帮扶学校", "帮扶哪些学校")
    return [Table(head, tuple(rows), caption="结对情况", numeric=frozenset({1}))] if rows else []


def _destinations(subject: Subject) -> list[Block]:
    """Person-times by receiving town, and by school where it lies in no town."""
    received = replace(subject.ask.about(SENT), side="received")
    amounts: dict[Place, int] = defaultdict(int)
    by_school = totals_by(received, "school")
    schools = Place.objects.filter(pk__in=list(by_school)).select_related("parent")
    for school in schools.order_by("lo"):
        town = school.parent if school.parent is not None and school.parent.level == TOWN else school
        amounts[town] += by_school[school.pk]
    largest = sorted(amounts.items(), key=lambda pair: (-pair[1], pair[0].lo))[:MOST_LINES]
    rows = tuple(_destination(replace(received, place=place), place, amount) for place, amount in largest)
    head = ("接收乡镇、学校", "到岗日期", "人次")
    return [Table(head, rows, caption="派遣去向", numeric=frozenset({2}))] if rows else []


def _destination(ask: Ask, place: Place, amount: int) -> tuple[Cell, ...]:
    days = sorted(day for day, number in totals_by(ask, "on").items() if number)
    words = "、".join(day_words(day) for day in days[:MOST_DAYS]) + ("等" if len(days) > MOST_DAYS else "")
    return (place.name, words, (door(ask, amount),))
