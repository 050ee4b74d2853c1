"""What mass entry puts on the lists of records."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from xieshou.accounts.models import User

from .models import Load
from .sorts import SORTS, allowed


def entry_url(*, user: User, sort: str) -> str:
    """The page that takes this sort's table; empty for those who may not enter it."""
    return reverse("bulk:upload", args=[sort]) if sort in {one.code for one in allowed(user)} else ""


def under_way(request: HttpRequest, *, sort: str) -> str:
    """A line above a list while a table is half in, so that nobody takes its sums for whole."""
    if sort not in SORTS:
        return ""
    loads = list(Load.objects.filter(sort=sort, state__in=("writing", "undoing")).select_related("user"))
    context = {"loads": loads, "user": request.user}
    return render_to_string("bulk/_under_way.html", context, request=request) if loads else ""
