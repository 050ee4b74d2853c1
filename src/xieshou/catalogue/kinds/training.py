"""Kinds by which teachers learn: courses, visits, exchanges, contests."""

from xieshou.catalogue.declare import Count, Field, Kind, of, one

from .parts import HOURS, ONLINE, SUBJECT, UNTIL, activity, items

ROLES = ("班主任", "辅导员", "教研组长", "骨干教师", "其他")
ROLE = Field("role", "交流的岗位", "choice", column=False, choices=tuple((role, role) for role in ROLES))
BROUGHT_FROM = Field("brought_from", "带回的培训", "text", column=False, hint="在哪里学的、什么培训")

TRAINING_KINDS = (
    Kind(
        "training_course",
        "培训班",
        "training",
        "k-study",
        (UNTIL, SUBJECT, HOURS, ONLINE),
        activity(Count("training.count", one), Count("training.hours", of("hours"))),
        "举办培训班{training_count}，计{training_hours}",
        dimension="teacher_growth",
        reads_as=("培训班", "专题培训", "集中培训", "操作培训", "培训"),
    ),
    Kind(
        "school_training",
        "跟班轮训",
        "training",
        "k-walk",
        (UNTIL, SUBJECT, HOURS),
        activity(Count("training.school", one), Count("training.hours", of("hours"))),
        "组织跟班轮训{training_school}，计{training_hours}",
        dimension="teacher_growth",
        reads_as=("跟班轮训", "轮训", "跟班学习", "教学培训", "跟岗学习"),
    ),
    Kind(
        "study_visit",
        "参观学习",
        "training",
        "k-bus",
        (SUBJECT, UNTIL),
        activity(Count("visit.study", one)),
        "外出参观学习、教学观摩{visit_study}",
        dimension="teacher_growth",
        reads_as=("参观学习", "教学观摩", "观摩学习", "参观指导", "观摩交流", "外出学习"),
    ),
    Kind(
        "relay_training",
        "回校转培训",
        "training",
        "k-fork",
        (SUBJECT, HOURS, BROUGHT_FROM),
        activity(Count("relay.count", one), Count("training.hours", of("hours"))),
        "外出学习后回校转培训{relay_count}",
        dimension="teacher_growth",
        reads_as=("转培训", "二次培训", "带回", "回校培训"),
    ),
    Kind(
        "staff_exchange",
        "班主任、辅导员、教研组长交流",
        "training",
        "k-meet",
        (ROLE, ONLINE),
        activity(Count("exchange.staff", one)),
        "组织班主任、辅导员、教研组长交流{exchange_staff}",
        dimension="teacher_growth",
        reads_as=("班主任交流", "班主任经验交流", "辅导员交流", "教研组长交流", "班级管理交流"),
    ),
    Kind(
        "mentorship",
        "师徒结对",
        "training",
        "pair",
        (SUBJECT, items("师徒对数", "对", "结对数")),
        activity(Count("mentor.pairs", of("items", 1))),
        "新结师徒{mentor_pairs}",
        dimension="teacher_growth",
        reads_as=("师徒结对", "带徒", "师徒", "结成对子", "青蓝工程"),
    ),
    Kind(
        "teacher_contest",
        "教师评比",
        "training",
        "k-award",
        (SUBJECT, items("参评件数", "件", "参评作品数")),
        activity(Count("contest.teacher", one), Count("contest.entries", of("items"))),
        "组织教师评比{contest_teacher}，参评案例{contest_entries}",
        dimension="teacher_growth",
        reads_as=("教学评比", "评比活动", "教学比武", "基本功比赛", "赛课", "优质课评比"),
    ),
)
