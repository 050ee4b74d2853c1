"""What the page of backups says about upgrading: which version this is, and a door for whoever may change it."""

from __future__ import annotations

from importlib.metadata import version

from django.http import HttpRequest
from django.template.loader import render_to_string

from xieshou.accounts.models import User
from xieshou.keeping.asking import may


def door(request: HttpRequest) -> str:
    """One line."""
    user = request.user
    allowed = isinstance(user, User) and may(user, "backup.upgrade")
    return render_to_string("upgrading/_door.html", {"version": version("xieshou"), "may": allowed}, request=request)
