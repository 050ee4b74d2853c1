"""What pasting puts on other pages."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from xieshou.accounts.models import User


def paste_door(request: HttpRequest) -> str:
    """A line on a school's home page that leads to pasting."""
    user = request.user
    may = isinstance(user, User) and user.place.is_school and user.may("activity.join")
    return render_to_string("pasting/_paste_door.html", request=request) if may else ""
