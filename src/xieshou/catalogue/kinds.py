"""Every kind of activity."""

from .declare import Count, Field, Kind, of, one, when

SUBJECT = Field("subject", "学科", "choice", listed=True)
LESSONS = Field("lessons", "节数", "int", unit="节", aliases=("课节数",), listed=True)
TEACHERS = Field("teachers", "教师人次", "int", unit="人次", aliases=("参加教师", "教师人数"))
PUPILS = Field("pupils", "学生人数", "int", unit="人次", aliases=("参加学生", "学生数"))
ICT = Field("ict", "用了信息技术整合", "yes", aliases=("信息技术整合",))
ONLINE = Field("online", "线上", "yes", aliases=("是否线上",))

ALL_KINDS = (
    Kind(
        "lesson_observation",
        "听评课",
        "research",
        "k-ear",
        (SUBJECT, LESSONS, ICT, ONLINE),
        (
            Count("lesson.observed", of("lessons", 1), each_part=True),
            Count("research.count", one),
            Count("research.ict", when("ict")),
        ),
        "开展听评课{lesson_observed}",
        reads_as=("听课", "评课", "听评课"),
    ),
    Kind(
        "joint_planning",
        "集体备课",
        "research",
        "k-book",
        (SUBJECT, ICT, ONLINE),
        (
            Count("planning.count", one, each_part=True),
            Count("research.count", one),
            Count("research.ict", when("ict")),
        ),
        "集体备课{planning_count}",
        reads_as=("集体备课", "备课"),
    ),
    Kind(
        "joint_meeting",
        "联席会议",
        "organising",
        "k-meet",
        (),
        (Count("meeting.joint", one),),
        "召开联席会议{meeting_joint}",
        dimension="management",
        reads_as=("联席会议",),
    ),
)
