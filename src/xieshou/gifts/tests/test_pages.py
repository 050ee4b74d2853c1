from uuid import uuid4

from django.test import Client

from tests.world import World
from xieshou.gifts.models import Gift
from xieshou.scoping.scope import unscoped


def browser(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.user(name))
    return client


def filled(world: World, **more):
    base = {
        "sort": "goods",
        "way": "gave",
        "other": world.a2.pk,
        "on": "2026-06-05",
        "category": "图书",
        "basis": "none",
    }
    return {**base, "key": str(uuid4()), **more}


def test_the_form_saves_once_however_often_it_is_sent_and_the_receiver_confirms(world: World) -> None:
    client, body = browser(world, "周敏"), filled(world, count="120", purpose="图书角")
    answers = [client.post("/gifts/record/", body) for _ in range(2)]
    assert answers[0].status_code == 302
    assert answers[0]["Location"] == answers[1]["Location"]
    with unscoped("test"):
        (gift,) = Gift.objects.all()
    assert "等白塔小学确认" in client.get(f"/gifts/{gift.pk}/").content.decode()
    assert client.post(f"/gifts/{gift.pk}/confirm/").status_code == 404
    head = browser(world, "马校长")
    assert "等我校确认" in head.get("/gifts/").content.decode()
    old = head.post(f"/gifts/{gift.pk}/confirm/", {"version": 9}, follow=True).content.decode()
    assert "E-GFT-125" in old and "没有确认" in old and "等白塔小学确认" in old
    head.post(f"/gifts/{gift.pk}/confirm/", {"version": gift.version})
    assert "收方已确认" in client.get(f"/gifts/{gift.pk}/").content.decode()
    assert "等我校确认" not in head.get("/gifts/").content.decode()


def test_the_other_county_does_not_know_the_gift(world: World) -> None:
    path = browser(world, "周敏").post("/gifts/record/", filled(world, count="120"))["Location"]
    for name in ("马校长", "李桂兰", "安", "白", "丁"):
        assert browser(world, name).get(path).status_code == 200, name
    client = browser(world, "陈")
    assert "图书120册" not in client.get("/gifts/").content.decode()
    for end in ("", "amend/", "withdraw/"):
        assert client.get(f"{path}{end}").status_code == 404
    assert client.post(f"{path}confirm/").status_code == 404
    assert browser(world, "马校长").get(f"{path}amend/").status_code == 404


def test_money_as_people_type_it_is_read_and_about_right_is_refused(world: World) -> None:
    client = browser(world, "周敏")
    vague = client.post("/gifts/record/", filled(world, sort="cash", category="", fen="29万余")).content.decode()
    assert "不是准数" in vague
    path = client.post("/gifts/record/", filled(world, sort="cash", category="", fen="3.2万"))["Location"]
    assert "3.2万元" in client.get(path).content.decode()
    assert 'value="32000"' in client.get(f"{path}amend/").content.decode()
    assert "捐赠1次，资金3.2万元" in client.get("/gifts/").content.decode()


def test_an_unknown_number_is_said_and_a_mended_page_from_before_is_a_conflict(world: World) -> None:
    client = browser(world, "周敏")
    path = client.post("/gifts/record/", filled(world, category="课桌椅"))["Location"]
    assert "不知道，不计入合计" in client.get(path).content.decode()
    assert client.post(f"{path}amend/", filled(world, category="课桌椅", count="40", version="1")).status_code == 302
    late = client.post(f"{path}amend/", filled(world, category="课桌椅", count="50", version="1"))
    assert "E-VER-101" in late.content.decode()


def test_a_gift_from_outside_and_taking_it_back(world: World) -> None:
    client = browser(world, "马校长")
    outside = filled(world, way="received", other="", donor="青山水泥厂", category="电脑", count="10")
    path = client.post("/gifts/record/", outside)["Location"]
    assert "收方记录" in client.get(path).content.decode()
    assert "捐给哪所学校" in client.post("/gifts/record/", {**outside, "way": "gave"}).content.decode()
    assert client.post(f"{path}withdraw/", {}).status_code == 200
    client.post(f"{path}withdraw/", {"because": "记重了"})
    assert "记重了" in client.get(path).content.decode()
    assert "还没有捐赠" in client.get("/gifts/").content.decode()


def test_conditions_find_what_they_say(world: World) -> None:
    client = browser(world, "周敏")
    client.post("/gifts/record/", filled(world, count="120"))
    for asked, found in (
        ("category=图书", True),
        ("category=资金", False),
        ("confirmed=waiting", True),
        ("q=无", False),
    ):
        assert ("图书120册" in client.get(f"/gifts/?{asked}").content.decode()) is found, asked
