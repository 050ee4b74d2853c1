"""From a clause to a counted promise on the agreement's page, and back to the clause with its state."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.utils import timezone

from tests.world import SYSTEM, World
from xieshou.pairings.models import Agreement
from xieshou.pairings.operations.write_agreement import Wording, sign_agreement, write_agreement
from xieshou.pairings.tests.desk import client_of
from xieshou.plans.models import Plan, Promise
from xieshou.plans.operations.write_plan import Contents, PromiseDraft, write_plan
from xieshou.scoping.scope import unscoped

STARTS, ENDS = date(2025, 9, 1), date(2028, 8, 31)
CLAUSES = (("教研", "每学期教研活动不少于2次，示范课3节。"), ("", "双方互相学习。"))


@pytest.fixture(autouse=True)
def _on_a_day_in_april(monkeypatch: pytest.MonkeyPatch) -> None:
    """The world stands in its spring term."""
    monkeypatch.setattr(timezone, "localdate", lambda *a: date(2026, 4, 1))


def signed(world: World, state: str = "signed") -> Agreement:
    with unscoped("test"):
        clauses = [Wording(text, heading) for heading, text in CLAUSES]
        found = write_agreement(SYSTEM, pairing=world.pair, starts=STARTS, ends=ENDS, clauses=clauses)
        return sign_agreement(SYSTEM, agreement=found, on=STARTS) if state == "signed" else found


def planned(world: World) -> Plan:
    days = {"starts": STARTS, "ends": date(2026, 7, 31)}
    with unscoped("test"):
        return write_plan(
            SYSTEM, school=world.a2, pairing=world.pair, title="工作计划", sort="annual", contents=Contents(), **days
        )


def page_of(world: World, name: str, agreement: Agreement) -> str:
    return client_of(world, name).get(f"/agreements/{agreement.pk}/").content.decode()


def doors(page: str) -> list[str]:
    return [unescape(url) for url in re.findall(r'href="(/plans/[^"]+/promises/new/\?[^"]+)"', page)]


def test_each_figure_of_a_clause_becomes_a_promise_that_the_clause_then_shows(world: World) -> None:
    agreement, plan = signed(world), planned(world)
    page = page_of(world, "马校长", agreement)
    first, second = doors(page)
    assert "写成承诺：每学期教研活动2次" in page and "写成承诺：每学期示范课3节" in page
    client = client_of(world, "马校长")
    form = client.get(first).context["form"]
    values = {name: form[name].value() for name in form.fields}
    assert values["indicator"] == "research.count" and values["minimum"] == 2 and values["per"] == "term"
    with unscoped("test"):
        clause = agreement.clauses.get(heading="教研")
    assert values["clause"] == str(clause.pk)
    data = {name: value for name, value in values.items() if value is not None}
    assert client.post(first, data).status_code == 302
    with unscoped("test"):
        promise = Promise.objects.get(plan=plan)
    assert promise.clause_id == clause.pk and promise.minimum == 2
    for name in ("马校长", "周敏"):
        shown = page_of(world, name, agreement)
        assert "条款做到了哪里" in shown and f"/promises/{promise.pk}/" in shown and "0/2次" in shown, name
    assert doors(page_of(world, "马校长", agreement)) == [second]


def test_nothing_is_offered_from_a_draft_nor_to_those_who_write_no_plan(world: World) -> None:
    draft = signed(world, "draft")
    planned(world)
    assert not doors(page_of(world, "马校长", draft))
    with unscoped("test"):
        agreement = sign_agreement(SYSTEM, agreement=draft, on=STARTS)
    assert doors(page_of(world, "马校长", agreement))
    for name in ("白", "周敏"):  # the plan is the other school's
        assert not doors(page_of(world, name, agreement)), name


def test_without_a_plan_one_is_asked_for_first(world: World) -> None:
    agreement = signed(world)
    page = page_of(world, "马校长", agreement)
    assert f"/plans/new/?pair={world.pair.pk}" in page and not doors(page)


@pytest.mark.parametrize("query", ["clause=x", "clause={clause}&figure=9", "clause={clause}&figure=x", "clause={no}"])
def test_an_address_that_names_no_figure_begins_with_an_empty_form(world: World, query: str) -> None:
    agreement, plan = signed(world), planned(world)
    with unscoped("test"):
        clause = agreement.clauses.get(heading="教研").pk
    asked = query.format(clause=clause, no=agreement.pk)
    answer = client_of(world, "马校长").get(f"/plans/{plan.pk}/promises/new/?{asked}")
    assert answer.status_code == 200 and not answer.context["form"]["minimum"].value()


def test_the_plan_of_a_coming_year_is_named_and_not_counted(world: World) -> None:
    agreement = signed(world)
    with unscoped("test"):
        clause = agreement.clauses.get(heading="教研")
        promised = PromiseDraft("教研活动", "research.count", 2, clause=clause)
        for title, starts, ends in (("今年", STARTS, date(2026, 7, 31)), ("明年", date(2026, 9, 1), date(2027, 7, 31))):
            coming = write_plan(
                SYSTEM, school=world.a2, pairing=world.pair, title=title, sort="annual",
                contents=Contents(promises=[promised]), starts=starts, ends=ends,
            )  # fmt: skip
    page = page_of(world, "马校长", agreement)
    assert page.count("0/2次") == 1 and "写在明年里，到时候再数" in page
    shown = client_of(world, "马校长").get(f"/plans/{coming.pk}/").content.decode()
    assert "1项承诺" in shown and "0/2次" not in shown and "春季学期" not in shown
