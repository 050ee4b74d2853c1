"""The stretches of time in which a promise is owed, within one term of a county."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from xieshou.kernel.periods import Period, natural_year, split_months, split_quarters, split_weeks
from xieshou.plans.models import Plan, Promise
from xieshou.terms.models import Term

ONE_DAY = timedelta(days=1)
LONGER_THAN_ANY = timedelta(days=100)
QUARTERS = "一二三四"
CUTS: dict[str, Callable[[Period], list[Period]]] = {
    "week": split_weeks,
    "month": split_months,
    "quarter": split_quarters,
}


@dataclass(frozen=True)
class Piece:
    """Days whose records count, the day by which it should be done, and what it is called where there are several."""

    period: Period
    due: date
    label: str = ""


@dataclass(frozen=True)
class Timetable:
    """A term among all terms of its county, oldest first; read once for many promises."""

    term: Term
    terms: tuple[Term, ...]

    def counting(self, term: Term) -> Period:
        """Days that count for a term: to the eve of the next one, holidays included."""
        following = [other.starts for other in self.terms if other.starts > term.starts]
        ends = min(following) - ONE_DAY if following else term.ends
        return Period(term.starts, max(ends, term.ends))

    def school_year(self) -> Piece:
        """From the first day of the year's first term to the last day that counts for its last."""
        same = [term for term in self.terms if term.year == self.term.year] or [self.term]
        return Piece(Period(same[0].starts, self.counting(same[-1]).ends), same[-1].ends)

    def natural_pieces(self, per: str, least_share: float) -> list[Piece]:
        """Whole weeks, months or quarters of the term; one that touches two terms belongs to where it mostly lies."""
        cut, own = CUTS[per], self.term
        whole = Period(_first_day(own.starts, per), cut(Period(own.ends, own.ends + LONGER_THAN_ANY))[0].ends)
        found = []
        for period in cut(whole):
            days = _common(period, own.period)
            elsewhere = max((_common(period, term.period) for term in self.terms if term.pk != own.pk), default=0)
            if days >= period.days * least_share and days > elsewhere:
                found.append(Piece(period, min(period.ends, own.ends), _label(period, per, own)))
        return found


def _common(one: Period, other: Period) -> int:
    return max(0, (min(one.ends, other.ends) - max(one.starts, other.starts)).days + 1)


def _first_day(day: date, per: str) -> date:
    if per == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1, month=day.month if per == "month" else (day.month - 1) // 3 * 3 + 1)


def week_of(day: date, term: Term) -> int:
    """The number of a week in its term; the week of the first day is 1."""
    return (_first_day(day, "week") - _first_day(term.starts, "week")).days // 7 + 1


def _label(period: Period, per: str, term: Term) -> str:
    if per == "week":
        return f"第{week_of(period.starts, term)}周"
    return f"{period.starts.month}月" if per == "month" else f"第{QUARTERS[period.starts.month // 3]}季度"


def pieces_of(promise: Promise, plan: Plan, table: Timetable, agreed: Period | None, least_share: float) -> list[Piece]:
    """When a promise is owed, as seen from one term; ``agreed`` is the time of the agreement, where there is one."""
    if promise.per in CUTS:
        whole = table.natural_pieces(promise.per, least_share)
        return [piece for piece in whole if piece.period.overlaps(plan.period)]
    if promise.per == "term":
        return [Piece(table.counting(table.term), table.term.ends)]
    if promise.per == "school_year":
        return [table.school_year()]
    if promise.per == "calendar_year":
        middle = table.term.starts + (table.term.ends - table.term.starts) / 2
        return [Piece(natural_year(middle.year), date(middle.year, 12, 31))]
    span = agreed if promise.per == "agreement" and agreed is not None else plan.period
    return [Piece(span, span.ends)]
