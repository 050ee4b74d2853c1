"""More tiles of the county: which schools took part, what was done by its day, who went where, what came of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from sys import maxsize

from django.db.models import QuerySet, Sum

from xieshou.kernel.amounts import format_amount
from xieshou.ledger.asking import Ask, facts, kept_by_school, total
from xieshou.pairings.models import Community, Pairing
from xieshou.places.models import Place
from xieshou.places.selectors import schools_in
from xieshou.progress.doors import door, progress_door, slot_door
from xieshou.progress.promises import Progress, Slot
from xieshou.web.trace import url_of

from .county import ACTIVITY, AWARDS, SENT, County, Key


def schools_of(place: Place) -> QuerySet[Place]:
    """The county's own schools; partners from outside are none of them."""
    return schools_in(place).filter(outside=False)


@dataclass(frozen=True)
class Due:
    """One stretch of a promise whose day has come."""

    bond: Pairing | Community
    found: Progress
    slot: Slot
    url: str

    @property
    def kept(self) -> bool:
        """Whether what was promised was there by then."""
        return not self.slot.missing

    @property
    def day(self) -> date:
        """The day by which it was to be done."""
        return self.slot.piece.due

    @property
    def figure(self) -> str:
        """1/2次."""
        return f"{self.slot.done}/{self.found.amount(self.slot.needed)}"


@dataclass(frozen=True)
class Flow:
    """Teachers sent from one school to another."""

    source: Place
    target: Place
    number: int
    url: str


@dataclass
class Tiles:
    """What is counted over the schools of a county in a term."""

    county: County

    @cached_property
    def schools(self) -> list[Place]:
        """Schools that stand now."""
        return list(schools_of(self.county.place))

    @cached_property
    def figures(self) -> dict[int, Counter[tuple[str, str]]]:
        """Of each school that did anything: amounts by figure and side, those of its forebears among them."""
        last = self.county.period.ends
        spans = sorted((lo, hi, one.pk) for one in self.schools for lo, hi in one.spans_by(last))
        found: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
        kept = kept_by_school(self.county.place, [self.county.term.code], (ACTIVITY, SENT))
        for (position, code, side), amount in kept.items():
            lo, hi, pk = spans[max(bisect_right(spans, (position, maxsize)) - 1, 0)] if spans else (0, 0, 0)
            if lo <= position < hi:
                found[pk][code, side] += amount
                found[pk][code, ""] += amount
        return found

    def of_school(self, school: Place, code: str, side: str) -> tuple[int, str]:
        """A figure of one school, and the address of its records."""
        ask = Ask(code, place=school, side=side, period=self.county.period)
        number = total(ask) if school.forebears else self.figures[school.pk][code, side]
        return number, url_of(ask) if number else ""

    @cached_property
    def taking_part(self) -> set[int]:
        """Schools with an activity in the term."""
        return {pk for pk, sums in self.figures.items() if sums[ACTIVITY, ""] > 0}

    @cached_property
    def due(self) -> list[Due]:
        """Every stretch of a promise whose day has come, what was missed first."""
        bonds = {bond.pk: bond for bond in self.county.bonds}
        rows = [
            Due(bonds[pk], found, slot, slot_door(slot) or progress_door(found, self.county.term))
            for pk, listed in self.county.found.items()
            for found in listed
            for slot in found.slots
            if slot.needed and slot.piece.due < self.county.today
        ]
        return sorted(rows, key=lambda row: (row.kept, row.day, str(row.bond)))

    @cached_property
    def on_time(self) -> int:
        """How many of them were kept."""
        return sum(row.kept for row in self.due)

    @cached_property
    def flows(self) -> list[Flow]:
        """Who went from where to where; each person-time once, as the county counts it."""
        ask = Ask(SENT, place=self.county.place, period=self.county.period)
        sums = facts(ask).order_by().values_list("school", "side", "partner").annotate(s=Sum("amount"))
        rows = [row for row in sums if row[3]]
        places = Place.objects.in_bulk({pk for row in rows for pk in (row[0], row[2]) if pk})
        found = []
        for school, side, partner, number in rows:
            here, there = places[school], places[partner]
            source, target = (there, here) if side == "received" else (here, there)
            asked = Ask(SENT, place=ask.place, schools=(school,), side=side, partner=partner, period=ask.period)
            found.append(Flow(source, target, number, url_of(asked)))
        return sorted(found, key=lambda flow: (-flow.number, flow.source.lo, flow.target.lo))

    def keys(self) -> list[Key]:
        """The county's own key figures, with what is counted over its schools among them."""
        county = self.county
        done, risk, activities, present, money = county.keys
        taking, every, due = len(self.taking_part), len(self.schools), len(self.due)
        awards = Ask(AWARDS, place=county.place, period=county.period)
        share = 100 * self.on_time / max(due, 1)
        on_time = Key("到期的按时做到", str(self.on_time), f"/{due}段", self._door("on-time"), share=share)
        coverage = Key(
            "参加的学校", str(taking), f"/{every}所", self._door("schools"), share=100 * taking / max(every, 1)
        )
        sent = Key("派出教师", *format_amount(county.sums[SENT], "人次"), self._door("flows"))
        prizes = Key("成果获奖", *format_amount(county.sums[AWARDS], "项"), url_of(awards))
        return [done, risk, *([on_time] if due else []), activities, coverage, present, sent, money, prizes]

    def _door(self, name: str) -> str:
        return door(f"insights:{name}", self.county.place.uid, term=self.county.term.code)
