"""The new year of a county with more schools than one form can bring."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.world import World
from xieshou.places.models import ROOM, SCHOOL, Figures, Place
from xieshou.terms.models import Term
from xieshou.terms.turning import Offer
from xieshou.transitions import year_form

pytestmark = pytest.mark.django_db
MANY = 700


@pytest.fixture
def client(world: World) -> Client:
    browser = Client()
    browser.force_login(world.user("安"))
    return browser


def crowd(world: World) -> None:
    """Seven hundred schools in the town."""
    first = max(world.a1.hi, world.a2.hi, *Place.objects.filter(parent=world.town).values_list("hi", flat=True))
    room = ROOM[SCHOOL]
    rows = [
        Place(level=SCHOOL, name=f"第{n}小学", key=f"第{n}小学", parent=world.county_a, setting="country",
              lo=world.county_a.hi - (n + 1) * room, hi=world.county_a.hi - n * room)
        for n in range(MANY)
    ]  # fmt: skip
    assert rows[-1].lo > first
    Place.objects.bulk_create(rows)


def posted(page: str) -> dict[str, Any]:
    """What a browser would send of a page, with 7 pupils for each school."""
    data: dict[str, Any] = {}
    for tag in re.findall(r"<input\b[^>]*>", page):
        name, value = (re.search(rf'\b{part}="([^"]*)"', tag) for part in ("name", "value"))
        if name and ("checkbox" not in tag or "checked" in tag):
            data.setdefault(name[1], []).append(value[1] if value else "")
    return data | {name: ["7"] for name in data if name.endswith("-pupils")}


def test_every_page_of_the_dialogue_stays_below_the_limit_of_fields_and_all_schools_are_told(
    world: World, client: Client
) -> None:
    crowd(world)
    address, seen = "/years/2026/", 0
    while address.startswith("/years/"):
        page = client.get(address).content.decode()
        data = posted(page)
        assert sum(map(len, data.values())) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        answer = client.post(address, data)
        assert answer.status_code == 302, address
        address, seen = answer["Location"], seen + 1
    assert (address, seen) == ("/terms/", 4)
    assert Figures.objects.filter(year=2026, pupils=7).count() == MANY + 2
    assert Term.objects.filter(county=world.county_a, year=2026, stage="").count() == 2


def test_a_page_sent_twice_is_saved_once_and_a_page_that_is_none_is_not_there(world: World, client: Client) -> None:
    crowd(world)
    data = posted(client.get("/years/2026/schools/2/").content.decode())
    for _ in range(2):
        assert client.post("/years/2026/schools/2/", data)["Location"] == "/years/2026/schools/3/"
    for number in (0, 1, 5, 99):
        assert client.get(f"/years/2026/schools/{number}/").status_code == 404
    wrong = client.post("/years/2026/schools/2/", {**data, next(n for n in data if n.endswith("-pupils")): ["很多"]})
    assert wrong.status_code == 200 and "很多" in wrong.content.decode()


def test_more_plans_than_a_form_can_bring_are_offered_all_or_none(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried: list[list[str]] = []

    class Many:
        code, heading = "many", "很多份计划"

        @staticmethod
        def offers(county: Place, year: Any) -> list[Offer]:
            return [Offer(str(n), f"计划{n}", True) for n in range(year_form.EACH + 1)]

        @staticmethod
        def carry(actor: Any, chosen: list[str], year: Any) -> None:
            carried.append(list(chosen))

    monkeypatch.setattr(year_form, "TURNERS", [Many])
    monkeypatch.setattr("xieshou.terms.operations.open_year.TURNERS", [Many])
    data = posted(client.get("/years/2026/").content.decode())
    assert data["o-many"] == ["all"]
    client.post("/years/2026/", data)
    client.post("/years/2027/", posted(client.get("/years/2027/").content.decode()) | {"o-many": []})
    assert [len(one) for one in carried] == [year_form.EACH + 1, 0]
    assert Term.objects.filter(county=world.county_a, starts__gte=date(2026, 8, 1)).exists()
