"""Kinds of joint teaching research. Each may be a part of another; research is counted once for the whole event."""

from dataclasses import replace

from xieshou.catalogue.declare import Count, Field, Kind, among, of, one, unless
from xieshou.catalogue.headings import LEVELS

from .parts import ICT, LESSONS, LEVEL, LINK, ONLINE, PUPILS, PUPILS_THERE, SUBJECT, UNTIL, activity, items, research

FORM = (SUBJECT, ICT, ONLINE)
LESSON_FORM = (SUBJECT, LESSONS, ICT, ONLINE)
CITY_UP = LEVELS[LEVELS.index("市级") :]
STAGES = ("立项", "在研", "结题")
STAGE = Field("stage", "进展", "choice", column=False, choices=tuple((stage, stage) for stage in STAGES))
NUMBER = Field("number", "立项编号", "text", column=False)

_LESSONS = (
    Kind(
        "lesson_observation",
        "听评课",
        "research",
        "k-ear",
        LESSON_FORM,
        research(Count("lesson.observed", of("lessons", 1), each_part=True)),
        "开展听评课{lesson_observed}",
        reads_as=("听课", "听评课", "听课评课"),
    ),
    Kind(
        "joint_planning",
        "集体备课",
        "research",
        "k-book",
        FORM,
        research(Count("planning.count", one, each_part=True)),
        "集体备课{planning_count}",
        reads_as=("集体备课", "联合备课", "备课"),
    ),
    Kind(
        "demonstration_lesson",
        "示范课",
        "research",
        "k-board",
        LESSON_FORM,
        research(
            Count("lesson.demonstrated", of("lessons", 1), each_part=True),
            Count("lesson.demonstrated_offline", unless("online", of("lessons", 1)), each_part=True),
        ),
        "上示范课{lesson_demonstrated}",
        reads_as=("示范课", "示范教学", "线下示范课", "精品示范课"),
    ),
    Kind(
        "open_lesson",
        "公开课",
        "research",
        "k-board",
        LESSON_FORM,
        research(Count("lesson.open", of("lessons", 1), each_part=True)),
        "上公开课{lesson_open}",
        reads_as=("公开课", "展示课", "观摩课", "汇报课", "教学展示"),
    ),
    Kind(
        "parallel_lesson",
        "同课异构",
        "research",
        "k-fork",
        LESSON_FORM,
        research(
            Count("parallel.count", one, each_part=True), Count("lesson.parallel", of("lessons", 2), each_part=True)
        ),
        "开展同课异构{parallel_count}，上课{lesson_parallel}",
        reads_as=("同课异构",),
    ),
    Kind(
        "outreach_lesson",
        "送教下乡",
        "research",
        "k-bus",
        (SUBJECT, LESSONS, PUPILS, ICT, ONLINE),
        research(
            Count("outreach.count", one), Count("lesson.outreach", of("lessons", 1), each_part=True), PUPILS_THERE
        ),
        "送教下乡{outreach_count}，送课{lesson_outreach}，听课学生{attendance_pupil}",
        dimension="subject",
        reads_as=("送教", "送教下乡", "送课", "送课下乡", "艺术送教"),
    ),
)

_TAUGHT = Kind(
    "lessons_taught",
    "支教授课",
    "research",
    "k-board",
    (SUBJECT, replace(LESSONS, unit="课时"), UNTIL),
    (Count("lesson.taught", of("lessons", 1)),),
    "支教教师授课{lesson_taught}",
    dimension="staffing",
    reads_as=("授课", "任课", "教学任务", "上课", "顶岗"),
)

_TALKS = (
    Kind(
        "lesson_talk",
        "说课",
        "research",
        "k-mic",
        FORM,
        research(Count("lesson.talked", one, each_part=True)),
        "组织说课{lesson_talked}",
        reads_as=("说课",),
    ),
    Kind(
        "lesson_review",
        "评课",
        "research",
        "list",
        FORM,
        research(Count("lesson.reviewed", one, each_part=True)),
        "组织评课{lesson_reviewed}",
        reads_as=("评课", "评课议课", "议课"),
    ),
    Kind(
        "lesson_debate",
        "辩课",
        "research",
        "k-meet",
        FORM,
        research(Count("debate.count", one, each_part=True)),
        "组织辩课{debate_count}",
        reads_as=("辩课", "辩课进校园"),
    ),
    Kind(
        "reflection",
        "教学反思",
        "research",
        "pen",
        (SUBJECT, items("反思篇数", "篇"), ICT, ONLINE),
        research(Count("reflection.count", one, each_part=True), Count("reflection.pieces", of("items"))),
        "交流教学反思{reflection_count}，形成反思{reflection_pieces}",
        reads_as=("教学反思", "反思"),
    ),
    Kind(
        "study_plan",
        "学案设计",
        "research",
        "plan",
        (SUBJECT, items("学案份数", "份"), ICT, ONLINE),
        research(Count("design.count", one, each_part=True), Count("design.pieces", of("items"))),
        "开展学案设计{design_count}，形成学案{design_pieces}",
        reads_as=("学案设计", "学案", "导学案"),
    ),
    Kind(
        "same_lesson_online",
        "同研一节课",
        "research",
        "k-screen",
        (SUBJECT, ICT, ONLINE, LINK),
        research(Count("research.one_lesson", one, each_part=True)),
        "在线同研一节课{research_one_lesson}",
        dimension="digital",
        reads_as=("同研一节课", "同研一堂课", "在线研讨"),
    ),
    Kind(
        "research_seminar",
        "专题研讨",
        "research",
        "k-meet",
        FORM,
        research(Count("seminar.count", one, each_part=True)),
        "举办专题研讨{seminar_count}",
        reads_as=("专题研讨", "研讨会", "教学研讨", "专题教研", "研讨活动"),
    ),
    Kind(
        "lecture",
        "讲座",
        "research",
        "k-mic",
        FORM,
        research(Count("lecture.count", one, each_part=True)),
        "举办讲座{lecture_count}",
        dimension="teacher_growth",
        reads_as=("讲座", "专题讲座", "讲座课", "报告会", "培训讲座"),
    ),
)

_WHOLE = Kind(
    "research_activity",
    "教研活动",
    "research",
    "k-study",
    LESSON_FORM,
    research(),
    "开展教研活动{research_count}，其中信息技术整合{research_ict}",
    reads_as=("教研活动", "联合教研", "大型教研", "研训活动"),
)
_PROJECT = Kind(
    "research_project",
    "课题研究",
    "research",
    "search",
    (LEVEL, STAGE, NUMBER, SUBJECT),
    activity(Count("project.count", one), Count("project.city_up", among("level", CITY_UP))),
    "共同承担课题{project_count}，其中市级以上{project_city_up}",
    reads_as=("课题", "课题研究", "小课题"),
)

_JOINABLE = tuple(kind.code for kind in (*_LESSONS, *_TALKS))


def _with_parts(kind: Kind) -> Kind:
    """Research of several parts (备课+讲课+说课+反思 为一体) is one event."""
    return replace(kind, parts=tuple(code for code in _JOINABLE if code != kind.code))


RESEARCH_KINDS = (*map(_with_parts, (*_LESSONS, *_TALKS, _WHOLE)), _PROJECT, _TAUGHT)
