"""Posting by difference: what a record should contribute, less what its facts already sum to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models import Sum
from django.utils import timezone

from xieshou.catalogue import catalogue
from xieshou.places.models import COUNTY, NATION, Place
from xieshou.scoping.operations import current_deed, posted
from xieshou.scoping.scope import unscoped
from xieshou.terms.selectors import term_code

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


class Tree:
    """Ancestors of the schools of one record, read once."""

    def __init__(self, schools: Iterable[Place]) -> None:
        self._lines: dict[int, list[Place]] = {}
        for school in schools:
            if school.pk not in self._lines:
                above = Place.objects.filter(lo__lte=school.lo, hi__gt=school.lo)
                self._lines[school.pk] = list(above)

    def county(self, school: Place) -> Place | None:
        """The county a school lies in."""
        return next((place for place in self._lines[school.pk] if place.level == COUNTY), None)

    def counts_up_to(self, school: Place, earlier: Iterable[Place]) -> int:
        """Highest level at which no earlier school lies in the same place; NATION when none does anywhere."""
        others = [other.lo for other in earlier]
        shared = [p.level for p in self._lines[school.pk] if any(p.lo <= lo < p.hi for lo in others)]
        return max(shared) + 1 if shared else NATION


def wanted(parts: Iterable[Part]) -> Counter[FactKey]:
    """The facts a record should have. A shared indicator counts once at every level of the tree."""
    listed = list(parts)
    tree = Tree(part.school for part in listed)
    counties = {part.school.pk: tree.county(part.school) for part in listed}
    terms: dict[tuple[int | None, date, str], int] = {}
    seen: dict[tuple[str, date, str], list[Place]] = {}
    facts: Counter[FactKey] = Counter()
    for part in listed:
        county = counties[part.school.pk]
        slot = (county.pk if county else None, part.on, part.school.stage)
        if slot not in terms:
            terms[slot] = term_code(county, part.on, part.school.stage)
        level = NATION
        if catalogue.indicators[part.indicator].counting == "shared":
            order = seen.setdefault((part.indicator, part.on, part.subject), [])
            if part.school not in order:
                order.append(part.school)
            level = tree.counts_up_to(part.school, order[: order.index(part.school)])
        facts[_key(part, level, terms[slot])] += part.amount
    return facts


def _key(part: Part, level: int, term: int) -> FactKey:
    partner = part.partner.pk if part.partner else None
    where = (part.indicator, part.school.pk, part.side, part.school.lo, level, partner)
    return FactKey(*where, part.bond, part.bearer, part.subject, term, part.on)


def standing(source: str, source_id: Any) -> Counter[FactKey]:
    """What a record's facts sum to now."""
    rows = Fact.objects.filter(source=source, source_id=source_id).values_list(*COLUMNS).annotate(s=Sum("amount"))
    facts: Counter[FactKey] = Counter()
    for *key, amount in rows:
        facts[FactKey(*key)] += amount
    return facts


def differences(want: Counter[FactKey], have: Counter[FactKey]) -> Iterator[tuple[FactKey, int]]:
    """Signed corrections that turn ``have`` into ``want``."""
    for key in {**want, **have}:
        if want[key] != have[key]:
            yield key, want[key] - have[key]


def post(record: models.Model, reason: str = "") -> int:
    """Append what is missing; returns how many facts were written. Runs inside an operation, in the open scope."""
    deed = current_deed()
    source = source_of(record)
    with unscoped("what a record contributes does not depend on who looks"):
        locked: Any = source.model._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
        corrections = list(differences(wanted(source.parts_of(locked)), standing(source.code, record.pk)))
        append(source.code, record.pk, corrections, deed.action, reason)
    posted(record)
    return len(corrections)


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
    facts = [_fact(source, source_id, key, amount, now, action, reason) for key, amount in corrections]
    Fact.objects.bulk_create(facts)
    add_to_totals(facts)


def _fact(source: str, source_id: Any, key: FactKey, amount: int, at: datetime, action: str, reason: str) -> Fact:
    columns = dict(zip(COLUMNS, vars(key).values(), strict=True))
    return Fact(
        source=source, source_id=source_id, amount=amount, recorded_at=at, operation=action, reason=reason, **columns
    )


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
