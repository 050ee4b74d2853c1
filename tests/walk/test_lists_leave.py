"""Every list of the product leaves as Excel, and a foreign county's leaves with nothing of county A."""

from __future__ import annotations

from django.test import Client

from tests.world import World
from xieshou.audit.models import Entry
from xieshou.scoping.scope import unscoped
from xieshou.sheets.reading import read_book

from .planted import CANARIES
from .samples import routes
from .walking import unpack

LISTS = {
    "activities:list", "gifts:list", "placements:list", "openings:list", "plans:list", "pairings:list",
    "papers:list", "steering:list", "pairings:needs", "communities:list", "collection:list",
    "office:schools", "office:staff", "signing:accounts",
}  # fmt: skip


def enter(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.user(name))
    return client


def lists_of(client: Client) -> list[str]:
    """Addresses without parameters whose answer is a list."""
    plain = {route.label: route.url({}) for route in routes() if not route.kwargs}
    return [label for label, url in plain.items() if b'id="listing"' in client.get(url).content]


def test_every_list_leaves_as_a_workbook_with_its_watermark_and_a_trace(world: World) -> None:
    client = enter(world, "安")
    found = lists_of(client)
    assert set(found) >= LISTS
    urls = {route.label: route.url({}) for route in routes() if not route.kwargs}
    for label in found:
        page = client.get(urls[label])
        answer = client.get(urls[label], {"out": "xlsx"})
        assert answer.status_code == 200 and "spreadsheetml" in answer.headers["Content-Type"], label
        head, *rest = read_book(answer.content, "a.xlsx").sheets[0].rows
        assert head and len(rest) == page.context["listing"].count, label
        assert "导出Excel" in page.content.decode() or not rest, label
    with unscoped("a test counts"):
        assert Entry.objects.filter(action="list.export").count() == len(found)


def test_a_foreign_countys_workbooks_hold_nothing_of_ours(world: World) -> None:
    client = enter(world, "陈")
    urls = {route.label: route.url({}) for route in routes() if not route.kwargs}
    for label in lists_of(client):
        whole = b"".join(unpack(client.get(urls[label], {"out": "xlsx"}).content))
        assert not [kind for kind, word in CANARIES.items() if word.encode() in whole], label


def test_who_may_not_take_a_list_out_is_told_nothing(world: World) -> None:
    client = enter(world, "李桂兰")
    assert client.get("/activities/").status_code == 200
    assert client.get("/activities/", {"out": "xlsx"}).status_code == 404
    assert "导出Excel" not in client.get("/activities/").content.decode()
