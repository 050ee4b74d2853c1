"""Everything the promises of many pairs are counted with, read in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from xieshou.catalogue import catalogue
from xieshou.kernel.periods import Period
from xieshou.ledger.sources import SOURCES
from xieshou.pairings.models import Agreement, Community, Member, Pairing
from xieshou.pairings.selectors import in_force as standing_on
from xieshou.pairings.selectors import sides_of
from xieshou.places.models import Place
from xieshou.plans.models import Plan, Promise, Replan
from xieshou.plans.selectors import promises_on
from xieshou.scoping.memory import once
from xieshou.terms.models import Term
from xieshou.terms.selectors import terms_of

from .book import TO_TEACH, Book, open_book
from .pieces import Timetable
from .promises import Progress, Setting, in_order_of_risk, progress_of
from .rules import thresholds


@dataclass(frozen=True)
class Loaded:
    """Promises of some pairs in a term, ready to be counted, also from another book."""

    promises: Sequence[Promise]
    setting: Setting
    book: Book

    def progress(self, book: Book | None = None) -> list[Progress]:
        """Every promise, in the order of the plans; those whose plan holds no such stretch of the term are left out."""
        with_time = [promise for promise in self.promises if self.setting.pieces(promise)]
        return [progress_of(promise, self.setting, book or self.book) for promise in with_time]

    def by_bond(self, book: Book | None = None) -> dict[UUID, list[Progress]]:
        """Every promise by pair, riskiest first."""
        found: dict[UUID, list[Progress]] = defaultdict(list)
        for row in self.progress(book):
            found[row.bond].append(row)
        return {bond: in_order_of_risk(rows) for bond, rows in found.items()}


def load(bonds: Iterable[UUID], term: Term, day: date, also: Mapping[str, Period] | None = None) -> Loaded:
    """Promises of the plans in force on a day of the term; the book tells ``also`` these figures of all the bonds."""
    return _load(tuple(bonds), term, day, tuple((also or {}).items()))


@once
def _load(bonds: tuple[UUID, ...], term: Term, day: date, also: tuple[tuple[str, Period], ...]) -> Loaded:
    kept, setting = _standing(bonds, term, day)
    return _loaded(kept, setting, bonds, also)


@once
def _standing(bonds: tuple[UUID, ...], term: Term, day: date) -> tuple[list[Promise], Setting]:
    reference = min(max(day, term.starts), term.ends)
    return _set(promises_on(list(bonds), reference), term, day)


def load_promises(promises: Iterable[Promise], term: Term, day: date) -> Loaded:
    """These promises, read by ``promises_counted``, with all that counts them."""
    kept, setting = _set(promises, term, day)
    return _loaded(kept, setting)


def _loaded(
    kept: list[Promise], setting: Setting, bonds: Iterable[UUID] = (), also: Iterable[tuple[str, Period]] = ()
) -> Loaded:
    book = _book(kept, setting, bonds, also)
    return Loaded(kept, _with_names(kept, setting, book), book)


def _set(promises: Iterable[Promise], term: Term, day: date) -> tuple[list[Promise], Setting]:
    """Those that can be counted, and what decides how."""
    kept = [promise for promise in promises if promise.indicator in catalogue.indicators]
    plans = {promise.plan_id: promise.plan for promise in kept}
    county = term.county
    sides = _sides(plans.values(), day)
    setting = Setting(
        table=Timetable(term, tuple(terms_of(county, term.stage))),
        rules=thresholds(county, day),
        today=day,
        schools=_schools(plans.values(), sides, day),
        agreed=_agreed([p.plan for p in kept if p.per == "agreement"], day),
        replans=_replans(kept),
        names={},
        acting={
            (pair.pk, side): tuple(place.pk for place in schools)
            for pair, both in sides.items()
            for side, schools in zip((pair.first_id, pair.second_id), both, strict=True)
        },
    )
    return kept, setting


def _sides(plans: Iterable[Plan], day: date) -> dict[Pairing, tuple[list[Place], list[Place]]]:
    """The schools of both sides of each pair that has a plan."""
    pairs = {plan.pairing_id: plan.pairing for plan in plans if plan.pairing is not None}
    return {pair: sides_of(pair, day) for pair in pairs.values()}


def _schools(
    plans: Iterable[Plan], sides: Mapping[Pairing, tuple[list[Place], list[Place]]], day: date
) -> dict[UUID, list[Place]]:
    """Schools of each plan's pair or community."""
    listed = list(plans)
    communities = {plan.community_id for plan in listed} - {None}
    found: dict[Any, list[Place]] = {pair.pk: [*first, *second] for pair, (first, second) in sides.items()}
    if communities:
        for community in Community.objects.filter(pk__in=communities).select_related("core"):
            found[community.pk] = [community.core]
        rows = Member.objects.filter(standing_on(day), community__in=communities).select_related("school")
        for row in rows.order_by("school__lo"):
            if row.school not in found[row.community_id]:
                found[row.community_id].append(row.school)
    return {plan.pk: found.get(plan.bond, []) for plan in listed}


def _agreed(plans: Sequence[Plan], day: date) -> dict[UUID, Period]:
    """The time of each plan's agreement: the one it names, else the pair's signed one."""
    if not plans:
        return {}
    named = Q(pk__in={plan.agreement_id for plan in plans} - {None})
    signed = Q(state="signed", pairing__in={plan.pairing_id for plan in plans} - {None}, starts__lte=day, ends__gte=day)
    papers = list(Agreement.objects.filter(named | signed))
    by_id, by_pair = {paper.pk: paper for paper in papers}, {p.pairing_id: p for p in papers if p.state == "signed"}
    found = {plan.pk: by_id.get(plan.agreement_id) or by_pair.get(plan.pairing_id) for plan in plans}
    return {plan: paper.period for plan, paper in found.items() if paper is not None}


def _replans(promises: Sequence[Promise]) -> dict[UUID, list[Replan]]:
    found: dict[UUID, list[Replan]] = defaultdict(list)
    changed = [promise.pk for promise in promises if getattr(promise, "changed", True)]
    for row in Replan.objects.filter(promise__in=changed) if changed else ():
        found[row.promise_id].append(row)
    return found


def _book(
    promises: Sequence[Promise], setting: Setting, bonds: Iterable[UUID], also: Iterable[tuple[str, Period]]
) -> Book:
    """Facts of every indicator from the first day any promise counts; of stocks from the beginning."""
    told = dict(also)
    wanted = {code: None if period.starts == date.min else period.starts for code, period in told.items()}
    until = max([*([setting.today] if promises else []), *(period.ends for period in told.values())], default=date.min)
    for promise in promises:
        if promise.each in ("bearer", "batch"):
            wanted.update({f"{kind}.present": None for kind in TO_TEACH})
        for piece in setting.pieces(promise):
            until = max(until, piece.period.ends)
            earlier = wanted.get(promise.indicator, piece.period.starts)
            stock = earlier is None or catalogue.indicators[promise.indicator].stock
            wanted[promise.indicator] = None if stock else min(earlier or date.min, piece.period.starts)
    # The end of a placement may lie beyond every term that is known.
    far = date.max if any(since is None for since in wanted.values()) else until
    return open_book({*(promise.plan.bond for promise in promises), *(bonds if told else ())}, wanted, far)


def _with_names(promises: Sequence[Promise], setting: Setting, book: Book) -> Setting:
    """Names of those who were sent, where a promise is for each of them."""
    source = SOURCES.get("placement")
    bonds = {promise.plan.bond for promise in promises if promise.each in ("bearer", "batch")}
    ids = [one.id for bond in bonds for one in book.placed(bond)]
    if source is None or not ids:
        return setting
    names = {line.id: line.people or line.title for line in source.lines(ids)}
    return Setting(**{**vars(setting), "names": names})
