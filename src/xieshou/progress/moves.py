"""What a record moves: before and after a save, on the record's own page, and what a save would move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from xieshou.catalogue import catalogue
from xieshou.pairings.models import Pairing
from xieshou.places.models import Place
from xieshou.plans.models import Promise
from xieshou.terms.models import Term
from xieshou.web.pages import SignedIn

from .doors import progress_door
from .loading import load
from .promises import RISK_ORDER, Progress
from .selectors import Tally, progress_of_bonds, tally, term_for

LONGEST_BAR = 16
STATE_WORDS = {"done": "已完成", "owed": "待完成", "risk": "有风险"}


@dataclass(frozen=True)
class Move:
    """A promise before and after."""

    before: Progress
    after: Progress
    url: str

    @property
    def figures(self) -> tuple[str, str, str]:
        """Before, after, and what was promised with its measure word."""
        was, unit = self.before.figure
        now, unit = self.after.figure
        first, (second, needed) = was.split("/")[0], now.split("/")
        return first, second, f"/{needed}{unit}"

    @property
    def bar(self) -> list[str]:
        """The bar as it is now, what was just added ringed."""
        return ringed(self.before.bar, self.after.bar)

    @property
    def added(self) -> str:
        """What the record added, with its measure word."""
        return self.after.amount(self.after.counted - self.before.counted)

    @property
    def spoken(self) -> str:
        """The bar in words."""
        rest = "已全部完成" if not self.after.missing else f"还差{self.after.amount(self.after.missing)}"
        return f"共{self.after.amount(self.after.needed)}，原来完成{self.before.amount(self.before.done)}，" + (
            f"刚刚记上{self.added}，{rest}"
        )


def ringed(before: list[str], after: list[str]) -> list[str]:
    """Segments done now that were not done before."""
    old = before + [""] * (len(after) - len(before))
    return ["new" if now == "on" and was != "on" else now for was, now in zip(old, after, strict=False)]


@dataclass(frozen=True)
class Moved:
    """All promises that one record moves, and the term's count."""

    term: Term
    moves: list[Move]
    before: Tally
    after: Tally

    @property
    def bar(self) -> list[str]:
        """The term's promises, those just kept ringed."""
        fresh = max(0, self.after.done - self.before.done)
        return ["on"] * (self.after.done - fresh) + ["new"] * fresh + self.after.bar[self.after.done :]


def moved_by(activity: Any, viewer: Place) -> Moved | None:
    """What an activity moves in the term it falls in; nothing without a pair or community."""
    place = activity.owner if not viewer.is_school else viewer
    term = term_for(place, activity.on)
    if term is None or activity.bond is None:
        return None
    loaded = load([activity.bond], term, timezone.localdate())
    before, after = loaded.progress(loaded.book.without(activity.pk)), loaded.progress()
    pairs = zip(before, after, strict=True)
    moves = [Move(b, a, progress_door(a, term)) for b, a in pairs if a.counted != b.counted]
    moves.sort(key=lambda move: RISK_ORDER[move.before.state])
    return Moved(term, moves, tally(before), tally(after))


def saved(request: SignedIn, *, activity: Any, **context: object) -> str:
    """记上了: each promise that moved, and 本学期承诺."""
    moved = moved_by(activity, request.user.place)
    if moved is None or not moved.after.total:
        return ""
    return render_to_string("progress/saved.html", {"moved": moved}, request=request)


def detail(request: SignedIn, *, activity: Any, **context: object) -> str:
    """计入哪些承诺, on the record's own page."""
    moved = moved_by(activity, request.user.place)
    if moved is None or not moved.moves:
        return ""
    return render_to_string("progress/detail.html", {"moved": moved}, request=request)


def will(request: HttpRequest, *, school: Place, kind: str, pairing: Pairing | None, **context: object) -> str:
    """会计入: promises that a record of this kind would move, before it is written."""
    today = timezone.localdate()
    term = term_for(school, today)
    if term is None or pairing is None or kind not in catalogue.kinds:
        return ""
    counted = {count.indicator for count in catalogue.kinds[kind].counts if count.measure({})}
    found = progress_of_bonds([pairing.pk], term, today)[pairing.pk]
    rows = [(row, _after_one(row)) for row in found if row.indicator.code in counted and row.missing]
    return render_to_string("progress/will.html", {"rows": rows[:3]}, request=request) if rows else ""


def _after_one(row: Progress) -> tuple[list[str], str]:
    """The bar with the next segment marked, and what will be true after a save."""
    bar = row.bar
    if len(row.slots) > 1:
        return bar, "按学科、学校或月份各算各的，选好以后计入那一份"
    place = next((n for n, piece in enumerate(bar) if piece in ("", "due")), None)
    if place is not None and len(bar) <= LONGEST_BAR:
        bar = [*bar[:place], "now", *bar[place + 1 :]]
    left = row.missing - 1
    turn = f"，从{STATE_WORDS[row.state]}变成已完成" if not left else ""
    return bar, f"保存后 {row.shown + 1}/{row.amount(row.needed)}{turn}"


def owed_kinds(*, school: Place, pairing: Pairing | None = None, **context: object) -> list[str]:
    """Kinds of activity whose record would move what is still owed, riskiest first."""
    today = timezone.localdate()
    term = term_for(school, today)
    if term is None or pairing is None:
        return []
    rows = [row for row in progress_of_bonds([pairing.pk], term, today)[pairing.pk] if row.missing]
    return list(dict.fromkeys(kind for row in rows for kind in kinds_for(row.promise)))


def kinds_for(promise: Promise) -> list[str]:
    """Kinds that count towards a promise: first those whose main figure it is."""
    kinds = [kind for kind in catalogue.live() if promise.indicator in {count.indicator for count in kind.counts}]
    return [kind.code for kind in sorted(kinds, key=lambda kind: kind.main_indicator() != promise.indicator)]
