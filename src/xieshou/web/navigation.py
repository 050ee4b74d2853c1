"""Menus: each app registers its entries; they take the same action names as the gate."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import reverse

from xieshou.accounts.models import User


@dataclass(frozen=True)
class Entry:
    """A word in the menu; with ``icon`` also a tab on the phone. ``at_school`` is for those who work at one."""

    label: str
    url_name: str
    action: str
    weight: int
    icon: str = ""
    go: bool = False
    in_nav: bool = True
    phone_label: str = ""
    at_school: bool = False

    def is_for(self, user: User) -> bool:
        """Whether this person may open it."""
        return user.may(self.action) and (user.place.is_school or not self.at_school)


@dataclass(frozen=True)
class Item:
    """An entry as the templates show it."""

    label: str
    url: str
    current: bool
    icon: str
    go: bool


LONGEST_BAR = 7
_entries: list[Entry] = []
_sisters: dict[str, list[Entry]] = {}


def register(entry: Entry) -> None:
    """Add an entry to the menus."""
    _entries.append(entry)
    _entries.sort(key=lambda e: e.weight)


def register_sister(matter: str, entry: Entry) -> None:
    """Add a page to those of one matter, whichever apps they come from: ``pairs`` has lists in three."""
    _sisters.setdefault(matter, []).append(entry)
    _sisters[matter].sort(key=lambda e: e.weight)


def sisters(matter: str, user: User, request: HttpRequest) -> list[Item]:
    """Pages of one matter this person may use; only the very page one is on is marked."""
    shown = [_item(entry, request, entry.label) for entry in _sisters.get(matter, ()) if entry.is_for(user)]
    return [replace(item, current=request.path == item.url) for item in shown]


def entries() -> tuple[Entry, ...]:
    """All entries, lightest first."""
    return tuple(_entries)


def _item(entry: Entry, request: HttpRequest, label: str) -> Item:
    url = reverse(entry.url_name)
    current = request.path == url or (url != "/" and request.path.startswith(url))
    return Item(label, url, current, entry.icon, entry.go)


def menu(user: User, request: HttpRequest) -> list[Item]:
    """Everything this person may use."""
    return [_item(e, request, e.label) for e in _entries if e.in_nav and e.is_for(user)]


def nav(items: list[Item], request: HttpRequest) -> list[Item]:
    """Words of the top bar: the whole menu, or its first six and a door to the rest."""
    if len(items) <= LONGEST_BAR:
        return items
    url = reverse("web:all")
    rest = any(item.current for item in items[LONGEST_BAR - 1 :])
    return [*items[: LONGEST_BAR - 1], Item("更多", url, request.path == url or rest, "", False)]


def tabs(user: User, request: HttpRequest) -> list[Item]:
    """Tabs of the phone this person may use."""
    shown = [e for e in _entries if e.icon and e.is_for(user)][:5]
    return [_item(e, request, e.phone_label or e.label) for e in shown]
