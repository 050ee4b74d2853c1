"""How far a promise has come: slots of time and bearer, each with what is promised and what the ledger says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal
from uuid import UUID

from xieshou.catalogue import Indicator, catalogue
from xieshou.kernel.periods import Period, elapsed, natural_year, split_months, split_quarters, split_weeks
from xieshou.ledger.asking import Ask, most_present, totals_by
from xieshou.ledger.sources import SOURCES
from xieshou.places.models import Place
from xieshou.places.selectors import county_of
from xieshou.plans.models import Plan, Promise
from xieshou.terms.models import Term
from xieshou.terms.selectors import counting_period, term_on, terms_of, year_period

State = Literal["done", "owed", "risk"]

# Sample rule, source: the look's "riskiest first"; a county changes it with its dated rules (S52).
LATE_SHARE = 0.6
LAST_DAYS = timedelta(days=21)
LONGEST_BAR = 16


@dataclass(frozen=True)
class Slot:
    """One number to reach: a stretch of time, and one subject, school or bearer where the promise is per each."""

    period: Period
    label: str
    needed: int
    done: int
    ask: Ask
    state: State

    @property
    def missing(self) -> int:
        """What is still owed."""
        return max(0, self.needed - self.done)


@dataclass(frozen=True)
class Progress:
    """A promise with its slots of one window."""

    promise: Promise
    indicator: Indicator
    window: Period
    slots: tuple[Slot, ...]
    why: str = ""
    bond: UUID | None = field(default=None)

    @property
    def needed(self) -> int:
        """Promised in the window."""
        return sum(slot.needed for slot in self.slots)

    @property
    def done(self) -> int:
        """Kept, never more than promised in each slot: twelve in one subject do not pay for another."""
        return sum(min(slot.done, slot.needed) for slot in self.slots)

    @property
    def counted(self) -> int:
        """Everything recorded, also beyond what was promised."""
        return sum(slot.done for slot in self.slots)

    @property
    def missing(self) -> int:
        """Still owed."""
        return self.needed - self.done

    @property
    def state(self) -> State:
        """The worst of the slots."""
        states = {slot.state for slot in self.slots}
        return "risk" if "risk" in states else "owed" if "owed" in states else "done"

    @property
    def unit(self) -> str:
        """Measure word."""
        return self.indicator.unit

    @property
    def bar(self) -> list[str]:
        """Segments of the look's bar, in the order of time."""
        pieces: list[str] = []
        for slot in self.slots:
            missing = "due" if slot.state == "risk" else ""
            pieces += ["on"] * min(slot.done, slot.needed) + [missing] * slot.missing
        return pieces

    @property
    def ask(self) -> Ask:
        """The question whose records sum to what was counted in the window."""
        first = self.slots[0].ask if self.slots else Ask(self.indicator.code)
        many = len({(s.ask.subject, s.ask.bearer, s.ask.schools) for s in self.slots}) > 1
        subject, bearer = (None, None) if many else (first.subject, first.bearer)
        schools = () if many else first.schools
        return Ask(
            first.indicator,
            bond=first.bond,
            side=first.side,
            period=self.window,
            subject=subject,
            bearer=bearer,
            schools=schools,
        )


def windows(promise: Promise, plan: Plan, county: Place, term: Term) -> Iterator[Period]:
    """Stretches of time of the promise's own period that touch a term."""
    span = counting_period(term)
    per = promise.per
    if per in ("week", "month", "quarter"):
        split: Callable[[Period], list[Period]] = {
            "week": split_weeks,
            "month": split_months,
            "quarter": split_quarters,
        }[per]
        yield from split(term.period)
    elif per == "term":
        yield span
    elif per == "school_year":
        yield year_period(county, term.year) or span
    elif per == "calendar_year":
        yield natural_year(term.ends.year)
    elif per == "agreement" and plan.agreement is not None:
        yield plan.agreement.period
    else:
        yield plan.period


@dataclass(frozen=True)
class Bearer:
    """One of those a promise is made for."""

    label: str
    subject: str | None = None
    bearer: UUID | None = None
    school: int | None = None


def bearers(promise: Promise, plan: Plan, period: Period, schools: Sequence[Place]) -> list[Bearer]:
    """For each of whom the number is owed."""
    if promise.each == "subject":
        return [Bearer(subject, subject=subject) for subject in promise.subjects]
    if promise.each == "school":
        return [Bearer(school.brief, school=school.pk) for school in schools]
    if promise.each in ("bearer", "batch"):
        return [Bearer(line.title, bearer=line.id) for line in placed(plan.bond, period)]
    return [Bearer("")]


def placed(bond: UUID, period: Period) -> list[Any]:
    """Placements of a bond that were in force in a period, through their source; none where that app is off."""
    present = Ask("placement.present", bond=bond)
    if "placement.present" not in catalogue.indicators:
        return []
    starts: dict[UUID, date] = {}
    ends: dict[UUID, date] = {}
    for (bearer, on), amount in bearer_days(present).items():
        if amount > 0:
            starts[bearer] = on
        else:
            ends[bearer] = on
    live = [b for b, s in starts.items() if s <= period.ends and ends.get(b, date.max) > period.starts]
    return lines_of("placement", live)


def bearer_days(ask: Ask) -> dict[tuple[UUID, date], int]:
    """Net stock per bearer and day."""
    split: dict[tuple[UUID, date], int] = {}
    for bearer in totals_by(ask, "bearer"):
        if bearer is not None:
            one = Ask(ask.indicator, bond=ask.bond, bearer=bearer)
            split.update({(bearer, on): amount for on, amount in totals_by(one, "on").items()})
    return split


def lines_of(source: str, ids: Sequence[UUID]) -> list[Any]:
    """Lines of a source, if that app is switched on."""
    found = SOURCES.get(source)
    return found.lines(list(ids)) if found and ids else []


def _state(missing: int, period: Period, today: date) -> State:
    if missing <= 0:
        return "done"
    late = elapsed(period, today) >= LATE_SHARE and period.ends - today <= LAST_DAYS
    return "risk" if today > period.ends or late else "owed"


def _measure(ask: Ask, promise: Promise) -> int:
    if promise.counting == "presence":
        return most_present(ask)
    return sum(totals_by(ask, "on").values())


def _slots(promise: Promise, plan: Plan, term: Term, schools: Sequence[Place], today: date) -> Iterator[Slot]:
    for period in windows(promise, plan, term.county, term):
        for who in bearers(promise, plan, period, schools):
            ask = Ask(
                promise.indicator,
                bond=plan.bond,
                side="gave" if promise.doer_id else "",
                schools=(who.school or promise.doer_id,) if (who.school or promise.doer_id) else (),
                subject=who.subject,
                bearer=who.bearer,
                period=period,
            )
            done = _measure(ask, promise)
            label = "，".join(part for part in (period.label if promise.per != "term" else "", who.label) if part)
            missing = promise.minimum - done
            yield Slot(period, label, promise.minimum, done, ask, _state(missing, period, today))


def _why(promise: Promise, slots: Sequence[Slot]) -> str:
    missing = [slot for slot in slots if slot.missing]
    if not missing:
        return ""
    unit = catalogue.indicators[promise.indicator].unit
    named = [f"{slot.label}差{slot.missing}{unit}" if slot.label else f"还差{slot.missing}{unit}" for slot in missing]
    return "，".join(named[:3]) + (f"等{len(named)}处" if len(named) > 3 else "")


def progress_of(promise: Promise, term: Term, schools: Sequence[Place], today: date) -> Progress:
    """Done, owed or at risk in a term, as of what the ledger holds now."""
    slots = tuple(_slots(promise, promise.plan, term, schools, today))
    window = slots[0].period if len(slots) == 1 else counting_period(term)
    indicator = catalogue.indicators[promise.indicator]
    return Progress(promise, indicator, window, slots, _why(promise, slots), promise.plan.bond)


RISK_ORDER = {"risk": 0, "owed": 1, "done": 2}


def in_order_of_risk(found: list[Progress]) -> list[Progress]:
    """Riskiest first, done ones last."""
    return sorted(found, key=lambda p: (RISK_ORDER[p.state], p.promise.order))


def term_for(place: Place, day: date) -> Term | None:
    """The term of a place's county on a day, or its newest one before."""
    county = county_of(place)
    if county is None:
        return None
    return term_on(county, day) or next(iter(reversed(terms_of(county))), None)
