"""Needs and strengths."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from tests.world import SYSTEM, World
from xieshou.pairings.models import Need
from xieshou.pairings.operations.state_need import state_need
from xieshou.scoping.scope import unscoped

from .desk import client_of, keyed


def need_data(**changes: Any) -> dict[str, Any]:
    first = {
        "sort": "need",
        "dimension": "research",
        "text": "教研接不起来",
        "basis": "lesson",
        "stated_on": "2026-03-01",
    }
    return keyed(**{**first, **changes})


def test_a_need_is_stated_for_the_pair_and_said_better(world: World) -> None:
    client = client_of(world, "马校长")
    url = f"/needs/new/?pair={world.pair.pk}"
    data = need_data(school=str(world.a2.pk), pairing=str(world.pair.pk))
    assert client.post(url, data)["Location"] == f"/pairs/{world.pair.pk}/"
    assert client.post(url, data).status_code == 302
    with unscoped("test"):
        need = Need.objects.get()
    assert need.school == world.a2 and need.pairing_id == world.pair.pk
    assert "教研接不起来" in client_of(world, "周敏").get(f"/needs/?pair={world.pair.pk}").content.decode()
    assert client_of(world, "周敏").get(f"/needs/{need.pk}/edit/").status_code == 404
    assert "教研接不起来" not in client_of(world, "陈").get("/needs/").content.decode()
    assert client_of(world, "陈").get(f"/needs/{need.pk}/edit/").status_code == 404
    better = need_data(school=str(world.a2.pk), pairing=str(world.pair.pk), text="教研组会接不上课", version=1)
    assert client.post(f"/needs/{need.pk}/edit/", better).status_code == 302
    stale = {**better, "key": str(uuid.uuid4()), "text": "第三种说法"}
    answer = client.post(f"/needs/{need.pk}/edit/", stale)
    assert answer.status_code == 409 and "教研组会接不上课" in answer.content.decode()


@pytest.mark.parametrize(("sentence", "changes"), [("E-NED-101", {"text": "\u200b"}), ("err", {"dimension": "x"})])
def test_a_need_without_words_or_dimension_is_refused(world: World, sentence: str, changes: dict[str, str]) -> None:
    data = need_data(school=str(world.a2.pk), **changes)
    assert sentence in client_of(world, "马校长").post("/needs/new/", data).content.decode()
    with unscoped("test"):
        assert not Need.objects.exists()


def test_a_need_names_only_a_pair_of_its_school(world: World) -> None:
    data = need_data(school=str(world.a2.pk), pairing=str(world.across.pk))
    assert "E-NED-103" in client_of(world, "安").post("/needs/new/", data).content.decode()
    other = need_data(school=str(world.b1.pk))
    assert 'class="err"' in client_of(world, "安").post("/needs/new/", other).content.decode()
    with unscoped("test"):
        state_need(SYSTEM, school=world.a2, sort="strength", dimension="moral", text="篮球", stated_on=date(2026, 1, 1))
    page = client_of(world, "安").get("/needs/?sort=strength").content.decode()
    assert page.count("<tr><td") == 1
