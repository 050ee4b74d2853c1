"""What a pair's page says of who leads it."""

from __future__ import annotations

from datetime import date

from django.template.loader import render_to_string

from xieshou.pairings.models import Pairing
from xieshou.places.models import Place
from xieshou.web.pages import SignedIn

from .selectors import nearest_group


def leaders_here(request: SignedIn, *, pairing: Pairing, side: Place, today: date, **context: object) -> str:
    """The group of the pair, else the one of the school looking, and how many sit in it."""
    group, sat = nearest_group(side, pairing, today)
    said = {
        "group": group,
        "sat": sat,
        "pairing": pairing,
        "may_set": pairing.until is None and request.user.may("group.set", side.lo),
    }
    return render_to_string("steering/_fact.html", said, request=request)
