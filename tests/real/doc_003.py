"""003: a village school tells what two teachers from town did, and another where its teachers went to listen."""

from __future__ import annotations

from datetime import date

from tests.world import SYSTEM
from xieshou.gifts.operations.record_gift import record_gift

from .ground import AUTUMN, Ground, Paper

DEMONSTRATIONS = (date(2025, 9, 24), date(2025, 10, 22), date(2025, 11, 26))


def papers() -> dict[int, list[Paper]]:
    """A report of each of the two schools."""
    ground = Ground()
    return {1: [_exchange(ground)], 2: [_listening(ground)]}


def _exchange(ground: Ground) -> Paper:
    town = ground.school("云岭县回民中学", "回民中学")
    country = ground.school("郑庄初中", "郑庄初中", setting="country")
    pair = ground.pair(town, country)
    for _ in range(2):
        ground.sent("shadowing", country, town, AUTUMN)
    for _ in range(2):
        teacher = ground.sent("teaching", town, country, AUTUMN)
        for on in DEMONSTRATIONS:
            topic, both = f"{teacher.name}示范课", [town, country]
            ground.happened("demonstration_lesson", on, topic, both, lessons=1, bearer=teacher.pk, pairing=pair)
    given = {"giver": town, "receiver": country, "on": date(2025, 12, 3), "category": "电脑", "count": 10}
    record_gift(SYSTEM, owner=country, by="联络人", sort="goods", **given)
    return ground.report("school", country, ground.user(country, "head"))


def _listening(ground: Ground) -> Paper:
    core = ground.school("云岭县双语小学", "双语小学")
    members = [ground.school(f"{name}小学", name, setting="country") for name in ("种家庄", "常山镇", "西坡")]
    for member in members:
        ground.pair(core, member)
    days = (date(2025, 11, 3), date(2025, 11, 4))
    ground.happened("study_visit", days[0], "到双语小学听课评课", [core, *members], until=days[1])
    return ground.report("school", members[0], ground.user(members[0], "clerk"))
