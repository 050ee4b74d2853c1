"""Fields and counts that many kinds share."""

from xieshou.catalogue.declare import Count, Field, of, one, unless, when
from xieshou.catalogue.headings import LEVELS, subject_choices

SUBJECT = Field("subject", "学科", "choice", choices=tuple(subject_choices()), aliases=("科目",), listed=True)
LESSONS = Field("lessons", "节数", "int", unit="节", aliases=("课节数",), listed=True)
PUPILS = Field("pupils", "学生人数", "int", unit="人次", aliases=("参加学生", "学生数", "学生人次"), listed=True)
HOURS = Field("hours", "学时", "int", unit="学时", aliases=("培训学时",), listed=True)
LEVEL = Field(
    "level", "级别", "choice", choices=tuple((level, level) for level in LEVELS), aliases=("奖项级别",), listed=True
)
ICT = Field("ict", "用了信息技术整合", "yes", aliases=("信息技术整合",))
ONLINE = Field("online", "线上", "yes", aliases=("是否线上",))
UNTIL = Field("until", "结束日期", "date", aliases=("到哪天", "截止日期"))
LINK = Field("link", "链接", "link", column=False, aliases=("网址",))
VENUE = Field("venue", "地点", "text", column=False)

WHOLE_ACTIVITY = Count("activity.count", one)
PUPILS_THERE = Count("attendance.pupil", of("pupils"))
WHOLE_RESEARCH = (
    Count("research.count", one),
    Count("research.ict", when("ict")),
    Count("research.online", when("online")),
    Count("research.offline", unless("online")),
)


def items(label: str, unit: str, *aliases: str, required: bool = False, hint: str = "") -> Field:
    """The number a kind counts in its own measure word."""
    return Field("items", label, "int", unit=unit, aliases=aliases, required=required, hint=hint, listed=True)


def activity(*counts: Count) -> tuple[Count, ...]:
    """What a kind counts, and one activity beside it."""
    return (*counts, WHOLE_ACTIVITY)


def research(*counts: Count) -> tuple[Count, ...]:
    """What a kind of research counts itself, then research once for the whole event, with ICT, online and offline."""
    return (*counts, *WHOLE_RESEARCH, WHOLE_ACTIVITY)
