"""Kinds of meetings and visits by which two schools arrange their work."""

from xieshou.catalogue.declare import Count, Field, Kind, among, of, one
from xieshou.catalogue.headings import POSTS

from .parts import ONLINE, VENUE, activity, items

ADVICE = items("建议条数", "条", "改进建议条数", "建议数")
LED_BY = Field("level", "谁带队", "choice", choices=tuple((p, p) for p in POSTS), aliases=("带队领导",), listed=True)
HEADS = POSTS[:2]


def _meeting(code: str, label: str, indicator: str, *reads_as: str, dimension: str = "management") -> Kind:
    """A meeting: it is held, here or online."""
    sentence = f"召开{label}{{{indicator.replace('.', '_')}}}"
    fields, counts = (VENUE, ONLINE), activity(Count(indicator, one))
    return Kind(
        code, label, "organising", "k-meet", fields, counts, sentence, dimension=dimension, reads_as=(label, *reads_as)
    )


def _director(code: str, post: str, dimension: str) -> Kind:
    """A director who came along with a visiting leader: a part of that visit."""
    indicator = f"visit.{code}"
    return Kind(
        f"{code}_visit",
        f"{post}同行",
        "organising",
        "k-walk",
        (),
        (Count(indicator, one, each_part=True),),
        f"{post}互访{{{indicator.replace('.', '_')}}}",
        dimension=dimension,
        reads_as=(post,),
        only_part=True,
    )


DIRECTORS = (
    _director("teaching_director", "教学主任", "management"),
    _director("moral_director", "德育主任", "moral"),
    _director("safety_director", "安全主任", "safety"),
)

LEADER_VISIT = Kind(
    "leader_visit",
    "领导互访",
    "organising",
    "k-walk",
    (LED_BY, ADVICE),
    activity(
        Count("visit.leader", one),
        Count("visit.head", among("level", HEADS)),
        Count("visit.teaching_director", among("level", ("教学主任",))),
        Count("visit.moral_director", among("level", ("德育主任",))),
        Count("visit.safety_director", among("level", ("安全主任",))),
        Count("advice.count", of("items")),
    ),
    "领导互访{visit_leader}，其中校级领导带队{visit_head}，提出改进建议{advice_count}",
    dimension="management",
    reads_as=("领导互访", "互访", "走访", "管理团队", "领导班子", "校长带队"),
    parts=tuple(kind.code for kind in DIRECTORS),
)

ORGANISING_KINDS = (
    _meeting("joint_meeting", "联席会议", "meeting.joint", "联席会"),
    LEADER_VISIT,
    *DIRECTORS,
    _meeting("coordination_meeting", "协调会", "meeting.coordination", "碰头会", "对接交流", "对接会", "碰头"),
    _meeting("experience_meeting", "经验交流会", "meeting.experience", "交流会", "经验交流"),
    _meeting("discussion_meeting", "座谈会", "meeting.discussion", "座谈", "教师座谈会"),
    _meeting("briefing", "校内部署会", "meeting.briefing", "领导组会议", "全校教职工会议", "部署会"),
    _meeting("review_meeting", "总结会", "meeting.review", "年度总结", "小结会", "工作小结"),
    Kind(
        "signing",
        "签约",
        "organising",
        "pen",
        (VENUE,),
        activity(Count("signing.count", one)),
        "举行签约{signing_count}",
        dimension="management",
        reads_as=("签约", "签订帮扶协议", "签订协议", "签约仪式"),
    ),
    Kind(
        "team_built",
        "跨校团队",
        "organising",
        "k-study",
        (items("团队个数", "个", "团队数"),),
        (Count("team.count", of("items", 1)),),
        "组建跨校团队{team_count}",
        dimension="teacher_growth",
        reads_as=("团队", "教研合作小团队", "合作小组", "名师工作室", "片教学研究会"),
    ),
)
