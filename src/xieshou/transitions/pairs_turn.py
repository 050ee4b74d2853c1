"""When a school year turns: pairs that end with the old one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from xieshou.kernel.periods import Period
from xieshou.pairings.models import Agreement, Pairing
from xieshou.pairings.operations.open_pairing import close_pairing
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor
from xieshou.terms.turning import Offer


def offers(county: Place, year: Period) -> list[Offer]:
    """Every pair that stands, with a word where its agreement is over by then; nothing ends unless somebody says so."""
    inside = Q(first__lo__gte=county.lo, first__lo__lt=county.hi)
    inside |= Q(second__lo__gte=county.lo, second__lo__lt=county.hi)
    found = Pairing.objects.filter(inside, until__isnull=True, since__lt=year.starts).select_related("first", "second")
    signed = Agreement.objects.filter(state="signed", pairing__in=[pair.pk for pair in found]).order_by("ends")
    ends: dict[UUID, date] = {paper.pairing_id: paper.ends for paper in signed}
    return [_offer(pair, ends.get(pair.pk), year) for pair in found]


def _offer(pair: Pairing, last: date | None, year: Period) -> Offer:
    if last is None or last >= year.starts:
        return Offer(str(pair.pk), str(pair), False)
    return Offer(str(pair.pk), f"{pair}，协议到{last.year}年{last.month}月为止", False)


def carry(actor: Actor, chosen: Sequence[str], year: Period) -> None:
    """The chosen pairs end on the eve of the new year."""
    for pairing in Pairing.objects.filter(pk__in=list(chosen), until__isnull=True):
        close_pairing(actor, pairing=pairing, until=max(year.starts - timedelta(days=1), pairing.since))
