"""The rosters: who sees which, what is refused, and what leaves the house."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from xieshou.accounts.models import User
from xieshou.audit.models import Entry
from xieshou.people.models import Staff
from xieshou.people.operations.add_staff import add_staff
from xieshou.places.models import Figures, Place
from xieshou.scoping.operations import SystemActor
from xieshou.scoping.scope import unscoped
from xieshou.sheets.reading import read_book

SYSTEM = SystemActor("a test")


def enter(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.user(name))
    return client


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_an_officer_adds_a_school_with_its_town_and_its_headcounts(world: World) -> None:
    client = enter(world, "安")
    form = {
        "name": "石桥小学",
        "town": "",
        "new_town": "石桥镇",
        "setting": "country",
        "stage": "primary",
        "aliases": "石小、桥小",
    }
    added = client.post("/schools/new/", form)
    assert added.status_code == 302, text(added)
    school = Place.objects.get(name="石桥小学")
    assert school.parent is not None and school.parent.name == "石桥镇" and school.aliases == ["石小", "桥小"]
    assert "已经有石桥小学了" in text(client.post("/schools/new/", {**form, "new_town": "石桥镇"}))
    client.post(added.url + "figures/", {"year": "2025", "pupils": "320", "teachers": "", "classes": "12"})
    assert Figures.objects.get(school=school).pupils == 320
    assert "2025—2026学年" in text(client.get(added.url))
    assert "要填整数" in text(client.post(added.url + "figures/", {"year": "2025", "pupils": "很多"}))


def test_a_school_edits_its_own_description_and_keeps_its_old_name(world: World) -> None:
    client = enter(world, "马校长")
    own = f"/schools/{world.a2.uid}/"
    client.post(own + "edit/", {"name": "白塔镇中心学校", "setting": "country", "aliases": ""})
    assert Place.objects.get(pk=world.a2.pk).aliases == ["白塔镇中心小学"]
    for door in ("", "edit/", "figures/"):
        assert client.get(f"/schools/{world.a1.uid}/{door}").status_code == 404
    assert client.get("/schools/new/").status_code == 404


def test_another_countys_officer_finds_nothing(world: World) -> None:
    client, person = enter(world, "陈"), world.staff["李桂兰"]
    login = User.objects.get(name="李桂兰")
    doors = [
        f"/schools/{world.a1.uid}/",
        f"/staff/{person.pk}/",
        f"/staff/{person.pk}/edit/",
        f"/staff/{person.pk}/left/",
    ]
    for door in [*doors, f"/accounts/{login.pk}/"]:
        assert client.get(door).status_code == 404, door
    assert client.post(f"/accounts/{login.pk}/close/").status_code == 404
    for page in ("/schools/", "/staff/", "/accounts/"):
        seen = text(client.get(page))
        assert "白塔" not in seen and "李桂兰" not in seen


@pytest.mark.parametrize("words", ["阿依古丽买买提", "阿依古丽·买买提", "AYGLMMT", "0771"])
def test_staff_are_found_without_dots_by_initials_and_by_number(world: World, words: str) -> None:
    with unscoped("a test writes"):
        add_staff(SYSTEM, school=world.a2, name="阿依古丽·买买提", number="0771")
    assert "阿依古丽·买买提" in text(enter(world, "马校长").get("/staff/", {"q": words}))


def test_two_of_one_name_are_told_apart_or_refused(world: World) -> None:
    client = enter(world, "马校长")
    form = {"school": str(world.a2.uid), "name": "王芳", "subject": "语文"}
    client.post("/staff/new/", form)
    assert "好把两位分开" in text(client.post("/staff/new/", {**form, "subject": ""}))
    client.post("/staff/new/", {**form, "subject": "数学"})
    seen = text(client.get("/staff/"))
    assert "王芳（语文）" in seen and "王芳（数学）" in seen
    assert client.post("/staff/new/", {**form, "school": str(world.a1.uid)}).status_code in (200, 404)
    with unscoped("a test reads"):
        assert not Staff.objects.filter(school=world.a1, name="王芳").exists()


def test_who_left_is_gone_from_the_list_and_comes_back(world: World) -> None:
    client, person = enter(world, "马校长"), world.staff["吴晓燕"]
    client.post(f"/staff/{person.pk}/left/", {"left": "2026-01-31"}, follow=True)
    assert "吴晓燕" not in text(client.get("/staff/")) and "吴晓燕" in text(client.get("/staff/?state=left"))
    client.post(f"/staff/{person.pk}/left/", {"left": ""})
    assert "吴晓燕" in text(client.get("/staff/"))


def test_a_conflict_is_told_and_nothing_is_overwritten(world: World) -> None:
    client, person = enter(world, "马校长"), world.staff["吴晓燕"]
    form = {"name": "吴晓燕", "number": "8", "version": "1"}
    client.post(f"/staff/{person.pk}/edit/", form)
    assert "刚被别人改过" in text(client.post(f"/staff/{person.pk}/edit/", {**form, "number": "9"}))


def test_terms_are_offered_and_an_overlap_is_refused(world: World) -> None:
    client = enter(world, "安")
    assert "就用这" in text(client.get("/terms/"))
    said = text(client.post("/terms/2026/1/", {"name": "2026年秋", "starts": "2026-06-01", "ends": "2027-01-20"}))
    assert "E-TRM-102" in said
    assert enter(world, "马校长").get("/terms/").status_code == 404


def test_an_account_is_opened_renewed_and_closed_and_its_slip_is_shown_once(world: World) -> None:
    client = enter(world, "马校长")
    form = {"place": str(world.a2.pk), "name": "吴晓燕", "username": "wuxy", "role": "teacher"}
    slip = client.post("/accounts/new/", form)
    code = re.search(r'class="code">([^<]+)<', slip.content.decode())
    assert code and "14天内" in text(slip) and "no-store" in slip.headers["Cache-Control"]
    user = User.objects.get(username="wuxy")
    assert user.check_password(code[1]) and user.staff_id == world.staff["吴晓燕"].pk
    assert code[1] not in text(client.get("/accounts/")) and "已经有人用了" in text(client.post("/accounts/new/", form))
    renewed = re.search(r'class="code">([^<]+)<', client.post(f"/accounts/{user.pk}/").content.decode())
    assert renewed and not User.objects.get(pk=user.pk).check_password(code[1])
    client.post(f"/accounts/{user.pk}/close/")
    assert not User.objects.get(pk=user.pk).is_active
    own = client.post(f"/accounts/{world.users['马校长'].pk}/close/", follow=True)
    assert "不能停用自己的账号" in text(own)


def test_a_head_opens_no_account_elsewhere_and_none_of_the_county(world: World) -> None:
    client = enter(world, "马校长")
    for place, role in ((world.a1.pk, "teacher"), (world.a2.pk, "officer")):
        client.post("/accounts/new/", {"place": str(place), "name": "某", "username": "mou", "role": role})
    assert not User.objects.filter(username="mou").exists()
    assert enter(world, "周敏").get("/accounts/").status_code == 404


@pytest.mark.parametrize(
    ("page", "there", "title"),
    [("schools", "甲县实验小学", "学校名册"), ("staff", "林芳", "教职工名册"), ("accounts", "周敏", "账号名单")],
)
def test_a_roster_leaves_as_it_is_filtered_with_a_watermark_and_a_trace(
    world: World, page: str, there: str, title: str
) -> None:
    client = enter(world, "安")
    answer = client.get(f"/{page}/", {"q": there, "out": "xlsx"})
    book = read_book(answer.content, "a.xlsx")
    assert [sheet.title for sheet in book.sheets] == [title, "导出说明"]
    assert len(book.sheets[0].rows) == 2 and there in book.sheets[0].rows[1]
    assert f"“{there}”" in str(book.sheets[1].rows) and "安" in str(book.sheets[1].rows)
    with unscoped("a test reads"):
        assert Entry.objects.filter(action="list.export").count() == 1
    assert enter(world, "李桂兰").get(f"/{page}/?out=xlsx").status_code == 404


def test_the_menu_has_the_rosters_for_officers_and_schools_only(world: World) -> None:
    for name, shown in (("安", True), ("马校长", True), ("周敏", True), ("李桂兰", False), ("白", False)):
        assert (">名册<" in text(enter(world, name).get("/me/"))) == shown
    assert enter(world, "李桂兰").get("/rosters/").status_code == 404
