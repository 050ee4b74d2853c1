"""An amendment clears the confirmation and says so; a withdrawal takes the number back; yesterday can be seen."""

from __future__ import annotations

import uuid
from typing import Any

from tests.world import World
from xieshou.activities.models import Activity, Edition, Participant, School
from xieshou.activities.operations.confirm_activities import confirm_activities
from xieshou.scoping.scope import unscoped

from .build import client_of, count, facts_of, only, post_data, record


def amend_data(world: World, activity: Activity, **changes: Any) -> dict[str, Any]:
    return post_data(world, on=str(activity.on), day=None, version=str(activity.version), **changes)


def test_the_form_opens_filled(world: World) -> None:
    client = client_of(world, "李桂兰")
    client.post("/activities/new/", post_data(world))
    page = client.get(f"/activities/{only().pk}/amend/").content.decode()
    assert 'value="《赵州桥》第一课时"' in page and f'value="{only().on}"' in page
    assert 'value="周敏" checked' in page and 'value="me" checked' in page and 'name="version" value="1"' in page


def test_what_counts_clears_the_confirmation_and_says_whose(world: World) -> None:
    activity = record(world)
    confirm_activities(world.user("周敏"), school=world.a1, activities=[activity.pk], by="周敏")
    client = client_of(world, "李桂兰")
    answer = client.post(f"/activities/{activity.pk}/amend/", amend_data(world, activity, lessons="3"), follow=True)
    page = answer.content.decode()
    assert "实验小学原来的话不算了" in page and facts_of(activity) == 6
    with unscoped("test"):
        assert School.objects.get(activity=activity, school=world.a1).standing == "waiting"
    assert str(activity.pk) in client_of(world, "周敏").get("/activities/waiting/").content.decode()


def test_a_word_in_the_topic_clears_nothing(world: World) -> None:
    client = client_of(world, "李桂兰")
    client.post("/activities/new/", post_data(world))
    activity = only()
    confirm_activities(world.user("周敏"), school=world.a1, activities=[activity.pk], by="周敏")
    data = amend_data(world, activity, topic="《赵州桥》第1课时")
    page = client.post(f"/activities/{activity.pk}/amend/", data, follow=True).content.decode()
    assert "改好了" in page and "不算了" not in page
    with unscoped("test"):
        assert School.objects.get(activity=activity, school=world.a1).standing == "confirmed"


def test_sending_an_amendment_twice_is_one_edition(world: World) -> None:
    activity = record(world)
    client, data = client_of(world, "李桂兰"), amend_data(world, activity, lessons="3")
    for _ in range(2):
        assert client.post(f"/activities/{activity.pk}/amend/", data).url == f"/activities/{activity.pk}/"
    with unscoped("test"):
        assert Edition.objects.filter(activity=activity).count() == 2


def test_two_who_amend_see_both_sides_and_choose(world: World) -> None:
    activity = record(world)
    address = f"/activities/{activity.pk}/amend/"
    client_of(world, "马校长").post(address, amend_data(world, activity, lessons="4", key=str(uuid.uuid4())))
    client, data = client_of(world, "李桂兰"), amend_data(world, activity, lessons="3")
    answer = client.post(address, data)
    page = answer.content.decode()
    assert answer.status_code == 409 and "马校长在" in page and only().lessons == 4
    assert all(f"{number}</" in page or f"> {number}" in page for number in (2, 4, 3))
    client.post(address, {**data, "version": "2", "key": str(uuid.uuid4())})
    assert only().lessons == 3


def test_an_amendment_without_a_version_is_refused(world: World) -> None:
    activity = record(world)
    data = amend_data(world, activity, lessons="3")
    del data["version"]
    answer = client_of(world, "李桂兰").post(f"/activities/{activity.pk}/amend/", data)
    assert "这一页太旧了" in answer.content.decode() and only().lessons == 2


def test_the_other_school_and_the_viewer_cannot_amend(world: World) -> None:
    activity = record(world)
    for name in ("周敏", "白", "丁"):
        client = client_of(world, name)
        assert client.get(f"/activities/{activity.pk}/").status_code == 200
        for page in ("amend", "withdraw"):
            assert client.get(f"/activities/{activity.pk}/{page}/").status_code == 404
            assert client.post(f"/activities/{activity.pk}/{page}/", {"because": "x"}).status_code == 404


def test_the_officer_of_the_county_may_amend_for_the_school(world: World) -> None:
    activity = record(world)
    client = client_of(world, "安")
    assert 'value="me"' not in client.get(f"/activities/{activity.pk}/amend/").content.decode()
    data = amend_data(world, activity, lessons="5", **{f"people_{world.a2.pk}": [str(world.staff["李桂兰"].pk)]})
    assert client.post(f"/activities/{activity.pk}/amend/", data).status_code == 302
    assert only().lessons == 5


def test_an_amendment_keeps_whom_the_other_school_tied_to_its_list(world: World) -> None:
    activity = record(world, by="周敏")
    with unscoped("test"):
        Participant.objects.filter(name="周敏").update(staff=world.staff["周敏"])
    client = client_of(world, "马校长")
    data = {**post_data(world), f"people_{world.a2.pk}": ["me"], "topic": "《赵州桥》第一课时", "version": "1"}
    client.post(f"/activities/{activity.pk}/join/", data)
    page = client_of(world, "周敏").get(f"/activities/{activity.pk}/amend/").content.decode()
    assert 'value="马校长" checked' in page


def test_a_withdrawal_takes_the_number_back_and_the_record_stays_readable(world: World) -> None:
    activity = record(world)
    client = client_of(world, "李桂兰")
    address = f"/activities/{activity.pk}/withdraw/"
    assert "为什么撤回" in client.get(address).content.decode()
    assert "写一句为什么撤回" in client.post(address, {"because": ""}).content.decode()
    assert facts_of(activity) == 4
    page = client.post(address, {"because": "记重了", "key": str(uuid.uuid4())}, follow=True).content.decode()
    assert "不再计数" in page and "记重了" in page and facts_of(activity) == 0
    assert "记重了" in client_of(world, "周敏").get(f"/activities/{activity.pk}/").content.decode()
    assert "赵州桥" not in client.get("/activities/").content.decode()
    assert "已经撤回" in client.post(address, {"because": "再来"}).content.decode()
    assert client.get(f"/activities/{activity.pk}/amend/").status_code == 302


def test_yesterdays_state_can_still_be_seen(world: World) -> None:
    activity = record(world)
    client = client_of(world, "李桂兰")
    client.post(f"/activities/{activity.pk}/amend/", amend_data(world, activity, lessons="3", topic="《草原》"))
    page = client_of(world, "周敏").get(f"/activities/{activity.pk}/", {"edition": "1"}).content.decode()
    assert "<mark>《赵州桥》第一课时</mark>，现在是《草原》" in page and "<mark>2</mark>，现在是3" in page
    for asked in ("9", "x", "-1", "99999999999"):
        assert client.get(f"/activities/{activity.pk}/", {"edition": asked}).status_code == 404


def test_changing_the_kind_while_amending_saves_nothing_yet(world: World) -> None:
    activity = record(world)
    data = amend_data(world, activity, kind="joint_meeting", change="kind")
    page = client_of(world, "李桂兰").post(f"/activities/{activity.pk}/amend/", data).content.decode()
    assert 'value="joint_meeting" checked' in page and only().kind == "lesson_observation" and count() == 1


def test_another_kind_drops_what_the_old_one_counted(world: World) -> None:
    activity = record(world)
    data = amend_data(world, activity, kind="joint_meeting")
    assert client_of(world, "李桂兰").post(f"/activities/{activity.pk}/amend/", data).status_code == 302
    assert (only().kind, only().lessons, only().subject) == ("joint_meeting", None, "")
    assert facts_of(activity) == 0
