"""What the system knows of a school and by which words a superior's form asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from xieshou.catalogue import Indicator, catalogue
from xieshou.catalogue.cues import units_of, voice_of
from xieshou.catalogue.figures_people_goods import PLACEMENT_KINDS

GAVE, RECEIVED = "gave", "received"
SIDES = {GAVE: "支援方", RECEIVED: "受援方"}
OPENING = "opening:"


@dataclass(frozen=True)
class Known:
    """One thing known: its code, how it is called, the type of its value, and the headers that ask for it."""

    code: str
    label: str
    kind: str
    words: tuple[str, ...] = ()
    stock: bool = False


# One thing known of a school: code, label, type, and the headers that ask for it.
TABLE = """
place.name|学校名称|text|学校名称 学校 单位名称 单位 校名 学校全称 学校（园）名称
place.name|学校名称|text|填报单位 填表单位 填报学校 参加学校 学校（园） 办学单位 所在学校
place.code|学校标识码|text|学校标识码 标识码 学校代码 学校（机构）标识码 机构标识码 学校编码 学校（机构）代码
place.county|县（市、区）|text|县区 县（市、区） 区县 县 县市区 所在县区 县（区）
place.town|乡镇|text|乡镇 所在乡镇 乡镇（街道） 乡镇街道 所属乡镇 乡（镇） 学区
place.setting|城乡|text|城乡 城乡类别 城乡分类 城乡类型 城镇/乡村 所在地城乡类型
place.stage|学段|text|学段 办学类型 学校类型 办学层次 学校类别
figures.pupils|在校学生数|int|学生数 在校学生数 学生人数 在校生 在校生数 学生总数 在校生人数 在校学生
figures.pupils|在校学生数|int|在校学生总数 在校学生人数 学生总人数 现有学生数
figures.teachers|教师数|int|教师数 教职工数 教师人数 专任教师 专任教师数 教职工人数 教师总数 专任教师人数
figures.teachers|教师数|int|教职工总数 教职工 在职教师数 在编教师数 现有教师数 教师总人数
figures.classes|班级数|int|班级数 班数 教学班 教学班数 班级个数 教学班个数
people.head|校长姓名|text|校长 校长姓名 校长（园长）姓名 负责人姓名 学校负责人 园长姓名
pair.schools|结对学校|text|结对学校 结对学校名称 结对单位 帮扶结对学校 结对帮扶学校 对口学校 结对校 协作学校
pair.givers|支援学校（帮本校的）|text|支援学校 支援学校名称 帮扶学校 帮扶单位 支援校 支援单位 牵头学校 帮扶学校名称
pair.receivers|受援学校（本校帮的）|text|受援学校 受援学校名称 被帮扶学校 受援校 受援单位 受帮扶学校
pair.since|结对时间|date|结对时间 结对日期 建立结对时间 结对起始时间 开始结对时间
"""


def _of_a_school() -> tuple[Known, ...]:
    found: dict[str, Known] = {}
    for line in TABLE.strip().splitlines():
        code, label, kind, words = line.split("|")
        before = found[code].words if code in found else ()
        found[code] = Known(code, label, kind, (*before, *words.split()))
    return tuple(found.values())


OF_A_SCHOOL = _of_a_school()
# Words of tables that running text does not use.
ALSO = {
    "donation.fen": "捐资 捐资金额 捐赠金额 捐款金额 资金捐赠 捐助资金 捐资助学 捐赠款 捐赠资金额 捐款额 投入帮扶资金",
    "goods.fen": "捐赠物资 捐物折价 物资折价 捐物折款 捐赠物资折款 捐赠物品折价 捐物",
    "books.count": "捐赠图书 捐书 赠书 赠送图书",
    "computers.count": "捐赠电脑 捐赠计算机",
    "teaching.present": "支教老师 选派支教教师 支教人员",
    "teaching.sent": "支教老师 选派支教教师 支教人员",
    "placement.sent": "派出交流教师 交流教师 选派教师 交流轮岗",
    "placement.present": "派出交流教师 交流教师 选派教师 交流轮岗 派出教师 派驻教师",
    "lesson.observed": "听评课 听课评课 听课、评课",
    "outreach.count": "送教下乡 送教上门 送课下乡",
    "lesson.outreach": "送教下乡 送课下乡 送教",
    "visit.leader": "校际互访 领导互访",
}
# Subjects of which one school gives and the other receives.
SIDED = (
    *(code for code, _, _ in PLACEMENT_KINDS),
    *("placement", "donation", "goods", "books", "computers", "desks"),
)
# Figures that every kind of a family adds to: a kind's own word does not stand for them.
GENERAL = ("research", "activity", "attendance")


@dataclass(frozen=True)
class Spoken:
    """An indicator as a header calls it: a word, and the measure words that go with it, the first its own."""

    indicator: Indicator
    word: str
    units: tuple[str, ...]
    only_with_unit: bool = False


def _voices() -> Iterator[Spoken]:
    for code, indicator in catalogue.indicators.items():
        units = units_of(indicator)
        for word in (*voice_of(catalogue, code).labels, *ALSO.get(code, "").split()):
            yield Spoken(indicator, word, units)
    for kind in catalogue.kinds.values():
        for count in kind.counts[1:]:
            indicator = catalogue.indicators[count.indicator]
            if indicator.code.split(".")[0] in GENERAL:
                continue
            for word in (kind.label, *kind.reads_as):
                yield Spoken(indicator, word, units_of(indicator)[:1], only_with_unit=True)


@cache
def voices() -> tuple[Spoken, ...]:
    """Every word of every indicator."""
    return tuple(_voices())


def known_of(code: str) -> Known:
    """What a code stands for; KeyError for a code nobody made."""
    for one in OF_A_SCHOOL:
        if one.code == code:
            return one
    bare, _, side = code.removeprefix(OPENING).partition("@")
    indicator = catalogue.indicators[bare]
    if (side and side not in SIDES) or (code.startswith(OPENING) and indicator.stock):
        raise KeyError(code)
    label = f"{indicator.label}（{SIDES[side]}）" if side else indicator.label
    opening = code.startswith(OPENING)
    kind = "money" if indicator.unit == "fen" else "int"
    return Known(code, f"期初数：{label}" if opening else label, kind, stock=indicator.stock)


def offered() -> list[tuple[str, list[tuple[str, str]]]]:
    """Everything an officer may choose, in groups."""
    schools = [(one.code, one.label) for one in OF_A_SCHOOL]
    facts = [(code, f"{one.label}（{units_of(one)[0]}）") for code, one in catalogue.indicators.items()]
    sided = [
        (f"{code}@{side}", f"{catalogue.indicators[code].label}，{word}")
        for code in catalogue.indicators
        if code.split(".")[0]
        in ("donation", "goods", "books", "computers", "desks", "placement", "teaching", "rotation")
        for side, word in SIDES.items()
    ]
    before = [(f"{OPENING}{code}", one.label) for code, one in catalogue.indicators.items() if not one.stock]
    return [("学校和结对", schools), ("台账里的数", facts), ("只算一方的数", sided), ("期初数", before)]
