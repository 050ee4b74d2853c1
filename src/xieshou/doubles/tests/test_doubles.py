"""Two records of one event, found later: merged, taken apart again, or told apart with a sentence."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests.world import World
from xieshou.activities.models import Activity, Participant, School
from xieshou.activities.operations.withdraw_activity import withdraw_activity
from xieshou.activities.tests.build import client_of, facts_of, record
from xieshou.doubles.models import Merge, ToldApart
from xieshou.doubles.operations.merge_activities import merge_activities, part_activities
from xieshou.doubles.operations.tell_apart import tell_apart
from xieshou.doubles.selectors import suspects
from xieshou.files.models import Photo
from xieshou.scoping.operations import Refused
from xieshou.scoping.scope import OutOfScope, unscoped

HERS, OURS = "《赵州桥》第一课时", "听评课《赵洲桥》"


@pytest.fixture
def both(world: World) -> tuple[Activity, Activity]:
    """The country school's record, and the town school's of the same event, a day off and with another number."""
    yesterday = timezone.localdate() - timedelta(days=1)
    return record(world, topic=HERS), record(world, "周敏", topic=OURS, on=yesterday, lessons=3)


def found() -> list[set[Any]]:
    with unscoped("test"):
        return [{one.first.pk, one.second.pk} for one in suspects()]


def photo(activity: Activity, by: str) -> Photo:
    with unscoped("test"):
        row = Photo(
            source="activity", record=activity.pk, owner=activity.owner, by=by, by_label="x", key=uuid4(), path="x",
            sha256="x", likeness=0, width=1, height=1, size=1,
        )  # fmt: skip
        row.save()
        return row


def standing(activity: Activity) -> dict[str, tuple[str, int]]:
    with unscoped("test"):
        rows = School.objects.filter(activity=activity).select_related("school")
        return {row.school.brief: (row.standing, row.teachers) for row in rows}


def test_they_are_listed_for_both_schools_and_the_county_and_nobody_else(
    world: World, both: tuple[Activity, Activity]
) -> None:
    assert found() == [{one.pk for one in both}]
    for name in ("李桂兰", "周敏", "安"):
        page = client_of(world, name).get("/doubles/").content.decode()
        assert HERS in page and OURS in page and page.count("是同一件，合并") == (2 if name == "安" else 1), name
    assert HERS not in client_of(world, "乙校长").get("/doubles/").content.decode()
    assert client_of(world, "白").get("/doubles/").status_code == 404
    pair = client_of(world, "李桂兰").get(f"/doubles/?pair={world.pair.pk}").content.decode()
    assert HERS in pair
    assert HERS not in client_of(world, "周敏").get(f"/doubles/?pair={world.across.pk}").content.decode()


def test_one_stays_with_people_and_photos_of_both_and_counts_once(
    world: World, both: tuple[Activity, Activity]
) -> None:
    hers, ours = both
    taken = photo(ours, "周敏")
    assert (facts_of(hers), facts_of(ours)) == (4, 6)
    merge_activities(world.user("周敏"), stays=hers.pk, goes=ours.pk, by="周敏")
    assert (facts_of(hers), facts_of(ours)) == (4, 0)
    assert standing(hers) == {"白塔小学": ("own", 1), "实验小学": ("confirmed", 1)}
    with unscoped("test"):
        names = set(Participant.objects.filter(activity=hers).values_list("name", flat=True))
        gone = Activity.objects.get(pk=ours.pk)
        assert Photo.objects.get(pk=taken.pk).record == hers.pk
    assert names == {"李桂兰", "周敏"}
    assert gone.withdrawn_on == timezone.localdate() and gone.merged_into == hers.pk
    assert not found()
    page = client_of(world, "李桂兰").get(f"/activities/{ours.pk}/").content.decode()
    assert "是同一件，合并" in page and f"/activities/{hers.pk}/" in page


def test_a_merge_is_taken_back_as_it_was(world: World, both: tuple[Activity, Activity]) -> None:
    hers, ours = both
    taken, before = photo(ours, "周敏"), standing(hers)
    merge = merge_activities(world.user("周敏"), stays=hers.pk, goes=ours.pk, by="周敏")
    part_activities(world.user("周敏"), merge=merge.pk, by="周敏")
    assert (facts_of(hers), facts_of(ours)) == (4, 6) and standing(hers) == before
    with unscoped("test"):
        assert set(Participant.objects.filter(activity=hers).values_list("name", flat=True)) == {"李桂兰"}
        assert Photo.objects.get(pk=taken.pk).record == ours.pk
        assert Activity.objects.get(pk=ours.pk).withdrawn_on is None
    with pytest.raises(Refused, match="已经撤销"):
        part_activities(world.user("周敏"), merge=merge.pk, by="周敏")
    assert found() == [{one.pk for one in both}]


def test_nobody_lets_another_schools_record_go_but_the_county_may(
    world: World, both: tuple[Activity, Activity]
) -> None:
    hers, ours = both
    with pytest.raises(OutOfScope):
        merge_activities(world.user("李桂兰"), stays=hers.pk, goes=ours.pk, by="李桂兰")
    with pytest.raises(Activity.DoesNotExist):
        merge_activities(world.user("乙校长"), stays=hers.pk, goes=ours.pk, by="x")
    data = {"key": str(uuid4()), "stays": str(ours.pk), "goes": str(hers.pk)}
    answer = client_of(world, "安").post("/doubles/merge/", data, follow=True)
    assert "合并了" in answer.content.decode()
    assert standing(ours)["白塔小学"][0] == "confirmed" and facts_of(hers) == 0
    merge_page = client_of(world, "安").get("/doubles/").content.decode()
    assert "撤销合并" in merge_page


def test_what_was_withdrawn_or_is_the_same_record_is_not_merged(world: World, both: tuple[Activity, Activity]) -> None:
    hers, ours = both
    with pytest.raises(Refused, match="同一条"):
        merge_activities(world.user("周敏"), stays=ours.pk, goes=ours.pk, by="周敏")
    withdraw_activity(world.user("李桂兰"), activity=hers, by="李桂兰", because="记错")
    with pytest.raises(Refused, match="撤回"):
        merge_activities(world.user("周敏"), stays=hers.pk, goes=ours.pk, by="周敏")
    answer = client_of(world, "周敏").post("/doubles/merge/", {"stays": str(hers.pk), "goes": str(ours.pk)})
    assert answer.status_code == 422 and "E-DBL-102" in answer.content.decode()


def test_they_are_told_apart_with_a_sentence_and_nobody_is_asked_again(
    world: World, both: tuple[Activity, Activity]
) -> None:
    hers, ours = both
    client: Client = client_of(world, "李桂兰")
    data = {"key": str(uuid4()), "first": str(hers.pk), "second": str(ours.pk), "because": " "}
    refused = client.post("/doubles/apart/", data)
    assert refused.status_code == 422 and "写一句为什么不是同一件" in refused.content.decode()
    client.post("/doubles/apart/", {**data, "because": "那天上了两次"})
    assert not found()
    tell_apart(world.user("周敏"), first=ours.pk, second=hers.pk, by="周敏", because="是两次")
    with unscoped("test"):
        assert ToldApart.objects.get().because == "那天上了两次"
        assert Merge.objects.count() == 0
    with pytest.raises(Activity.DoesNotExist):
        tell_apart(world.user("乙校长"), first=hers.pk, second=ours.pk, by="x", because="x")
