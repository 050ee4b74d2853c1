"""Reading gifts, as the viewer may see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from xieshou.kernel.amounts import format_amount
from xieshou.ledger.sources import Line
from xieshou.places.models import Place
from xieshou.places.selectors import within as lies_within

from .facts import CASH, amounts_of, heading_of
from .models import DIFFERS, MEASURE_WORDS, Gift


def gifts() -> QuerySet[Gift]:
    """Gifts that stand, with what a row shows."""
    return Gift.objects.filter(withdrawn_on__isnull=True).select_related("giver", "receiver", "owner")


def within(found: QuerySet[Gift], place: Place) -> QuerySet[Gift]:
    """Those given or received in a place."""
    return found.filter(lies_within(place, "receiver__lo") | lies_within(place, "giver__lo"))


def waiting_for(school: Place) -> QuerySet[Gift]:
    """Gifts that wait for this school's word, oldest first."""
    waits = gifts().filter(receiver__in=school.line, confirmed_by_receiver__isnull=True)
    return waits.exclude(owner__in=school.line).order_by("on", "created_at")


def confirmed_words(gift: Gift) -> str:
    """Whether the receiving school has said yes."""
    if gift.outside_said == DIFFERS:
        return "外单位说有出入"
    if gift.outside_said:
        return f"外单位已确认（{gift.get_outside_said_display()}）"
    if gift.confirmed_by_receiver is None:
        return f"等{gift.receiver.brief}确认"
    return "收方已确认" if gift.owner_id != gift.receiver_id else "收方记录"


@dataclass(frozen=True)
class Heap:
    """One category of gifts summed: times, known numbers by measure word, and value."""

    category: str
    times: int
    counts: tuple[tuple[str, int], ...]
    unknown: int
    fen: int
    unvalued: int

    @property
    def number_in_words(self) -> str:
        """Known numbers, and in how many gifts the number is not known: 120册，另1次数量未知."""
        known = "、".join(f"{count}{unit}" for unit, count in self.counts)
        unknown = f"{'另' if known else ''}{self.unknown}次数量未知" if self.unknown else ""
        return "，".join(part for part in (known, unknown) if part)


def by_category(found: Iterable[Gift]) -> list[Heap]:
    """Money first, then goods by category; an unknown number or value is told, never summed."""
    heaps: dict[str, list[Gift]] = {}
    for gift in found:
        heaps.setdefault(heading_of(gift), []).append(gift)
    order = [CASH, *MEASURE_WORDS]
    return [_heap(category, heaps[category]) for category in order if category in heaps]


def _heap(category: str, found: list[Gift]) -> Heap:
    counts: Counter[str] = Counter()
    for gift in found:
        counts[gift.unit] += gift.count or 0
    goods = category != CASH
    return Heap(
        category=category,
        times=len(found),
        counts=tuple((unit, count) for unit, count in counts.items() if count),
        unknown=sum(goods and gift.count is None for gift in found),
        fen=sum(gift.fen or 0 for gift in found),
        unvalued=sum(goods and gift.fen is None for gift in found),
    )


def figure_of(gift: Gift) -> tuple[int, str]:
    """The amount and unit that stand for a gift in lists: money, a known number, or once."""
    amounts = dict(amounts_of(gift))
    if gift.sort == "cash":
        return amounts["donation.fen"], "fen"
    return (gift.count, gift.unit) if gift.count else (1, "次")


def lines(ids: Sequence[UUID]) -> list[Line]:
    """The records behind a figure, as the viewer may see them."""
    found = []
    for gift in gifts().filter(pk__in=ids).order_by("on", "created_at"):
        amount, unit = figure_of(gift)
        found.append(
            Line(
                id=gift.pk,
                on=gift.on,
                title=str(gift),
                url=f"/gifts/{gift.pk}/",
                kind=heading_of(gift),
                schools="、".join(
                    one.as_called(gift.on).brief for one in (gift.receiver, gift.giver) if one is not None
                ),
                amount=amount,
                unit=unit,
                confirmed=confirmed_words(gift),
                cells={
                    "donor": gift.donor,
                    "article": gift.article,
                    "value": "".join(format_amount(gift.fen, "fen")) if gift.fen else "",
                    "receipt": gift.receipt_number,
                    "purpose": gift.purpose,
                },
            )
        )
    return found
