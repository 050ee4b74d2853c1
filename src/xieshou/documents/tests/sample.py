"""An invented report of about six pages, for tests, the benchmark and the eye."""

from datetime import date

from xieshou.documents.charts import bars, grouped_bars
from xieshou.documents.model import (
    Block,
    Chart,
    Document,
    Doubt,
    Figure,
    Heading,
    ListBlock,
    Own,
    Paragraph,
    RunIn,
    Table,
    compose,
)


def fig(text: object, unit: str) -> Figure:
    return Figure(str(text), unit, "/ledger/?indicator=lesson.count", "lesson.count")


def sample_table() -> Table:
    lessons = [
        ("3月12日", "语文《荷花》", "周敏", "两校语文组", 1),
        ("3月19日", "数学《面积》", "李桂兰", "数学组", 1),
    ] * 9
    rows = tuple((day, title, who, group, (fig(n, "节"),)) for day, title, who, group, n in lessons)
    return Table(
        ("日期", "课题", "执教", "参加", "节数"),
        (*rows, ("合计", "", "", "", (fig(18, "节"),))),
        caption="听评课一览",
        numeric=frozenset({4}),
        total=True,
    )


def sample_chart() -> Chart:
    rows = [
        {"subject": subject, "term": term, "n": n}
        for subject, before, now in (("语文", 3, 5), ("数学", 4, 4), ("英语", 1, 3))
        for term, n in (("上学期", before), ("本学期", now))
    ]
    table = Table(
        ("学科", "上学期", "本学期"),
        (("语文", "3节", "5节"), ("数学", "4节", "4节"), ("英语", "1节", "3节")),
        numeric=frozenset({1, 2}),
    )
    spec = grouped_bars(rows, "subject", "n", "term", "节")
    return Chart(spec, "英语的听评课由上学期的1节增加到3节，增加最多。", table)


def gifts_table() -> Table:
    rows = (
        ("图书", "620册", "实验小学少先队"),
        ("实验器材", "14套", "县教育局装备中心"),
        ("合唱台阶", "2组", "城关企业家联谊会"),
    )
    return Table(("物资", "数量", "赠送"), rows, caption="接受物资一览", numeric=frozenset({1}))


_LONG = (
    "两校语文组以单元整体设计为题，先各自备课，再在同一时间上同一篇课文，课后由未上课的教师按统一的观察表逐条说看到的事实，"
    "不评优劣，只问学生在哪一步停了下来；备课记录、课堂实录和改后的教案都放进共享资源，下一次备课先从上一次没有解决的问题开始。"
)


def opening() -> list[Block]:
    basis = "根据云教发〔2024〕18号文件精神，我校与云溪县实验小学结对，协议期三年。现将本学期工作总结如下。"
    group = "成立以校长马德昌为组长的领导小组，两校共{n}。4月15日召开联席会议{m}，形成决定{k}。"
    lessons = "两校开展听评课{n}，其中语文{a}、数学{b}、英语{c}。"
    staff = "实验小学派支教教师{n}，授课{m}；我校派副校长挂职{k}。"
    return [
        Paragraph(compose(basis)),
        Heading(1, "组织领导"),
        Paragraph(compose(group, n=fig(8, "人"), m=fig(1, "次"), k=fig(4, "项"))),
        Heading(1, "工作开展"),
        RunIn("教研互助", compose(lessons, n=fig(12, "节"), a=fig(5, "节"), b=fig(4, "节"), c=fig(3, "节"))),
        *[Paragraph(compose("第{n}轮：{t}", n=n, t=_LONG)) for n in range(1, 5)],
        sample_table(),
        Paragraph(compose("上表18次听评课两校都已确认。")),
        RunIn("人员交流", compose(staff, n=fig(2, "人"), m=fig(216, "课时"), k=fig(1, "人"))),
    ]


def pupils() -> list[Block]:
    letters = ("三年级写信41封，回信41封；", "四年级写信45封，回信44封，其中1封退回后改寄；")
    return [
        Heading(2, "学生活动"),
        Heading(3, "手拉手"),
        *[Paragraph(compose(_LONG)) for _ in range(2)],
        Heading(4, "书信往来"),
        ListBlock((*letters, compose("两校共{n}参加。", n=fig(86, "名")))),
        sample_chart(),
        gifts_table(),
    ]


def results() -> list[Block]:
    spec = bars([{"a": "喆䶮村小", "b": 7}, {"a": "白塔小学", "b": 9}], "a", "b", "次")
    visits = Table(("学校", "次数"), (("喆䶮村小", "7次"), ("白塔小学", "9次")), numeric=frozenset({1}))
    grown = compose("课堂观察优良率由期初的{a}提高到{b}。", a=fig(62, "%"), b=fig(74, "%"))
    words = "英语教师只有1人，教研缺了对手。\n下学期请中心校一起排课。"
    return [
        Heading(1, "主要成效"),
        Paragraph((*grown, Doubt("学生阅读兴趣明显提高。", "没有问卷，也没有基线。"))),
        Paragraph(compose(_LONG)),
        Chart(spec, "两校次数相近。", visits),
        Heading(1, "存在的不足"),
        Own("difficulty", "这学期最难的一件事是什么？打算怎么办？", words),
        Own("thanks", "想感谢谁？"),
        Heading(1, "下一步打算"),
        *[Paragraph(compose(_LONG)) for _ in range(2)],
    ]


def sample_report() -> Document:
    return Document(
        title="白塔镇中心小学\n2026年春季学期结对帮扶工作总结",
        subtitle="（送云溪县教育局）",
        issuer="白塔镇中心小学",
        date=date(2026, 6, 11),
        number="白小发〔2026〕3号",
        blocks=(*opening(), *pupils(), *results()),
    )
