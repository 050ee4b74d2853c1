"""Lines of calendars and what was recorded for them: of their promise, of the kind they name, else of their days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple
from uuid import UUID

from xieshou.catalogue import catalogue
from xieshou.kernel.amounts import format_amount
from xieshou.kernel.periods import Period
from xieshou.ledger.asking import Ask
from xieshou.plans.models import CalendarItem
from xieshou.web.trace import url_of

from .book import open_book
from .doors import present_door

ANY = "activity.count"


class Behind(NamedTuple):
    """The records of a line, in words; ``done`` where they are what the line speaks of, not only of its days."""

    url: str
    words: str
    done: bool


def records_of(*, items: Sequence[CalendarItem], today: date, **context: object) -> dict[UUID, Behind]:
    """For each line that has begun and that something was recorded for: its records, and how much they are."""
    asked = [(item, _ask(item)) for item in items if item.starts <= today]
    wanted = {ask.indicator: _since(ask.indicator, asked) for _, ask in asked}
    book = open_book({item.plan.bond for item, _ in asked}, wanted, max((i.ends for i, _ in asked), default=today))
    found = {}
    for item, ask in asked:
        indicator = catalogue.indicators[ask.indicator]
        amount, day = book.presence(ask) if indicator.stock else (book.figure(ask), today)
        if amount > 0:
            words = f"{indicator.label}{''.join(format_amount(amount, indicator.unit))}"
            done = ask.indicator != ANY
            url = present_door(ask, day) if indicator.stock else url_of(ask)
            found[item.pk] = Behind(url, words if done else f"这几天{words}", done)
    return found


def _ask(item: CalendarItem) -> Ask:
    promised = item.promise.indicator if item.promise is not None else ""
    indicator = promised if promised in catalogue.indicators else indicator_named(item.text)
    return Ask(indicator, bond=item.plan.bond, period=Period(item.starts, item.ends))


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Words that name a kind, the longest first, each with the figure that counts it."""
    kinds = [kind for kind in catalogue.kinds.values() if kind.counts and not kind.retired]
    words = {word: kind.main_indicator() for kind in kinds for word in (*kind.reads_as, kind.label)}
    return tuple(sorted(words.items(), key=lambda pair: -len(pair[0])))


def indicator_named(text: str) -> str:
    """The figure of the kind that a line names; of one that names none, activities of any kind."""
    return next((indicator for word, indicator in _names() if word in text), ANY)


def _since(indicator: str, asked: Sequence[tuple[CalendarItem, Ask]]) -> date | None:
    """From which day on facts are read; of those in post from the beginning."""
    if catalogue.indicators[indicator].stock:
        return None
    return min(item.starts for item, ask in asked if ask.indicator == indicator)
