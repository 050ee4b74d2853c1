"""The daily check: facts equal what the records say, and totals equal the facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Sum

from xieshou.scoping.operations import Actor, operation
from xieshou.scoping.scope import unscoped

from .models import Fact, Total
from .posting import TOTAL_COLUMNS, differences, post, standing, wanted
from .sources import OPENING, SOURCES, Source


def wrong_records() -> Iterator[tuple[Source, Any]]:
    """Records whose facts are not what they should be, and facts whose record is gone."""
    with unscoped("verification reads every record"):
        for source in SOURCES.values():
            for record in source.model._default_manager.order_by("pk").iterator(chunk_size=500):
                if any(differences(wanted(source.parts_of(record)), standing(source.code, record.pk))):
                    yield source, record


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
    return sum(post(record, reason) for _, record in list(wrong_records()))
