"""Kinds of help in running a school: guidance, inspection, advice, rules, shared problems."""

from xieshou.catalogue.declare import Count, Field, Kind, of, one

from .organising import ADVICE
from .parts import ONLINE, PUPILS, SUBJECT, activity, items

AREAS = ("教学管理", "德育管理", "后勤管理", "安全管理", "教师管理", "家校共育", "其他")
AREA = Field("area", "管理方面", "choice", column=False, choices=tuple((area, area) for area in AREAS))
METHODS = ("课堂观察", "成绩分析", "教师访谈", "问卷", "其他")
METHOD = Field("method", "调研方式", "choice", column=False, choices=tuple((m, m) for m in METHODS))
ADOPTED = Field("adopted_on", "开始执行日期", "date", column=False)

MANAGEMENT_KINDS = (
    Kind(
        "guidance_visit",
        "到校指导",
        "management",
        "k-ear",
        (SUBJECT, ADVICE, ONLINE),
        activity(Count("guidance.count", one), Count("advice.count", of("items"))),
        "到校指导{guidance_count}，提出改进建议{advice_count}",
        dimension="management",
        reads_as=("到校指导", "入校指导", "现场指导", "课堂教学指导", "线上指导", "跟踪指导"),
    ),
    Kind(
        "inspection_visit",
        "调研督查",
        "management",
        "search",
        (ADVICE,),
        activity(Count("inspection.count", one), Count("advice.count", of("items"))),
        "接受调研督查{inspection_count}，收到改进建议{advice_count}",
        dimension="management",
        reads_as=("督查", "检查督导", "督导", "专项检查", "中期检查"),
    ),
    Kind(
        "learning_survey",
        "学情调研",
        "management",
        "chart",
        (SUBJECT, PUPILS, METHOD),
        activity(Count("survey.learning", one), Count("attendance.pupil", of("pupils"))),
        "开展学情调研{survey_learning}，调研学生{attendance_pupil}",
        dimension="subject",
        reads_as=("学情调研", "摸底调查", "摸底调研", "学情分析", "课堂观察"),
    ),
    Kind(
        "management_seminar",
        "管理问题研讨会",
        "management",
        "k-meet",
        (AREA, ONLINE),
        activity(Count("meeting.management", one)),
        "召开管理问题研讨会{meeting_management}",
        dimension="management",
        reads_as=("管理问题研讨会", "管理研讨", "共性问题"),
    ),
    Kind(
        "management_advice",
        "改进建议",
        "management",
        "list",
        (items("建议条数", "条", "改进建议条数", "建议数", required=True), AREA),
        (Count("advice.count", of("items", 1)),),
        "提出改进建议{advice_count}",
        dimension="management",
        reads_as=("改进建议", "教学建议", "意见建议"),
    ),
    Kind(
        "rule_shared",
        "制度共建",
        "management",
        "report",
        (items("制度项数", "项", "制度数"), AREA, ADOPTED),
        activity(Count("rule.shared", of("items", 1))),
        "共建制度{rule_shared}",
        dimension="management",
        reads_as=("制度共建", "联合制定", "管理制度", "管理基本规范"),
    ),
)
