"""Schools renamed, moved, merged, split and closed: names keep their time, and no total of any level moves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from tests.world import SYSTEM, World
from xieshou.accounts.models import User
from xieshou.activities.operations.record_activity import TookPart, record_activity
from xieshou.collection.models import Call, Due
from xieshou.collection.operations.make_call import ask_paper
from xieshou.kernel.periods import Period
from xieshou.ledger.asking import Ask, records, total
from xieshou.ledger.models import Fact
from xieshou.ledger.overview import Overview
from xieshou.ledger.verify import wrong_records, wrong_totals
from xieshou.pairings.models import Community, Pairing
from xieshou.pairings.selectors import members_of
from xieshou.people.models import Post, Pupil, Staff
from xieshou.people.operations.add_pupils import Row, add_pupils
from xieshou.people.operations.add_staff import add_staff
from xieshou.places.following import Passing, foreseen
from xieshou.places.models import CAMPUS, SCHOOL, TOWN, Place
from xieshou.places.operations.add_place import add_place
from xieshou.places.operations.close_school import close_school
from xieshou.places.operations.merge_schools import merge_schools
from xieshou.places.operations.move_school import move_school
from xieshou.places.operations.rename_school import rename_school
from xieshou.places.operations.split_school import split_school
from xieshou.places.selectors import find_schools, schools_in, units_of
from xieshou.scoping.operations import Refused
from xieshou.scoping.scope import unscoped, use

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)
EARLIER, LATER = Period(date(2025, 9, 1), date(2026, 1, 31)), Period(date(2026, 2, 24), date(2026, 7, 31))
COUNTED = ("activity.count", "lesson.observed", "lesson.count")


def record(world: World, owner: Place, *others: Place, on: date = date(2025, 10, 8), **more: Any) -> None:
    schools = [TookPart(owner, "gave", 2), *(TookPart(one, "received", 3) for one in others)]
    about = {"kind": "lesson_observation", "on": on, "topic": f"听课{on}", "subject": "语文", "lessons": 2}
    record_activity(SYSTEM, owner=owner, schools=schools, by="周敏", **{**about, **more})


def totals(world: World) -> dict[Any, int]:
    """Every counted figure of every place that stood before, as a place of the tree."""
    with unscoped("test"):
        codes = set(Fact.objects.values_list("indicator", flat=True))
        return {
            (code, one.pk): total(Ask(code, place=one))
            for code in sorted(codes)
            for one in Place.objects.filter(level__lte=SCHOOL, forebears=[])
        }


@pytest.fixture
def busy(world: World) -> World:
    record(world, world.a1, world.a2, pairing=world.pair)
    record(world, world.a2, on=date(2025, 11, 3))
    record(world, world.a1, world.b2, on=date(2025, 12, 1), pairing=world.across)
    record(world, world.a1, world.a2, world.b1, on=date(2026, 1, 5), community=world.community)
    return world


def change(world: World, how: str) -> Place:
    town = add_place(SYSTEM, parent=world.county_b, level=TOWN, name="柳河镇", setting="country")
    steps = {
        "renamed": lambda: rename_school(SYSTEM, school=world.a2, name="白塔镇九年制学校", on=ON),
        "moved": lambda: move_school(SYSTEM, school=world.a2, parent=town, on=ON),
        "merged": lambda: merge_schools(SYSTEM, schools=[world.a1, world.a2], into=world.a1, on=ON),
        "merged anew": lambda: merge_schools(
            SYSTEM, schools=[world.a1, world.a2], name="甲县青山学校", parent=world.county_a, on=ON
        ),
        "split": lambda: split_school(SYSTEM, school=world.a1, name="甲县实验二小", parent=world.county_a, on=ON),
        "closed": lambda: close_school(SYSTEM, school=world.a2, last_day=ON),
    }
    return steps[how]()


@pytest.mark.parametrize("how", ["renamed", "moved", "merged", "merged anew", "split", "closed"])
def test_no_total_of_any_level_moves_and_nothing_posted_is_rewritten(busy: World, how: str) -> None:
    before = totals(busy)
    with unscoped("test"):
        posted = list(Fact.objects.order_by("pk").values())
    change(busy, how)
    after = totals(busy)
    gone_on = {one.pk for one in Place.objects.exclude(forebears=[])}
    assert {key: n for key, n in before.items() if key[1] not in gone_on} == {k: after[k] for k in before if k in after}
    with unscoped("test"):
        assert list(Fact.objects.order_by("pk").values()) == posted
        assert not list(wrong_records()) and not wrong_totals()


def test_a_merged_school_sums_its_forebears_and_an_event_of_both_counts_once(busy: World) -> None:
    with unscoped("test"):
        of_one = total(Ask("activity.count", place=busy.a1))
        alone = 1  # what the second school recorded by itself
        heir = change(busy, "merged anew")
        ask = Ask("activity.count", place=heir)
        assert total(ask) == of_one + alone == len(records(ask)) == Overview.of(ask).total("activity.count")
        record(busy, heir, on=date(2026, 4, 2))
        assert total(ask) == of_one + alone + 1


def test_last_years_report_still_says_what_it_said(busy: World) -> None:
    with unscoped("test"):
        old = {one.pk: total(Ask("activity.count", place=one, period=EARLIER)) for one in (busy.a1, busy.a2)}
        merge_schools(SYSTEM, schools=[busy.a1, busy.a2], into=busy.a1, on=ON)
        a1, a2 = Place.objects.get(pk=busy.a1.pk), Place.objects.get(pk=busy.a2.pk)
        assert {one.pk: total(Ask("activity.count", place=one, period=EARLIER)) for one in (a1, a2)} == old
        whole = Period(EARLIER.starts, LATER.ends)
        assert total(Ask("activity.count", place=a1, period=whole)) == old[a1.pk] + 1


def test_a_name_holds_for_its_time(world: World) -> None:
    row = rename_school(SYSTEM, school=world.a2, name="白塔镇九年制学校", on=ON, short="白塔学校")
    assert (row.as_called(date(2026, 2, 28)).name, row.as_called(ON).name) == ("白塔镇中心小学", "白塔镇九年制学校")
    assert row.as_called(date(2026, 2, 28)).brief == "白塔小学" and "白塔镇中心小学" in row.aliases
    with pytest.raises(Refused, match="E-PLC-115"):
        rename_school(SYSTEM, school=row, name="别的学校", on=date(2026, 2, 1))
    with pytest.raises(Refused, match="E-PLC-111"):
        rename_school(SYSTEM, school=row, name="别的学校", on=date(2099, 2, 1))


def test_people_accounts_pairs_and_communities_go_along_in_one_step(world: World) -> None:
    heir = change(world, "moved")
    with unscoped("test"):
        person = Staff.objects.get(pk=world.staff["李桂兰"].pk)
        assert person.school_id == heir.pk
        post = Post.objects.get(staff=person)
        assert (post.school_id, post.subject, post.until) == (world.a2.pk, "英语", date(2026, 2, 28))
        pair = Pairing.objects.get(until__isnull=True, second=heir)
        assert pair.first_id == world.a1.pk and pair.strands.count() == 3
        assert Pairing.objects.get(pk=world.pair.pk).until == date(2026, 2, 28)
        community = Community.objects.get(pk=world.community.pk)
        assert {one.pk for one in members_of(community, date(2026, 6, 1))} == {
            world.a1.pk, heir.pk, world.b1.pk, world.c1.pk,
        }  # fmt: skip
    head = User.objects.get(pk=world.users["马校长"].pk)
    assert head.place_id == heir.pk and [grant.place_id for grant in head.grants_today()] == [heir.pk]
    scope = head.scope_for("activity.view")
    assert scope is not None and scope.covers(world.a2.lo) and scope.covers(heir.lo)
    assert world.a2.pk not in {one.pk for one in schools_in(world.county_a)}


def test_the_list_of_children_and_what_is_owed_go_along_and_nothing_is_owed_twice(busy: World) -> None:
    with time_machine.travel("2026-03-02 12:00+08:00", tick=False):
        add_pupils(SYSTEM, school=busy.a2, rows=[Row("何小满", "三年级", "1班", ())], purpose="核对姓名")
        asked = {"place": busy.county_a, "by": "安", "sort": "paper", "due": date(2026, 6, 20)}
        days = {"starts": date(2026, 2, 24), "ends": date(2026, 7, 31)}
        both, one = (
            ask_paper(SYSTEM, schools=schools, title=f"材料{len(schools)}", **asked, **days)
            for schools in ([busy.a1, busy.a2], [busy.a2])
        )
        with unscoped("test"):
            foretold = foreseen(Passing(busy.a2, busy.a1, ON))
        heir = merge_schools(SYSTEM, schools=[busy.a1, busy.a2], into=busy.a1, on=ON)
    assert "还没交的材料和表2件由甲县实验小学交；它自己也要交的，只交一份。" in foretold
    with unscoped("test"):
        assert list(Pupil.objects.values_list("name", "school")) == [("何小满", heir.pk)]
        assert list(Due.objects.filter(call__in=[both.pk, one.pk]).values_list("school", flat=True)) == [heir.pk] * 2
        head = User.objects.get(pk=busy.users["马校长"].pk)
    with use(head.scope_for("collection.view")):
        assert Due.objects.filter(call=one.pk).count() == Call.objects.filter(pk=one.pk).count() == 1


def test_of_a_split_only_those_named_go_and_the_old_records_stay(busy: World) -> None:
    person = busy.staff["林芳"]
    branch = split_school(SYSTEM, school=busy.a1, name="甲县实验二小", parent=busy.county_a, on=ON, staff=[person.pk])
    with unscoped("test"):
        assert list(Staff.objects.filter(school=branch).values_list("name", flat=True)) == ["林芳"]
        assert total(Ask("activity.count", place=branch)) == 0
        assert Pairing.objects.get(pk=busy.pair.pk).until is None


def test_whoever_writes_the_old_name_means_the_school_that_took_it_in(world: World) -> None:
    heir = merge_schools(SYSTEM, schools=[world.a1, world.a2], into=world.a1, on=ON)
    moved = move_school(SYSTEM, school=heir, parent=world.town, on=date(2026, 4, 1))
    assert find_schools("白塔镇中心小学", world.county_a) == [moved]
    assert {"白塔镇中心小学", "白塔小学"} <= set(moved.aliases) and moved.short == "实验小学"


def test_a_closed_school_is_over_for_everybody_and_cannot_close_twice(world: World) -> None:
    close_school(SYSTEM, school=world.a2, last_day=ON)
    head = User.objects.get(pk=world.users["马校长"].pk)
    assert head.scope_for("activity.view") is None
    with unscoped("test"):
        assert Staff.objects.get(name="李桂兰").left == ON
        assert not Pairing.objects.filter(second=world.a2, until__isnull=True).exists()
    with pytest.raises(Refused, match="E-PLC-110"):
        close_school(SYSTEM, school=world.a2, last_day=ON)


def test_two_of_one_number_are_told_apart_when_their_schools_merge(world: World) -> None:
    for school in (world.a1, world.a2):
        add_staff(SYSTEM, school=school, name="王芳", number="007")
    merge_schools(SYSTEM, schools=[world.a1, world.a2], into=world.a1, on=ON)
    with unscoped("test"):
        numbers = set(Staff.objects.filter(name="王芳", school=world.a1).values_list("number", flat=True))
    assert numbers == {"007", "白塔小学007"}


def test_a_merger_waits_until_two_of_one_name_can_be_told_apart(world: World) -> None:
    for school in (world.a1, world.a2):
        add_staff(SYSTEM, school=school, name="王芳")
    with pytest.raises(Refused, match="王芳有几位"):
        merge_schools(SYSTEM, schools=[world.a1, world.a2], into=world.a1, on=ON)
    assert Place.objects.get(pk=world.a2.pk).closed is None


def test_a_place_that_ends_goes_on_as_a_campus_and_units_follow(world: World) -> None:
    add_place(SYSTEM, parent=world.a2, level=CAMPUS, name="白塔小学东校区", kind="campus")
    heir = merge_schools(SYSTEM, schools=[world.a1, world.a2], into=world.a1, on=ON, as_campus=True)
    assert [unit.name for unit in units_of(heir)] == ["白塔小学东校区", "白塔镇中心小学"]
    assert heir.line[1:] == (world.a2.pk,)
