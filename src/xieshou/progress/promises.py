"""How far a promise has come: slots of time and bearer, each with what is promised and what the ledger says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Literal
from uuid import UUID

from xieshou.catalogue import Indicator, catalogue
from xieshou.kernel.amounts import format_amount, format_amounts
from xieshou.kernel.periods import Period, elapsed
from xieshou.ledger.asking import Ask
from xieshou.places.models import Place
from xieshou.plans.models import Promise, Replan

from .book import Book, Placed
from .pieces import Piece, Timetable, pieces_of
from .rules import Thresholds

State = Literal["done", "owed", "risk"]
RISK_ORDER: dict[State, int] = {"risk": 0, "owed": 1, "done": 2}
# A bar shows pieces up to the look's sixteen; what is longer is drawn as shares of a track.
LONGEST_BAR, TRACK = 16, 100


@dataclass(frozen=True)
class Slot:
    """One number to reach: a stretch of time, and one subject, school or bearer where the promise is per each."""

    piece: Piece
    label: str
    needed: int
    done: int
    asks: tuple[Ask, ...]
    state: State
    # A day on which as many were present as are counted; only where presence is counted.
    day: date | None = None

    @property
    def missing(self) -> int:
        """What is still owed."""
        return max(0, self.needed - self.done)

    @property
    def kept(self) -> int:
        """Done, never more than promised."""
        return min(self.done, self.needed)

    @property
    def period(self) -> Period:
        """Days whose records count."""
        return self.piece.period


@dataclass(frozen=True)
class Progress:
    """A promise with its slots, as of one day."""

    promise: Promise
    indicator: Indicator
    slots: tuple[Slot, ...]
    # The state where nobody is there yet to keep the promise: no slot says it.
    nobody: State = "owed"

    @property
    def bond(self) -> UUID:
        """The pair or community it was promised in."""
        return self.promise.plan.bond

    @property
    def needed(self) -> int:
        """Promised in all slots."""
        return sum(slot.needed for slot in self.slots)

    @property
    def done(self) -> int:
        """Kept, never more than promised in each slot: twelve in one subject do not pay for another."""
        return sum(slot.kept for slot in self.slots)

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
        return min((slot.state for slot in self.slots), key=lambda s: RISK_ORDER[s], default=self.nobody)

    @property
    def shown(self) -> int:
        """The figure before the stroke: of one slot what its records sum to, of several what is kept of each."""
        return self.counted if len(self.slots) == 1 else self.done

    @property
    def figure(self) -> tuple[str, str]:
        """``1/2`` and the measure word."""
        figures, unit = format_amounts([self.shown, self.needed], self.indicator.unit)
        return "/".join(figures), unit

    @property
    def promised(self) -> tuple[str, str]:
        """The promised number as it was written, ``2—4`` where it is a range, and the measure word."""
        least, unit = format_amount(self.promise.minimum, self.indicator.unit)
        most = self.promise.maximum
        if most is None or most == self.promise.minimum:
            return least, unit
        return f"{least}—{format_amount(most, self.indicator.unit)[0]}", unit

    @property
    def bar(self) -> list[str]:
        """Segments of the look's bar, in the order of time."""
        room = self.promise.maximum - self.needed if self.promise.maximum and len(self.slots) == 1 else 0
        beyond = min(max(0, self.shown - self.needed), max(0, room))
        if self.needed + room > LONGEST_BAR:
            return self._track()
        pieces: list[str] = []
        for slot in self.slots:
            missing = "due" if slot.state == "risk" else ""
            pieces += ["on"] * slot.kept + [missing] * slot.missing
        return pieces + ["on"] * beyond + ["opt"] * max(0, room - beyond)

    def _track(self) -> list[str]:
        due = sum(slot.missing for slot in self.slots if slot.state == "risk")
        done, late = (round(TRACK * part / self.needed) for part in (self.done, due))
        return ["on"] * done + [""] * (TRACK - done - late) + ["due"] * late

    @property
    def spoken(self) -> str:
        """The bar in words."""
        due = sum(slot.missing for slot in self.slots if slot.state == "risk")
        said = [f"共{self.amount(self.needed)}", f"已完成{self.amount(self.done)}"]
        if self.promise.maximum and len(self.slots) == 1:
            said[0] = f"最少{self.amount(self.needed)}，最多{self.amount(self.promise.maximum)}"
        return "，".join([*said, *([f"{self.amount(due)}该做还没做"] if due else [])])

    def amount(self, number: int) -> str:
        """A number with its measure word."""
        return "".join(format_amount(number, self.indicator.unit))

    @property
    def why(self) -> str:
        """What is missing, where."""
        if not self.slots:
            return "还没有派出教师"
        missing = sorted((slot for slot in self.slots if slot.missing), key=lambda slot: RISK_ORDER[slot.state])
        missing = [slot for slot in missing if slot.state == missing[0].state]
        named = [f"{slot.label}差{self.amount(slot.missing)}" for slot in missing if slot.label]
        if not named:
            return f"还差{self.amount(self.missing)}" if missing else ""
        return "，".join(named[:3]) + (f"等{len(named)}处" if len(named) > 3 else "")


@dataclass(frozen=True)
class Setting:
    """Everything beside the facts that the promises of a term are counted with."""

    table: Timetable
    rules: Thresholds
    today: date
    schools: Mapping[UUID, Sequence[Place]]
    agreed: Mapping[UUID, Period]
    replans: Mapping[UUID, Sequence[Replan]]
    names: Mapping[UUID, str]
    acting: Mapping[tuple[UUID, int], tuple[int, ...]]  # (bond, side) to the schools the side acts for

    def doers(self, promise: Promise) -> tuple[int, ...]:
        """The schools that keep a promise of one side: the side itself, or those a town or community acts for."""
        doer = promise.doer_id
        return self.acting.get((promise.plan.bond, doer), (doer,)) if doer else ()

    def pieces(self, promise: Promise) -> list[Piece]:
        """When a promise is owed."""
        plan = promise.plan
        return pieces_of(promise, plan, self.table, self.agreed.get(plan.pk), self.rules.least_share)


def in_force(promise: Promise, replans: Sequence[Replan], day: date) -> int:
    """The number promised on a day: the last re-planned one that holds by then, else what was agreed at first."""
    number = first = promise.minimum
    left = sorted(replans, key=lambda row: row.on)
    written: list[Replan] = []
    while left:  # several on one day: each takes up the number that the one before left
        same_day = [row for row in left if row.on == left[-1].on]
        row = next((row for row in same_day if row.new_minimum == first), same_day[-1])
        left.remove(row)
        written.append(row)
        first = row.old_minimum
    return next((row.new_minimum for row in written if row.effective <= day), first if written else number)


def state_of(missing: int, piece: Piece, today: date, rules: Thresholds) -> State:
    """Done, owed, or at risk: overdue, or late in its time with few days left."""
    if missing <= 0:
        return "done"
    if today > piece.due:
        return "risk"
    gone = elapsed(Period(piece.period.starts, max(piece.period.starts, piece.due)), today)
    return "risk" if gone >= rules.late_share and piece.due - today <= rules.last_days else "owed"


def _for_each(promise: Promise, piece: Piece, setting: Setting, book: Book) -> list[tuple[str, tuple[Ask, ...]]]:
    """For each of whom the number is owed: a name and the questions that count it."""
    doers = setting.doers(promise)
    base = Ask(promise.indicator, bond=promise.plan.bond, period=piece.period)
    if promise.each in ("bearer", "batch"):
        there = [one for one in book.placed(promise.plan.bond) if not doers or one.school in doers]
        there = [p for p in there if p.starts <= piece.period.ends and p.ends >= piece.period.starts]
        return _for_placed(promise, base, there, setting)
    if promise.each == "school" and doers:  # what one school does for each of the others
        others = [school for school in setting.schools[promise.plan.pk] if school.pk not in doers]
        return [(s.brief, (replace(base, side="received", schools=(s.pk,)),)) for s in others]
    if promise.each == "school":
        return [(s.brief, (replace(base, schools=(s.pk,)),)) for s in setting.schools[promise.plan.pk]]
    if doers:
        base = replace(base, side="gave", schools=doers)
    if promise.each == "subject":
        return [(subject, (replace(base, subject=subject),)) for subject in promise.subjects]
    return [("", (base,))]


def _for_placed(
    promise: Promise, base: Ask, there: Sequence[Placed], setting: Setting
) -> list[tuple[str, tuple[Ask, ...]]]:
    """Each placed teacher, or those who came on one day together."""
    if promise.each == "bearer":
        return [(setting.names.get(one.id, "派出教师"), (replace(base, bearer=one.id),)) for one in there]
    batches = [(day, list(rows)) for day, rows in groupby(there, key=lambda one: one.starts)]
    return [
        (f"{day.month}月{day.day}日这批", tuple(replace(base, bearer=one.id) for one in rows)) for day, rows in batches
    ]


def progress_of(promise: Promise, setting: Setting, book: Book) -> Progress:
    """Done, owed or at risk in a term, from what the book holds."""
    indicator = catalogue.indicators[promise.indicator]
    pieces = setting.pieces(promise)
    slots = []
    for piece in pieces:
        day = min(max(setting.today, piece.period.starts), piece.due)
        needed = in_force(promise, setting.replans.get(promise.pk, ()), day) * (promise.heads or 1)
        for name, asks in _for_each(promise, piece, setting, book):
            there = [book.presence(ask) for ask in asks] if indicator.stock else []
            done = sum(number for number, _ in there) if there else sum(book.figure(ask) for ask in asks)
            state = state_of(needed - done, piece, setting.today, setting.rules)
            day_there = there[0][1] if there else None
            slots.append(Slot(piece, f"{piece.label}{name}", needed, done, asks, state, day_there))
    nobody = state_of(1, pieces[-1], setting.today, setting.rules) if pieces else "done"
    return Progress(promise, indicator, tuple(slots), nobody)


def in_order_of_risk(found: Sequence[Progress]) -> list[Progress]:
    """Riskiest first, done ones last."""
    return sorted(found, key=lambda p: (RISK_ORDER[p.state], p.promise.order))
