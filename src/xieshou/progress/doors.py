"""Addresses of figures and of pages that other apps may or may not have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from xieshou.kernel.periods import Period
from xieshou.ledger.asking import Ask
from xieshou.terms.models import Term
from xieshou.web.trace import url_of

from .promises import Progress, Slot


def door(name: str, *args: Any, **query: Any) -> str:
    """The address of a page, or nothing where that app is switched off."""
    try:
        path = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    return f"{path}?{urlencode(query)}" if query else path


def present_door(ask: Ask, day: date) -> str:
    """Who was present on a day: the ledger's question with that day as its period, on the page of those present."""
    query = url_of(replace(ask, period=Period(day, day))).partition("?")[2]
    return f"{reverse('progress:present')}?{query}"


def slot_door(slot: Slot) -> str:
    """The records that sum to a slot's figure; none where it takes several questions."""
    if len(slot.asks) != 1:
        return ""
    return present_door(slot.asks[0], slot.day) if slot.day else url_of(slot.asks[0])


def progress_door(found: Progress, term: Term) -> str:
    """The records of a promise, or the page of its parts, each with its own records."""
    single = slot_door(found.slots[0]) if len(found.slots) == 1 else ""
    return single or door("progress:promise", found.promise.pk, term=term.code)
