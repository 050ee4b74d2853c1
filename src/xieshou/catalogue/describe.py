"""The catalogue as a page of the documentation: ``python -m xieshou.catalogue.describe > docs/catalogue.md``."""

import sys
from collections.abc import Iterable, Iterator

from xieshou.kernel.amounts import UNITS

from . import catalogue as everything
from .declare import Catalogue, Indicator, Kind
from .headings import DIMENSION_LABELS

TITLE = """# 活动类别与统计口径

由 `python -m xieshou.catalogue.describe > docs/catalogue.md` 生成，不要手改。
每一类活动都问：类别、日期、主题、学校和人员、照片；下面只列本类另问的。"""
TYPES = {
    "text": "短文字",
    "long": "文字",
    "int": "整数",
    "choice": "选择",
    "yes": "是/否",
    "date": "日期",
    "link": "链接",
}
COUNTING = {"shared": "一件事只计一次", "own": "各校相加"}


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield _row(*headings)
    yield "|" + " --- |" * len(headings)
    for row in rows:
        yield _row(*row)


def _fields(kind: Kind) -> str:
    asked = [
        f"{field.label}（{field.unit or TYPES[field.type]}{'' if field.column else '，只作说明'}）"
        for field in kind.live_fields()
    ]
    return "、".join(asked) or "—"


def _of_kind(kind: Kind, catalogue: Catalogue) -> tuple[str, ...]:
    counts = "、".join(catalogue.indicators[count.indicator].label for count in kind.counts)
    parts = "（只作一次活动的一部分）" if kind.only_part else ""
    name = f"**{kind.label}**{parts}<br>`{kind.code}`"
    return name, DIMENSION_LABELS[kind.dimension], _fields(kind), counts, kind.sentence, "、".join(kind.reads_as)


def _of_indicator(indicator: Indicator) -> tuple[str, ...]:
    unit = UNITS[indicator.unit].measure_word if indicator.unit in UNITS else indicator.unit
    how = "在岗人数，按天" if indicator.stock else COUNTING[indicator.counting]
    subject = "是" if indicator.by_subject else ""
    return f"`{indicator.code}`", indicator.label, unit, how, subject, "、".join(indicator.words)


def _lines(catalogue: Catalogue) -> Iterator[str]:
    yield TITLE
    for family in catalogue.families.values():
        kinds = [kind for kind in catalogue.kinds.values() if kind.family == family.code]
        yield f"\n## {family.label}\n"
        headings = ("类别", "维度", "另问", "计入", "总结里的句子", "旧材料里的说法")
        yield from _table(headings, (_of_kind(kind, catalogue) for kind in kinds))
    yield "\n## 统计项\n"
    headings = ("代码", "名称", "单位", "怎么合计", "分学科", "旧材料里的说法")
    yield from _table(headings, map(_of_indicator, catalogue.indicators.values()))


def describe(catalogue: Catalogue) -> str:
    """The page, in Markdown."""
    return "\n".join(_lines(catalogue)) + "\n"


if __name__ == "__main__":
    sys.stdout.write(describe(everything))
