"""A link is one only for who may follow it; for another reader its words stand where they stood."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from uuid import UUID

from django.http import HttpResponse
from django.urls import Resolver404, resolve

from xieshou.accounts.models import User

_OPENING = re.compile(r'<a\b[^>]*?\shref="(/[^"]*)"[^>]*>')
_HREF = re.compile(r'\shref="[^"]*"')
_OFFERED = re.compile(r'\sclass="[^"]*\bbtn\b')  # a button is an offer of its page, which asks first whom to make it to
_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NO_KEY = str(UUID(int=0))


def only_open(answer: HttpResponse, user: User) -> HttpResponse:
    """The page, its words without links where the action of the page behind is not the reader's."""
    if answer.streaming or not answer.headers.get("Content-Type", "").startswith("text/html"):
        return answer
    may: dict[str, bool] = {}

    def kept(found: re.Match[str]) -> str:
        action = _action_behind(_KEY.sub(_NO_KEY, unescape(found[1]).partition("?")[0].partition("#")[0]))
        if action not in may:
            may[action] = not action or user.may(action)
        return found[0] if may[action] or _OFFERED.search(found[0]) else _HREF.sub("", found[0])

    page = answer.content.decode()
    shown = _OPENING.sub(kept, page)
    if shown != page:
        answer.content = shown.encode()
    return answer


@lru_cache(maxsize=4096)
def _action_behind(path: str) -> str:
    """The action that the page at an address declares; none for what is open to all or no page."""
    try:
        return str(getattr(resolve(path).func, "action", ""))
    except Resolver404:
        return ""
