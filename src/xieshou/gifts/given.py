"""What a donor sees: each gift of his and whether it arrived; nothing about any child, and no other donor's gifts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from xieshou.accounts.models import User

from .lists import value_of
from .selectors import confirmed_words, gifts


def given_by(user: User) -> dict[str, Any]:
    """Gifts of the place he works in, the newest first, and how many of them the schools say they have."""
    found = list(gifts().filter(giver=user.place).order_by("-on", "-created_at"))
    arrived = sum(one.owner_id == one.receiver_id or one.confirmed_by_receiver is not None for one in found)
    rows = [(gift, value_of(gift), confirmed_words(gift)) for gift in found]
    return {"rows": rows, "arrived": arrived}


def given_here(request: HttpRequest) -> str:
    """The same as a donor's home page."""
    user = request.user
    if not isinstance(user, User) or not user.may("gift.given", user.place.lo):
        return ""
    return render_to_string("gifts/_given.html", given_by(user), request)
