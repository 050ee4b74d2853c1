from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.world import World
from xieshou.kernel.periods import Period
from xieshou.ledger.asking import Ask, most_present, records, total
from xieshou.ledger.models import Fact
from xieshou.ledger.overview import Overview
from xieshou.ledger.verify import wrong_records, wrong_totals
from xieshou.people.operations.add_staff import add_staff
from xieshou.placements.models import Placement
from xieshou.placements.operations.amend_placement import amend_placement, end_placement
from xieshou.placements.operations.plan_county import set_batch, set_duty
from xieshou.placements.operations.record_placement import record_placement
from xieshou.placements.operations.withdraw_placement import withdraw_placement
from xieshou.placements.sections import roster
from xieshou.placements.selectors import duty_plan, persons, placements, sent_from
from xieshou.places.models import SCHOOL
from xieshou.places.operations.add_place import add_place
from xieshou.scoping.models import Conflict
from xieshou.scoping.operations import Refused, SystemActor
from xieshou.scoping.scope import OutOfScope, unscoped

SYSTEM = SystemActor("the world of a test")
AUTUMN = Period(date(2025, 9, 1), date(2026, 2, 23))
SPRING = Period(date(2026, 2, 24), date(2026, 8, 31))


def sent(world: World, **more):
    given = {"owner": world.a1, "host": world.a2, "name": "周敏", "kind": "teaching", "subject": "语文"}
    days = {"starts": date(2025, 9, 1), "ends": date(2026, 7, 3)}
    return record_placement(world.user("周敏"), by="周敏", **{**given, **days, **more})


def test_somebody_sent_counts_once_in_the_county_and_fully_in_each_school(world: World) -> None:
    placement = sent(world, weekly_lessons=8)
    with unscoped("test"):
        for place in (world.nation, world.county_a, world.town, world.a1, world.a2):
            assert total(Ask("teaching.sent", place=place)) == 1
            assert total(Ask("placement.sent", place=place)) == 1
        assert total(Ask("placement.sent", place=world.a1, side="gave")) == 1
        assert total(Ask("placement.sent", place=world.a2, side="received")) == 1
        assert records(Ask("teaching.sent", bond=world.pair.pk)) == [("placement", placement.pk, 1)]
        assert set(Fact.objects.values_list("bearer", flat=True)) == {placement.pk}
        assert not Fact.objects.filter(indicator__startswith="lesson").exists()


def test_a_pair_across_counties_counts_in_each_county_and_once_in_the_nation(world: World) -> None:
    sent(world, host=world.b2)
    with unscoped("test"):
        for place in (world.county_a, world.county_b, world.nation):
            assert total(Ask("placement.sent", place=place)) == 1
            assert most_present(Ask("placement.present", place=place, period=SPRING)) == 1


def test_a_years_secondment_fills_both_terms_and_no_term_after_it(world: World) -> None:
    sent(world, kind="secondment")
    after = Period(date(2026, 9, 1), date(2027, 1, 31))
    with unscoped("test"):
        for where in ({"place": world.county_a}, {"place": world.a2}, {"bond": world.pair.pk}):
            for period in (AUTUMN, SPRING):
                assert most_present(Ask("secondment.present", period=period, **where)) == 1
            assert most_present(Ask("secondment.present", period=after, **where)) == 0


def test_two_who_follow_one_another_are_one_present_and_two_sent(world: World) -> None:
    sent(world, ends=date(2026, 1, 23))
    sent(world, name="林芳", starts=date(2026, 1, 24))
    year = Period(date(2025, 9, 1), date(2026, 8, 31))
    with unscoped("test"):
        assert most_present(Ask("placement.present", place=world.a2, period=year)) == 1
        assert most_present(Ask("placement.present", bond=world.pair.pk, period=year)) == 1
        assert total(Ask("placement.sent", place=world.a2, period=year)) == 2


def test_an_early_end_takes_away_the_presence_after_it(world: World) -> None:
    placement = sent(world)
    with pytest.raises(Refused, match="E-SND-121"):
        end_placement(world.user("周敏"), placement=placement, actual_end=date(2026, 1, 10), because=" ")
    end_placement(world.user("周敏"), placement=placement, actual_end=date(2026, 1, 10), because="因病返回")
    with unscoped("test"):
        assert most_present(Ask("placement.present", place=world.county_a, period=AUTUMN)) == 1
        assert most_present(Ask("placement.present", place=world.county_a, period=SPRING)) == 0
        assert total(Ask("placement.sent", place=world.county_a)) == 1
        assert not list(wrong_records())
        assert not wrong_totals()


def test_a_withdrawn_placement_counts_nothing(world: World) -> None:
    placement = sent(world)
    withdraw_placement(world.user("周敏"), placement=placement, because="记重了")
    with unscoped("test"):
        assert total(Ask("placement.sent", place=world.county_a)) == 0
        assert most_present(Ask("placement.present", place=world.county_a, period=AUTUMN)) == 0
        assert not wrong_totals()
    with pytest.raises(Refused, match="E-SND-120"):
        amend_placement(world.user("周敏"), placement=placement, post="教师")


def test_a_new_host_takes_over_what_the_old_one_was_credited(world: World) -> None:
    placement = sent(world)
    amended = amend_placement(world.user("周敏"), placement=placement, host=world.b2)
    assert amended.pairing_id == world.across.pk
    with unscoped("test"):
        assert total(Ask("placement.sent", place=world.a2)) == 0
        assert total(Ask("placement.sent", place=world.b2)) == 1
        assert total(Ask("placement.sent", bond=world.pair.pk)) == 0


def test_a_person_sent_twice_is_two_person_times_and_one_person(world: World) -> None:
    sent(world, ends=date(2026, 1, 23))
    sent(world, starts=date(2026, 2, 24), host=world.b2)
    sent(world, name="林芳")
    sent(world, name="外聘教师")
    sent(world, name="外聘教师", starts=date(2026, 3, 1))
    with unscoped("test"):
        assert placements().count() == 5
        assert persons(placements()) == 3
        assert total(Ask("placement.sent", place=world.county_a)) == 5


def test_somebody_else_changing_first_is_a_conflict(world: World) -> None:
    placement = sent(world)
    amend_placement(world.user("周敏"), placement=placement, version=1, post="语文教师")
    with pytest.raises(Conflict):
        amend_placement(world.user("周敏"), placement=placement, version=1, post="班主任")


def test_only_the_sending_school_and_its_county_may_change_it(world: World) -> None:
    placement = sent(world, host=world.b2)
    for name in ("马校长", "乙校长", "陈"):
        with pytest.raises((OutOfScope, Placement.DoesNotExist)):
            withdraw_placement(world.user(name), placement=placement, because="不是我校的")
    amend_placement(world.user("安"), placement=placement, lodging="学校宿舍")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"starts": date.today() + timedelta(days=2), "ends": date.today() + timedelta(days=9)}, "103"),
        ({"starts": date(1999, 1, 1)}, "104"),
        ({"ends": date(2025, 8, 1)}, "105"),
        ({"kind": "travel"}, "107"),
        ({"subject": "语文课"}, "108"),
        ({"weekly_lessons": 41}, "109"),
        ({"name": " "}, "101"),
    ],
)
def test_what_cannot_be_is_refused_with_its_code(world: World, change, code: str) -> None:
    with pytest.raises(Refused, match=f"E-SND-{code}"):
        sent(world, **change)


def test_a_name_that_two_people_have_asks_which_one(world: World) -> None:
    add_staff(SYSTEM, school=world.a1, name="周敏", number="1024", subject="数学")
    with pytest.raises(Refused, match="E-SND-102"):
        sent(world)
    assert sent(world, name="周敏（1024）").name == "周敏"


def test_the_same_key_saves_once(world: World) -> None:
    key = uuid4()
    assert sent(world, key=key).pk == sent(world, key=key).pk
    with pytest.raises(Refused, match="E-SND-113"):
        sent(world)


def test_the_roster_lists_those_of_the_period_and_no_others(world: World) -> None:
    sent(world, weekly_lessons=8)
    sent(world, name="林芳", ends=date(2026, 1, 23))
    with unscoped("test"):
        (table,) = roster(Overview.of(Ask("", bond=world.pair.pk, period=SPRING)))
        assert [row[0] for row in table.rows] == ["周敏"]
        assert table.rows[0][1:] == (
            "甲县实验小学",
            "白塔镇中心小学",
            "支教",
            "语文",
            "2025年9月1日至2026年7月3日",
            "8课时",
        )
        assert roster(Overview.of(Ask("", place=world.county_b, period=SPRING))) == ()


def test_nineteen_schools_129_posts_three_batches_107_person_times(world: World) -> None:
    officer = world.user("安")
    schools = [add_place(SYSTEM, parent=world.county_a, level=SCHOOL, name=f"甲县第{n}小学") for n in range(1, 20)]
    for number, school in enumerate(schools):
        set_duty(officer, county=world.county_a, school=school, year=2025, planned_posts=7 if number < 15 else 6)
    set_duty(officer, county=world.county_a, school=world.a2, year=2025, planned_posts=0)
    batches = []
    for number, year in enumerate((2023, 2024, 2025), start=1):
        days = {"starts": date(year, 9, 1), "ends": date(year + 1, 6, 30)}
        batch = set_batch(officer, county=world.county_a, year=year, number=number, planned_posts=43, **days)
        batches.append(batch)
    for number in range(107):
        batch = batches[number % 3]
        given = {"owner": schools[number % 19], "host": world.a2, "name": f"教师{number % 38}", "kind": "teaching"}
        record_placement(officer, by="安", batch=batch, starts=batch.starts, ends=batch.ends, **given)
    with unscoped("test"):
        plan = duty_plan(world.county_a, 2025, on=date(2026, 3, 1))
        assert (plan.schools, plan.planned) == (19, 129)
        assert [tally.sent for tally in plan.batches] == [35, 36, 36]
        assert sum(tally.sent for tally in plan.batches) == total(Ask("placement.sent", place=world.county_a)) == 107
        assert plan.sent == plan.serving == sum(tally.serving for tally in plan.by_school) == 35
        assert sum(tally.sent for tally in plan.by_school) == 35
        assert [tally.label for tally in plan.by_year] == ["2025—2026学年", "2024—2025学年", "2023—2024学年"]
        assert persons(sent_from(world.county_a)) == 38
