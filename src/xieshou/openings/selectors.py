"""Reading stated sums, and saying them beside what is on record."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from xieshou.catalogue import catalogue
from xieshou.kernel.amounts import format_amount
from xieshou.ledger.sources import Line
from xieshou.places.models import Place
from xieshou.places.selectors import within

from .models import Opening


def openings() -> QuerySet[Opening]:
    """Stated sums that stand."""
    return Opening.objects.filter(withdrawn_on__isnull=True).select_related("place")


def inside(place: Place) -> QuerySet[Opening]:
    """Those of a place and of the schools in it, or of a school and of those it took in."""
    return openings().filter(within(place, "place__lo"))


def openings_for(place: Place, indicator: str) -> list[Opening]:
    """Stated sums of a figure in a place, the oldest years first."""
    return list(inside(place).filter(indicator=indicator).order_by("ends", "created_at"))


def amount_in_words(opening: Opening) -> str:
    """The sum as it was stated: 29万余元, 约300册, 107人次."""
    figure, word = format_amount(opening.amount, opening.unit)
    scale, measure = (word[0], word[1:]) if word in ("万元", "亿元") else ("", word)
    if opening.modifier == "约":
        return f"约{figure}{scale}{measure}"
    return f"{figure}{scale}{opening.modifier}{measure}"


def _sum_in_words(opening: Opening) -> str:
    how = "，据不完全统计" if opening.incomplete else ""
    return f"{amount_in_words(opening)}（{opening.years}{how}）"


def stated_in_words(opening: Opening) -> str:
    """The sum with its category, years and how it was counted: 29万余元（2022年前，据不完全统计）, 电脑8万元（…）."""
    return opening.category + _sum_in_words(opening)


def together(place: Place, indicator: str, recorded: int) -> str:
    """Stated sums and the recorded one side by side, never added; empty when nothing was stated."""
    stated = [stated_in_words(one) for one in openings_for(place, indicator)]
    if not stated:
        return ""
    figure, word = format_amount(recorded, catalogue.indicators[indicator].unit)
    return "+".join([*stated, f"{figure}{word}（有记录）"])


def lines(ids: Sequence[UUID]) -> list[Line]:
    """The stated sums behind a figure, as the viewer may see them."""
    found = []
    for one in openings().filter(pk__in=ids).order_by("ends", "created_at"):
        found.append(
            Line(
                id=one.pk,
                on=one.ends,
                title=f"{one.what}{_sum_in_words(one)}",
                url=f"/openings/{one.pk}/",
                kind="期初数",
                schools=one.place.as_called(one.ends).brief,
                amount=one.amount,
                unit=one.unit,
                cells={"source": one.source, "years": one.years, "what": one.what},
            )
        )
    return found
