"""What activities put on a school's home page: the one button."""

from __future__ import annotations

from django.template.loader import render_to_string

from xieshou.web.pages import SignedIn

from .selectors import last_of
from .wording import kind_label


def call_to_record(request: SignedIn, **context: object) -> str:
    """记一次活动, with 照上次再记 below it."""
    place = request.user.place
    if not place.is_school or not request.user.may("activity.record", place.lo):
        return ""
    last = last_of(request.user)
    words = f"{last.subject}{kind_label(last.kind)}" if last else ""
    return render_to_string("activities/_cta.html", {"again": words})
