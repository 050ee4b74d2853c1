"""The other school confirms all with one tap, or disputes one with a sentence."""

from __future__ import annotations

import re
import uuid

from tests.world import World
from xieshou.activities.models import School, Verdict
from xieshou.activities.operations.withdraw_activity import withdraw_activity
from xieshou.scoping.scope import unscoped

from .build import client_of, record

WAITING = "/activities/waiting/"


def standing(world: World, activity: object) -> str:
    with unscoped("test"):
        return str(School.objects.get(activity=activity, school=world.a1).standing)


def test_all_are_listed_ticked_and_confirmed_with_one_tap(world: World) -> None:
    records = [record(world, topic=topic) for topic in ("《赵州桥》", "《草原》", "《匆匆》")]
    client = client_of(world, "周敏")
    page = client.get(WAITING).content.decode()
    ids = re.findall(r'name="id" value="([\w-]+)" checked', page)
    assert "确认打勾的都属实" in page and set(ids) == {str(one.pk) for one in records}
    answer = client.post(WAITING, {"id": ids}, follow=True)
    assert "确认了3件" in answer.content.decode()
    assert {standing(world, one) for one in records} == {"confirmed"}
    with unscoped("test"):
        assert Verdict.objects.filter(state="confirmed", by="周敏").count() == 3


def test_one_may_be_left_out(world: World) -> None:
    kept, left = record(world, topic="《赵州桥》"), record(world, topic="《草原》")
    client_of(world, "周敏").post(WAITING, {"id": [str(kept.pk)]})
    assert (standing(world, kept), standing(world, left)) == ("confirmed", "waiting")


def test_confirming_twice_says_so_and_writes_once(world: World) -> None:
    one = record(world)
    client = client_of(world, "周敏")
    client.post(WAITING, {"id": [str(one.pk)]})
    assert "已经确认过了" in client.post(WAITING, {"id": [str(one.pk)]}, follow=True).content.decode()
    with unscoped("test"):
        assert Verdict.objects.count() == 1


def test_nothing_ticked_and_nonsense_are_answered_with_a_sentence(world: World) -> None:
    one = record(world)
    client = client_of(world, "周敏")
    for ids in ([], ["nonsense"], [""]):
        answer = client.post(WAITING, {"id": ids})
        assert answer.status_code == 422 and "一件也没有选" in answer.content.decode()
    assert standing(world, one) == "waiting"


def test_a_foreign_id_is_not_there_and_confirms_nothing_beside_it(world: World) -> None:
    one = record(world)
    client = client_of(world, "周敏")
    assert client.post(WAITING, {"id": [str(one.pk), str(uuid.uuid4())]}).status_code == 404
    assert standing(world, one) == "waiting"


def test_one_cannot_confirm_what_one_recorded(world: World) -> None:
    one = record(world)
    client = client_of(world, "李桂兰")
    answer = client.post(f"/activities/{one.pk}/confirm/")
    assert answer.status_code == 422 and "由对方学校确认" in answer.content.decode()


def test_one_tap_on_the_record_itself(world: World) -> None:
    one = record(world)
    client = client_of(world, "周敏")
    assert "有出入" in client.get(f"/activities/{one.pk}/").content.decode()
    assert client.post(f"/activities/{one.pk}/confirm/").url == f"/activities/{one.pk}/"
    assert standing(world, one) == "confirmed"


def test_a_dispute_is_a_sentence_that_both_keep_seeing(world: World) -> None:
    one = record(world)
    client = client_of(world, "周敏")
    address = f"/activities/{one.pk}/dispute/"
    assert "哪里有出入" in client.get(address).content.decode()
    assert "写一句哪里有出入" in client.post(address, {"remark": " "}).content.decode()
    assert "控制字符" in client.post(address, {"remark": "错\x00了"}).content.decode()
    assert standing(world, one) == "waiting"
    client.post(address, {"remark": "是1节，不是2节", "key": str(uuid.uuid4())})
    assert standing(world, one) == "disputed"
    for name in ("周敏", "李桂兰"):
        assert "是1节，不是2节" in client_of(world, name).get(f"/activities/{one.pk}/").content.decode()
    page = client_of(world, "李桂兰").get(WAITING).content.decode()
    assert "对方说有出入" in page and "是1节，不是2节" in page


def test_a_dispute_sent_twice_is_one_word(world: World) -> None:
    one = record(world)
    data = {"remark": "是1节", "key": str(uuid.uuid4())}
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
    answer = client.post(WAITING, {"id": [str(one.pk)]})
    assert answer.status_code == 422 and "已经撤回" in answer.content.decode()
