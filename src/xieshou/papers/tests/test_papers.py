"""Registering papers, finding them, citing them, and keeping them in their county."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.world import SYSTEM, World
from xieshou.pairings.tests.desk import agreement, client_of, keyed, paper
from xieshou.papers.models import PolicyDocument
from xieshou.papers.operations.register_policy import amend_policy
from xieshou.scoping.scope import unscoped


def registered(**changes: Any) -> dict[str, Any]:
    first = {"title": "《帮扶办法》", "number": "甲教发[2026]3号", "issuer": "甲县教育局", "issued_on": "2026-03-01"}
    return keyed(**{**first, **changes})


def test_a_paper_is_registered_once_found_and_cited(world: World) -> None:
    client, data = client_of(world, "安"), registered(in_force_from="2026-03-01", pilot="on")
    answer = client.post("/papers/new/", data)
    assert answer.status_code == 302 and client.post("/papers/new/", data)["Location"] == answer["Location"]
    page = client_of(world, "李桂兰").get(answer["Location"]).content.decode()
    assert "《帮扶办法》" in page and "甲教发〔2026〕3号" in page and "试点" in page and "改一改" not in page
    with unscoped("test"):
        found = PolicyDocument.objects.get()
    agreement(world, date(2026, 9, 1), date(2029, 8, 31), signed=False, basis=found, number="甲教结〔2026〕1号")
    assert "甲教结〔2026〕1号" in client.get(answer["Location"]).content.decode()
    for query, number in (("", 1), ("?q=帮扶", 1), ("?q=航模", 0), ("?force=now", 1), ("?force=over", 0)):
        assert client.get(f"/papers/{query}").content.decode().count("<tr><td") == number, query


@pytest.mark.parametrize(
    ("sentence", "changes"),
    [
        ("E-POL-101", {"title": "《》"}),
        ("E-POL-102", {"in_force_from": "2026-03-01", "in_force_to": "2026-02-01"}),
        ("必填", {"issuer": ""}),
    ],
)
def test_a_paper_that_makes_no_sense_is_refused(world: World, sentence: str, changes: dict[str, str]) -> None:
    answer = client_of(world, "安").post("/papers/new/", registered(**changes))
    assert answer.status_code == 200 and (
        sentence in answer.content.decode() or 'class="err"' in answer.content.decode()
    )
    with unscoped("test"):
        assert not PolicyDocument.objects.exists()


def test_a_paper_changed_meanwhile_shows_both_sides(world: World) -> None:
    found = paper(world)
    with unscoped("test"):
        amend_policy(SYSTEM, paper=found, issuer="甲县人民政府")
    client, url = client_of(world, "安"), f"/papers/{found.pk}/edit/"
    answer = client.post(url, registered(version=1))
    assert answer.status_code == 409 and "甲县人民政府" in answer.content.decode()
    form = answer.context["form"]
    assert client.post(url, registered(version=form["version"].value(), key=form["key"].value())).status_code == 302


def test_another_county_sees_no_papers_of_this_one(world: World) -> None:
    found = paper(world)
    for path in ("", "edit/"):
        assert client_of(world, "陈").get(f"/papers/{found.pk}/{path}").status_code == 404
    assert client_of(world, "陈").get("/papers/").content.decode().count("<tr><td") == 0
    assert client_of(world, "马校长").get("/papers/new/").status_code == 404
