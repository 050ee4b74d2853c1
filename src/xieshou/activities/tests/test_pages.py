"""The list, the record's page, its photos, and what stands on the home page."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from tests.world import World
from xieshou.activities.models import Activity
from xieshou.activities.operations.confirm_activities import confirm_activities, dispute_activity
from xieshou.activities.panels import call_to_record
from xieshou.files.models import Photo
from xieshou.scoping.scope import unscoped

from .build import client_of, post_data, record

LIST = "/activities/"


def rows(page: str) -> int:
    return page.count("<tr><td")


def test_the_list_filters_and_counts(world: World) -> None:
    confirmed = record(world, topic="《赵州桥》")
    record(world, topic="《草原》")
    differs = record(world, kind="joint_planning", subject="英语", lessons=None, topic="第六单元")
    confirm_activities(world.user("周敏"), school=world.a1, activities=[confirmed.pk], by="周敏")
    dispute_activity(world.user("周敏"), school=world.a1, activity=differs.pk, by="周敏", remark="不是英语")
    client = client_of(world, "李桂兰")
    expected = {
        "": 3, "standing=confirmed": 1, "standing=waiting": 1, "standing=disputed": 1, "standing=ours": 0,
        "standing=theirs": 1, "kind=joint_planning": 1, "kind=research": 3, "subject=英语": 1, "q=草原": 1,
        "q=李桂兰": 3, "q=航模": 0, f"bond={world.pair.pk}": 3, "term=20251": 0, "term=all": 3,
        "sort=-topic": 3, "page=9999": 3,
    }  # fmt: skip
    for query, number in expected.items():
        answer = client.get(f"{LIST}?{query}")
        assert answer.status_code == 200 and rows(answer.content.decode()) == number, query
    page = client.get(LIST).content.decode()
    assert "3次" in page and "等实验小学确认" in page and "实验小学说有出入" in page and "两校已确认" in page


NONSENSE = ["standing=x&standing=y", "q=%00", "bond=1", "kind=x", "page=-1", "sort=owner"]


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_in_the_address_shows_the_list(world: World, query: str) -> None:
    record(world)
    assert client_of(world, "李桂兰").get(f"{LIST}?{query}").status_code == 200


def test_an_old_term_is_found_by_choosing_it(world: World) -> None:
    record(world, on=world.term.starts - timedelta(days=60))
    client = client_of(world, "李桂兰")
    assert rows(client.get(LIST).content.decode()) == 0
    assert rows(client.get(f"{LIST}?term=20251").content.decode()) == 1


def test_first_use_says_what_to_do(world: World) -> None:
    page = client_of(world, "李桂兰").get(LIST).content.decode()
    assert "还没有活动" in page and "记一次活动" in page
    assert "没有找到“航模”" in client_of(world, "李桂兰").get(f"{LIST}?q=航模").content.decode()


def test_the_county_and_the_province_see_their_own(world: World) -> None:
    record(world)
    for name, number in (("安", 1), ("白", 1), ("丁", 1), ("陈", 0)):
        assert rows(client_of(world, name).get(LIST).content.decode()) == number, name


def test_pages_are_turned(world: World) -> None:
    for number in range(27):
        record(world, topic=f"第{number + 1}课")
    client = client_of(world, "李桂兰")
    first = client.get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert rows(first) == 25 and "27次" in first
    assert rows(client.get(f"{LIST}?page=2").content.decode()) == 2


def test_a_record_says_what_each_school_said(world: World) -> None:
    one = record(world)
    page = client_of(world, "周敏").get(f"/activities/{one.pk}/").content.decode()
    assert "两边怎么说" in page and "李桂兰" in page and "2节" in page and "等我校确认" in page
    assert f"/activities/{one.pk}/amend/" not in page


def test_topics_are_escaped(world: World) -> None:
    one = record(world, topic="<b>课</b>")
    client = client_of(world, "李桂兰")
    for address in (LIST, f"/activities/{one.pk}/", f"/activities/{one.pk}/saved/", "/activities/new/"):
        assert "<b>课" not in client.get(address).content.decode()


def picture() -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), (90, 140, 110)).save(file, "JPEG")
    file.seek(0)
    file.name = "photo.jpg"
    return file


@pytest.fixture
def kept(settings: object, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path
    return tmp_path


def test_without_script_a_photo_travels_with_the_form(world: World, kept: Path) -> None:
    client_of(world, "李桂兰").post("/activities/new/", post_data(world, photo=picture()))
    with unscoped("test"):
        photo = Photo.objects.get()
        assert photo.record == Activity.objects.get().pk and photo.owner == world.a2


def test_a_bad_photo_does_not_cost_the_record(world: World, kept: Path) -> None:
    bad = io.BytesIO(b"not a picture")
    bad.name = "photo.jpg"
    answer = client_of(world, "李桂兰").post("/activities/new/", post_data(world, photo=bad), follow=True)
    assert "记上了" in answer.content.decode() and "1张照片没有收下" in answer.content.decode()


def test_photos_open_on_a_press_for_the_schools_and_the_county_only(world: World, kept: Path) -> None:
    one = record(world)
    address = f"/activities/{one.pk}/"
    upload = {"photo": picture(), "key": str(uuid.uuid4())}
    client_of(world, "李桂兰").post(f"/photos/activity/{one.pk}/", upload)
    for name in ("李桂兰", "周敏", "安"):
        client = client_of(world, name)
        closed, opened = client.get(address).content.decode(), client.get(f"{address}?photos=show").content.decode()
        assert "看照片（1张）" in closed and "<img" not in closed and "<img" in opened
    above = client_of(world, "丁").get(f"{address}?photos=show").content.decode()
    assert "<img" not in above and "只给参加的学校和县里看" in above


def test_home_offers_to_record_and_lists_what_waits(world: World) -> None:
    record(world)
    page = client_of(world, "周敏").get("/").content.decode()
    assert "记一次活动" in page and "等我校确认" in page and "全部1条" in page
    page = client_of(world, "李桂兰").get("/").content.decode()
    assert "照上次再记：语文听评课" in page and "等我校确认" not in page


def test_an_officer_gets_no_call_to_record(world: World, rf: object) -> None:
    request = rf.get("/")
    request.user = world.user("安")
    assert call_to_record(request) == ""
