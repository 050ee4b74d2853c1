"""Posting by difference: what a record should contribute, less what its facts already sum to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models import Q, Sum
from django.utils import timezone

from xieshou.catalogue import catalogue
from xieshou.places.models import COUNTY, NATION, Place
from xieshou.places.selectors import lines_above
from xieshou.scoping.memory import answering
from xieshou.scoping.operations import current_deed, posted
from xieshou.scoping.scope import unscoped
from xieshou.terms.selectors import OUTSIDE, counting_periods, term_code

from .models import Fact, Total
from .sources import OPENING, Part, Source, source_of


@dataclass(frozen=True)
class FactKey:
    """Everything that makes two facts of a record the same line."""

    indicator: str
    school: int
    side: str
    place_lo: int
    counts_up_to: int
    partner: int | None
    bond: UUID | None
    bearer: UUID | None
    subject: str
    term: int
    on: date


COLUMNS = (
    "indicator",
    "school_id",
    "side",
    "place_lo",
    "counts_up_to",
    "partner_id",
    "bond",
    "bearer",
    "subject",
    "term",
    "on",
)
_waiting: ContextVar[list[models.Model] | None] = ContextVar("waiting", default=None)


class Tree:
    """Ancestors of the schools of records, and the terms of their days: each read once."""

    def __init__(self) -> None:
        self._lines: dict[int, list[Place]] = {}
        self._terms: dict[tuple[int | None, date], int] = {}

    def learn(self, schools: Iterable[Place]) -> None:
        """Read the ancestors of schools not met before."""
        self._lines |= lines_above(school for school in schools if school.pk not in self._lines)

    def county(self, school: Place) -> Place | None:
        """The county a school lies in."""
        return next((place for place in self._lines[school.pk] if place.level == COUNTY), None)

    def term(self, school: Place, day: date) -> int:
        """The term of a day where a school lies."""
        county = self.county(school)
        slot = (county.pk if county else None, day)
        if slot not in self._terms:
            self._terms[slot] = term_code(county, day)
        return self._terms[slot]

    def counts_up_to(self, school: Place, earlier: Iterable[Place]) -> int:
        """Highest level at which no earlier school lies in the same place; NATION when none does anywhere."""
        others = [other.lo for other in earlier]
        shared = [p.level for p in self._lines[school.pk] if any(p.lo <= lo < p.hi for lo in others)]
        return max(shared) + 1 if shared else NATION


def wanted(parts: Iterable[Part], tree: Tree | None = None) -> Counter[FactKey]:
    """The facts a record should have. A shared indicator counts once at every level of the tree."""
    listed, tree = list(parts), tree or Tree()
    tree.learn(part.school for part in listed)
    seen: dict[tuple[str, date, str], list[Place]] = {}
    facts: Counter[FactKey] = Counter()
    for part in listed:
        level = NATION
        if catalogue.indicators[part.indicator].counting == "shared":
            order = seen.setdefault((part.indicator, part.on, part.subject), [])
            if part.school not in order:
                order.append(part.school)
            level = tree.counts_up_to(part.school, order[: order.index(part.school)])
        facts[_key(part, level, tree.term(part.school, part.on))] += part.amount
    return facts


def _key(part: Part, level: int, term: int) -> FactKey:
    partner = part.partner.pk if part.partner else None
    where = (part.indicator, part.school.pk, part.side, part.school.lo, level, partner)
    return FactKey(*where, part.bond, part.bearer, part.subject, term, part.on)


def standing(source: str, source_id: Any) -> Counter[FactKey]:
    """What a record's facts sum to now."""
    return standings(source, [source_id])[source_id]


def standings(source: str, ids: Iterable[Any]) -> dict[Any, Counter[FactKey]]:
    """What the facts of each of these records sum to now."""
    facts: dict[Any, Counter[FactKey]] = {source_id: Counter() for source_id in ids}
    rows = Fact.objects.filter(source=source, source_id__in=list(facts)).values_list("source_id", *COLUMNS)
    for source_id, *key, amount in rows.annotate(s=Sum("amount")):
        facts[source_id][FactKey(*key)] += amount
    return facts


def differences(want: Counter[FactKey], have: Counter[FactKey]) -> Iterator[tuple[FactKey, int]]:
    """Signed corrections that turn ``have`` into ``want``."""
    for key in {**want, **have}:
        if want[key] != have[key]:
            yield key, want[key] - have[key]


def post(record: models.Model, reason: str = "") -> int:
    """Append what is missing; returns how many facts were written. Runs inside an operation, in the open scope."""
    waiting = _waiting.get()
    if waiting is not None:
        waiting.append(record)
        return 0
    return post_many([record], reason)


def post_many(records: Sequence[models.Model], reason: str = "") -> int:
    """Post records of one source in a few statements for all of them; alone, each would get the same facts."""
    deed, source, tree, now = current_deed(), source_of(records[0]), Tree(), timezone.now()
    keys = sorted({record.pk for record in records})  # locked in one order, so that two writers cannot deadlock
    with unscoped("what a record contributes does not depend on who looks"), answering():
        rows: Any = source.model._default_manager.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
        locked = list(rows)  # before anybody asks what stands
        if len(locked) < len(keys):
            raise LookupError(f"a {source.code} to be posted is not there")
        have = standings(source.code, keys)
        facts = [
            _fact(source.code, one.pk, key, amount, now, deed.action, reason)
            for one, parts in source.contributions(locked)
            for key, amount in differences(wanted(parts, tree), have[one.pk])
        ]
        _keep(facts)
    for record in records:
        posted(record)
    return len(facts)


@contextmanager
def together() -> Iterator[None]:
    """What is posted inside is posted at the end, all at once; a record that was rolled back meanwhile is not there."""
    waiting: list[models.Model] = []
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for model in dict.fromkeys(type(record) for record in waiting):
        of_it = {record.pk: record for record in waiting if type(record) is model}
        with unscoped("whether a record is still there does not depend on who looks"):
            there = set(model._default_manager.filter(pk__in=list(of_it)).values_list("pk", flat=True))
        for gone in of_it.keys() - there:
            posted(of_it.pop(gone))
        if of_it:
            post_many(list(of_it.values()))


def unpost(source: Source, source_id: UUID, reason: str) -> int:
    """Append the opposite of facts that no record stands behind; returns how many were written."""
    with unscoped("there is no record whose scope could be asked"):
        corrections = list(differences(Counter(), standing(source.code, source_id)))
        append(source.code, source_id, corrections, current_deed().action, reason)
    return len(corrections)


def append(
    source: str,
    source_id: Any,
    corrections: list[tuple[FactKey, int]],
    action: str,
    reason: str,
    at: datetime | None = None,
) -> None:
    """Write corrections as facts and carry them into the totals."""
    now = at or timezone.now()
    _keep([_fact(source, source_id, key, amount, now, action, reason) for key, amount in corrections])


def _fact(source: str, source_id: Any, key: FactKey, amount: int, at: datetime, action: str, reason: str) -> Fact:
    columns = dict(zip(COLUMNS, vars(key).values(), strict=True))
    return Fact(
        source=source, source_id=source_id, amount=amount, recorded_at=at, operation=action, reason=reason, **columns
    )


def _keep(facts: list[Fact]) -> None:
    """Write facts and carry them into the totals; by hand, for this is half of what a long table costs."""
    rows = [
        [prepare(getattr(fact, name), connection) if prepare else getattr(fact, name) for name, prepare in FACT_COLUMNS]
        for fact in facts
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(INSERT, rows)
        add_to_totals(facts)


def follow_terms(county: Place) -> int:
    """Take facts out of terms that no longer count their day and put them where it counts now; returns how many."""
    periods = counting_periods(county)
    inside, astray = Q(pk__in=[]), Q(pk__in=[])
    for code, period in periods.items():
        days = Q(on__gte=period.starts, on__lte=period.ends)
        inside |= days
        astray |= days & ~Q(term=code)
    astray |= ~inside & ~Q(term=OUTSIDE)
    action, now, moved = current_deed().action, timezone.now(), []
    with unscoped("the terms of a county hold for every record in it"):
        here = Fact.objects.filter(astray, place_lo__gte=county.lo, place_lo__lt=county.hi).order_by()
        for source, source_id, *key, amount in here.values_list("source", "source_id", *COLUMNS).annotate(
            s=Sum("amount")
        ):
            was = FactKey(*key)
            now_in = replace(was, term=term_code(county, was.on))
            pair = ((was, -amount), (now_in, amount)) if amount else ()
            moved += [_fact(source, source_id, one, sum_, now, action, TERM_CHANGED) for one, sum_ in pair]
        _keep(moved)
    return len(moved)


AS_THEY_ARE = (models.CharField, models.IntegerField, models.ForeignKey)  # what the drivers take as it is
FACT_COLUMNS = [
    (field.attname, None if isinstance(field, AS_THEY_ARE) else field.get_db_prep_save)
    for field in Fact._meta.concrete_fields
    if not field.primary_key
]
INSERT = "INSERT INTO ledger_fact ({}) VALUES ({})".format(
    ", ".join(f'"{name}"' for name, _ in FACT_COLUMNS), ", ".join("%s" for _ in FACT_COLUMNS)
)
TERM_CHANGED = "学期日期改了"
TOTAL_COLUMNS = ("term", "place_lo", "indicator", "subject", "side", "counts_up_to")
UPSERT = (
    "INSERT INTO ledger_total (term, place_lo, indicator, subject, side, counts_up_to, amount) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s) "
    "ON CONFLICT (term, indicator, place_lo, counts_up_to, side, subject) "
    "DO UPDATE SET amount = ledger_total.amount + excluded.amount"
)


def add_to_totals(facts: Iterable[Fact]) -> None:
    """Add facts of records to the kept totals; rows in one order, so that two writers cannot deadlock."""
    sums: Counter[tuple[Any, ...]] = Counter()
    for fact in facts:
        if fact.source == OPENING:
            continue
        sums[tuple(getattr(fact, name) for name in TOTAL_COLUMNS)] += fact.amount
    rows = [(*key, amount) for key, amount in sorted(sums.items()) if amount]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(UPSERT, rows)


def rebuild_totals() -> int:
    """Drop the projection and sum it again from the facts of records; returns the number of rows."""
    with unscoped("the projection covers every place"), transaction.atomic():
        if connection.vendor == "postgresql":  # writers wait, and add to the new sums; SQLite has one writer anyway
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE ledger_total IN EXCLUSIVE MODE")
        Total.objects.all().delete()
        sums = Fact.objects.exclude(source=OPENING).values(*TOTAL_COLUMNS).annotate(s=Sum("amount")).exclude(s=0)
        rows = [Total(amount=row.pop("s"), **row) for row in sums.iterator()]
        Total.objects.bulk_create(rows, batch_size=500)
    return len(rows)
