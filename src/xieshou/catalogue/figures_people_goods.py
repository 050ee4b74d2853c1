"""Figures of people who are sent and of what is given."""

from .declare import Indicator

# Ways to send somebody: (code, word, further words people write).
PLACEMENT_KINDS = (
    ("teaching", "支教", ("支教教师", "下乡支教")),
    ("rotation", "轮岗", ("轮岗交流", "交流轮岗")),
    ("secondment", "挂职", ("挂职锻炼", "挂职学习")),
    ("residency", "蹲点", ("蹲点交流",)),
    ("shadowing", "跟岗", ("跟岗学习", "跟班学习", "轮训")),
    ("itinerant", "走教", ()),
    ("subject_swap", "学科对调", ("学科互补", "对调")),
)

# Goods: (category, measure word of one, indicator of its count).
GOODS = (
    ("图书", "册", "books.count"),
    ("文具", "件", "goods.count"),
    ("衣物", "件", "goods.count"),
    ("教学仪器", "件", "goods.count"),
    ("电教设备", "台", "goods.count"),
    ("文体器材", "件", "goods.count"),
    ("树木花卉", "棵", "goods.count"),
    ("课桌椅", "套", "desks.count"),
    ("电脑", "台", "computers.count"),
    ("其他", "件", "goods.count"),
)

_SENT = tuple(
    Indicator(f"{code}.sent", f"派出{label}", "人次", words=(label, *more)) for code, label, more in PLACEMENT_KINDS
)
_PRESENT = tuple(
    Indicator(f"{code}.present", f"在岗{label}", "人", stock=True, words=(label, *more))
    for code, label, more in PLACEMENT_KINDS
)

PEOPLE_AND_GOODS = (
    Indicator("placement.sent", "派出教师", "人次", words=("派出", "选派", "派遣")),
    Indicator("placement.present", "在岗交流教师", "人", stock=True, words=("在岗交流",)),
    *_SENT,
    *_PRESENT,
    Indicator("donation.times", "捐赠", "次", words=("捐赠", "捐助")),
    Indicator("donation.fen", "捐赠资金", "fen", words=("捐款", "帮扶资金", "捐赠资金")),
    Indicator("goods.fen", "捐赠物资估价", "fen", words=("物资总价值", "物资价值")),
    Indicator("goods.count", "捐赠物品", "件", words=("物品", "器材", "文具", "衣物")),
    Indicator("books.count", "捐赠图书", "册", words=("图书", "书籍")),
    Indicator("computers.count", "捐赠电脑", "台", words=("电脑", "计算机")),
    Indicator("desks.count", "捐赠课桌椅", "套", words=("课桌椅", "桌椅")),
)
