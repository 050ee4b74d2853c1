"""001, first essay: a county counts its batches, its person-times, and what was given before there was a system."""

from __future__ import annotations

from datetime import date

from tests.world import SYSTEM
from xieshou.openings.operations.write_opening import record_opening
from xieshou.papers.operations.register_policy import register_policy
from xieshou.placements.models import Batch
from xieshou.placements.operations.plan_county import set_batch, set_duty
from xieshou.places.models import Place

from .ground import Ground, Paper

LEAVING = date(2025, 11, 12)
WEEKS = ((date(2025, 10, 13), date(2025, 10, 17)), (date(2025, 11, 17), date(2025, 11, 21)))


def papers() -> dict[int, list[Paper]]:
    """The county's report of the fourth year."""
    ground = Ground()
    givers = [ground.school(f"云岭县第{number}小学", f"{number}小") for number in range(1, 20)]
    heights = ground.town("石岗乡")
    hosts = [ground.school(f"石岗乡{name}小学", name, parent=heights, setting="country") for name in ("松坪", "柳湾")]
    middle = ground.school("三桥中学", "三桥中学", setting="country")
    _rest_on_paper(ground)
    _plan(ground, givers)
    _send(ground, givers, hosts, middle)
    _meet(ground, givers, hosts)
    ground.pair(givers[0], middle, "staffing")
    ground.pair(givers[0], hosts[0], "goods")
    _before(ground)
    officer = ground.user(ground.county, "officer")
    return {1: [ground.report("county", ground.county, officer)]}


def _rest_on_paper(ground: Ground) -> None:
    for number, title, on in (
        ("云教[2021]81号", "关于开展中小学对口支援工作的通知", date(2021, 9, 10)),
        ("云教[2022]45号", "关于开展城镇学校对口帮扶农村薄弱学校工作的通知", date(2022, 8, 20)),
    ):
        register_policy(SYSTEM, place=ground.county, title=title, issuer="云岭县教育局", issued_on=on, number=number)


def _plan(ground: Ground, givers: list[Place]) -> None:
    """Nineteen schools owe 129 posts in the fourth year: fifteen owe seven, four owe six."""
    for year in (2022, 2023, 2024):
        set_duty(SYSTEM, county=ground.county, school=givers[0], year=year, planned_posts=20)
    for place, school in enumerate(givers):
        set_duty(SYSTEM, county=ground.county, school=school, year=2025, planned_posts=7 if place < 15 else 6)


def _send(ground: Ground, givers: list[Place], hosts: list[Place], middle: Place) -> None:
    """Three batches of 40, 46 and 21 people."""
    earlier = (
        (2022, (date(2022, 9, 1), date(2024, 7, 5)), 40),
        (2024, (date(2024, 9, 2), date(2025, 7, 4)), 46),
    )
    for year, days, people in earlier:
        batch = _batch(ground, year, days)
        for number in range(people):
            host = hosts[number % 2]
            ground.sent("rotation", givers[number % len(givers)], host, days, batch)
    days = (LEAVING, date(2026, 5, 29))
    batch = _batch(ground, 2025, days)
    for number in range(14):
        ground.sent("rotation", givers[number], hosts[number % 2], days, batch)
    for _ in range(7):
        ground.sent("rotation", givers[18], middle, (date(2025, 9, 1), days[1]), batch)


def _batch(ground: Ground, year: int, days: tuple[date, date]) -> Batch:
    county = ground.county
    return set_batch(SYSTEM, county=county, year=year, number=1, planned_posts=43, starts=days[0], ends=days[1])


def _meet(ground: Ground, givers: list[Place], hosts: list[Place]) -> None:
    ground.happened("farewell", LEAVING, "支教教师欢送会", [givers[0], hosts[0]])
    for starts, ends in WEEKS:
        ground.happened("school_training", starts, "青年教师跟班", [givers[1], hosts[1]], until=ends)
    ground.happened("review_meeting", date(2026, 5, 20), "结对帮扶工作总结", [givers[0], *hosts])


def _before(ground: Ground) -> None:
    for indicator, yuan in (("donation.fen", 290_000), ("goods.fen", 170_000)):
        record_opening(
            SYSTEM,
            place=ground.county,
            by="管理员",
            indicator=indicator,
            amount=yuan * 100,
            modifier="余",
            incomplete=True,
            years="2021年9月至2025年8月",
            starts=date(2021, 9, 1),
            ends=date(2025, 8, 31),
            source="四年帮扶工作总结",
        )
