"""Every quota found in real plans is an indicator, a number, a period and a unit."""

from typing import NamedTuple

import pytest

from xieshou.catalogue import catalogue
from xieshou.plans.models import Promise


class Quota(NamedTuple):
    """A quota as a plan words it, and as a promise holds it."""

    text: str
    indicator: str
    minimum: int
    maximum: int | None
    per: str
    each: str = "none"
    counting: str = "events"


FIRST_PLAN = (
    Quota("每学期召开1次联席会议", "meeting.joint", 1, None, "term"),
    Quota("每学期派出1名副校长带着课题挂职学习", "secondment.present", 1, None, "term", counting="presence"),
    Quota("每学期1-2名中层干部蹲点交流", "residency.present", 1, 2, "term", counting="presence"),
    Quota("每学期至少1次“同研一节课”在线研讨", "research.one_lesson", 1, None, "term"),
    Quota("三年间共同承担1项市级以上课题研究", "project.city_up", 1, None, "agreement"),
    Quota("每学期每学科2-4次教研活动", "research.count", 2, 4, "term", "subject"),
    Quota("其中信息技术整合课不少于2次", "research.ict", 2, None, "term", "subject"),
    Quota("每学期每学科2次以上选派骨干教师教学观摩", "visit.study", 2, None, "term", "subject"),
    Quota("每学期主题德育活动至少2次", "moral.count", 2, None, "term"),
    Quota("每学期1次“五个一”手拉手活动", "five.count", 1, None, "term"),
    Quota("每学期1次“城乡体验一日游”", "visit.day", 1, None, "term"),
)
FIVE_PARTS = (
    Quota("交一个手拉手好朋友", "five.friends", 1, None, "term"),
    Quota("写一封手拉手交友信", "letters.count", 1, None, "term"),
    Quota("赠送一本书、一件文具或订阅一份报纸", "keepsake.count", 1, None, "term"),
    Quota("为小伙伴做一件好事", "deed.count", 1, None, "term"),
    Quota("与小伙伴互学一项新技能", "skill.count", 1, None, "term"),
)
ELSEWHERE = (
    Quota("校长或副校长每学期到对方学校不少于2次", "visit.head", 2, None, "term"),
    Quota("教学主任每学期不少于3次", "visit.teaching_director", 3, None, "term"),
    Quota("安全主任每学期不少于3次", "visit.safety_director", 3, None, "term"),
    Quota("德育主任每学期不少于3次", "visit.moral_director", 3, None, "term"),
    Quota("每学期交流1名干部并写出鉴定", "secondment.sent", 1, None, "term"),
    Quota("每位支教教师上示范课3节", "lesson.demonstrated", 3, None, "term", "bearer"),
    Quota("每月开展1次线上专题教研", "research.online", 1, None, "month"),
    Quota("每学期组织2次线下示范课", "lesson.demonstrated_offline", 2, None, "term"),
    Quota("每月补充新资源", "resource.shared", 1, None, "month"),
    Quota("支教教师每周承担8课时", "lesson.taught", 8, None, "week", "bearer"),
    Quota("支教教师每周开展4课时体育教学", "lesson.taught", 4, None, "week", "bearer"),
    Quota("每位支教教师带2-3名青年教师", "mentor.pairs", 2, 3, "term", "bearer"),
    Quota("每季度1次线下教研", "research.offline", 1, None, "quarter"),
    Quota("每周辅导1次学困生", "tutoring.count", 1, None, "week"),
    Quota("每月一周到示范学校培训", "training.school", 1, None, "month"),
    Quota("每名教师进十家", "home.visited", 10, None, "school_year", "bearer"),
    Quota("资源库不少于300件", "resource.shared", 300, None, "school_year"),
)
QUOTAS = (*FIRST_PLAN, *FIVE_PARTS, *ELSEWHERE)


@pytest.mark.parametrize("quota", QUOTAS, ids=[quota.text for quota in QUOTAS])
def test_a_quota_of_a_real_plan_can_be_promised(quota: Quota) -> None:
    indicator = catalogue.indicators[quota.indicator]
    assert quota.per in dict(Promise.PERIODS)
    assert quota.each in dict(Promise.EACH)
    assert quota.counting in dict(Promise.COUNTING)
    assert quota.maximum is None or quota.maximum >= quota.minimum
    assert indicator.stock == (quota.counting == "presence")
    if quota.each == "subject":
        assert indicator.by_subject


@pytest.mark.parametrize("quota", QUOTAS, ids=[quota.text for quota in QUOTAS])
def test_a_quota_counts_something_that_is_recorded(quota: Quota) -> None:
    sent = {"secondment", "residency"}
    measured = {count.indicator for kind in catalogue.kinds.values() for count in kind.counts}
    assert quota.indicator in measured or quota.indicator.split(".")[0] in sent


def test_the_first_plan_has_eleven() -> None:
    assert len(FIRST_PLAN) == 11
