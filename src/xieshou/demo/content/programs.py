"""What a pair does in a term and what it promises: bundles that pairs of like strength share."""

from xieshou.demo.spec import Line, Quota

from .tables import lines_of

PARTS = ("joint_planning", "lesson_talk", "reflection")
JOINT = Line("joint_meeting", 1, "both", season="early", teachers=3)
VISIT = Line("leader_visit", 2, "a", level="校长", teachers=2, items=2)
MORAL = Line("moral_event", 2, "both", pupils=92, teachers=3)

FULL = (
    JOINT,
    VISIT,
    Line("joint_planning", 3, "both", "语文 数学 英语", teachers=3),
    Line("lesson_observation", 4, "a", "语文 数学 英语 科学", lessons=1, teachers=4),
    Line("research_activity", 3, "both", "语文 数学 英语", ict=True, lessons=1, parts=PARTS),
    Line("research_activity", 6, "both", "英语", monthly=True, teachers=2),
    Line("same_lesson_online", 1, "both", "数学", ict=True, online=True, teachers=5),
    Line("demonstration_lesson", 6, "a", "语文 数学", lessons=1, placed=True, teachers=1),
    Line("outreach_lesson", 2, "a", "美术 科学", lessons=2, pupils=34, teachers=2),
    Line("synchronous_class", 4, "a", "英语 美术", lessons=2, pupils=38, teachers=1),
    Line("study_visit", 6, "a", "语文 数学 英语", teachers=3),
    Line("staff_exchange", 1, "both", season="middle", teachers=9, tail=(("role", "班主任"),)),
    Line("mentorship", 1, "a", season="early", items=3, teachers=3),
    MORAL,
    Line("five_ones", 1, "both", season="middle", teachers=4),
    Line("day_visit", 1, "a", season="late", pupils=42, teachers=6, lapses=True),
    Line("guidance_visit", 2, "b", "体育", teachers=1, items=1),
    Line("sports_match", 1, "b", pupils=24, teachers=2, tail=(("sport", "篮球"),)),
    Line("research_project", 1, "both", season="early", level="市级", yearly=True),
    Line("gain", 1, "b", season="late", items=1, teachers=1),
    Line(
        "award",
        1,
        "both",
        season="late",
        level="县级",
        items=1,
        teachers=1,
        tail=(("rank", "三等奖"), ("winner", "学生")),
    ),
)
STRONG = (
    JOINT,
    VISIT,
    Line("leader_visit", 3, "both", level="教学主任", teachers=2),
    Line("lesson_observation", 4, "a", "数学 物理 英语", lessons=2, teachers=4),
    Line("research_activity", 5, "both", "数学 英语 物理", monthly=True, online=True, ict=True),
    Line("demonstration_lesson", 6, "a", "物理 数学", lessons=1, placed=True, teachers=1),
    Line("parallel_lesson", 1, "both", "数学", lessons=2, teachers=4),
    Line("joint_exam", 1, "both", "数学", season="middle", pupils=410, teachers=4),
    Line("guidance_visit", 2, "b", "数学", teachers=2, items=2),
    Line("rule_shared", 1, "both", items=1, teachers=3, yearly=True),
    Line(
        "award",
        1,
        "both",
        season="late",
        level="县级",
        items=2,
        teachers=1,
        tail=(("rank", "二等奖"), ("winner", "教师")),
    ),
    Line("facility_opened", 1, "a", pupils=60, teachers=2, tail=(("room", "实验室"),)),
)
MIDDLE = (
    JOINT,
    Line("joint_planning", 3, "both", "语文 数学"),
    Line("lesson_observation", 3, "a", "语文 数学 音乐", lessons=1, teachers=3),
    Line("demonstration_lesson", 3, "a", "语文 数学", lessons=1, placed=True, teachers=1),
    Line("staff_exchange", 2, "both", teachers=6, tail=(("role", "班主任"),)),
    MORAL,
    Line("pen_pals", 1, "both", season="early", items=30, teachers=2),
    Line("parent_lecture", 1, "a", items=56, teachers=1),
)
LINKED = (
    Line("joint_meeting", 1, "both", season="early"),
    Line("research_activity", 5, "both", "英语 数学", monthly=True, online=True),
    Line("demonstration_lesson", 3, "a", "数学 英语", lessons=1, placed=True, teachers=1),
    Line("tutoring", 3, "a", "数学", pupils=10, items=5, teachers=2, online=True),
    Line("lecture", 1, "a", "数学", season="middle", teachers=12),
)
ARTS = (
    Line("outreach_lesson", 5, "a", "体育 音乐", monthly=True, lessons=2, pupils=36, teachers=1, lapses=True),
    Line("lesson_observation", 3, "a", "音乐 语文", lessons=1),
    Line("sports_match", 1, "both", pupils=30, teachers=3),
    Line("art_show", 1, "both", season="late", items=60, pupils=120, teachers=3),
    Line("joint_meeting", 1, "both", season="early"),
)
GOODS = (
    Line("resources_shared", 5, "a", "语文 数学", monthly=True, items=26, teachers=1),
    Line("letters", 1, "both", season="middle", items=45, teachers=2),
    Line("leader_visit", 1, "a", level="副校长", teachers=2),
)
ITINERANT = (
    Line("outreach_lesson", 5, "a", "音乐", monthly=True, lessons=2, pupils=30, teachers=1),
    Line("joint_planning", 2, "both", "语文", teachers=2),
)
VILLAGE = (
    Line("lesson_observation", 2, "a", "语文 数学", lessons=1, teachers=2),
    Line("joint_planning", 2, "both", "语文 数学", teachers=2),
    Line("delivered_class", 3, "a", "音乐 美术", lessons=1, pupils=22, teachers=1),
)
SMALL = (
    Line("research_seminar", 1, "both", "语文", teachers=3),
    Line("study_visit", 2, "a", "语文 数学", teachers=2),
    Line("guidance_visit", 1, "a", "语文", teachers=1, items=2),
)
PLAYING = (
    Line("outreach_lesson", 2, "a", "体育", lessons=1, pupils=23, teachers=1),
    Line("sports_match", 1, "both", pupils=20, teachers=2),
)
FUNDS = (
    Line("coordination_meeting", 1, "both", season="early"),
    Line("leader_visit", 2, "a", level="副校长", teachers=2),
)
FAR = (
    Line("online_meeting", 1, "both", season="early"),
    Line(
        "synchronous_class",
        2,
        "a",
        "英语 科学",
        lessons=1,
        pupils=36,
        teachers=1,
        tail=(("trouble", "下午断线两次，换手机热点上完"),),
    ),
    Line("same_lesson_online", 1, "both", "语文", online=True, ict=True, teachers=4),
)

COMMUNITY_LINES = (
    Line("research_seminar", 1, "both", "语文", online=True, teachers=3),
    Line("teacher_contest", 1, "both", "数学", season="middle", items=18, teachers=2),
    Line("experience_meeting", 1, "both", season="late", teachers=2),
)


def _quotas() -> dict[str, tuple[Quota, ...]]:
    """Sets of quotas by name; a line of the table is a quota."""
    found: dict[str, tuple[Quota, ...]] = {}
    for line in lines_of("quotas"):
        if line.startswith(" "):
            newest = next(reversed(found))
            found[newest] += (_quota(*line.split()),)
        else:
            found[line.strip()] = ()
    return found


def _quota(indicator: str, amount: str, heading: str, per: str, each: str, *rest: str) -> Quota:
    least, _, most = amount.partition("-")
    subjects, counting, doer, name = ("" if cell == "-" else cell for cell in rest)
    known = tuple(subjects.split("/")) if subjects else ()
    maximum = int(most) if most else None
    return Quota(name, indicator, int(least), heading, maximum, per, each, known, counting, doer)


# ELEVEN: the eleven quotas of a recipient's plan, the lessons of those who were sent, and English every month.
QUOTAS = _quotas()
