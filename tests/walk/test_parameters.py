"""No parameter of an address opens what lies in another county, or tells that it is there."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import xieshou

from .planted import Planted
from .samples import NO_NUMBER, NOBODY, Route, routes
from .test_urls import leaks
from .walking import Walker, rows

SOURCES = Path(xieshou.__file__).parent
READ = re.compile(r'GET\.get(?:list)?\("(\w+)"|GET\["(\w+)"|Filter\(\s*"(\w+)"|given\.get\("(\w+)"|one\("(\w+)"\)')
# Folders whose apps answer under another name, or read parameters for others.
FOLDERS = {
    "accounts": ("office",),
    "activities": ("activities", "recording", "confirming"),
    "pasting": ("pasting", "intake"),
}
# What else the address of a figure must say to be read at all.
TRACE = {"i": "lesson.observed"}


def parameters(app: str) -> list[str]:
    """Names that the code of an app reads from an address."""
    files = [path for folder in FOLDERS.get(app, (app,)) for path in (SOURCES / folder).rglob("*.py")]
    found = {name for path in files for match in READ.finditer(path.read_text("utf-8")) for name in match.groups("")}
    return sorted(found - {""})


def values(planted: Planted) -> Iterator[tuple[Any, Any]]:
    """A record of county A by its id, and nothing by the same kind of id."""
    for app in ("activities", "pairings", "plans"):
        yield planted.ids[app][0], NOBODY
    yield planted.world.a1.pk, NO_NUMBER


def cells(planted: Planted) -> list[tuple[Route, str, Any, Any]]:
    return [
        (route, name, value, nothing)
        for route in routes()
        if not route.kwargs and not route.is_open
        for name in parameters(route.app)
        for value, nothing in values(planted)
    ]


def test_a_foreign_id_in_a_parameter_is_as_good_as_none(
    planted: Planted, cells_of: Callable[[str, list[Any]], Iterable[Any]]
) -> None:
    logging.disable(logging.CRITICAL)
    walker = Walker(planted.world, "陈", rows())
    found = []
    for route, name, value, nothing in cells_of("parameters", cells(planted)):
        more = TRACE if route.label == "web:trace" and name not in TRACE else {}
        there, nowhere = (f"{route.url({})}?{urlencode({**more, name: one})}" for one in (value, nothing))
        seen, unseen = walker.step("GET", there), walker.step_once("GET", nowhere)
        if seen.status >= 500:
            found.append(f"{there}: answers {seen.status} {seen.error}")
        found += [f"{there}: {fault}" for fault in leaks(seen.body)]
        if seen.plain(str(value), str(nothing)) != unseen.plain(str(value), str(nothing)):
            found.append(f"{there}: tells a record ({seen.status}) from none ({unseen.status})")
    logging.disable(logging.NOTSET)
    assert not found, f"{len(found)} faults:\n" + "\n".join(found[:40])


def test_the_parameters_are_found() -> None:
    assert {"copy", "edition", "kind", "page"} & set(parameters("activities")) >= {"copy", "edition"}
    assert {"i", "b", "p", "s"} <= set(parameters("web"))
