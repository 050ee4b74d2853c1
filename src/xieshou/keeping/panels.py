"""What the county's home page says about backups: nothing, unless the last good one is too old."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from xieshou.accounts.demonstration import is_demonstration
from xieshou.accounts.models import User

from .doctor import backup_age
from .shelf import last_good


def stale(request: HttpRequest) -> str:
    """A note with a door, for whoever may make one."""
    user = request.user
    if not isinstance(user, User) or not user.may("backup.make") or is_demonstration():
        return ""
    good = last_good()
    if good is None:  # a new installation: the first is made by itself within a day
        return ""
    finding = backup_age(good.at, timezone.localtime())
    if finding.level != "bad":
        return ""
    return render_to_string("keeping/_stale.html", {"finding": finding}, request=request)
