"""What both steps of the door need: how a session begins, and where one may go on to."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

BACKEND = "xieshou.accounts.backend.WithPlace"


def safe_next(request: HttpRequest, wanted: str) -> str:
    """The page asked for before signing in, or the home page; never another site."""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe and wanted.startswith("/") else "/"
