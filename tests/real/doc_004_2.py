"""004, second essay: five teachers out, four in, apprentices, and what came of it."""

from __future__ import annotations

from datetime import date

from .ground import AUTUMN, SPRING, Ground, Paper

YEAR_LONG = (AUTUMN[0], SPRING[1])
APPRENTICES = (2, 3, 2, 3, 2)
SUBJECTS = ("语文", "数学", "英语", "语文", "数学")


def papers() -> dict[int, list[Paper]]:
    """The report of the school in town."""
    ground = Ground()
    town = ground.school("云岭县新城小学", "新城小学")
    country = ground.school("草甸乡中心小学", "草甸小学", setting="country")
    pair = ground.pair(town, country)
    for subject, apprentices in zip(SUBJECTS, APPRENTICES, strict=True):
        teacher = ground.sent("teaching", town, country, YEAR_LONG, subject=subject, weekly_lessons=8)
        values = {"items": apprentices, "subject": subject, "bearer": teacher.pk, "pairing": pair}
        ground.happened("mentorship", date(2025, 9, 16), f"{teacher.name}带徒", [town, country], **values)
    for _ in range(4):
        ground.sent("shadowing", country, town, AUTUMN)
    for month, topic in ((3, "家乡的河"), (4, "赶集里的数学"), (5, "节气与农事")):
        ground.happened("case_written", date(2026, month, 12), topic, [town, country], items=1, pairing=pair)
    return {2: [ground.report("school", town, ground.user(town, "clerk"))]}
