"""A hand-written ledger of one school's spring term, and the names of that school and its partners."""

from xieshou.reading import Names, Statement

LIUWAN, SHIQIAO = ("柳湾小学", "柳湾小"), ("石桥小学", "石桥小")
NAMES = Names(own=("清河小学",), schools=(*LIUWAN, *SHIQIAO), people=("周敏", "何志远"))


def slices(
    indicator: str,
    labels: str,
    units: str,
    total: int,
    by: str = "",
    **more: object,
) -> list[Statement]:
    """The whole amount and its slices, written as 语文10 3月6 柳湾15."""
    base = dict(indicator=indicator, labels=tuple(labels.split()), units=tuple(units.split()), **more)
    rows = [Statement(amount=total, **base)]
    for word in by.split():
        name, amount = word.rstrip("0123456789"), int(word[len(word.rstrip("0123456789")) :])
        if name.endswith("月") or name == "上学期":
            rows.append(Statement(amount=amount, period=name, **base))
        elif name in {"柳湾", "石桥"}:
            rows.append(Statement(amount=amount, about=LIUWAN if name == "柳湾" else SHIQIAO, **base))
        else:
            rows.append(Statement(amount=amount, subject=name, **base))
    return rows


TABLE = [
    *slices("lesson.shown", "示范课 展示课", "节", 24, "语文10 数学8 英语6 3月6 4月8 5月7 6月3 柳湾15 石桥9 上学期18"),
    *slices(
        "lesson.observed", "听课 听评课 评课", "节", 46, "语文20 数学16 英语10 3月10 4月14 5月12 6月10 柳湾30 石桥16"
    ),
    *slices("lesson.open", "公开课", "节", 6),
    *slices("research.count", "教研 集体备课 研讨", "次 场", 9, "语文4 数学3 英语2 3月2 4月3 5月2 6月2 柳湾5 石桥4"),
    *slices("lecture.count", "讲座 报告会", "场 次", 5, "4月2 5月3"),
    *slices("teacher.sent", "支教 派驻 走教", "名 人 位", 6, "语文3 数学2 英语1 柳湾4 石桥2"),
    *slices("teacher.received", "跟岗 跟班", "名 人", 8, "柳湾5 石桥3"),
    *slices("training.sessions", "培训班 培训", "期 次", 3),
    *slices("training.times", "培训 参训", "人次", 132),
    *slices("attendance.times", "师生 参与师生", "人次", 1246),
    *slices("mentorship.count", "师徒 徒弟", "对", 11, "柳湾7 石桥4"),
    *slices("letters.count", "书信 通信 信件 往来信", "封", 118, "4月50 5月68"),
    *slices("partners.count", "手拉手 伙伴 结对学生", "对", 30),
    *slices("gift.cash", "捐款 善款 捐资", "元", 32_860_00, "柳湾2000000 石桥1286000", per_unit=100),
    *slices("gift.value", "物资 折合 价值", "元", 175_300_00, per_unit=100),
    *slices("gift.books", "图书 书籍", "册 本", 860, "柳湾500 石桥360"),
    *slices("gift.computers", "电脑 计算机", "台", 12),
    *slices("visit.count", "走访 互访 调研", "次", 7),
    *slices("meeting.count", "联席会议 座谈会", "次", 4),
    *slices("resource.count", "资源 课件 微课", "件 个 份", 326),
    *slices("course.count", "融合课程 校本课程", "门", 4),
    *slices("award.count", "获奖 奖项", "项 个", 3),
    *slices("satisfaction.students", "满意 满意度", "%", 92, role="rate", about=("学生", "孩子")),
    *slices("lesson_plans.ready", "备课达标率", "%", 95, role="change", before=70),
]
