"""Start-up check: a view without a declared action does not start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from xieshou.accounts.policy import POLICY

from .navigation import entries

OPEN_PREFIXES = ("django.contrib.staticfiles",)


def views(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route with its view."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, route)
        else:
            yield route, pattern


@register()
def every_view_declares(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Deny by default."""
    return [
        Error(f"the view of {route!r} declares no action and no reason to be open", id="xieshou.E010")
        for route, pattern in views()
        if not hasattr(pattern.callback, "action") and not hasattr(pattern.callback, "open_because")
    ]


@register()
def every_menu_entry_leads_somewhere(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A menu is on every page: one entry without an address would break them all."""
    faults: list[CheckMessage] = []
    for entry in entries():
        try:
            reverse(entry.url_name)
        except NoReverseMatch:
            faults.append(Error(f"the menu entry {entry.label!r} has no address {entry.url_name!r}", id="xieshou.E011"))
        if entry.action not in POLICY:
            faults.append(Error(f"the menu entry {entry.label!r} names no action of the policy", id="xieshou.E012"))
    return faults
