"""The door on a pair's page: how many of its records may tell of one event."""

from __future__ import annotations

from django.template.loader import render_to_string

from xieshou.pairings.models import Community, Pairing
from xieshou.web.pages import SignedIn

from .selectors import likely_doubles


def suspected(request: SignedIn, pairing: Pairing | Community, **context: object) -> str:
    """Empty where nothing looks alike, where one may not decide, and for a community, whose records are in the list."""
    if not isinstance(pairing, Pairing) or not request.user.may("activity.tell_apart"):
        return ""
    count = len(likely_doubles(pairing))
    return render_to_string("doubles/_door.html", {"count": count, "pairing": pairing}) if count else ""
