"""What follows a school besides its pairs: open needs, strengths, groups, what waits and what is listed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.world import SYSTEM, World
from xieshou.accounts.models import User
from xieshou.gifts.operations.confirm_gift import confirm_gift
from xieshou.gifts.operations.record_gift import record_gift
from xieshou.gifts.selectors import gifts, waiting_for, within
from xieshou.openings.operations.write_opening import record_opening
from xieshou.openings.selectors import inside
from xieshou.pairings.models import Need, Pairing
from xieshou.pairings.operations.state_need import state_need
from xieshou.pairings.selectors import needs_of
from xieshou.pairings.tests.desk import client_of
from xieshou.places.following import Passing, foreseen
from xieshou.places.models import TOWN, Place
from xieshou.places.operations.add_place import add_place
from xieshou.places.operations.close_school import close_school
from xieshou.places.operations.merge_schools import merge_schools
from xieshou.places.operations.move_school import move_school
from xieshou.places.operations.split_school import split_school
from xieshou.plans.models import Measure, Plan
from xieshou.scoping.scope import unscoped, use
from xieshou.steering.models import GroupMember, SteeringGroup
from xieshou.steering.operations.set_group import Seat, set_group
from xieshou.steering.selectors import group_of, led_since, seats

pytestmark = pytest.mark.django_db
ON, EVE, BEFORE = date(2026, 3, 1), date(2026, 2, 28), date(2025, 9, 1)


def need(school: Place, text: str, pairing: Pairing | None = None, sort: str = "need") -> Need:
    given = {"dimension": "research", "text": text, "stated_on": BEFORE, "pairing": pairing}
    return state_need(SYSTEM, school=school, sort=sort, **given)


def answered(world: World, asked: Need) -> None:
    """A measure of a plan answers it."""
    about = {"pairing": world.pair, "sort": "annual", "title": "计划", "starts": BEFORE, "ends": date(2026, 7, 31)}
    plan = Plan(school=world.a2, **about)
    plan.save()
    Measure(plan=plan, order=0, heading="教研", text="每月一次", need=asked).save()


def group(place: Place, *seats_: Seat, pairing: Pairing | None = None) -> SteeringGroup:
    return set_group(SYSTEM, place=place, pairing=pairing, name=f"{place.brief}小组", seats=seats_, since=BEFORE)


def moved(world: World) -> Place:
    town = add_place(SYSTEM, parent=world.county_a, level=TOWN, name="柳河镇", setting="country")
    return move_school(SYSTEM, school=world.a2, parent=town, on=ON)


def merged(world: World, **into: Any) -> Place:
    return merge_schools(SYSTEM, schools=[world.a1, world.a2], on=ON, **(into or {"into": world.a1}))


def standing(of: Place, text: str) -> list[str]:
    """Where a need lies now, and of which standing pair."""
    return [str(one.pairing_id or "") for one in Need.objects.filter(school=of, text=text)]


def test_unanswered_needs_and_strengths_follow_and_answered_ones_stay_beside_their_measure(world: World) -> None:
    with unscoped("test"):
        for text, sort in (("英语没有人教", "need"), ("书法有底子", "strength")):
            need(world.a2, text, sort=sort)
        answered(world, need(world.a2, "教研接不起来"))
        need(world.a1, "英语没有人教")
        said = foreseen(Passing(world.a2, world.a1, ON))
        merged(world)
        assert "还没有措施回应的需求，连同优势，2条转到甲县实验小学；有措施回应的留在原来的计划里。" in said
        assert standing(world.a1, "书法有底子") == [""] and not standing(world.a2, "书法有底子")
        assert standing(world.a2, "教研接不起来") == [""]
        assert standing(world.a1, "英语没有人教") == [""], "the heir does not say the same twice"


def test_what_was_said_of_one_pair_goes_to_the_pair_that_goes_on_on_both_sides(world: World) -> None:
    with unscoped("test"):
        need(world.a2, "课堂想请人看", world.pair)
        need(world.a1, "想知道农村孩子怎么学", world.pair)
        heir = moved(world)
        pair = Pairing.objects.get(first=world.a1, second=heir, until__isnull=True)
        assert standing(heir, "课堂想请人看") == [str(pair.pk)]
        assert standing(world.a1, "想知道农村孩子怎么学") == [str(pair.pk)]
        assert {one.text for one in needs_of(pair)} == {"课堂想请人看", "想知道农村孩子怎么学"}


def test_a_pair_that_merged_into_one_school_leaves_the_need_without_a_pair(world: World) -> None:
    with unscoped("test"):
        need(world.a2, "课堂想请人看", world.pair)
        need(world.a1, "想知道农村孩子怎么学", world.pair)
        merged(world)
        assert standing(world.a1, "课堂想请人看") == [""]
        assert standing(world.a1, "想知道农村孩子怎么学") == [str(world.pair.pk)], "said of a pair that is over"


@pytest.mark.parametrize("how", ["split", "closed"])
def test_of_a_split_or_closed_school_needs_stay_as_history(world: World, how: str) -> None:
    with unscoped("test"):
        need(world.a2, "英语没有人教")
        if how == "split":
            split_school(SYSTEM, school=world.a2, name="白塔二小", parent=world.town, on=ON)
        else:
            said = foreseen(Passing(world.a2, None, ON))
            assert "需求和优势1条留在白塔镇中心小学，不再等人回应。" in said
            close_school(SYSTEM, school=world.a2, last_day=EVE)
        assert Need.objects.get().school_id == world.a2.pk


def test_a_group_of_a_merged_school_ends_on_the_eve_and_its_people_are_offered(world: World) -> None:
    with unscoped("test"):
        old = group(world.a2, Seat("马校长", "校长", "head"), Seat("李桂兰", "教导主任"))
        said = foreseen(Passing(world.a2, world.a1, ON))
        assert "白塔小学小组到前一天为止，里面的人列给新的一方挑选。" in said
        merged(world)
        assert [one.until for one in seats(old, EVE, EVE)] == [EVE, EVE] and not seats(old, ON, ON)
        assert group_of(world.a1) is None and not led_since([world.a1, world.a2], ON)
    page = client_of(world, "安").get("/groups/new/").content.decode()
    assert "马校长" not in page, "the bureau's group takes in nobody"
    page = client_of(world, "周敏").get("/groups/new/").content.decode()
    assert "原来的小组里有这些人" in page and 'value="马校长"' in page and 'value="李桂兰"' in page


def test_where_the_heir_has_a_group_the_others_people_are_told_until_the_list_is_changed(world: World) -> None:
    with unscoped("test"):
        group(world.a2, Seat("马校长", "校长", "head"))
        own = group(world.a1, Seat("张校长", "校长", "head"))
        merged(world)
        assert [one.name for one in seats(own, ON, ON)] == ["张校长"]
    address = f"/groups/{own.pk}/edit/"
    page = client_of(world, "周敏").get(address).content.decode()
    assert "马校长（校长）" in page and 'value="马校长"' not in page
    with unscoped("test"):
        both = [Seat("张校长", "校长", "head"), Seat("马校长", "副校长", "deputy")]
        set_group(SYSTEM, place=world.a1, group=own, name="小组", seats=both, since=date(2026, 3, 2))
    assert "马校长（校长）" not in client_of(world, "周敏").get(address).content.decode()


def test_a_school_that_only_moves_takes_its_groups_along(world: World) -> None:
    with unscoped("test"):
        group(world.a2, Seat("马校长", "校长", "head"), Seat("李桂兰"))
        joint = group(world.a1, Seat("张校长", "校长", "head"), pairing=world.pair)
        town = Passing(world.a2, Place(name="白塔镇中心小学"), ON, moved=True)
        assert any("照旧，名单不变。" in line for line in foreseen(town))
        heir = moved(world)
        after, own = Pairing.objects.get(first=world.a1, second=heir, until__isnull=True), group_of(heir)
        assert own is not None and {one.name for one in seats(own, ON, ON)} == {"马校长", "李桂兰"}
        of_pair = group_of(world.a1, after)
        assert of_pair is not None and of_pair.place_id == world.a1.pk
        assert [one.name for one in seats(of_pair, ON, ON)] == ["张校长"] and not seats(joint, ON, ON)
        assert [one.name for one in seats(joint, EVE, EVE)] == ["张校长"]


def test_of_a_closed_school_the_group_ends_and_of_a_split_one_it_is_told_who_leaves(world: World) -> None:
    with unscoped("test"):
        group(world.a1, Seat("林芳", "教师", "head"), Seat("周敏"))
        split = Passing(world.a1, Place(name="二小"), ON, frozenset([world.staff["林芳"].pk]))
        assert "甲县实验小学的领导小组里有林芳，名单要改一改。" in foreseen(split)
        nobody = Passing(world.a1, Place(name="二小"), ON, frozenset())
        assert not any("领导小组" in line for line in foreseen(nobody))
        split_school(SYSTEM, school=world.a1, name="二小", parent=world.county_a, on=ON, staff=split.staff or ())
        assert not GroupMember.objects.filter(until__isnull=False).exists()
        close_school(SYSTEM, school=world.a1, last_day=date(2026, 3, 31))
        assert {one.until for one in GroupMember.objects.all()} == {date(2026, 3, 31)}


def test_gifts_and_sums_of_the_school_taken_in_are_listed_and_what_waited_waits_for_the_heir(world: World) -> None:
    with unscoped("test"):
        given = {"donor": "某公司", "giver": world.b1, "receiver": world.a2, "on": date(2025, 10, 1), "fen": None}
        gift = record_gift(SYSTEM, owner=world.b1, by="乙", sort="goods", category="图书", count=3, **given)
        about = {"indicator": "donation.fen", "amount": 100, "years": "2022年前", "ends": date(2021, 12, 31)}
        record_opening(SYSTEM, place=world.a2, by="马校长", source="台账", **about)
        heir = merged(world)
        assert [one.pk for one in waiting_for(heir)] == [gift.pk]
        assert [one.pk for one in within(gifts(), heir)] == [gift.pk] and len(inside(heir)) == 1
    head = User.objects.get(pk=world.users["马校长"].pk)
    confirm_gift(head, gift=gift.pk, by="马校长", version=gift.version)
    scope = head.scope_for("gift.view")
    assert scope is not None
    with use(scope):
        assert not waiting_for(heir)
