"""What a new plan begins with; every word and number may be changed before it is saved."""

from __future__ import annotations

from datetime import date, timedelta

from xieshou.kernel.periods import school_year, school_year_label

from .operations.write_plan import PromiseDraft

HEADINGS = ("学校管理", "校本教研", "教学交流", "教师培养", "学生发展")
GUIDING = (
    "两校结对，为的是让两边的孩子都上好学。我们从自己的难处和长处出发，把管理经验、师资、课堂和学生活动放到一起想、一起做，"
    "说好做什么、做几次、谁来做，做过的随手记下，学期末对照着看，没做到的想办法补上。"
)
ORGANISATION = "组长：\n副组长：\n成员：\n领导小组管总体安排，日常联系由教导处负责。"
MEASURES = (
    ("学校管理", "两校负责人坐在一起，把管理和教学上的难处一件件议过，定下办法和负责的人，下次会上先看结果。"),
    ("学校管理", "派副校长带着课题去对方学校挂职，派中层干部去蹲点，学到的做法回校后落到制度里。"),
    ("校本教研", "两校教师备同一节课、上同一节课，在网上一起评议，每次定下一个要改的地方。"),
    ("校本教研", "每个学科围绕备课、上课、说课、反思开展教研，信息技术用进课堂。"),
    ("教学交流", "骨干教师到对方学校听课、备课、观摩，回来在本校再讲一次。"),
    ("教学交流", "对方学校的教师来校上示范课、带徒弟、进教研组。"),
    ("教师培养", "骨干教师与青年教师结成师徒，班主任和教研组长互相走动，分批到对方学校跟班学习。"),
    ("学生发展", "以习惯、生命、感恩、责任、法治为主题，两校一起办德育活动。"),
    ("学生发展", "学生手拉手：交一个朋友，写一封信，送一份小礼物，做一件好事，学一样本领；城乡互访，一起过一天。"),
)
SUBJECTS = ("语文", "数学", "英语")
QUOTAS = (
    PromiseDraft("联席会议", "meeting.joint", 1, 1, measure=0),
    PromiseDraft("副校长挂职", "secondment.present", 1, counting="presence", measure=1),
    PromiseDraft("中层干部蹲点", "residency.present", 1, 2, counting="presence", measure=1),
    PromiseDraft("同研一节课", "research.one_lesson", 1, measure=2),
    PromiseDraft("教研活动", "research.count", 2, 4, each="subject", subjects=SUBJECTS, measure=3),
    PromiseDraft("信息技术整合教研", "research.ict", 2, each="subject", subjects=SUBJECTS, measure=3, within=4),
    PromiseDraft("骨干教师外出学习", "visit.study", 2, each="subject", subjects=SUBJECTS, measure=4),
    PromiseDraft("示范课", "lesson.demonstrated", 2, measure=5),
    PromiseDraft("主题德育活动", "moral.count", 2, measure=7),
    PromiseDraft("手拉手五个一", "five.count", 1, 1, measure=8),
    PromiseDraft("城乡体验一日游", "visit.day", 1, 1, measure=8),
)
GUARANTEES = (
    "领导小组每学期至少碰头两次，本计划有专人管，每月看一次做到了哪里。\n"
    "帮扶工作写进学校年度考核，做得好的在评优评先时说得上话。\n"
    "安排专项经费，来往差旅、资料和学生活动都有着落，账目公开。"
)
MONTHS = (
    (9, 9, "两校碰头，说好本学年做什么，签下计划。"),
    (10, 10, "骨干教师到对方学校听课、观摩。"),
    (11, 12, "中层干部蹲点，教师跟班学习，班主任交流。"),
    (1, 1, "小结本学期的帮扶工作。"),
    (3, 3, "商量新学期怎么做。"),
    (4, 4, "同备一节课，各学科教研。"),
    (5, 5, "学生手拉手，城乡体验一日游。"),
    (6, 7, "两校座谈，做全年总结。"),
)


def offered_year(today: date) -> tuple[date, date, str]:
    """First and last day of the school year a plan written today is for, and its name; from May on it is the next."""
    year = today.year if today.month >= 5 else today.year - 1
    span = school_year(year)
    return span.starts, date(year + 1, 7, 31), school_year_label(year)


def offered_calendar(starts: date) -> list[tuple[date, date, str]]:
    """The months of a year that begins in autumn."""
    lines = []
    for first, last, text in MONTHS:
        year = starts.year + (first < starts.month)
        opens = date(year, first, 1)
        closes = (date(year, last, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        lines.append((opens, closes, text))
    return lines
