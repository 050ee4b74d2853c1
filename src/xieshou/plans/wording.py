"""Promises, states and months as plans say them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from xieshou.catalogue import Indicator, catalogue
from xieshou.kernel.amounts import UNITS, format_amounts
from xieshou.pairings.models import Community, Pairing
from xieshou.terms.models import Term

from .models import CalendarItem, Plan, Promise

PER, EACH = dict(Promise.PERIODS), dict(Promise.EACH)
HALF_YEAR = 182
OTHER_HEADING = "其他承诺"


def entered_in(indicator: str) -> int:
    """How many of the stored unit make one of what people enter: money is entered in yuan and kept in fen."""
    unit = catalogue.indicators[indicator].unit
    return UNITS[unit].per if unit in UNITS else 1


def measure_word(indicator: Indicator) -> str:
    """What a person who enters a number counts in."""
    return UNITS[indicator.unit].measure_word if indicator.unit in UNITS else indicator.unit


def number_words(indicator: str, minimum: int, maximum: int | None) -> str:
    """不少于2次, 2—4次, or 2次 where both ends are the same."""
    figures, unit = format_amounts([minimum, maximum or minimum], catalogue.indicators[indicator].unit)
    if maximum is None:
        return f"不少于{figures[0]}{unit}"
    return f"{figures[0]}{unit}" if maximum == minimum else f"{figures[0]}—{figures[1]}{unit}"


def lead_words(promise: Promise) -> str:
    """每学期每学科（语文、数学）教研活动: everything of the sentence before its number."""
    label = catalogue.indicators[promise.indicator].label
    # A name that has a number of its own would say it twice, and wrongly once the quota is changed.
    said = promise.name if promise.name and not any(letter.isdigit() for letter in promise.name) else label
    each = "" if promise.each == "none" else EACH[promise.each]
    doer = f"{promise.doer.brief}" if promise.doer is not None else ""
    return f"{doer}{PER[promise.per]}{each}{_of_whom(promise)}{said}"


def _of_whom(promise: Promise) -> str:
    """（语文、数学）, or how many teachers."""
    if promise.each == "subject" and promise.subjects:
        return f"（{'、'.join(promise.subjects)}）"
    return f"（{promise.heads}人）" if promise.each == "teacher" and promise.heads else ""


def promise_number(promise: Promise) -> str:
    """The number of a promise with its measure word."""
    return number_words(promise.indicator, promise.minimum, promise.maximum)


def tail_words(promise: Promise) -> str:
    """Who is responsible."""
    return f"，{promise.responsible}负责" if promise.responsible else ""


@dataclass(frozen=True)
class Said:
    """A promise with the parts that narrow it, as one sentence without its stop."""

    promise: Promise
    parts: tuple[Promise, ...] = ()

    @property
    def lead(self) -> str:
        """Everything before the number."""
        return lead_words(self.promise)

    @property
    def number(self) -> str:
        """The number with its measure word."""
        return promise_number(self.promise)

    @property
    def within(self) -> list[tuple[str, str]]:
        """What each part counts, and how many."""
        return [(part_words(part), promise_number(part)) for part in self.parts]

    @property
    def tail(self) -> str:
        """Who is responsible."""
        return tail_words(self.promise)

    def __str__(self) -> str:
        parts = "".join(f"，其中{label}{number}" for label, number in self.within)
        return f"{self.lead}{self.number}{parts}{self.tail}"


def part_words(part: Promise) -> str:
    """信息技术整合, where 教研 is said already."""
    return part.name or catalogue.indicators[part.indicator].label


def said(promises: Iterable[Promise]) -> list[Said]:
    """Promises in their order, each with the parts that narrow it."""
    listed = list(promises)
    return [
        Said(promise, tuple(part for part in listed if part.within_id == promise.pk))
        for promise in listed
        if promise.within_id is None
    ]


def counts_words(promise: Promise) -> str:
    """What it will count, and what it will not."""
    indicator = catalogue.indicators[promise.indicator]
    if indicator.stock:
        word = measure_word(indicator)
        what = f"数的是派遣记录：同一天{indicator.label}最多有几{word}，就算几{word}。"
    elif indicator.counting == "own":
        what = f"数的是记录里的“{indicator.label}”，各校相加。"
    else:
        what = f"数的是记录里的“{indicator.label}”，几校一起做的只算一次。"
    each = {
        "subject": "每个学科分开数，这科多做的不顶那科。",
        "school": "每校分开数。",
        "bearer": "每位派遣教师分开数。",
        "batch": "每批派遣分开数。",
        "teacher": f"按{promise.heads or 0}位教师算出总数，不数到个人。",
    }
    doer = f"只数{promise.doer.brief}做的。" if promise.doer is not None else ""
    return what + each.get(promise.each, "") + doer


def terms_within(plan: Plan, terms: Iterable[Term]) -> int:
    """How many terms a plan holds; guessed from its length where the county has set none for it."""
    known = sum(1 for term in terms if plan.starts <= term.starts <= plan.ends)
    return known or max(1, round(plan.period.days / HALF_YEAR))


def whole_words(promise: Promise, plan: Plan, terms: Iterable[Term]) -> str:
    """计划期里最少16次：2次×4个学科×2个学期; empty where it is no more than the number itself, or depends on people."""
    stock = catalogue.indicators[promise.indicator].stock
    if stock or promise.per not in ("term", "school_year", "plan") or promise.each in ("bearer", "batch"):
        return ""
    schools = 2 if promise.each == "school" and plan.pairing_id else 1
    subjects = len(promise.subjects) if promise.each == "subject" else 1
    halves = terms_within(plan, terms) if promise.per == "term" else 1
    heads = promise.heads or 1 if promise.each == "teacher" else 1
    factors = [f"{subjects}个学科" if subjects > 1 else "", f"{schools}校" if schools > 1 else ""]
    factors.append(f"{heads}位教师" if heads > 1 else "")
    factors.append(f"{halves}个学期" if halves > 1 else "")
    if not any(factors):
        return ""
    unit = catalogue.indicators[promise.indicator].unit
    figures, word = format_amounts([promise.minimum * schools * subjects * heads * halves, promise.minimum], unit)
    return f"计划期里最少{figures[0]}{word}：" + "×".join([f"{figures[1]}{word}", *filter(None, factors)])


def partner_words(plan: Plan, pairing: Pairing | None) -> str:
    """Whose word a plan waits for."""
    return pairing.other(plan.school).brief if pairing is not None else "成员学校"


def state_sentence(plan: Plan, promises: int, partner: str) -> str:
    """The first heading of the page: how many promises, and where the plan stands."""
    count = f"{promises}项承诺" if promises else "还没有承诺"
    if plan.state == "accepted":
        return f"{count}，双方已定"
    return f"{count}，等{partner}认可" if plan.state == "sent" else f"{count}，还在起草"


def bond_words(pairing: Pairing | None, community: Community | None) -> str:
    """Who a plan is for, as lists say it."""
    if pairing is not None:
        return f"{pairing.first.brief}与{pairing.second.brief}"
    return community.name if community is not None else ""


@dataclass(frozen=True)
class Line:
    """One line of the calendar as it is read: the months, and everything to be done then."""

    when: str
    items: tuple[CalendarItem, ...]

    @property
    def texts(self) -> list[str]:
        """Only the words."""
        return [item.text for item in self.items]


@dataclass(frozen=True)
class Year:
    """Lines of one calendar year."""

    year: int
    lines: tuple[Line, ...]


def when_words(starts: date, ends: date) -> str:
    """9月10日 for a day, 9月 within a month, 10—12月 over months, 12月至次年1月 over the turn of the year."""
    if starts == ends:
        return f"{starts.month}月{starts.day}日"
    if (starts.year, starts.month) == (ends.year, ends.month):
        return f"{starts.month}月"
    if starts.year == ends.year:
        return f"{starts.month}—{ends.month}月"
    return f"{starts.month}月至{'次年' if ends.year == starts.year + 1 else f'{ends.year}年'}{ends.month}月"


def by_month(items: Sequence[CalendarItem]) -> list[Year]:
    """The calendar by year and month; what falls in the same months stands in one line."""
    years = []
    for year, group in groupby(items, lambda item: item.starts.year):
        lines: dict[str, list[CalendarItem]] = {}
        for item in group:
            lines.setdefault(when_words(item.starts, item.ends), []).append(item)
        years.append(Year(year, tuple(Line(when, tuple(found)) for when, found in lines.items())))
    return years
