from uuid import uuid4

from django.test import Client

from tests.world import World
from xieshou.openings.models import Opening
from xieshou.scoping.scope import unscoped


def browser(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.user(name))
    return client


def filled(**more):
    base = {"indicator": "donation.fen", "amount": "29万", "modifier": "余", "incomplete": "on", "years": "2022年前"}
    return {**base, "ends": "2021-12-31", "source": "2022年帮扶总结", "key": str(uuid4()), **more}


def test_the_officer_states_a_sum_once_and_it_stands_beside_the_gifts(world: World) -> None:
    client, body = browser(world, "安"), filled(place=world.county_a.pk)
    answers = [client.post("/openings/record/", body) for _ in range(2)]
    assert answers[0].status_code == 302
    assert answers[0]["Location"] == answers[1]["Location"]
    with unscoped("test"):
        assert Opening.objects.get().amount == 29_000_000
    said = "29万余元（2022年前，据不完全统计）"
    assert said in client.get(answers[0]["Location"]).content.decode()
    assert "29万余元" in client.get("/openings/").content.decode()
    assert f"资金{said}+0元（有记录）" in client.get("/gifts/").content.decode()


def test_who_may_not_know_gets_404_and_who_may_not_write_too(world: World) -> None:
    path = browser(world, "马校长").post("/openings/record/", filled())["Location"]
    assert browser(world, "安").get(path).status_code == 200
    for name in ("陈", "周敏", "李桂兰"):
        assert browser(world, name).get(path).status_code == 404
    for name in ("周敏", "李桂兰", "白"):
        assert browser(world, name).get("/openings/record/").status_code == 404
    assert browser(world, "陈").get(f"{path}amend/").status_code == 404


def test_mending_and_taking_back_by_form(world: World) -> None:
    client = browser(world, "马校长")
    path = client.post("/openings/record/", filled(indicator="books.count", amount="300"))["Location"]
    assert "300余册" in client.get(path).content.decode()
    assert client.post(f"{path}amend/", filled(amount="32万", version="1")).status_code == 302
    late = client.post(f"{path}amend/", filled(amount="33万", version="1")).content.decode()
    assert "E-VER-101" in late
    client.post(f"{path}withdraw/", {"because": "写错了"})
    assert "还没有期初数" in client.get("/openings/").content.decode()


def test_a_figure_that_is_no_number_is_said_at_its_field(world: World) -> None:
    client = browser(world, "马校长")
    assert "不是准数" in client.post("/openings/record/", filled(amount="29万余")).content.decode()
    assert (
        "不是整数" in client.post("/openings/record/", filled(indicator="books.count", amount="一些")).content.decode()
    )
