"""Lines of calendars that are done: records of their promise on their days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from xieshou.catalogue import catalogue
from xieshou.kernel.amounts import format_amount
from xieshou.kernel.periods import Period
from xieshou.ledger.asking import Ask
from xieshou.plans.models import CalendarItem
from xieshou.web.trace import url_of

from .book import open_book
from .doors import present_door


def records_of(*, items: Sequence[CalendarItem], today: date, **context: object) -> dict[UUID, tuple[str, str]]:
    """For each line with a promise that something was recorded for: the address of the records, and how much it is."""
    asked = [
        (item, Ask(item.promise.indicator, bond=item.plan.bond, period=Period(item.starts, item.ends)))
        for item in items
        if item.promise is not None and item.promise.indicator in catalogue.indicators
    ]
    wanted = {ask.indicator: _since(ask.indicator, asked) for _, ask in asked}
    book = open_book({item.plan.bond for item, _ in asked}, wanted, max((i.ends for i, _ in asked), default=today))
    found = {}
    for item, ask in asked:
        indicator = catalogue.indicators[ask.indicator]
        amount, day = book.presence(ask) if indicator.stock else (book.figure(ask), today)
        if amount > 0 and item.starts <= today:
            words = f"{indicator.label}{''.join(format_amount(amount, indicator.unit))}"
            found[item.pk] = (present_door(ask, day) if indicator.stock else url_of(ask), words)
    return found


def _since(indicator: str, asked: Sequence[tuple[CalendarItem, Any]]) -> date | None:
    """From which day on facts are read; of those in post from the beginning."""
    if catalogue.indicators[indicator].stock:
        return None
    return min(item.starts for item, ask in asked if ask.indicator == indicator)
