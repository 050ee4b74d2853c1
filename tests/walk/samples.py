"""What stands in an address: for each app and its kwargs, values of county A and values of nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from xieshou.people.models import Post
from xieshou.scoping.scope import unscoped

from .planted import Planted

NOBODY = UUID("00000000-dead-4dea-8dea-00000000dead")
NO_NUMBER = 987654321
# People of county B; what the samples name is none of their business. Anonymous never counts as knowing anything.
ABROAD = frozenset({"陈", "乙校长"})
OUTSIDE_GROUP = frozenset({"乙校长"})
OTHER_SCHOOL = frozenset({"马校长", "李桂兰", *ABROAD})
ALL_BUT_HEAD = frozenset({"安", "白", "丁", "周敏", "李桂兰", *ABROAD})
ALL_BUT_UPLOADER = frozenset({"安", "白", "丁", "马校长", "李桂兰", *ABROAD})


@dataclass(frozen=True)
class Sample:
    """Values for an address; ``absent`` are the same of no record, None where the directory is open to all."""

    values: dict[str, Any]
    absent: dict[str, Any] | None = None
    hidden_from: frozenset[str] = ABROAD


@dataclass(frozen=True)
class Route:
    """One address of the URLconf."""

    app: str
    name: str
    kwargs: frozenset[str]
    is_open: bool
    action: str = ""

    @property
    def label(self) -> str:
        """As it stands in ``reverse``."""
        return f"{self.app}:{self.name}"

    def url(self, values: dict[str, Any]) -> str:
        """The address with these values."""
        return reverse(self.label, kwargs=values)


def routes(patterns: Any = None, app: str = "") -> Iterator[Route]:
    """Every address, by app and name."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, pattern.app_name or app)
        elif isinstance(pattern, URLPattern):
            is_open = hasattr(pattern.callback, "open_because")
            kwargs = frozenset(pattern.pattern.regex.groupindex)
            yield Route(app, str(pattern.name), kwargs, is_open, getattr(pattern.callback, "action", ""))


Make = Callable[[Planted], list[Sample]]


def of(*groups: str, hidden_from: frozenset[str] = ABROAD) -> Make:
    """Each record noted under these names, against the id of no record."""

    def make(planted: Planted) -> list[Sample]:
        found = [pk for group in groups for pk in planted.ids.get(group, ())]
        return [Sample({"pk": pk}, {"pk": NOBODY}, hidden_from) for pk in found]

    return make


def fixed(*values: dict[str, Any]) -> Make:
    """Values that name nobody's record."""
    return lambda planted: [Sample(one) for one in values]


def _schools(planted: Planted) -> list[Sample]:
    """The page of a school; foreign ones are as if they did not exist."""
    return [Sample({"uid": place.uid}, {"uid": NOBODY}) for place in (planted.world.a1, planted.world.a2)]


def _counties(planted: Planted) -> list[Sample]:
    return [Sample({"uid": planted.world.county_a.uid}, {"uid": NOBODY})]


def _people(planted: Planted) -> list[Sample]:
    users = planted.world.users
    return [Sample({"pk": users[name].pk}, {"pk": NO_NUMBER}) for name in ("安", "周敏", "李桂兰")]


def _held(planted: Planted) -> list[Sample]:
    """A post of somebody in another school."""
    with unscoped("test"):
        post = Post.objects.get(pk=planted.ids["posts"][0])
    return [Sample({"pk": post.staff_id, "post": post.pk}, {"pk": NOBODY, "post": NOBODY})]


def _grants(planted: Planted) -> list[Sample]:
    user = planted.world.users["李桂兰"]
    return [Sample({"pk": user.pk, "grant": user.grants.get().pk}, {"pk": NO_NUMBER, "grant": NO_NUMBER})]


def _posts(planted: Planted) -> list[Sample]:
    """Only whoever has a post there may go on there, so to everybody else it is as if there were no such place."""
    nobodys = frozenset({"安", "白", "陈", "丁", "马校长", "周敏", "李桂兰", "乙校长"})
    return [Sample({"place": planted.world.c1.pk}, {"place": NO_NUMBER}, nobodys)]


def _reports(planted: Planted) -> list[Sample]:
    world = planted.world
    owners = {"school": world.a1.uid, "pair": world.pair.pk, "county": world.county_a.uid, "nonsense": world.a1.uid}
    # A community reaches into other counties; what one teacher did is read by the head of the school alone.
    wider = {"group": (world.community.pk, OUTSIDE_GROUP), "teacher": (world.staff["李桂兰"].pk, ALL_BUT_HEAD)}
    asked = {**{kind: (owner, ABROAD) for kind, owner in owners.items()}, **wider}
    return [
        Sample({"kind": kind, "owner": owner, "code": code}, {"kind": kind, "owner": NOBODY, "code": code}, hidden)
        for kind, (owner, hidden) in asked.items()
        for code in (20252, 2025, 202601)
    ]


def _corrected(planted: Planted) -> list[Sample]:
    world = planted.world
    where = {"kind": "school", "owner": world.a1.uid, "code": 20252}
    return [Sample({**where, "pk": pk}, {**where, "pk": NOBODY}) for pk in planted.ids["reports"]]


def _columns(planted: Planted) -> list[Sample]:
    return [Sample({"pk": pk, "index": 2}, {"pk": NOBODY, "index": 2}) for pk in planted.ids["drafts"]]


def _photographed(planted: Planted) -> list[Sample]:
    sorts = {"activity": "activities", "gift": "gifts", "nonsense": "gifts"}
    return [
        Sample({"source": sort, "record": planted.ids[app][0]}, {"source": sort, "record": NOBODY})
        for sort, app in sorts.items()
    ]


def _asked_outside(planted: Planted) -> list[Sample]:
    record, firm = planted.ids["slip records"][0], planted.firm
    asked = {"act": "activity", "place": firm.pk}
    return [Sample({**asked, "record": record}, {**asked, "record": NOBODY}, OTHER_SCHOOL)]


# An address of an app that is not here takes the records noted under the app's own name.
SAMPLES: dict[str, Make] = {
    "signing:enter-demo": _people,
    "slips:pk": of("slips", hidden_from=OTHER_SCHOOL),
    "slips:token": fixed({"token": "nobodys-slip"}),
    "slips:act,place,record": _asked_outside,
    "doubles:pk": of("merges"),
    "calendars:token": fixed({"token": "nobodys-address"}),
    "drafting:pk": of("plans"),
    "collection:accept": of("dues"),
    "collection:due": of("dues"),
    "collection:file": of("due files"),
    "collection:index,pk": _columns,
    "collection:return": of("dues"),
    "insights:uid": _counties,
    "intake:sort": fixed({"sort": "staff"}, {"sort": "accounts"}, {"sort": "nonsense"}),
    "bulk:sort": fixed({"sort": "activities"}, {"sort": "openings"}, {"sort": "nonsense"}),
    "bulk:pk": of("bulk", hidden_from=ALL_BUT_UPLOADER),
    # A staged table is its uploader's alone.
    "intake:pk": of("intake", hidden_from=ALL_BUT_UPLOADER),
    "pasting:pk": of("intake", hidden_from=ALL_BUT_UPLOADER),
    "signing:pk": _people,
    "signing:grant,pk": _grants,
    "signing:place": _posts,
    "upgrading:name": fixed({"name": "xieshou-0.2.0.tar.gz"}, {"name": "nonsense"}),
    "keeping:key": fixed({"key": "xieshou-20260101-000000"}, {"key": "nonsense"}),
    "office:ordinal,year": fixed({"year": 2025, "ordinal": 1}, {"year": 2025, "ordinal": 9}),
    "office:person": of("staff"),
    "office:person-edit": of("staff"),
    "office:person-left": of("staff"),
    "office:post-add": of("staff"),
    "office:post-end": _held,
    "transitions:uid": _schools,
    "transitions:year": fixed({"year": 2026}),
    "transitions:number,year": fixed({"year": 2026, "number": 2}),
    "office:photo": of("photos"),
    "office:photo-remove": of("photos"),
    "office:record,source": _photographed,
    "office:uid": _schools,
    "reports:code,kind,owner": _reports,
    "reports:corrected": _corrected,
}


def samples(route: Route, planted: Planted) -> list[Sample]:
    """Values for a route; an address nobody thought of fails here."""
    if not route.kwargs:
        return [Sample({})]
    make = SAMPLES.get(route.label) or SAMPLES.get(f"{route.app}:{','.join(sorted(route.kwargs))}")
    if make is None and route.kwargs == {"pk"} and route.app in planted.ids:
        make = of(route.app)
    if make is None:
        names = ", ".join(sorted(route.kwargs))
        pytest.fail(f"{route.label} takes {names}: add a sample to SAMPLES in {__name__}, and its record to plant()")
    return make(planted)
