"""What lower apps ask: where to send a workbook, and how many pairs stand."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from xieshou.accounts.models import User
from xieshou.pairings.models import Pairing

from .planning.whole import allowed_sorts


def upload_url(*, user: User, sort: str) -> str:
    """The page that takes this roster; empty for those who may not import it."""
    sorts = allowed_sorts(user)
    if not sort:
        return reverse("intake:upload") if sorts else ""
    return reverse("intake:upload-one", args=[sort]) if sort in sorts else ""


def paste_door(request: HttpRequest) -> str:
    """A line on a school's home page that leads to pasting."""
    user = request.user
    may = isinstance(user, User) and user.place.is_school and user.may("activity.join")
    return render_to_string("intake/_paste_door.html", request=request) if may else ""


def pairings_standing() -> int:
    """Pairs inside the scope that stand."""
    return Pairing.objects.filter(until__isnull=True).count()
