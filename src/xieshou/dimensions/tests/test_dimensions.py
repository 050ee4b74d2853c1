"""A county's own dimensions: adding, renaming, retiring; nobody else sees them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.world import SYSTEM, World
from xieshou.dimensions.models import Dimension
from xieshou.intake.planning.words import dimensions_of
from xieshou.pairings.models import Strand
from xieshou.pairings.operations.state_need import state_need
from xieshou.pairings.tests.desk import client_of, keyed
from xieshou.scoping.scope import unscoped

URL = "/dimensions/"


def added(world: World, label: str = "劳动教育", by: str = "安") -> Dimension:
    assert client_of(world, by).post(URL, keyed(label=label)).status_code == 302
    with unscoped("test"):
        return Dimension.objects.get(label=label)


def amended(world: World, row: Dimension, **changes: Any) -> Any:
    data = keyed(**{"label": row.label, "version": row.version, **changes})
    return client_of(world, "安").post(f"{URL}{row.pk}/edit/", data)


def with_lane(world: World, label: str = "劳动教育") -> None:
    """The officer adds a lane of the dimension to the pair of his county."""
    data = keyed(forward=["staffing", label], backward=["sports_arts"], on="2026-03-01", version=1)
    assert client_of(world, "安").post(f"/pairs/{world.pair.pk}/edit/", data).status_code == 302


def lanes(label: str) -> int:
    with unscoped("test"):
        return Strand.objects.filter(dimension=label).count()


def test_the_new_dimension_is_offered_in_forms_and_shown_in_list_and_pair(world: World) -> None:
    added(world)
    for url in ("/pairs/new/", f"/pairs/{world.pair.pk}/edit/", "/needs/new/", "/pairs/"):
        assert "劳动教育" in client_of(world, "安").get(url).content.decode(), url
    with_lane(world)
    for url in ("/pairs/?dimension=劳动教育", f"/pairs/{world.pair.pk}/"):
        assert "劳动教育" in client_of(world, "周敏").get(url).content.decode(), url


def test_a_school_of_the_county_may_state_a_need_in_it_and_another_county_never_sees_it(world: World) -> None:
    added(world)
    need = {"school": str(world.a2.pk), "sort": "need", "dimension": "劳动教育", "text": "缺基地", "basis": "lesson"}
    assert client_of(world, "马校长").post("/needs/new/", keyed(**need, stated_on="2026-03-01")).status_code == 302
    for url in ("/pairs/new/", "/pairs/", "/needs/new/", URL):
        assert "劳动教育" not in client_of(world, "陈").get(url).content.decode(), url
    with unscoped("test"):
        row = Dimension.objects.get()
    assert client_of(world, "陈").get(f"{URL}{row.pk}/edit/").status_code == 404
    assert client_of(world, "周敏").get(URL).status_code == 404
    need = {**need, "school": str(world.b1.pk)}
    assert (
        "劳动教育" in client_of(world, "陈").post("/needs/new/", keyed(**need, stated_on="2026-03-01")).content.decode()
    )
    with unscoped("test"):
        assert not Dimension.objects.exclude(county=world.county_a).exists()


def test_a_new_name_reaches_lanes_and_needs(world: World) -> None:
    row = added(world)
    with_lane(world)
    with unscoped("test"):
        need = state_need(
            SYSTEM, school=world.a2, sort="need", dimension="劳动教育", text="缺基地", stated_on=date(2026, 3, 1)
        )
    assert amended(world, row, label="劳动实践").status_code == 302
    assert (lanes("劳动教育"), lanes("劳动实践")) == (0, 1)
    with unscoped("test"):
        need.refresh_from_db()
    assert need.dimension == "劳动实践"


def test_a_retired_one_is_no_longer_offered_and_what_has_it_keeps_it(world: World) -> None:
    row = added(world)
    with_lane(world)
    assert amended(world, row, retired="on").status_code == 302
    assert "劳动教育" not in client_of(world, "安").get("/pairs/new/").content.decode()
    assert "劳动教育" in client_of(world, "安").get(f"/pairs/{world.pair.pk}/edit/").content.decode()
    data = keyed(forward=["staffing", "劳动教育"], backward=["sports_arts"], on="2026-03-02", version=2)
    assert client_of(world, "安").post(f"/pairs/{world.pair.pk}/edit/", data).status_code == 302
    assert lanes("劳动教育") == 1
    assert amended(world, row, version=2).status_code == 302
    assert "劳动教育" in client_of(world, "安").get("/pairs/new/").content.decode()


@pytest.mark.parametrize("label", ["", "教研", "goods", "劳动、实践", "九个字的名称太长了", "=SUM"])
def test_a_name_that_cannot_be_is_refused_with_a_sentence_and_kept_in_the_field(world: World, label: str) -> None:
    page = client_of(world, "安").post(URL, keyed(label=label)).content.decode()
    assert 'class="err"' in page and (not label or label in page)
    with unscoped("test"):
        assert not Dimension.objects.exists()


def test_two_of_one_name_are_refused_and_two_counties_may_have_the_same(world: World) -> None:
    row, other = added(world), added(world, "海洋")
    assert "E-DIM-102" in client_of(world, "安").post(URL, keyed(label="劳动教育")).content.decode()
    assert "E-DIM-102" in amended(world, other, label="劳动教育").content.decode()
    assert client_of(world, "陈").post(URL, keyed(label="劳动教育")).status_code == 302
    assert "刚被别人改过" in amended(world, row, label="劳动", version=9).content.decode()


def test_a_cell_of_excel_names_it_before_the_words_of_the_catalogue() -> None:
    own = ["家校和谐", "图书"]
    assert dimensions_of("教研，家校和谐、图书", own) == (["research", "家校和谐", "图书"], [])
    assert dimensions_of("图书", []) == (["goods"], [])
