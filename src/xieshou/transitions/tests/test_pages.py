"""Pages of what becomes of schools and of the new school year: shown before, done in one step."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from xieshou.pairings.models import Pairing
from xieshou.people.models import Honour, Post, Staff, Teaching
from xieshou.places.models import CAMPUS, Figures, Place
from xieshou.scoping.scope import unscoped
from xieshou.terms.models import Term
from xieshou.terms.selectors import term_on

pytestmark = pytest.mark.django_db


def enter(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.user(name))
    return client


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def seen(answer: Any) -> str:
    found = re.search(r'name="seen" value="(\w+)"', answer.content.decode())
    assert found, text(answer)
    return found[1]


def test_a_merger_is_shown_first_and_then_done(world: World) -> None:
    client, url = enter(world, "安"), f"/schools/{world.a2.uid}/merge/"
    form = {"others": [world.a1.pk], "into": world.a1.pk, "on": "2026-03-01", "reason": "甲教〔2026〕1号"}
    shown = client.post(url, form)
    said = text(shown)
    assert "教职工2人一起转到甲县实验小学" in said and "账号2个一起转到" in said and "结对到前一天为止" in said
    assert Place.objects.get(pk=world.a2.pk).closed is None
    other = client.post(url, {**form, "on": "2026-03-02", "seen": seen(shown)})
    assert "会发生这些" in text(other)
    done = client.post(url, {**form, "seen": seen(shown)})
    assert done.status_code == 302 and done.url == f"/schools/{world.a1.uid}/"
    heir = text(client.get(done.url))
    assert "白塔镇中心小学并入甲县实验小学" in heir and "以前的" in heir
    assert "白塔镇中心小学" not in text(client.get("/schools/"))
    assert "白塔镇中心小学" in text(client.get("/schools/?state=gone"))
    gone = text(client.get(f"/schools/{world.a2.uid}/"))
    assert "已经撤并" in gone and "机构变动" not in gone
    assert client.get(url).status_code == 404


def test_renaming_moving_splitting_and_closing_each_say_what_will_happen(world: World) -> None:
    client = enter(world, "安")
    town = Place.objects.get(name="白塔镇")
    person = world.staff["林芳"]
    steps = (
        (world.a2, "rename", {"name": "白塔镇九年制学校"}, "以前的总结还写白塔镇中心小学"),
        (world.a1, "move", {"parent": town.pk}, "以前的记录留在甲县"),
        (world.a1, "split", {"name": "实验二小", "parent": town.pk, "staff": [str(person.pk)]}, "教职工1人一起转到"),
        (world.a2, "close", {}, "教职工2人记为离开"),
    )  # fmt: skip
    for school, how, form, said in steps:
        answer = client.post(f"/schools/{school.uid}/{how}/", {**form, "on": "2026-03-01"})
        assert said in text(answer), text(answer)
    assert "名称还没有写" in text(client.post(f"/schools/{world.a2.uid}/rename/", {"name": "", "on": "2026-03-01"}))
    for name in ("马校长", "白", "陈"):
        assert enter(world, name).get(f"/schools/{world.a2.uid}/rename/").status_code == 404


def test_campuses_and_the_sort_of_a_school(world: World) -> None:
    client = enter(world, "安")
    url = f"/schools/{world.a1.uid}/"
    assert (
        client.post(f"{url}campuses/new/", {"name": "东校区", "kind": "campus", "setting": "town"}).status_code == 302
    )
    assert "已经有东校区了" in text(
        client.post(f"{url}campuses/new/", {"name": "东校区", "kind": "campus", "setting": "town"})
    )
    assert Place.objects.get(level=CAMPUS).parent_id == world.a1.pk
    assert "东校区，校区" in re.sub(r"<[^>]+>", "", text(client.get(url)))


def year_form(year: int, **changes: str) -> dict[str, str]:
    form = {
        "t-all-0-name": f"{year}年秋季学期", "t-all-0-starts": f"{year}-09-01", "t-all-0-ends": f"{year + 1}-01-20",
        "t-all-1-name": f"{year + 1}年春季学期", "t-all-1-starts": f"{year + 1}-02-20",
        "t-all-1-ends": f"{year + 1}-07-05",
    }  # fmt: skip
    return {**form, **changes}


def test_a_new_year_is_opened_in_one_dialogue_with_terms_by_stage(world: World) -> None:
    client = enter(world, "安")
    page = text(client.get("/years/2026/"))
    assert (
        'value="2026年秋季学期"' in page and 'value="2026-09-01"' in page and "甲县实验小学" in page
    ) or "实验小学" in page
    kinder: dict[str, str] = {}
    for number, (starts, ends) in enumerate(
        (("2026-09-01", "2026-11-10"), ("2026-11-16", "2027-01-20"), ("2027-03-01", "2027-06-30"))
    ):
        kinder |= {f"t-kindergarten-{number}-name": f"幼儿园第{number + 1}段"}
        kinder |= {f"t-kindergarten-{number}-starts": starts, f"t-kindergarten-{number}-ends": ends}
    form = year_form(2026, **kinder) | {f"f-{world.a2.pk}-pupils": "318", "o-pairs": str(world.across.pk)}
    done = client.post("/years/2026/", form)
    assert done.status_code == 302, text(done)
    own = Term.objects.filter(county=world.county_a, year=2026)
    assert (own.filter(stage="").count(), own.filter(stage="kindergarten").count()) == (2, 3)
    day = own.get(stage="kindergarten", ordinal=2).starts
    found = term_on(world.county_a, day, "kindergarten")
    assert found is not None and found.name == "幼儿园第2段"
    county = term_on(world.county_a, day, "primary")
    assert county is not None and county.name == "2026年秋季学期"
    assert Figures.objects.get(school=world.a2, year=2026).pupils == 318
    with unscoped("test"):
        assert str(Pairing.objects.get(pk=world.across.pk).until) == "2026-08-31"
        assert Pairing.objects.get(pk=world.pair.pk).until is None
    assert (
        "幼儿园第2段" in text(client.get("/terms/"))
        and client.get("/terms/2026/2/?stage=kindergarten").status_code == 200
    )


def test_a_year_of_one_term_or_of_half_a_term_is_refused(world: World) -> None:
    client = enter(world, "安")
    one = {f"t-all-1-{column}": "" for column in ("name", "starts", "ends")}
    assert "E-TRM-110" in text(client.post("/years/2026/", year_form(2026, **one)))
    assert "E-TRM-111" in text(client.post("/years/2026/", year_form(2026, **{"t-all-1-ends": ""})))
    assert not Term.objects.filter(county=world.county_a, year=2026).exists()


def test_subjects_by_stage_honours_and_posts_of_one_person(world: World) -> None:
    client, person = enter(world, "安"), world.staff["林芳"]
    url = f"/staff/{person.pk}/"
    form = {"name": "林芳", "subject": "英语", "teachings": "小学英语、初中历史", "version": "1"}
    assert "要写级别、名称和时间" in text(client.post(f"{url}edit/", {**form, "honours": "骨干教师"}))
    assert "没有“国学”这个学科" in text(client.post(f"{url}edit/", {**form, "teachings": "小学国学"}))
    done = client.post(f"{url}edit/", {**form, "honours": "县级骨干教师 2023年9月\n市级优秀教师（2021）"})
    assert done.status_code == 302, text(done)
    with unscoped("test"):
        assert {(row.stage, row.subject) for row in Teaching.objects.all()} == {("primary", "英语"), ("middle", "历史")}
        assert [(row.level, row.title, row.on.year) for row in Honour.objects.all()] == [
            ("县级", "骨干教师", 2023), ("市级", "优秀教师", 2021),
        ]  # fmt: skip
    post = {"school": world.a2.uid, "title": "支教", "subject": "英语", "since": "2025-09-01"}
    assert client.post(f"{url}posts/new/", post).status_code == 302
    assert "任职已经有了" in text(client.post(f"{url}posts/new/", post))
    head = enter(world, "马校长")
    assert "林芳" in text(head.get("/staff/")) and "来校任职" in text(head.get("/staff/"))
    assert "县级" in text(head.get(url)) and head.get(f"{url}edit/").status_code in (200, 404)
    assert head.post(f"{url}edit/", {**form, "honours": ""}).status_code == 404
    with unscoped("test"):
        row = Post.objects.get(school=world.a2)
    assert client.post(f"{url}posts/{row.pk}/", {"until": "2026-06-01"}).status_code == 302
    assert "林芳" not in text(head.get("/staff/"))
    assert "初中历史" in text(client.get("/staff/?out=paper")) and "县级骨干教师" in text(
        client.get("/staff/?out=paper")
    )
    assert "林芳" in text(client.get("/staff/?subject=历史"))
    with unscoped("test"):
        assert Staff.objects.get(pk=person.pk).school_id == world.a1.pk
