"""Rules by class of school, the pairs against them, who owes none and whom nobody helps."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from tests.world import SYSTEM, TODAY, World
from xieshou.duties.models import DutyRule
from xieshou.duties.operations.set_duty_rule import set_duty_rule
from xieshou.duties.selectors import against, rules_on
from xieshou.pairings.operations.open_pairing import Lane, close_pairing, open_pairing
from xieshou.pairings.tests.desk import client_of, keyed
from xieshou.places.models import SCHOOL, Place
from xieshou.places.operations.add_place import add_place
from xieshou.scoping.operations import NotAllowed, Refused
from xieshou.scoping.scope import unscoped

pytestmark = pytest.mark.django_db
SINCE = date(2025, 9, 1)


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *a: TODAY)


def rule(world: World, partners: int, *dimensions: str, stage: str = "", since: date = SINCE) -> DutyRule:
    given = {"setting": "town", "stage": stage, "dimensions": dimensions, "basis": "甲教〔2025〕3号"}
    return set_duty_rule(SYSTEM, county=world.county_a, partners=partners, since=since, **given)


@pytest.fixture
def remote(world: World) -> Place:
    """A country school in no pair and no community."""
    return add_place(SYSTEM, parent=world.town, level=SCHOOL, name="石门小学", setting="country", stage="primary")


def test_each_school_stands_against_the_rule_of_its_class(world: World, remote: Place) -> None:
    with unscoped("test"):
        rule(world, 3, "research", "culture")
        found = against(world.county_a, TODAY)
        (own,) = found.owing
        assert own.school.pk == world.a1.pk and not own.met
        assert (len(own.helped), own.lacking, own.missing) == (2, 1, ("culture",))
        lanes = [Lane(world.a1, remote, "culture")]
        open_pairing(SYSTEM, first=world.a1, second=remote, since=SINCE, lanes=lanes)
        found = against(world.county_a, TODAY)
        assert found.owing[0].met and found.met == 1
        assert {one.pk for one in found.free} == {world.a2.pk, remote.pk}


def test_a_country_school_that_nobody_helps_is_named_until_somebody_does(world: World, remote: Place) -> None:
    with unscoped("test"):
        assert [one.pk for one in against(world.county_a, TODAY).unserved] == [remote.pk]
        pair = open_pairing(
            SYSTEM, first=world.a1, second=remote, since=SINCE, lanes=[Lane(world.a1, remote, "research")]
        )
        assert against(world.county_a, TODAY).unserved == []
        close_pairing(SYSTEM, pairing=pair, until=date(2026, 5, 1))
        assert [one.pk for one in against(world.county_a, TODAY).unserved] == [remote.pk]


def test_the_rule_of_its_stage_goes_before_the_one_of_every_stage(world: World) -> None:
    with unscoped("test"):
        Place.objects.filter(pk=world.a1.pk).update(stage="primary")
        rule(world, 9)
        own = rule(world, 1, stage="primary")
        assert against(world.county_a, TODAY).owing[0].rule == own


def test_a_rule_holds_for_its_time_and_nought_lifts_it(world: World) -> None:
    with unscoped("test"):
        first = rule(world, 2)
        rule(world, 5, since=date(2026, 3, 1))
        assert [one.partners for one in rules_on(world.county_a, date(2026, 2, 28))] == [2]
        assert [one.partners for one in rules_on(world.county_a, TODAY)] == [5]
        again = rule(world, 4, since=date(2026, 3, 1))
        assert DutyRule.objects.count() == 2 and again.version == 2
        with pytest.raises(Refused, match="E-DTY-105"):
            rule(world, 1, since=date(2025, 12, 1))
        rule(world, 0, since=date(2026, 6, 1))
        assert rules_on(world.county_a, TODAY) == [] and str(first) == "县城学校帮2所"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"setting": "moon"}, "E-DTY-102"),
        ({"stage": "moon"}, "E-DTY-102"),
        ({"partners": 100}, "E-DTY-103"),
    ],
)
def test_what_cannot_be_is_refused(world: World, changed: dict[str, object], code: str) -> None:
    given: dict[str, object] = {"setting": "town", "stage": "", "partners": 1, "since": SINCE, **changed}
    with pytest.raises(Refused, match=code):
        set_duty_rule(SYSTEM, county=world.county_a, **given)


def test_the_bureau_sets_it_on_a_page_and_others_read_or_do_not_know_it(world: World, remote: Place) -> None:
    client = client_of(world, "安")
    assert "还没有定帮扶任务" in client.get("/duties/").content.decode()
    data = keyed(setting="town", stage="", partners="3", since="2025-09-01", dimensions=["research"], basis="3号")
    for _ in range(2):
        assert client.post("/duties/rule/", data)["Location"] == "/duties/"
    html = client.get("/duties/").content.decode()
    assert "1所学校有帮扶任务，0所做到了" in html and "还差1所" in html and "石门小学" in html
    assert "每所至少帮3所，要有教研" in html and "改规则" in html
    assert 'value="3"' in client.get("/duties/rule/?setting=town&stage=").content.decode()
    assert client.post("/duties/rule/", keyed(setting="town", partners="x", since="")).status_code == 200
    viewer = client_of(world, "白")
    assert "改规则" not in viewer.get("/duties/").content.decode()
    assert viewer.get("/duties/rule/").status_code == 404
    assert "1所学校有帮扶任务" not in client_of(world, "陈").get("/duties/").content.decode()
    for name in ("周敏", "丁"):
        assert client_of(world, name).get("/duties/").status_code == 404
    with pytest.raises(NotAllowed):
        set_duty_rule(world.user("白"), county=world.county_a, setting="town", stage="", partners=1, since=SINCE)


def test_nobody_overwrites_a_rule_that_he_was_not_shown(world: World) -> None:
    with unscoped("test"):
        rule(world, 2, "research")
    client, page = client_of(world, "安"), "/duties/rule/"
    mine = {"setting": "town", "stage": "", "partners": "4", "since": SINCE.isoformat()}
    for version in ("", "0", "9"):
        answer = client.post(page, keyed(**mine, version=version))
        said = answer.content.decode()
        assert answer.status_code == 409 and "每所至少帮几所" in said and 'name="version" value="1"' in said
    with unscoped("test"):
        assert DutyRule.objects.get().partners == 2
    opened = client.get(f"{page}?setting=town&stage=").content.decode()
    assert "改规则：县城学校" in opened and 'name="stage"' not in opened and 'name="version" value="1"' in opened
    again = {name: value for name, value in mine.items() if name not in ("setting", "stage")}
    assert client.post(f"{page}?setting=town&stage=", keyed(**again, version="1"))["Location"] == "/duties/"
    with unscoped("test"):
        assert DutyRule.objects.get().partners == 4
