from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from tests.world import World
from xieshou.documents.model import words
from xieshou.gifts.facts import amounts_of
from xieshou.gifts.models import MEASURE_WORDS, Gift
from xieshou.gifts.operations.confirm_gift import confirm_gift
from xieshou.gifts.operations.record_gift import amend_gift, record_gift
from xieshou.gifts.operations.withdraw_gift import withdraw_gift
from xieshou.gifts.sections import donations
from xieshou.gifts.selectors import by_category, gifts, waiting_for
from xieshou.ledger.asking import Ask, records, total
from xieshou.ledger.overview import Overview
from xieshou.ledger.verify import wrong_records, wrong_totals
from xieshou.scoping.models import Conflict
from xieshou.scoping.operations import Refused
from xieshou.scoping.scope import OutOfScope, unscoped
from xieshou.web.trace import ask_of


def given_gift(world: World, **more):
    base = {"giver": world.a1, "receiver": world.a2, "on": date(2026, 6, 5), "sort": "goods", "category": "图书"}
    return record_gift(world.user("周敏"), owner=world.a1, by="周敏", **{**base, **more})


def money(world: World, fen: int, **more):
    return given_gift(world, sort="cash", fen=fen, **more)


def test_a_gift_between_two_schools_counts_once_above_them(world: World) -> None:
    gift = given_gift(world, count=120)
    with unscoped("test"):
        for place in (world.nation, world.county_a, world.a1, world.a2):
            assert total(Ask("books.count", place=place)) == 120
            assert total(Ask("donation.times", place=place)) == 1
        assert records(Ask("books.count", bond=world.pair.pk)) == [("gift", gift.pk, 120)]
        assert total(Ask("books.count", place=world.a1, side="gave")) == 120


def test_a_gift_across_counties_counts_in_each_and_once_in_the_nation(world: World) -> None:
    money(world, 500_000, receiver=world.b2)
    with unscoped("test"):
        for place in (world.county_a, world.county_b, world.nation):
            assert total(Ask("donation.fen", place=place)) == 500_000


def test_a_firms_gift_counts_only_where_it_was_received(world: World) -> None:
    record_gift(
        world.user("马校长"),
        owner=world.a2,
        by="马校长",
        donor="青山水泥厂",
        receiver=world.a2,
        on=date(2026, 5, 4),
        sort="goods",
        category="电脑",
        count=10,
        fen=3_000_000,
        basis="depreciated",
    )
    with unscoped("test"):
        assert total(Ask("computers.count", place=world.county_a, side="received")) == 10
        assert total(Ask("computers.count", place=world.a1)) == 0
        assert total(Ask("goods.fen", place=world.county_a)) == 3_000_000
        assert total(Ask("donation.fen", place=world.county_a)) == 0


def test_an_unknown_number_is_never_summed(world: World) -> None:
    given_gift(world, count=120)
    given_gift(world, count=None, on=date(2026, 6, 6))
    given_gift(world, category="课桌椅", count=None)
    with unscoped("test"):
        assert total(Ask("books.count", place=world.county_a)) == 120
        assert total(Ask("desks.count", place=world.county_a)) == 0
        assert total(Ask("donation.times", place=world.county_a)) == 3
        heaps = {heap.category: heap for heap in by_category(gifts())}
        assert heaps["图书"].number_in_words == "120册，另1次数量未知"
        assert heaps["课桌椅"].number_in_words == "1次数量未知"


@given(
    sort=st.sampled_from(["cash", "goods"]),
    category=st.sampled_from(sorted(MEASURE_WORDS)),
    count=st.none() | st.integers(1, 10_000),
    fen=st.none() | st.integers(1, 10**12),
)
def test_only_what_is_known_is_posted_and_money_is_never_goods(sort, category, count, fen) -> None:
    known = dict(amounts_of(Gift(sort=sort, category=category, count=count, fen=fen)))
    assert known.pop("donation.times") == 1
    if sort == "cash":
        assert known == {"donation.fen": fen or 0}
    else:
        assert sorted(known.values()) == sorted(amount for amount in (count, fen) if amount)
        assert "donation.fen" not in known
        assert ("goods.fen" in known) == (fen is not None)


def test_amending_posts_the_difference_and_clears_the_confirmation(world: World) -> None:
    gift = given_gift(world, count=120)
    assert gift.confirmed_by_receiver is None
    with unscoped("test"):
        assert [one.pk for one in waiting_for(world.a2)] == [gift.pk]
    confirm_gift(world.user("马校长"), gift=gift.pk, by="马校长")
    kept = amend_gift(world.user("周敏"), gift=gift, by="周敏", purpose="图书角")
    assert kept.confirmed_by_receiver is not None
    amended = amend_gift(world.user("周敏"), gift=gift, by="周敏", count=100)
    assert amended.confirmed_by_receiver is None
    with unscoped("test"):
        assert total(Ask("books.count", place=world.county_a)) == 100
        assert not list(wrong_records())
        assert not wrong_totals()


def test_a_withdrawn_gift_counts_nothing(world: World) -> None:
    gift = given_gift(world, count=120)
    withdraw_gift(world.user("周敏"), gift=gift, because="记重了")
    with unscoped("test"):
        assert total(Ask("books.count", place=world.county_a)) == total(Ask("donation.times", place=world.a2)) == 0
    with pytest.raises(Refused, match="E-GFT-121"):
        confirm_gift(world.user("马校长"), gift=gift.pk, by="马校长")


def test_only_the_receiving_school_confirms(world: World) -> None:
    gift = given_gift(world, receiver=world.b2, count=5)
    with pytest.raises(OutOfScope):
        confirm_gift(world.user("周敏"), gift=gift.pk, by="周敏")
    with pytest.raises(Gift.DoesNotExist):
        confirm_gift(world.user("马校长"), gift=gift.pk, by="马校长")
    first = confirm_gift(world.user("乙校长"), gift=gift.pk, by="乙校长")
    again = confirm_gift(world.user("乙校长"), gift=gift.pk, by="别人")
    assert (first.version, again.version, again.confirmed_by) == (2, 2, "乙校长")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"giver": None, "donor": ""}, "101"),
        ({"on": date.today() + timedelta(days=2)}, "102"),
        ({"sort": "cash", "fen": None}, "104"),
        ({"category": "粮食"}, "105"),
        ({"category": "文具", "unit": "箱", "count": 3}, "106"),
        ({"count": 0}, "107"),
        ({"fen": 500}, "110"),
        ({"basis": "invoice"}, "111"),
    ],
)
def test_what_cannot_be_is_refused_with_its_code(world: World, change, code: str) -> None:
    with pytest.raises(Refused, match=f"E-GFT-{code}"):
        given_gift(world, **change)


def test_a_school_records_only_what_it_gave_or_received(world: World) -> None:
    with pytest.raises(Refused, match="E-GFT-115"):
        given_gift(world, giver=world.b1, receiver=world.b2)
    with pytest.raises(Refused, match="E-GFT-114"):
        given_gift(world, receiver=world.a1)


def test_the_same_key_saves_once_and_an_old_version_is_a_conflict(world: World) -> None:
    key = uuid4()
    gift = given_gift(world, key=key)
    assert given_gift(world, key=key).pk == gift.pk
    amend_gift(world.user("周敏"), gift=gift, by="周敏", version=1, purpose="图书角")
    with pytest.raises(Conflict):
        amend_gift(world.user("周敏"), gift=gift, by="周敏", version=1, purpose="阅览室")


def test_the_table_by_category_equals_the_ledger(world: World) -> None:
    """As a county wrote it: 29万余 in money and goods of many categories worth 17万余."""
    money(world, 12_000_000)
    money(world, 17_345_600, receiver=world.b2)
    for number, category in enumerate(MEASURE_WORDS):
        valued = {"fen": 1_700_000 + number, "basis": "market"} if number % 3 else {}
        given_gift(world, category=category, count=number or None, **valued)
    with unscoped("test"):
        (table,) = donations(Overview.of(Ask("", place=world.county_a)))
        *rows, last = [[words(cell) for cell in row] for row in table.rows]
        cash = total(Ask("donation.fen", place=world.county_a))
        goods = total(Ask("goods.fen", place=world.county_a))
        assert last[3:5] == [f"{cash / 100:.2f}".rstrip("0").rstrip("."), f"{goods / 100:.2f}"]
        assert last[1] == f"{total(Ask('donation.times', place=world.county_a))}次"
        assert [row[0] for row in rows] == ["资金", *MEASURE_WORDS]
        for row in table.rows:
            times = row[1][0]
            assert total(ask_of(QueryDict(times.url.partition("?")[2]))) == int(times.text)
        assert round(sum(float(row[4] or 0) for row in rows) * 100) == goods
        assert donations(Overview.of(Ask("", place=world.county_b)))[0].rows[0][0] == "资金"
        assert donations(Overview.of(Ask("", bond=world.pair.pk)))[0].rows[-1][1][0].text == "11"
