"""The state of a county in a term: its pairs in the order of risk, and its key figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from xieshou.kernel.amounts import format_amount
from xieshou.kernel.dates import days_ago
from xieshou.kernel.periods import Period
from xieshou.ledger.asking import Ask, total, totals
from xieshou.pairings.models import Community, Pairing, Strand
from xieshou.pairings.sides import SideSign, signs_of
from xieshou.places.models import Place
from xieshou.plans.models import CalendarItem
from xieshou.progress.book import Book
from xieshou.progress.doors import door, present_door
from xieshou.progress.loading import Loaded, load
from xieshou.progress.pieces import Timetable
from xieshou.progress.promises import RISK_ORDER, Progress
from xieshou.progress.rows import day_of, day_set, next_dates
from xieshou.progress.selectors import Tally, tally
from xieshou.terms.models import Term
from xieshou.terms.selectors import terms_of
from xieshou.web.trace import url_of

from .within import communities_within, pairings_within, strands_within

ACTIVITY, MONEY, SENT, AWARDS = "activity.count", "donation.fen", "placement.sent", "award.count"
NAMED = 2


@dataclass(frozen=True)
class BondRow:
    """A pair or community with its promises, and its last activity."""

    county: County
    bond: Pairing | Community
    dimensions: Sequence[str]
    found: Sequence[Progress]
    tally: Tally
    last: date | None
    url: str

    @property
    def why(self) -> str:
        """Why it stands where it does."""
        return why_of(self.found, self.tally, self.county.dates)

    @property
    def reminder(self) -> str:
        """A text for the group of its schools."""
        return reminder_of(self.bond, self.found, self.tally, self.last, self.county.today)

    @property
    def signs(self) -> tuple[SideSign, ...]:
        """Both sides of the pair."""
        return signs_of(self.bond) if isinstance(self.bond, Pairing) else ()

    @property
    def order(self) -> tuple[int, int, date]:
        """Most at risk first, then what is owed, then the longest silence."""
        return RISK_ORDER[self.tally.state], -self.tally.risk, self.last or date.min


@dataclass(frozen=True)
class Key:
    """A key figure with its door."""

    label: str
    figure: str
    unit: str
    url: str
    share: float | None = None
    risk: bool = False


@dataclass
class County:
    """A county as of a day, in one of its terms. Reads what is asked for once."""

    place: Place
    term: Term
    today: date
    # Whether the viewer opens the pages of pairs; others see their promises instead.
    pairs_open: bool = True

    @cached_property
    def day(self) -> date:
        """The day the page speaks of: today, or the last day of a term that is over."""
        return min(max(self.today, self.term.starts), self.term.ends)

    @cached_property
    def table(self) -> Timetable:
        """All terms of the county."""
        return Timetable(self.term, tuple(terms_of(self.place)))

    @cached_property
    def period(self) -> Period:
        """Days that count for the term."""
        return self.table.counting(self.term)

    @cached_property
    def pairs(self) -> list[Pairing]:
        """Pairs with a side in the county."""
        return pairings_within(self.place, self.day)

    @cached_property
    def pair_of(self) -> dict[UUID, Pairing]:
        """The same by their ids."""
        return {pair.pk: pair for pair in self.pairs}

    @cached_property
    def communities(self) -> list[Community]:
        """Communities whose core school lies in the county."""
        return communities_within(self.place, self.day)

    @cached_property
    def strands(self) -> list[Strand]:
        """Lanes of the pairs."""
        return [one for one in strands_within(self.place, self.day) if one.pairing_id in self.pair_of]

    @cached_property
    def bonds(self) -> list[Pairing | Community]:
        """Pairs and communities."""
        return [*self.pairs, *self.communities]

    @cached_property
    def _year(self) -> Period:
        """From the first day of the school year to the last that counts for the term."""
        return Period(min(self.table.school_year().period.starts, self.period.starts), self.period.ends)

    @property
    def told(self) -> dict[str, Period]:
        """What its book tells beside the promises."""
        return {ACTIVITY: self._year}

    @cached_property
    def _loaded(self) -> Loaded:
        """Promises of the pairs and their activities of the year, from one book."""
        return load([bond.pk for bond in self.bonds], self.term, self.today, self.told)

    @cached_property
    def book(self) -> Book:
        """Activities of the pairs, from the first day of the school year."""
        return self._loaded.book.within(self._year)

    @cached_property
    def found(self) -> dict[UUID, list[Progress]]:
        """Progress of every promise, by pair."""
        found = self._loaded.by_bond()
        return {bond.pk: found.get(bond.pk, []) for bond in self.bonds}

    @cached_property
    def dates(self) -> dict[UUID, CalendarItem]:
        """The day that is set for each promise that has one."""
        return next_dates({row.promise.plan_id for listed in self.found.values() for row in listed}, self.today)

    @cached_property
    def rows(self) -> list[BondRow]:
        """Pairs in the order of risk."""
        lanes: dict[UUID, list[str]] = defaultdict(list)
        for strand in self.strands:
            lanes[strand.pairing_id].append(strand.dimension)
        rows = [self._row(bond, list(dict.fromkeys(lanes[bond.pk]))) for bond in self.bonds]
        return sorted(rows, key=lambda row: row.order)

    def _row(self, bond: Pairing | Community, dimensions: list[str]) -> BondRow:
        found = self.found[bond.pk]
        url = door("pairings:detail", bond.pk) if isinstance(bond, Pairing) else door("communities:detail", bond.pk)
        last, url = self.last_activity(bond.pk), url if self.pairs_open and url else self.promises_url(bond.pk)
        return BondRow(self, bond, dimensions, found, tally(found), last, url)

    def last_activity(self, bond: UUID) -> date | None:
        """The day of the last activity that stands, within the school year."""
        days: dict[tuple[UUID, date], int] = defaultdict(int)
        for entry in self.book.entries(Ask(ACTIVITY, bond=bond)):
            days[entry.record, entry.on] += entry.amount
        return max((on for (_, on), amount in days.items() if amount > 0), default=None)

    def promises_url(self, bond: UUID | None = None, state: str = "") -> str:
        """The list of the promises behind a figure."""
        given = {"term": self.term.code, "bond": bond, "state": state}
        return door("insights:promises", self.place.uid, **{name: value for name, value in given.items() if value})

    @cached_property
    def tally(self) -> Tally:
        """All promises of the county."""
        return tally(row for listed in self.found.values() for row in listed)

    @cached_property
    def at_risk(self) -> int:
        """Pairs and communities to look at."""
        return sum(row.tally.risk > 0 for row in self.rows)

    @cached_property
    def keys(self) -> list[Key]:
        """承诺完成, 有风险, 本学期活动, 在岗交流教师, 捐赠."""
        counts = self.tally
        share = 100 * counts.done / counts.total if counts.total else 0
        return [
            Key("承诺完成", str(counts.done), f"/{counts.total}项", self.promises_url(state="done"), share=share),
            Key("有风险", str(counts.risk), f"项，在{self.at_risk}对", self.promises_url(state="risk"), risk=True),
            *self.ledger_keys(),
        ]

    @cached_property
    def sums(self) -> dict[str, int]:
        """Figures of the whole county in the term, each event once."""
        asked = Ask(ACTIVITY, place=self.place, period=self.period)
        return totals(asked, (ACTIVITY, MONEY, SENT, AWARDS))

    def ledger_keys(self) -> list[Key]:
        """Figures of the whole county, each with its records."""
        activity, money = (Ask(code, place=self.place, period=self.period) for code in (ACTIVITY, MONEY))
        there = Ask("placement.present", place=self.place, period=Period(date.min, self.day))
        return [
            Key("本学期活动", *format_amount(self.sums[ACTIVITY], "次"), url_of(activity)),
            Key("在岗交流教师", *format_amount(total(there), "人"), present_door(there, self.day)),
            Key("捐赠资金", *format_amount(self.sums[MONEY], "fen"), url_of(money)),
        ]

    @cached_property
    def sentence(self) -> str:
        """12对学校，5对要看一看."""
        parts = [(len(self.pairs), "对学校"), (len(self.communities), "个共同体")]
        said = "、".join(f"{number}{word}" for number, word in parts if number)
        if not said:
            return "还没有结对"
        measure = "对" if not self.communities else "处"
        if self.at_risk:
            return f"{said}，{self.at_risk}{measure}要看一看"
        return f"{said}，都没有风险" if self.tally.total else f"{said}，还没有承诺"

    @cached_property
    def reminder(self) -> str:
        """Text for the group of all schools."""
        risky = [row.reminder for row in self.rows if row.tally.risk]
        head = f"{self.term.name}，{self.sentence}。"
        return "\n".join([head, *(f"{number}. {text}" for number, text in enumerate(risky, 1))])


def why_of(found: Iterable[Progress], counts: Tally, dates: Any) -> str:
    """有风险2项，英语教研活动、城乡体验一日游; or the next day that is set for what is owed."""
    if not counts.total:
        return "这个学期没有承诺"
    if counts.state == "done":
        return "全部完成"
    names = [row.promise.name for row in found if row.state == counts.state]
    number = counts.risk or counts.owed
    head = f"{'有风险' if counts.risk else '待完成'}{number}项"
    items = [item for row in found if row.state == "owed" and (item := day_set(row, dates))]
    if not counts.risk and items:
        first = min(items, key=lambda item: item.starts)
        return f"{head}，{day_of(first)}{first.text}"
    return f"{head}，{'、'.join(names[:NAMED])}" + (f"等{len(names)}项" if len(names) > NAMED else "")


def reminder_of(
    bond: Pairing | Community, found: Iterable[Progress], counts: Tally, last: date | None, today: date
) -> str:
    """A text to paste into a group: which promises wait, and what is missing of each."""
    listed = [f"{row.promise.name}{row.why}" for row in found if row.state == (counts.state if counts.total else "")]
    if counts.state == "done" or not listed:
        return f"{bond}：承诺都完成了。" if counts.total else f"{bond}：这个学期还没有承诺。"
    ago = f"最近一次活动在{days_ago(last, today)}。" if last else "这一学年还没有活动。"
    return f"{bond}：{'；'.join(listed)}。{ago}"
