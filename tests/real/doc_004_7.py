"""004, seventh essay: sports and arts of two schools."""

from __future__ import annotations

from datetime import date

from .ground import AUTUMN, SPRING, Ground, Paper

MATCHES = (date(2025, 10, 18), date(2025, 12, 6), date(2026, 3, 28), date(2026, 5, 9))
CONTESTS = (
    (date(2025, 11, 8), "跳绳比赛", 300),
    (date(2025, 11, 15), "拔河比赛", 260),
    (date(2026, 4, 18), "趣味赛", 240),
)


def papers() -> dict[int, list[Paper]]:
    """The report of the school in town."""
    ground = Ground()
    town = ground.school("云岭县第五中学", "五中")
    country = ground.school("柳河镇中学", "柳河中学", setting="country")
    both = [town, country]
    pair = ground.pair(town, country, "sports_arts")
    for _ in range(2):
        ground.sent("teaching", town, country, (AUTUMN[0], SPRING[1]), subject="体育", weekly_lessons=4)
    for on in MATCHES:
        ground.happened("sports_match", on, "篮球友谊赛", both, pairing=pair)
    for on, topic, pupils in CONTESTS:
        ground.happened("sports_festival", on, topic, both, pupils=pupils, pairing=pair)
    ground.happened("art_show", date(2026, 5, 15), "学生艺术作品展", both, items=150, pairing=pair)
    for on, topic, pupils in ((date(2025, 9, 22), "篮球队", 32), (date(2025, 9, 29), "美术兴趣小组", 28)):
        ground.happened("club", on, topic, [country, town], items=1, pupils=pupils, pairing=pair)
    for level, rank, number in (("县级", "三等奖", 2), ("市级", "入选", 3)):
        for piece in range(number):
            topic, tail = f"{level}艺术节{rank}第{piece + 1}件", {"rank": rank}
            ground.happened("award", date(2026, 5, 20), topic, both, items=1, level=level, tail=tail, pairing=pair)
    return {7: [ground.report("school", town, ground.user(town, "clerk"))]}
