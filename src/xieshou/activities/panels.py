"""What activities put on a school's home page: the one button, and what waits for its word."""

from __future__ import annotations

from django.template.loader import render_to_string

from xieshou.web.pages import SignedIn

from .selectors import disputed_of, last_of, waiting_for
from .wording import figure_words, kind_label, title_of

SHOWN = 3


def call_to_record(request: SignedIn, **context: object) -> str:
    """记一次活动, with 照上次再记 below it."""
    place = request.user.place
    if not place.is_school or not request.user.may("activity.record", place.lo):
        return ""
    last = last_of(request.user)
    words = f"{last.subject}{kind_label(last.kind)}" if last else ""
    return render_to_string("activities/_cta.html", {"again": words})


def waiting_here(request: SignedIn, **context: object) -> str:
    """等我校确认: the first three, and our own records that differ."""
    place = request.user.place
    if not place.is_school or not request.user.may("activity.confirm", place.lo):
        return ""
    waits = waiting_for(place)
    rows = [(one, title_of(one), figure_words(one)) for one in waits[:SHOWN]]
    count = waits.count() if len(rows) == SHOWN else len(rows)
    disputed = disputed_of(place).count()
    if not rows and not disputed:
        return ""
    shown = {"rows": rows, "count": count, "disputed": disputed}
    return render_to_string("activities/_waiting.html", shown, request=request)
