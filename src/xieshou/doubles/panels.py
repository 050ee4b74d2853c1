"""The door on a pair's page: how many of its records may tell of one event."""

from __future__ import annotations

from django.template.loader import render_to_string

from xieshou.pairings.models import Pairing
from xieshou.web.pages import SignedIn

from .selectors import suspects


def suspected(request: SignedIn, pairing: Pairing, **context: object) -> str:
    """Empty where nothing looks alike, or where one may not decide."""
    count = len(suspects(pairing)) if request.user.may("activity.tell_apart") else 0
    return render_to_string("doubles/_door.html", {"count": count, "pairing": pairing}) if count else ""
