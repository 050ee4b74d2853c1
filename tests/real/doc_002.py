"""002: a year's plan of the helped school, under an agreement of three years."""

from __future__ import annotations

from datetime import date

from tests.world import SYSTEM
from xieshou.pairings.models import Pairing
from xieshou.pairings.operations.write_agreement import Wording, sign_agreement, write_agreement
from xieshou.places.models import Place
from xieshou.plans.models import Plan
from xieshou.plans.operations.write_plan import (
    CalendarDraft,
    Contents,
    MeasureDraft,
    PromiseDraft,
    accept_plan,
    send_plan,
    write_plan,
)

from .ground import Ground, Paper

SUBJECTS = ("语文", "数学", "英语")
CALENDAR = (
    ((2025, 5, 5), "两校对接，签订协议"),
    ((2025, 5, 5), "写好一学年的计划"),
    ((2025, 9, 9), "请城里的老师来上课、听课"),
    ((2025, 10, 10), "去看示范课"),
    ((2025, 10, 12), "中层、教师、班主任去跟班"),
    ((2026, 1, 1), "学期小结"),
    ((2026, 2, 2), "商量新学期怎么做"),
    ((2026, 3, 3), "去学习主题队会"),
    ((2026, 4, 4), "请来指导小课题"),
    ((2026, 5, 5), "家庭教育讲座"),
    ((2026, 6, 6), "两校教师座谈"),
    ((2026, 7, 7), "年度总结"),
)


def papers() -> dict[int, list[Paper]]:
    """The pair's report, with its plan."""
    ground = Ground()
    town = ground.school("云岭县育才小学", "育才小学")
    country = ground.school("海坡镇中心小学", "海坡小学", setting="country")
    pair = ground.pair(town, country, "staffing", "research", since=date(2025, 5, 1))
    _agree(pair)
    _plan(pair, town, country)
    head = ground.user(country, "head")
    return {0: [ground.report("pair", country, head, pair)]}


def _agree(pair: Pairing) -> None:
    days = {"starts": date(2025, 5, 1), "ends": date(2028, 8, 31)}
    agreement = write_agreement(SYSTEM, pairing=pair, clauses=[Wording("两校按计划互派教师、共同教研。")], **days)
    sign_agreement(SYSTEM, agreement=agreement, on=date(2025, 5, 8))


def _promises(town: Place, country: Place) -> tuple[PromiseDraft, ...]:
    each = {"each": "subject", "subjects": SUBJECTS}
    return (
        PromiseDraft("联席会议", "meeting.joint", 1),
        PromiseDraft("副校长挂职学习", "secondment.sent", 1, doer=country),
        PromiseDraft("中层蹲点交流", "residency.sent", 1, 2, doer=country),
        PromiseDraft("同研一节课", "research.one_lesson", 1),
        PromiseDraft("市级以上课题", "project.city_up", 1, per="agreement"),
        PromiseDraft("备课讲课说课反思一体", "research.count", 2, 4, **each),
        PromiseDraft("信息技术整合课", "research.ict", 2),
        PromiseDraft("骨干教师去对方学校", "visit.study", 2, doer=None, **each),
        PromiseDraft("主题德育", "moral.count", 2),
        PromiseDraft("五个一", "five.count", 1),
        PromiseDraft("交好朋友", "five.friends", 1),
        PromiseDraft("写交友信", "letters.count", 1),
        PromiseDraft("赠书、赠文具或订报", "keepsake.count", 1),
        PromiseDraft("做好事", "deed.count", 1),
        PromiseDraft("互学技能", "skill.count", 1),
        PromiseDraft("城乡体验一日游", "visit.day", 1, doer=None),
    )


def _plan(pair: Pairing, town: Place, country: Place) -> Plan:
    measures = [MeasureDraft("教学交流", "长期交流，半年到一年的中期交流，按周、按月的短期交流。")]
    contents = Contents(measures, _promises(town, country), [_line(*row) for row in CALENDAR])
    plan = write_plan(
        SYSTEM,
        school=country,
        title="城乡结对帮扶年度计划",
        sort="annual",
        starts=date(2025, 5, 1),
        ends=date(2026, 7, 31),
        contents=contents,
        pairing=pair,
    )
    return accept_plan(SYSTEM, plan=send_plan(SYSTEM, plan=plan), school=town, by="校长")


def _line(when: tuple[int, int, int], text: str) -> CalendarDraft:
    year, first, last = when
    after = date(year + last // 12, last % 12 + 1, 1)
    return CalendarDraft(date(year, first, 1), date.fromordinal(after.toordinal() - 1), text)
