"""What a record's page shows of its outside partners: links and papers, and what came back."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from xieshou.places.models import Place
from xieshou.web.pages import SignedIn

from .acts import ACTS
from .models import LINK, Slip
from .selectors import opens, slips_on


def address_of(act: str, record: UUID) -> str:
    """The record's own page."""
    return f"/{ACTS[act].pages}/{record}/" if act in ACTS else "/"


def _state(slip: Slip) -> str:
    """Where a slip stands, in words."""
    if slip.used_at:
        return "对方已答复"
    if slip.ended_at:
        return "收回了"
    if opens(slip) is None:
        return "不能用了"
    return "等对方点开" if slip.way == LINK else "等签字盖章"


def outside_words(request: SignedIn, act: str, record: UUID, owner: Place, places: Iterable[Place]) -> SafeString:
    """Empty where no outside partner has a part in the record."""
    partners = [place for place in places if place.outside]
    if not partners:
        return SafeString()
    slips = [(slip, _state(slip)) for slip in slips_on(act, record)]
    shown = {
        "slips": slips,
        "asked": [place for place in partners if ACTS[act].about(record, place) is not None],
        "act": act,
        "record": record,
        "may_make": request.user.may("slip.make", owner.lo),
        "may_register": request.user.may("slip.register", owner.lo),
    }
    return render_to_string("slips/_panel.html", shown, request=request)
