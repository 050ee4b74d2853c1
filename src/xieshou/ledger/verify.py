"""The daily check: facts equal what the records say, and totals equal the facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import Sum

from xieshou.scoping.operations import Actor, current_deed, operation
from xieshou.scoping.scope import unscoped

from .models import Fact, Total
from .posting import TOTAL_COLUMNS, Tree, differences, post, rebuild_totals, standing, standings, unpost, wanted
from .sources import OPENING, SOURCES, Source

AT_A_TIME = 500


def wrong_records() -> Iterator[tuple[Source, Any]]:
    """Records whose facts are not what they should be, and facts whose record is gone."""
    with unscoped("verification reads every record"):
        for source in SOURCES.values():
            records, tree = source.model._default_manager.order_by("pk").iterator(chunk_size=AT_A_TIME), Tree()
            while some := list(islice(records, AT_A_TIME)):
                have = standings(source.code, [record.pk for record in some])
                for record, parts in source.contributions(some):
                    if any(differences(wanted(parts, tree), have[record.pk])):
                        yield source, record
            yield from _recordless(source)


def _recordless(source: Source) -> Iterator[tuple[Source, Any]]:
    """Facts that do not sum to nought though there is no such record; a bare instance carries the id."""
    facts = Fact.objects.filter(source=source.code).order_by()
    lost = facts.exclude(source_id__in=source.model._default_manager.order_by().values("pk"))
    for source_id in sorted(set(lost.values_list("source_id", flat=True))):
        if any(standing(source.code, source_id).values()):
            yield source, source.model(pk=source_id)


def wrong_totals() -> list[tuple[Any, ...]]:
    """Keys of the projection that differ from the sum of their facts."""
    with unscoped("verification reads every total"):
        from_facts: Counter[tuple[Any, ...]] = Counter()
        of_records = Fact.objects.exclude(source=OPENING).order_by()
        for *key, amount in of_records.values_list(*TOTAL_COLUMNS).annotate(s=Sum("amount")):
            from_facts[tuple(key)] += amount
        kept: Counter[tuple[Any, ...]] = Counter()
        for *key, amount in Total.objects.order_by().values_list(*TOTAL_COLUMNS, "amount"):
            kept[tuple(key)] += amount
    return [key for key in {**from_facts, **kept} if from_facts[key] != kept[key]]


@operation("ledger.repair", "校正台账")
def repair(actor: Actor, *, reason: str) -> int:
    """Post every record again after a rule changed, in the system's name; returns the facts written."""
    written = 0
    for source, record in list(wrong_records()):
        count = unpost(source, record.pk, reason) if record._state.adding else post(record, reason)
        current_deed().note(record, reason=reason, facts=count)
        written += count
    if wrong_totals():
        rebuild_totals()
    return written
