"""A teacher on a phone records an activity."""

from __future__ import annotations

import json
import re
import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from tests.world import World
from xieshou.activities.models import Activity, Participant, School
from xieshou.pairings.operations.open_pairing import Lane, open_pairing
from xieshou.scoping.operations import SystemActor
from xieshou.scoping.scope import unscoped
from xieshou.web import slots

from .build import client_of, count, facts_of, only, post_data, record, tomorrow, yesterday

NEW = "/activities/new/"


def test_one_post_saves_the_record_for_both_schools_and_answers_with_the_saved_page(world: World) -> None:
    client = client_of(world, "李桂兰")
    answer = client.post(NEW, post_data(world), follow=True)
    activity = only()
    assert answer.redirect_chain == [(f"/activities/{activity.pk}/saved/", 302)]
    page = answer.content.decode()
    assert "记上了" in page and "不用再填的地方" in page and "data-photos" in page
    with unscoped("test"):
        assert {(row.school_id, row.standing, row.teachers) for row in activity.schools.all()} == {
            (world.a2.pk, "own", 1),
            (world.a1.pk, "waiting", 2),
        }
        assert set(Participant.objects.values_list("name", flat=True)) == {"李桂兰", "周敏", "林芳"}
        mine = Participant.objects.get(name="李桂兰")
    assert mine.staff_id == world.staff["李桂兰"].pk
    assert (activity.lessons, activity.subject, activity.pairing_id) == (2, "语文", world.pair.pk)


def test_the_form_opens_ready_with_me_ticked_and_today_chosen(world: World) -> None:
    page = client_of(world, "李桂兰").get(NEW).content.decode()
    assert re.search(r'name="kind" value="\w+" checked', page)
    assert 'name="day" value="today" checked' in page
    assert 'value="me" checked' in page
    assert "云溪" not in page and escape("甲县实验小学") in page


def test_a_record_needs_no_more_than_the_figures_of_the_promise(world: World) -> None:
    """Typed: the topic. Taps: open, topic, save; the rest is chosen already. So 3 of 12 taps and 1 of 6 fields."""
    client = client_of(world, "李桂兰")
    page = client.get(NEW).content.decode()
    form = page[page.index('<form class="record"') : page.index("</form>", page.index('<form class="record"'))]
    shown = re.sub(r"<details(?! open).*?</details>", "", form, flags=re.DOTALL)
    typed = re.findall(r'<(?:input class="in"|input [^>]*class="in"|textarea)', shown)
    assert len(typed) <= 6
    chosen = re.findall(r'name="(\w+)" value="([\w-]*)"(?: id="\w+")? checked', form)
    client.post(NEW, {**dict(chosen), "key": str(uuid.uuid4()), "topic": "赵州桥"})
    assert only().topic == "赵州桥"


def test_owed_kinds_come_first_then_those_last_used(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    record(world, kind="joint_meeting", subject="", lessons=None)
    client = client_of(world, "李桂兰")
    order = re.findall(r'name="kind" value="(\w+)"', client.get(NEW).content.decode())
    assert order[0] == "joint_meeting"
    asked: dict[str, object] = {}

    def owed(**context: object) -> list[str]:
        asked.update(context)
        return ["joint_planning", "no_such_kind"]

    monkeypatch.setitem(slots._answers, "activity.kinds", owed)
    order = re.findall(r'name="kind" value="(\w+)"', client.get(NEW).content.decode())
    assert order[:2] == ["joint_planning", "joint_meeting"] and "no_such_kind" not in order
    assert asked["school"] == world.a2 and asked["pairing"] == world.pair


def test_another_kind_shows_its_own_fields_and_loses_nothing_typed(world: World) -> None:
    client = client_of(world, "李桂兰")
    data = post_data(world, kind="joint_meeting", change="kind", topic="期中<碰头>会")
    for headers in ({}, {"HX-Request": "true"}):
        answer = client.post(NEW, data, headers=headers)
        page = answer.content.decode()
        assert answer.status_code == 200 and count() == 0
        assert 'name="lessons"' not in page and escape("期中<碰头>会") in page and "周敏、林芳" in page
        assert 'value="joint_meeting" checked' in page and data["key"] in page


def test_without_script_an_address_chooses_the_kind(world: World) -> None:
    page = client_of(world, "李桂兰").get(NEW, {"kind": "joint_planning"}).content.decode()
    assert 'value="joint_planning" checked' in page and 'name="lessons"' not in page


def test_a_copy_takes_kind_subject_and_people_but_neither_topic_nor_day(world: World) -> None:
    client = client_of(world, "李桂兰")
    client.post(NEW, post_data(world, kind="joint_planning", subject="英语", day="yesterday"))
    for asked in ("last", str(only().pk)):
        page = client.get(NEW, {"copy": asked}).content.decode()
        assert 'value="joint_planning" checked' in page and 'value="英语" checked' in page
        assert 'value="周敏" checked' in page and 'value="me" checked' in page
        assert "赵州桥" not in page and 'value="today" checked' in page


@pytest.mark.parametrize("asked", ["nonsense", "172b23d8-5731-4866-8c7a-cfb5ec3be5e", "last"])
def test_a_copy_of_nothing_opens_the_empty_form(world: World, asked: str) -> None:
    assert client_of(world, "李桂兰").get(NEW, {"copy": asked}).status_code == 200


def test_a_copy_of_a_record_elsewhere_is_not_there(world: World) -> None:
    activity = record(world)
    assert client_of(world, "乙校长").get(NEW, {"copy": str(activity.pk)}).status_code == 404


def test_the_same_key_saves_once(world: World) -> None:
    client, data = client_of(world, "李桂兰"), post_data(world)
    first, second = client.post(NEW, data), client.post(NEW, data)
    assert first.url == second.url and count() == 1


def test_the_same_key_with_other_words_asks_which(world: World) -> None:
    client, data = client_of(world, "李桂兰"), post_data(world)
    client.post(NEW, data)
    page = client.post(NEW, {**data, "topic": "《赵州桥》第二课时"}).content.decode()
    assert "改刚才那条" in page and "另存一条" in page and count() == 1
    hidden = dict(re.findall(r'<input type="hidden" name="([\w]+)" value="([^"]*)">', page))
    assert hidden["topic"] == "《赵州桥》第二课时" and hidden["key"] != data["key"]
    answer = client.post(f"/activities/{only().pk}/amend/", hidden)
    assert answer.status_code == 302 and only().topic == "《赵州桥》第二课时"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"topic": ""}, "主题还没有写"),
        ({"topic": "  \u200b "}, "主题还没有写"),
        ({"topic": "好\x07课"}, "控制字符"),
        ({"topic": "长" * 121}, "最多120个字"),
        ({"on": tomorrow()}, "日期不能晚于今天"),
        ({"on": "1999-12-31"}, "早于2000年"),
        ({"on": "2026-02-30"}, "日期看不懂"),
        ({"day": "", "on": ""}, "选一下是哪一天"),
        ({"kind": "no_such_kind"}, "没有这一类活动"),
        ({"kind": None}, "先选一类"),
        ({"lessons": "十二"}, "要填整数"),
        ({"lessons": "-1"}, "0"),
        ({"subject": "语文课"}, "没有这个学科"),
        ({"key": "not-a-uuid"}, "自带的编号坏了"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(world: World, changes: dict[str, str], sentence: str) -> None:
    answer = client_of(world, "李桂兰").post(NEW, post_data(world, **changes))
    assert answer.status_code == 200 and sentence in answer.content.decode() and count() == 0
    assert "周敏、林芳" in answer.content.decode()


def test_people_of_another_school_cannot_be_taken_from_its_staff_list(world: World) -> None:
    foreign = str(world.staff["周敏"].pk)
    answer = client_of(world, "李桂兰").post(NEW, post_data(world, **{f"people_{world.a2.pk}": [foreign]}))
    assert "不在本校教师名单里" in answer.content.decode() and count() == 0


def test_a_foreign_bond_is_refused(world: World) -> None:
    """周敏's school has two pairs and a community, so she chooses; the pair of others is no choice."""
    client = client_of(world, "周敏")
    assert "和谁一起" in client.get(NEW).content.decode()
    data = {"key": str(uuid.uuid4()), "kind": "joint_planning", "day": "today", "topic": "备课"}
    assert "选一下和谁一起办的" in client.post(NEW, data).content.decode()
    data["bond"] = str(uuid.uuid4())
    answer = client.post(NEW, data)
    assert "本校没有这个结对" in answer.content.decode() and count() == 0


def test_repeated_parameters_and_garbage_in_the_address_do_no_harm(world: World) -> None:
    client = client_of(world, "李桂兰")
    for query in ("kind=a&kind=b", "bond=%00&bond=x", "on=2026-13-45", "on=x&copy=&all=1", "kind[]=1"):
        assert client.get(f"{NEW}?{query}").status_code == 200
    data = post_data(world, topic=["一", "《赵州桥》第一课时"], kind=["no_such_kind", "lesson_observation"])
    assert client.post(NEW, data).status_code == 302 and count() == 1


def test_a_chosen_day_outweighs_the_chip(world: World) -> None:
    client_of(world, "李桂兰").post(NEW, post_data(world, on="2026-03-05"))
    assert only().on == date(2026, 3, 5)


def test_yesterday_is_one_tap(world: World) -> None:
    client_of(world, "李桂兰").post(NEW, post_data(world, day="yesterday"))
    assert str(only().on) == yesterday()


def test_who_helped_whom_follows_the_lane_of_the_dimension(world: World) -> None:
    """The town school gives in research, so the country school received."""
    client_of(world, "李桂兰").post(NEW, post_data(world))
    with unscoped("test"):
        sides = dict(School.objects.values_list("school_id", "side"))
    assert sides == {world.a2.pk: "received", world.a1.pk: "gave"}


def test_a_dimension_without_a_lane_is_joined(world: World) -> None:
    client_of(world, "李桂兰").post(NEW, post_data(world, kind="joint_meeting"))
    with unscoped("test"):
        assert set(School.objects.values_list("side", flat=True)) == {"joined"}


def test_where_both_help_the_form_asks_who_did(world: World) -> None:
    system = SystemActor("a lane the other way")
    other = open_pairing(
        system, first=world.b1, second=world.a2, since=date(2025, 9, 1),
        lanes=[Lane(world.b1, world.a2, "research"), Lane(world.a2, world.b1, "research")],
    )  # fmt: skip
    client = client_of(world, "李桂兰")
    page = client.get(NEW, {"bond": str(other.pk), "kind": "lesson_observation"}).content.decode()
    assert "谁帮谁" in page and "乙一小帮本校" in page
    client.post(NEW, post_data(world, bond=str(other.pk), side="gave"))
    with unscoped("test"):
        assert dict(School.objects.values_list("school_id", "side")) == {world.a2.pk: "gave", world.b1.pk: "received"}


def test_an_activity_of_the_community_credits_the_schools_that_stay_ticked(world: World) -> None:
    client = client_of(world, "周敏")
    page = client.get(NEW, {"bond": str(world.community.pk)}).content.decode()
    assert len(re.findall(r'name="schools" value="\d+" id="\w+" checked', page)) == 3
    data = {"key": str(uuid.uuid4()), "kind": "lesson_observation", "day": "today", "topic": "共同体赛课"}
    data |= {
        "lessons": "1",
        "bond": str(world.community.pk),
        "schools": [world.a2.pk, world.b1.pk],
        f"teachers_{world.b1.pk}": "5",
    }
    assert client.post(NEW, data).status_code == 302
    with unscoped("test"):
        rows = dict(School.objects.values_list("school_id", "teachers"))
    assert rows == {world.a1.pk: 0, world.a2.pk: 0, world.b1.pk: 5}
    assert only().community_id == world.community.pk


def test_a_school_outside_the_community_is_refused(world: World) -> None:
    data = {"key": str(uuid.uuid4()), "kind": "lesson_observation", "day": "today", "topic": "赛课"}
    data |= {"bond": str(world.community.pk), "schools": [world.b2.pk]}
    answer = client_of(world, "周敏").post(NEW, data)
    assert "不在共同体里" in answer.content.decode() and count() == 0


def test_typed_names_of_the_own_school_find_the_staff_list(world: World) -> None:
    names = {f"people_{world.a2.pk}": [], f"more_{world.a2.pk}": "吴晓燕，新来的王老师 吴晓燕"}
    client_of(world, "李桂兰").post(NEW, post_data(world, **names))
    with unscoped("test"):
        rows = dict(Participant.objects.filter(school=world.a2).values_list("name", "staff"))
    assert rows == {"吴晓燕": world.staff["吴晓燕"].pk, "新来的王老师": None}


def test_an_officer_has_no_record_form(world: World) -> None:
    for name in ("安", "白", "陈"):
        client = client_of(world, name)
        assert client.get(NEW).status_code == 404 and client.post(NEW, post_data(world)).status_code == 404
    assert NEW not in client_of(world, "安").get("/activities/").content.decode()
    assert NEW in client_of(world, "李桂兰").get("/activities/").content.decode()


def test_a_stranger_is_sent_to_the_door(world: World) -> None:
    client = client_of(world, "李桂兰")
    client.logout()
    assert client.get(NEW).url.startswith("/sign-in/")


def test_the_offline_copy_holds_no_people_outside_what_the_script_takes_out(world: World) -> None:
    record(world)
    page = client_of(world, "李桂兰").get(NEW).content.decode()
    assert "data-shell" in page and "data-draft" in page
    kept = re.sub(r"<(\w+)[^>]* data-people>.*?</\1>", "", page, flags=re.DOTALL)
    kept = kept[kept.index('<form class="record"') :]
    assert "吴晓燕" in page and "吴晓燕" not in kept


def test_the_answer_fits_the_line_of_the_countryside(world: World) -> None:
    """Without the photo, the form page and the saved page are far below the 300 kB of the promise."""
    client = client_of(world, "李桂兰")
    page = client.get(NEW).content
    data = post_data(world)
    sent = len(json.dumps(data, ensure_ascii=False).encode())
    saved = client.post(NEW, data, follow=True).content
    assert len(page) + len(saved) < 80_000 and sent < 5_000


def test_the_record_is_in_the_ledger(world: World) -> None:
    client_of(world, "李桂兰").post(NEW, post_data(world))
    assert facts_of(only()) == 4  # two lessons for each of the two schools; above them two are counted once


def test_an_old_day_is_no_obstacle(world: World) -> None:
    day = timezone.localdate() - timedelta(days=400)
    client_of(world, "李桂兰").post(NEW, post_data(world, on=str(day)))
    with unscoped("test"):
        assert Activity.objects.get().on == day
