"""What each column of a form asks for: known to the system, or to be asked of the school."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from xieshou.catalogue import catalogue
from xieshou.sheets.headers import column_letter, label_keys
from xieshou.sheets.tables import COUNTERS
from xieshou.workbooks.formulas import areas_of, understood

from .column import Column
from .layout import Label, Layout
from .spans import Calendar, read_span
from .vocabulary import GAVE, OF_A_SCHOOL, OPENING, RECEIVED, SIDED, Spoken, known_of, voices

Formulas = Mapping[tuple[int, int], str]
BRACKETED = re.compile(r"[(（【\[]([^)）】\]]*)[)）】\]]")
MONEY = {"元": 100, "千元": 100_000, "万元": 1_000_000, "亿元": 10_000_000_000}
SHORT = "人 名 位 节 堂 次 场 册 本 件 台 套 篇 项 个 期 对 封 户 门 份 条 届 棵"
# 姓名, 单位 and 校本 end in measure words too: alone only the long ones say what is counted
LONG = ("人次", "节次", "场次", "课时", "学时", *MONEY)
UNITS = (*SHORT.split(), *LONG)
SAME = {"场次": "场", "节次": "节", "堂": "节", "名": "人", "位": "人", "本": "册"}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


TAIL = re.compile(rf"({_any_of(UNITS)})总?(?:数|量)$|({_any_of(LONG)})$")
PEOPLE = re.compile(r"(教师|老师|人员|干部|领导|校长|教职工|学生|家长)(?:总?数|数量)$")
BEFORE = re.compile(r"(?:(?:19|20)\d{2}年(?:以?前)|历年累?计?|以前年度|期初数?|系统以前|往年)")
SIDE_WORDS = (
    (GAVE, re.compile(r"派出|支援|选派|外派|捐出|送出|输出|向外")),
    (RECEIVED, re.compile(r"接收|接受|受援|受赠|派入|来校|收到|获赠|得到")),
)
NEUTRAL = re.compile(
    r"开展|组织|举办|进行|参加|参与|完成|活动|情况|数量|次数|总数|合计|累计|总计|总额|本校|我校|学校|城乡|结对|帮扶|对口"
    r"|教师|老师|教职工|金额|其中|及|的|各类|截至|截止|期间|共|总|数|额|内|以来|相关|工作|学年|学期|年度?|[、,，/·.\-—:：_*]"
)
CHOICE = re.compile(r"是否|有无|是／否|是/否")
DATE = re.compile(r"^(?!.*(?:起止|期限|起讫)).*(日期|时间|年月日?)$")
NUMBER = re.compile(r"(数|数量|人数|次数|节数|金额|面积|率|比例|占比|比|额|价值|经费|资金|总计|合计)$|%|％")
RATIO = re.compile(r"率|比例|占比|比$|平均|人均|生均|%|％")
OF_WORDS = re.compile(
    r"(姓名|电话|手机|名称|地址|内容|题目|主题|备注|说明|方式|职务|学科|号码?|单位|联系人|做法|成效|问题)"
)
SUM = re.compile(r"合计|小计|总计|共计")
# Words of a group above its columns that say no more than the columns do.
HEADINGS = re.compile(r"教学|教研|资金|经费|物资|人员|师资|德育|培训|捐赠|捐助|任务|工作|内容|基本|概况|项目|共享|管理")
OF_ANOTHER = re.compile(r"结对|受援|支援|帮扶|对口|派|对方|交流")
NOTE = re.compile(r"备注|说明$")


def _unit_of(words: Iterable[str]) -> tuple[str, str]:
    """The measure word a header names, and the header without it."""
    said = list(words)
    unit = ""
    for at in range(len(said) - 1, -1, -1):
        for match in BRACKETED.finditer(said[at]):
            inside = re.sub(r"^单位[:：]", "", match[1].strip())
            if not unit and inside in UNITS:
                unit = inside
                said[at] = said[at].replace(match[0], "")
        tail = TAIL.search(said[at])
        if not unit and tail:
            unit = tail[1] or tail[2]
            said[at] = said[at][: tail.start()]
        if not unit and PEOPLE.search(said[at]):
            unit = "人"
    return SAME.get(unit, unit), "".join(said)


def _fits(spoken: Spoken, unit: str) -> bool:
    own = SAME.get(spoken.units[0], spoken.units[0])
    if spoken.indicator.unit == "fen":
        return unit in MONEY or unit == ""
    if unit == "":
        return not spoken.only_with_unit and own not in ("人", "人次")
    return unit in {SAME.get(word, word) for word in spoken.units}


def _side_of(text: str) -> tuple[str, str]:
    for side, pattern in SIDE_WORDS:
        if pattern.search(text):
            return side, pattern.sub("", text)
    return "", text


def _best(text: str, unit: str) -> Spoken | None:
    """The indicator whose word leaves nothing untold in the header, the longest word first."""
    best: tuple[tuple[int, bool, bool], Spoken] | None = None
    for spoken in voices():
        if spoken.word not in text or not _fits(spoken, unit):
            continue
        if NEUTRAL.sub("", text.replace(spoken.word, "", 1)):
            continue
        own = SAME.get(spoken.units[0], spoken.units[0]) == unit
        rank = (len(spoken.word), own, not spoken.only_with_unit)
        if best is None or rank > best[0]:
            best = rank, spoken
    return best[1] if best else None


def indicator_code(text: str, unit: str) -> str:
    """The code of a figure that a header names, with the side it names; empty when it names none for certain."""
    opening = bool(BEFORE.search(text))
    plain = BEFORE.sub("", text)
    side, without = _side_of(plain)
    for wanted, tried in (("", plain), (side, without)) if side else (("", plain),):
        found = _best(tried, unit)
        if found is None:
            continue
        indicator = found.indicator
        subject = indicator.code.split(".")[0]
        if opening:
            return "" if indicator.stock else f"{OPENING}{indicator.code}"
        sided = wanted or side
        return f"{indicator.code}@{sided}" if sided and subject in SIDED else indicator.code
    return ""


def _of_a_school(words: tuple[str, ...]) -> str:
    """The code of what stands in the directory, by the whole header or, under a group of our own, by its last words."""
    tried = ["".join(words)]
    if not OF_ANOTHER.search("".join(words[:-1])) or OF_ANOTHER.search(words[-1]):
        tried.append(words[-1])
    for key in (key for written in tried for key in label_keys(written)):
        for known in OF_A_SCHOOL:
            if key in {other for word in known.words for other in label_keys(word)}:
                return known.code
    return ""


def _only_heading(words: tuple[str, ...]) -> bool:
    """Whether the groups above a column can be left out of its meaning: 教研活动 above 听评课."""
    text = BRACKETED.sub("", "".join(words))
    if not HEADINGS.sub("", NEUTRAL.sub("", text)):
        return True
    return not NEUTRAL.sub("", HEADINGS.sub("", text)) or text in {
        family.label for family in catalogue.families.values()
    }


def _figure(words: tuple[str, ...]) -> tuple[str, str]:
    """The code and the measure word of a figure: by the whole header, else by its last words below plain headings."""
    unit, text = _unit_of(words)
    code = indicator_code(BRACKETED.sub("", text), unit)
    if not code and len(words) > 1 and _only_heading(words[:-1]):
        own, last = _unit_of(words[-1:])
        code = indicator_code(BRACKETED.sub("", last), own or unit)
    return code, unit


def _choices(text: str) -> tuple[str, ...]:
    for match in BRACKETED.finditer(text):
        parts = [part.strip() for part in re.split(r"[/／、|]", match[1]) if part.strip()]
        if len(parts) > 1 and all(len(part) <= 8 for part in parts) and not any(part in MONEY for part in parts):
            return tuple(parts)
    return ("是", "否") if "是否" in text else ("有", "无") if "有无" in text else ()


def asked_column(label: Label, unit: str, listed: tuple[str, ...]) -> Column:
    """A column the school must be asked for, with the type of its answer."""
    text, last = label.text, BRACKETED.sub("", label.words[-1])
    choices = listed or _choices(text)
    column = Column(label.index, label.shown, unit=unit)
    if choices:
        return Column(label.index, label.shown, kind="choice", choices=choices)
    if RATIO.search(text):
        return Column(label.index, label.shown, kind="number", unit=unit)
    if unit in MONEY:
        return Column(label.index, label.shown, kind="number", unit=unit, adds=True)
    if DATE.search(last):
        return Column(label.index, label.shown, kind="date")
    if OF_WORDS.search(last) and not unit:
        return column
    if SUM.fullmatch(last):
        return Column(label.index, label.shown, kind="number", unit=unit, adds=True)
    if unit or NUMBER.search(last):
        kind = "number" if re.search(r"面积|经费|资金|价值|金额|额$", last) else "int"
        return Column(label.index, label.shown, kind=kind, unit=unit, adds=True)
    return column


def recognise(label: Label, layout: Layout, calendar: Calendar, listed: tuple[str, ...] = ()) -> Column:
    """One column. What is not certain is asked: a wrong figure is worse than a question."""
    if COUNTERS & set(label_keys(label.words[-1])) and label.index <= 2:
        return Column(label.index, label.shown, use="serial", kind="int")
    if NOTE.fullmatch(BRACKETED.sub("", label.words[-1])):
        return Column(label.index, label.shown, use="blank")
    if BEFORE.search(label.text):
        span, words = None, label.words
    else:
        span = read_span(label.text, calendar)[0]
        words = tuple(read_span(word, calendar)[1] for word in label.words) if span else label.words
    in_directory = _of_a_school(tuple(words))
    if in_directory:
        return known_column(Column(label.index, label.shown), in_directory, "").of(span)
    code, unit = _figure(tuple(words))
    if not code:
        return asked_column(label, unit, listed)
    return known_column(Column(label.index, label.shown, unit=unit), code, unit or layout.money).of(span)


def known_column(column: Column, code: str, unit: str) -> Column:
    """The column filled with what is known, money in the unit the form counts in."""
    kind = known_of(code).kind
    if kind != "money":
        return Column(column.index, column.label, "known", code, kind=kind, unit=column.unit, adds=kind == "int")
    told = unit if unit in MONEY else "元"
    return Column(column.index, column.label, "known", code, scale=MONEY[told], kind="number", unit=told, adds=True)


def _with_sums(columns: list[Column], layout: Layout) -> list[Column]:
    """合计 under a group is the sum of the group's other figures; nobody is asked for it."""
    groups = {label.index: label.words[:-1] for label in layout.labels}
    last = {label.index: label.words[-1] for label in layout.labels}
    found = []
    for column in columns:
        group = groups[column.index]
        parts = [one for one in columns if group and groups[one.index] == group and one is not column and one.adds]
        is_sum = SUM.fullmatch(BRACKETED.sub("", last[column.index])) and len(parts) > 1
        cells = ",".join(f"{column_letter(part.index)}1" for part in parts)
        found.append(computed_column(column, f"=SUM({cells})", parts) if is_sum else column)
    return found


def computed_column(column: Column, formula: str, parts: Sequence[Column]) -> Column:
    """A column or box that a formula over others fills; sums of whole numbers are whole."""
    whole = all(part.kind == "int" for part in parts) and not re.search(r"/|%|AVERAGE", formula)
    kind = "int" if whole else "number"
    adds = not RATIO.search(column.label) and not re.search(r"/|%|AVERAGE", formula)
    return Column(column.index, column.label, "sum", kind=kind, unit=column.unit, adds=adds, formula=formula)


def as_numbers(columns: Sequence[Column]) -> list[Column]:
    """What a formula of the form reckons with is asked as a number, whatever its words look like."""
    areas = [area for column in columns for area in areas_of(column.formula)]

    def reckoned(one: Column) -> bool:
        if one.cell:
            return any(a.top <= one.cell[0] <= a.bottom and a.left <= one.cell[1] <= a.right for a in areas)
        return any(a.left <= one.index <= a.right for a in areas)

    return [
        replace(one, kind="number", adds=not RATIO.search(one.label))
        if one.use == "ask" and one.kind == "text" and not one.hole and reckoned(one)
        else one
        for one in columns
    ]


def _computed(column: Column, layout: Layout, columns: Sequence[Column], formulas: Formulas) -> Column:
    """A column whose rows hold a formula over their own row; any other formula changes nothing."""
    said = [
        (row, formulas[row, column.index]) for row in (layout.first, *layout.free) if (row, column.index) in formulas
    ]
    home, formula = next(((row, one) for row, one in said if understood(one)), (0, ""))
    if not formula:
        return column
    areas = areas_of(formula)
    parts = [one for one in columns for area in areas if area.left <= one.index <= area.right and one is not column]
    own_row = all(area.top == area.bottom == home for area in areas)
    if not own_row or not parts or any(area.left <= column.index <= area.right for area in areas):
        return column
    return computed_column(column, formula, parts)


def recognise_all(
    layout: Layout, calendar: Calendar, listed: Mapping[int, tuple[str, ...]], formulas: Formulas | None = None
) -> list[Column]:
    """Every column of a form; of two that ask for the same, the second is asked."""
    found: list[Column] = []
    seen: set[tuple[str, str, str]] = set()
    for label in layout.labels:
        column = recognise(label, layout, calendar, listed.get(label.index, ()))
        mark = (column.known, column.starts, column.ends)
        if column.known == "place.name" and mark in seen:
            column = asked_column(label, "", listed.get(label.index, ()))
        seen.add(mark)
        found.append(column)
    summed = _with_sums(found, layout)
    return as_numbers([_computed(column, layout, summed, formulas or {}) for column in summed])
