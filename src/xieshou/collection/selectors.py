"""Reading calls and what is owed, as the viewer may see them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from xieshou.blankforms.spans import Calendar
from xieshou.places.models import Place
from xieshou.places.selectors import schools_in
from xieshou.terms.selectors import counting_period, terms_of, year_periods

from .models import Call, Due


def calls_of(place: Place) -> QuerySet[Call]:
    """Calls of the bureaus inside a place, the next due first."""
    return Call.objects.filter(place__lo__gte=place.lo, place__lo__lt=place.hi)


def dues_of(call: Call) -> list[Due]:
    """What each school owes for a call, in tree order."""
    return list(Due.objects.filter(call=call).select_related("school", "call").order_by("school__lo"))


def owed_by(school: Place) -> QuerySet[Due]:
    """Everything one school owes or has handed in, by the day it is due; withdrawn calls are gone."""
    return Due.objects.filter(school=school).select_related("call", "school")


def waiting_here(school: Place) -> QuerySet[Due]:
    """What waits for a school, by the day it is due."""
    return owed_by(school).filter(state__in=("owed", "returned"), call__state="sent").order_by("call__due")


def late_of(dues: Iterable[Due], today: date) -> list[Due]:
    """What should have come, the schools in tree order."""
    return [due for due in dues if due.is_late(today)]


def calendar_of(county: Place, today: date) -> Calendar:
    """The county's terms and school years, for reading headers."""
    terms = {(term.year, term.ordinal): counting_period(term) for term in terms_of(county)}
    return Calendar(today, terms, year_periods(county))


def schools_to_ask(county: Place) -> QuerySet[Place]:
    """Schools of a county that may be asked; outside partners keep their own books."""
    return schools_in(county).filter(outside=False)


def open_calls(place: Place) -> QuerySet[Call]:
    """Calls that are being collected inside a place."""
    return calls_of(place).filter(Q(state="sent")).order_by("due", "created_at")
