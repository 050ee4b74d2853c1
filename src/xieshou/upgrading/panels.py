"""What the page of backups says about upgrading: which version this is, and a door for whoever may change it."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from xieshou.accounts.models import User
from xieshou.keeping.asking import may

from .changing import running_version


def door(request: HttpRequest) -> str:
    """One line."""
    user = request.user
    allowed = isinstance(user, User) and may(user, "backup.upgrade")
    return render_to_string("upgrading/_door.html", {"version": running_version(), "may": allowed}, request=request)
