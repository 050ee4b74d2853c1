from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from tests.world import World
from xieshou.placements.models import Batch, Duty, Placement
from xieshou.placements.operations.record_placement import record_placement
from xieshou.scoping.scope import unscoped


def browser(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.user(name))
    return client


def filled(world: World, **more):
    days = {"starts": "2025-09-01", "ends": "2026-07-03", "key": str(uuid4())}
    return {"kind": "secondment", "name": "林芳", "host": world.a2.pk, "subject": "英语", **days, **more}


@pytest.fixture
def placement(world: World) -> Placement:
    given = {"owner": world.a1, "host": world.a2, "name": "周敏", "kind": "teaching", "weekly_lessons": 8}
    days = {"starts": date(2025, 9, 1), "ends": date(2099, 7, 3)}
    return record_placement(world.user("周敏"), by="周敏", **given, **days)


def test_the_form_saves_once_however_often_it_is_sent(world: World) -> None:
    client, body = browser(world, "周敏"), filled(world, weekly_lessons="8", project="小课题进课堂")
    answers = [client.post("/placements/record/", body) for _ in range(2)]
    assert answers[0].status_code == 302
    assert answers[0]["Location"] == answers[1]["Location"]
    with unscoped("test"):
        (saved,) = Placement.objects.all()
        assert (saved.name, saved.owner, saved.weekly_lessons, saved.project) == ("林芳", world.a1, 8, "小课题进课堂")
        assert saved.staff_id == world.staff["林芳"].pk
    page = client.get(answers[0]["Location"]).content.decode()
    assert "林芳挂职" in page
    assert "小课题进课堂" in page


def test_a_mistake_is_said_at_its_field_and_nothing_is_lost(world: World) -> None:
    page = browser(world, "周敏").post("/placements/record/", filled(world, ends="2025-08-01")).content.decode()
    assert "E-SND-105" in page
    assert 'value="林芳"' in page
    with unscoped("test"):
        assert not Placement.objects.exists()


def test_both_schools_see_it_and_the_other_county_does_not_know_it(world: World, placement: Placement) -> None:
    for name in ("周敏", "马校长", "李桂兰", "安", "白", "丁"):
        client = browser(world, name)
        assert client.get(f"/placements/{placement.pk}/").status_code == 200, name
    assert "周敏 支教" in browser(world, "马校长").get("/placements/").content.decode()
    for name in ("陈", "乙校长"):
        client = browser(world, name)
        assert "周敏 支教" not in client.get("/placements/").content.decode()
        for end in ("", "amend/", "end/", "withdraw/"):
            assert client.get(f"/placements/{placement.pk}/{end}").status_code == 404


def test_the_host_may_read_but_not_change_it(world: World, placement: Placement) -> None:
    client = browser(world, "马校长")
    page = client.get(f"/placements/{placement.pk}/").content.decode()
    assert "提前结束" not in page
    for end in ("amend/", "end/", "withdraw/"):
        assert client.get(f"/placements/{placement.pk}/{end}").status_code == 404
        assert client.post(f"/placements/{placement.pk}/{end}", {"because": "不"}).status_code == 404


def test_ending_early_and_withdrawing_ask_why(world: World, placement: Placement) -> None:
    client = browser(world, "周敏")
    assert client.post(f"/placements/{placement.pk}/end/", {"actual_end": "2026-01-10"}).status_code == 200
    client.post(f"/placements/{placement.pk}/end/", {"actual_end": "2026-01-10", "because": "因病返回"})
    assert "因病返回" in client.get(f"/placements/{placement.pk}/").content.decode()
    client.post(f"/placements/{placement.pk}/withdraw/", {"because": "记重了"})
    assert "记重了" in client.get(f"/placements/{placement.pk}/").content.decode()
    assert "还没有派遣" in client.get("/placements/").content.decode()


def test_an_old_page_does_not_overwrite_what_somebody_changed(world: World, placement: Placement) -> None:
    client = browser(world, "周敏")
    body = filled(world, name="周敏", kind="teaching", version="1", ends="2099-07-03")
    assert client.post(f"/placements/{placement.pk}/amend/", {**body, "post": "教师"}).status_code == 302
    late = client.post(f"/placements/{placement.pk}/amend/", {**body, "post": "班主任", "key": str(uuid4())})
    assert "E-VER-101" in late.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [("?state=now", True), ("?state=past", False), ("?kind=rotation", False), ("?q=白塔", True), ("?q=无", False)],
)
def test_conditions_find_what_they_say(world: World, placement: Placement, asked: str, found: bool) -> None:
    assert ("周敏 支教" in browser(world, "安").get(f"/placements/{asked}").content.decode()) is found


@pytest.mark.parametrize(("asked", "found"), [("20251", True), ("20252", True), ("20241", False)])
def test_a_year_is_found_in_both_its_terms(world: World, placement: Placement, asked: str, found: bool) -> None:
    client = browser(world, "周敏")
    page = client.get(f"/placements/?term={asked}&side=gave").content.decode()
    assert ("周敏 支教" in page) is (found or asked == "20241"), "a term that is not there is no condition"
    assert "周敏 支教" not in client.get(f"/placements/?term={asked}&side=received").content.decode()


def test_the_officer_sets_duties_and_batches_and_sees_what_was_sent(world: World, placement: Placement) -> None:
    client = browser(world, "安")
    client.post("/placements/plan/duty/?year=2025", {"school": world.a1.pk, "year": 2025, "planned_posts": 3})
    dates = {"starts": "2025-09-01", "ends": "2026-07-03"}
    client.post("/placements/plan/batch/", {"year": 2025, "number": 1, "planned_posts": 3, **dates})
    with unscoped("test"):
        assert Duty.objects.get().planned_posts == 3
        assert Batch.objects.get().name == "2025年第1批"
    page = client.get("/placements/plan/?year=2025").content.decode()
    assert "1所学校，计划3人，已派1人次" in page
    assert "定任务" in page
    assert "定任务" not in browser(world, "白").get("/placements/plan/?year=2025").content.decode()
    for name in ("周敏", "丁"):
        assert browser(world, name).get("/placements/plan/").status_code == 404
    assert browser(world, "白").get("/placements/plan/duty/").status_code == 404


@pytest.mark.parametrize("asked", ["year=0", "year=%EF%BC%91", "year=99999999999", "school=x", "year=2025&year=1"])
def test_an_odd_address_is_no_fault(world: World, asked: str) -> None:
    for path in ("plan/", "plan/duty/", "plan/batch/"):
        assert browser(world, "安").get(f"/placements/{path}?{asked}").status_code == 200
