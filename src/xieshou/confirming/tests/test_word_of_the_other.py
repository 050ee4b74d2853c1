"""The other school confirms all with one tap, or disputes one with a sentence."""

from __future__ import annotations

import re
import uuid
from typing import Any

from tests.world import World
from xieshou.activities.models import School, Verdict
from xieshou.activities.operations.amend_activity import amend_activity
from xieshou.activities.operations.record_activity import TookPart
from xieshou.activities.operations.withdraw_activity import withdraw_activity
from xieshou.activities.tests.build import client_of, record
from xieshou.scoping.scope import unscoped

WAITING = "/activities/waiting/"


def seen(activity: Any) -> str:
    """What the list posts of a record that it showed as it was first written."""
    return f"{activity.pk}.1"


def amended(world: World, activity: Any, **changes: Any) -> None:
    amend_activity(world.user("李桂兰"), activity=activity, by="李桂兰", **changes)


def standing(world: World, activity: object) -> str:
    with unscoped("test"):
        return str(School.objects.get(activity=activity, school=world.a1).standing)


def test_all_are_listed_ticked_and_confirmed_with_one_tap(world: World) -> None:
    records = [record(world, topic=topic) for topic in ("《赵州桥》", "《草原》", "《匆匆》")]
    client = client_of(world, "周敏")
    page = client.get(WAITING).content.decode()
    ids = re.findall(r'name="id" value="([\w.-]+)" checked', page)
    assert "确认打勾的都属实" in page and set(ids) == {seen(one) for one in records}
    answer = client.post(WAITING, {"id": ids}, follow=True)
    assert "确认了3件" in answer.content.decode()
    assert {standing(world, one) for one in records} == {"confirmed"}
    with unscoped("test"):
        assert Verdict.objects.filter(state="confirmed", by="周敏").count() == 3


def test_one_may_be_left_out(world: World) -> None:
    kept, left = record(world, topic="《赵州桥》"), record(world, topic="《草原》")
    client_of(world, "周敏").post(WAITING, {"id": [seen(kept)]})
    assert (standing(world, kept), standing(world, left)) == ("confirmed", "waiting")


def test_confirming_twice_says_so_and_writes_once(world: World) -> None:
    one = record(world)
    client = client_of(world, "周敏")
    client.post(WAITING, {"id": [seen(one)]})
    assert "已经确认过了" in client.post(WAITING, {"id": [seen(one)]}, follow=True).content.decode()
    with unscoped("test"):
        assert Verdict.objects.count() == 1


def test_nothing_ticked_and_nonsense_are_answered_with_a_sentence(world: World) -> None:
    one = record(world)
    client = client_of(world, "周敏")
    for ids in ([], ["nonsense"], [""]):
        answer = client.post(WAITING, {"id": ids})
        assert answer.status_code == 422 and "一件也没有选" in answer.content.decode()
    assert standing(world, one) == "waiting"


def test_a_foreign_id_alone_is_not_there_and_beside_others_is_only_counted(world: World) -> None:
    one = record(world)
    client = client_of(world, "周敏")
    strange = f"{uuid.uuid4()}.1"
    assert client.post(WAITING, {"id": [strange]}).status_code == 404
    answer = client.post(WAITING, {"id": [seen(one), strange]})
    page = answer.content.decode()
    assert answer.status_code == 409 and "有1件对方改过，不再写着本校" in page and "其余1件确认了" in page
    assert standing(world, one) == "confirmed"


def test_one_cannot_confirm_what_one_recorded(world: World) -> None:
    one = record(world)
    client = client_of(world, "李桂兰")
    answer = client.post(f"/activities/{one.pk}/confirm/", {"version": 1})
    assert answer.status_code == 422 and "由对方学校确认" in answer.content.decode()


def test_one_tap_on_the_record_itself(world: World) -> None:
    one = record(world)
    client = client_of(world, "周敏")
    assert "有出入" in client.get(f"/activities/{one.pk}/").content.decode()
    assert client.post(f"/activities/{one.pk}/confirm/", {"version": 1}).url == f"/activities/{one.pk}/"
    assert standing(world, one) == "confirmed"


def test_a_dispute_is_a_sentence_that_both_keep_seeing(world: World) -> None:
    one = record(world)
    client = client_of(world, "周敏")
    address = f"/activities/{one.pk}/dispute/"
    assert "哪里有出入" in client.get(address).content.decode()
    assert "写一句哪里有出入" in client.post(address, {"remark": " ", "version": 1}).content.decode()
    assert "控制字符" in client.post(address, {"remark": "错\x00了"}).content.decode()
    assert standing(world, one) == "waiting"
    client.post(address, {"remark": "是1节，不是2节", "key": str(uuid.uuid4()), "version": 1})
    assert standing(world, one) == "disputed"
    for name in ("周敏", "李桂兰"):
        assert "是1节，不是2节" in client_of(world, name).get(f"/activities/{one.pk}/").content.decode()
    page = client_of(world, "李桂兰").get(WAITING).content.decode()
    assert "对方说有出入" in page and "是1节，不是2节" in page


def test_a_dispute_sent_twice_is_one_word(world: World) -> None:
    one = record(world)
    data = {"remark": "是1节", "key": str(uuid.uuid4()), "version": 1}
    client = client_of(world, "周敏")
    for _ in range(2):
        assert client.post(f"/activities/{one.pk}/dispute/", data).status_code == 302
    with unscoped("test"):
        assert Verdict.objects.count() == 1


def test_outside_the_two_schools_there_is_nothing(world: World) -> None:
    one = record(world)
    for name in ("陈", "乙校长"):
        client = client_of(world, name)
        for page in ("", "confirm/", "dispute/", "amend/", "withdraw/", "saved/", "join/"):
            assert client.get(f"/activities/{one.pk}/{page}").status_code in (404, 405), (name, page)
            assert client.post(f"/activities/{one.pk}/{page}").status_code in (404, 405), (name, page)
        assert "赵州桥" not in client.get("/activities/").content.decode()


def test_an_officer_sees_but_has_no_word(world: World) -> None:
    one = record(world)
    client = client_of(world, "安")
    assert client.get(f"/activities/{one.pk}/").status_code == 200
    assert client.get(WAITING).status_code == 404
    assert client.post(f"/activities/{one.pk}/confirm/").status_code == 404


def test_a_withdrawn_record_waits_for_nobody(world: World) -> None:
    one = record(world)
    withdraw_activity(world.user("李桂兰"), activity=one, by="李桂兰", because="记错了")
    client = client_of(world, "周敏")
    assert "没有等我校确认的" in client.get(WAITING).content.decode()
    answer = client.post(WAITING, {"id": [seen(one)]})
    assert answer.status_code == 409 and "撤回了语文听评课《赵州桥》第一课时，不用再确认" in answer.content.decode()


def test_what_changed_after_it_was_shown_is_named_and_shown_again_and_the_others_are_confirmed(world: World) -> None:
    kept, changed = record(world, topic="《赵州桥》"), record(world, topic="《草原》")
    amended(world, changed, lessons=7)
    client = client_of(world, "周敏")
    answer = client.post(WAITING, {"id": [seen(kept), seen(changed)]})
    page = answer.content.decode()
    assert answer.status_code == 409 and "E-ACT-123" in page and "改过语文听评课《草原》" in page
    assert "其余1件确认了" in page and "节数：<mark>2</mark>，现在是7" in page
    assert f'value="{changed.pk}.2">' in page, "the changed one is not ticked before it is looked at"
    assert (standing(world, kept), standing(world, changed)) == ("confirmed", "waiting")
    client.post(WAITING, {"id": [f"{changed.pk}.2"]})
    assert standing(world, changed) == "confirmed"


def test_a_page_that_does_not_say_what_it_showed_confirms_nothing(world: World) -> None:
    one = record(world)
    client = client_of(world, "周敏")
    for ids in ([str(one.pk)], [f"{one.pk}.x"], [f"{one.pk}.-1"], [f"{one.pk}.99999999999"]):
        assert client.post(WAITING, {"id": ids}).status_code == 409
    assert client.post(f"/activities/{one.pk}/confirm/").url == f"/activities/{one.pk}/"
    assert client.post(f"/activities/{one.pk}/dispute/", {"remark": "不对"}).status_code == 409
    assert standing(world, one) == "waiting"


def test_the_button_of_an_old_page_leads_to_what_changed(world: World) -> None:
    one = record(world)
    amended(world, one, lessons=7)
    client = client_of(world, "周敏")
    answer = client.post(f"/activities/{one.pk}/confirm/", {"version": 1})
    assert answer.url == f"/activities/{one.pk}/?edition=1"
    page = client.get(answer.url).content.decode()
    assert "刚才那一页是改以前的，没有确认" in page and "<mark>2</mark>，现在是7" in page
    assert standing(world, one) == "waiting"


def test_a_dispute_of_an_old_page_keeps_the_sentence_and_shows_what_stands_now(world: World) -> None:
    one = record(world)
    amended(world, one, lessons=7)
    client = client_of(world, "周敏")
    data = {"remark": "是1节", "key": str(uuid.uuid4()), "version": 1}
    answer = client.post(f"/activities/{one.pk}/dispute/", data)
    page = answer.content.decode()
    assert answer.status_code == 409 and "没有记下" in page and "7节" in page and "是1节" in page
    assert standing(world, one) == "waiting"
    data = {"remark": "是1节", "key": str(uuid.uuid4()), "version": 2}
    assert client.post(f"/activities/{one.pk}/dispute/", data).status_code == 302
    assert standing(world, one) == "disputed"


def test_a_record_that_names_our_school_no_more_is_told_without_its_name(world: World) -> None:
    kept, lost = record(world, topic="《赵州桥》"), record(world, topic="《草原》")
    alone = TookPart(world.a2, "joined", 1)
    amended(world, lost, schools=[alone])
    page = client_of(world, "周敏").post(WAITING, {"id": [seen(kept), seen(lost)]}).content.decode()
    assert "有1件对方改过，不再写着本校，没有确认" in page and "草原" not in page
    assert standing(world, kept) == "confirmed"
