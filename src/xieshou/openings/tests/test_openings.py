from datetime import date

import pytest

from tests.world import World
from xieshou.ledger.asking import Ask, records, total, totals_by
from xieshou.ledger.models import Fact, Total
from xieshou.ledger.posting import rebuild_totals
from xieshou.ledger.verify import wrong_records, wrong_totals
from xieshou.openings.models import Opening
from xieshou.openings.operations.write_opening import amend_opening, record_opening, withdraw_opening
from xieshou.openings.selectors import lines, openings_for, stated_in_words, together
from xieshou.scoping.operations import NotAllowed, Refused
from xieshou.scoping.scope import OutOfScope, unscoped, use
from xieshou.web import slots


def stated(world: World, name: str = "安", **more):
    base = {"place": world.county_a, "indicator": "donation.fen", "amount": 29_000_000, "modifier": "余"}
    words = {"incomplete": True, "years": "2022年前", "ends": date(2021, 12, 31), "source": "2022年帮扶总结"}
    return record_opening(world.user(name), by=name, **{**base, **words, **more})


def test_a_stated_sum_is_never_mixed_into_a_total_of_records(world: World) -> None:
    opening = stated(world)
    with unscoped("test"):
        for place in (world.nation, world.county_a):
            ask = Ask("donation.fen", place=place)
            assert total(ask) == 0
            assert records(ask) == []
            assert totals_by(ask, "on") == {}
        assert total(Ask("donation.fen", schools=(world.county_a.pk,))) == 0
        assert not Total.objects.filter(indicator="donation.fen").exists()
        assert total(Ask("donation.fen", place=world.county_a, source="opening")) == 29_000_000
        assert records(Ask("donation.fen", place=world.nation, source="opening")) == [
            ("opening", opening.pk, 29_000_000)
        ]


def test_the_kept_totals_leave_it_out_also_when_rebuilt_and_verified(world: World) -> None:
    stated(world)
    with unscoped("test"):
        assert not wrong_totals()
        rebuild_totals()
        assert not Total.objects.filter(indicator="donation.fen").exists()
        assert not wrong_totals()
        assert not list(wrong_records())


def test_it_is_said_beside_what_is_on_record(world: World) -> None:
    stated(world)
    with unscoped("test"):
        said = together(world.county_a, "donation.fen", 3_200_000)
        assert said == "29万余元（2022年前，据不完全统计）+3.2万元（有记录）"
        assert slots.ask("sum_in_words", "", place=world.county_a, indicator="donation.fen", recorded=0).endswith(
            "+0元（有记录）"
        )
        assert together(world.county_b, "donation.fen", 3_200_000) == ""
        assert together(world.county_a, "books.count", 5) == ""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"modifier": "约", "incomplete": False}, "约29万元（2022年前）"),
        ({"modifier": "", "amount": 29_345_600}, "293456元（2022年前，据不完全统计）"),
        ({"indicator": "books.count", "amount": 300, "incomplete": False}, "300余册（2022年前）"),
        ({"indicator": "placement.sent", "amount": 107, "modifier": "", "incomplete": False}, "107人次（2022年前）"),
    ],
)
def test_how_exact_it_is_stays_with_the_figure(world: World, change, said: str) -> None:
    assert stated_in_words(stated(world, **change)) == said


def test_mending_and_taking_back(world: World) -> None:
    opening = stated(world)
    amend_opening(world.user("安"), opening=opening, amount=30_000_000)
    ask = Ask("donation.fen", place=world.county_a, source="opening")
    with unscoped("test"):
        assert total(ask) == 30_000_000
        assert [line.amount for line in lines([opening.pk])] == [30_000_000]
    withdraw_opening(world.user("安"), opening=opening, because="写错了县")
    with unscoped("test"):
        assert total(ask) == 0
        assert openings_for(world.county_a, "donation.fen") == []
        assert not list(wrong_records())


def test_a_head_states_his_own_schools_and_nobody_elses(world: World) -> None:
    stated(world, "马校长", place=world.a2)
    with pytest.raises(OutOfScope):
        stated(world, "马校长", place=world.a1)
    with pytest.raises(NotAllowed):
        stated(world, "周敏", place=world.a1)
    with use(world.user("陈").scope_for("opening.view")):
        assert not Opening.objects.exists()
        assert not Fact.objects.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"years": " "}, "101"),
        ({"source": ""}, "102"),
        ({"indicator": "placement.present"}, "103"),
        ({"amount": 0}, "104"),
        ({"ends": date(2999, 1, 1)}, "105"),
        ({"starts": date(2022, 1, 1)}, "106"),
    ],
)
def test_what_cannot_be_is_refused_with_its_code(world: World, change, code: str) -> None:
    with pytest.raises(Refused, match=f"E-OPN-{code}"):
        stated(world, **change)


def test_goods_are_stated_by_category_each_for_itself(world: World) -> None:
    books = stated(world, indicator="goods.fen", amount=9_000_000, category="图书", modifier="余")
    stated(world, indicator="goods.fen", amount=8_000_000, category="电脑", modifier="", incomplete=False)
    trees = stated(world, indicator="goods.count", amount=300, category="树木花卉", modifier="约", incomplete=False)
    with unscoped("test"):
        said = "图书9万余元（2022年前，据不完全统计）+电脑8万元（2022年前）+3.2万元（有记录）"
        assert together(world.county_a, "goods.fen", 3_200_000) == said
        of_books = Ask("goods.fen", place=world.county_a, source="opening", subject="图书")
        assert records(of_books) == [("opening", books.pk, 9_000_000)]
        assert [line.title for line in lines([books.pk])] == ["捐赠图书估价9万余元（2022年前，据不完全统计）"]
        assert [line.title for line in lines([trees.pk])] == ["捐赠树木花卉约300棵（2022年前）"]
        assert total(Ask("goods.fen", place=world.county_a)) == 0
        amend_opening(world.user("安"), opening=books, version=1, category="")
        assert records(of_books) == [] and not list(wrong_records()) and not wrong_totals()


@pytest.mark.parametrize(
    ("indicator", "category", "code"),
    [("donation.fen", "图书", "E-OPN-108"), ("goods.count", "图书", "E-OPN-108"), ("goods.fen", "粮食", "E-OPN-107")],
)
def test_what_is_no_category_of_the_figure_is_refused(world: World, indicator: str, category: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        stated(world, indicator=indicator, category=category)
