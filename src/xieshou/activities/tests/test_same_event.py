"""Both schools begin to record the same event."""

from __future__ import annotations

import re
import uuid

from tests.world import World
from xieshou.activities.models import Activity, Edition, Participant, School, Verdict
from xieshou.activities.operations.amend_activity import amend_activity
from xieshou.scoping.scope import unscoped

from .build import client_of, count, facts_of, post_data, record

NEW = "/activities/new/"


def hers(world: World, **changes: object) -> dict[str, object]:
    """What 周敏 of the town school posts about the event that 李桂兰 recorded."""
    data = post_data(world, topic="《赵州桥》（第一课时）听评课", **changes)
    data.pop(f"people_{world.a2.pk}")
    data.pop(f"more_{world.a1.pk}")
    return {**data, f"people_{world.a1.pk}": ["me"], f"more_{world.a1.pk}": "林芳"}


def forms(page: str) -> list[tuple[str, dict[str, list[str]]]]:
    """The forms of a page with their hidden fields."""
    found = []
    for action, body in re.findall(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', page, re.DOTALL):
        hidden: dict[str, list[str]] = {}
        for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', body):
            hidden.setdefault(name, []).append(value)
        found.append((action, hidden))
    return found


def test_she_is_shown_it_before_saving_and_joining_counts_as_confirmation(world: World) -> None:
    activity = record(world)
    client = client_of(world, "周敏")
    page = client.post(NEW, hers(world)).content.decode()
    assert "这一件已经有人记过" in page and "李桂兰记" in page and count() == 1
    action, hidden = next((action, hidden) for action, hidden in forms(page) if action.endswith("/join/"))
    answer = client.post(action, hidden, follow=True)
    assert "记上了" in answer.content.decode() and count() == 1
    with unscoped("test"):
        row = School.objects.get(activity=activity, school=world.a1)
        assert (row.standing, row.teachers) == ("confirmed", 2)
        assert set(Participant.objects.values_list("name", flat=True)) == {"李桂兰", "周敏", "林芳"}
        assert Verdict.objects.get().state == "joined"
        assert Edition.objects.filter(activity=activity).count() == 2
    assert facts_of(activity) == 4


def test_or_she_says_why_it_is_another(world: World) -> None:
    activity = record(world)
    client = client_of(world, "周敏")
    page = client.post(NEW, hers(world)).content.decode()
    _, hidden = next((action, hidden) for action, hidden in forms(page) if "differs_from" in hidden)
    again = client.post(NEW, {**hidden, "differs_because": " "})
    assert "写一句为什么是另一件" in again.content.decode() and count() == 1
    client.post(NEW, {**hidden, "differs_because": "那是上午四年级，这是下午五年级"})
    assert count() == 2
    with unscoped("test"):
        other = Activity.objects.exclude(pk=activity.pk).get()
        assert set(Participant.objects.filter(activity=other).values_list("name", flat=True)) == {"周敏", "林芳"}
    assert (other.differs_from, other.differs_because) == (activity.pk, "那是上午四年级，这是下午五年级")
    shown = client.get(f"/activities/{other.pk}/").content.decode()
    assert "那是上午四年级" in shown and f"/activities/{activity.pk}/" in shown


def test_an_invented_id_does_not_silence_the_question(world: World) -> None:
    record(world)
    data = hers(world, differs_from=str(uuid.uuid4()), differs_because="x")
    assert "这一件已经有人记过" in client_of(world, "周敏").post(NEW, data).content.decode()
    assert count() == 1


def test_another_topic_of_the_same_day_is_not_taken_for_the_same(world: World) -> None:
    record(world, topic="《圆柱的表面积》", subject="数学")
    assert client_of(world, "周敏").post(NEW, hers(world)).status_code == 302
    assert count() == 2


def test_a_school_that_was_not_there_cannot_join(world: World) -> None:
    activity = record(world)
    answer = client_of(world, "乙校长").post(f"/activities/{activity.pk}/join/", {"key": str(uuid.uuid4())})
    assert answer.status_code == 404


def test_a_record_that_changed_is_not_joined_unseen_and_nothing_typed_is_lost(world: World) -> None:
    activity = record(world, by="周敏", topic="《赵州桥》第一课时")
    data = post_data(world, version="1", topic="《赵州桥》我们的话")
    amend_activity(world.user("周敏"), activity=activity, by="周敏", lessons=7)
    answer = client_of(world, "李桂兰").post(f"/activities/{activity.pk}/join/", data)
    page = answer.content.decode()
    assert answer.status_code == 409 and "没有加入" in page and "《赵州桥》我们的话" in page
    assert 'name="version" value="2"' in page
    data["version"] = "2"
    assert client_of(world, "李桂兰").post(f"/activities/{activity.pk}/join/", data).status_code == 302


def test_nobody_joins_his_own_record(world: World) -> None:
    activity = record(world)
    answer = client_of(world, "李桂兰").post(f"/activities/{activity.pk}/join/", post_data(world))
    assert answer.status_code == 422 and "由对方学校确认" in answer.content.decode()


def test_a_colleague_of_the_same_school_is_told_too_but_not_asked_to_join(world: World) -> None:
    record(world)
    page = client_of(world, "马校长").post(NEW, post_data(world)).content.decode()
    assert "本校同事已经记了" in page and "/join/" not in page and count() == 1
