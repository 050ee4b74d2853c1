"""What waits for a school's word, on its home page."""

from __future__ import annotations

from django.template.loader import render_to_string

from xieshou.activities.selectors import disputed_of, waiting_for
from xieshou.activities.wording import figure_words, title_of
from xieshou.web.pages import SignedIn

SHOWN = 3


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
    return render_to_string("confirming/_waiting.html", shown, request=request)
