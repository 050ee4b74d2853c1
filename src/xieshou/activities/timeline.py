"""The last activities of a pair or a community, by month, with one tap to confirm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, Window
from django.template.loader import render_to_string
from django.utils import timezone

from xieshou.catalogue import catalogue
from xieshou.places.models import Place
from xieshou.terms.models import Term
from xieshou.terms.selectors import counting_period
from xieshou.web.pages import SignedIn

from .models import Activity
from .selectors import Confirmation, activities, confirmation
from .wording import figure_words, heads, title_of

SHOWN = 8


class Entry(NamedTuple):
    """One activity on the line; ``month`` is said where a new one begins."""

    activity: Activity
    month: str
    icon: str
    title: str
    figure: str
    heads: int
    said: Confirmation
    mine: bool


def entries(found: Sequence[Activity], viewer: Place, may_confirm: bool) -> list[Entry]:
    """Activities, newest first, each with what its row shows."""
    shown, last, year = [], "", timezone.localdate().year
    rows = ((one, row) for one in found for row in one.schools.all())
    waits = [one for one, row in rows if row.school_id in viewer.line and row.standing == "waiting"]
    for one in found:
        month = f"{one.on.month}月" if one.on.year == year else f"{one.on.year}年{one.on.month}月"
        shown.append(
            Entry(
                activity=one,
                month="" if month == last else month,
                icon=catalogue.kinds[one.kind].icon,
                title=title_of(one),
                figure=figure_words(one),
                heads=heads(one),
                said=confirmation(one, viewer),
                mine=may_confirm and one in waits,
            )
        )
        last = month
    return shown


def pair_timeline(request: SignedIn, *, pairing: Any, term: Term | None, today: date, **context: object) -> str:
    """The last eight of the pair; how many there were this term leads to all of them."""
    viewer = request.user.place
    period = counting_period(term) if term else None
    counted = Q(on__gte=period.starts, on__lte=period.ends) if period else Q(pk__in=[])
    every = activities().filter(Q(pairing=pairing.pk) | Q(community=pairing.pk), on__lte=today)
    with_count = every.annotate(this_term=Window(Count("pk", filter=counted)))  # of all of them, not of those shown
    found = list(with_count.order_by("-on", "-created_at")[: SHOWN + 1])
    may_confirm = viewer.is_school and request.user.may("activity.confirm", viewer.lo)
    shown = {
        "bond": pairing.pk,
        "viewer_is_school": viewer.is_school,
        "entries": entries(found[:SHOWN], viewer, may_confirm),
        "more": len(found) > SHOWN,
        "this_term": getattr(found[0], "this_term", 0) if found else 0,
    }
    return render_to_string("activities/_timeline.html", shown, request=request)
