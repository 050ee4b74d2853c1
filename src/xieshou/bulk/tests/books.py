"""Fifteen ugly workbooks of one county's activities, as they come out of offices; every name in them is invented."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

HEAD = ("日期", "类型", "主题", "学科", "学校", "对方学校", "参加人员", "节数")
FIRST = ("2026-03-09", "听评课", "《赵州桥》听评课", "语文", "甲县实验小学", "白塔镇中心小学", "周敏", "2")
SECOND = ("2026-03-16", "听评课", "《观潮》听评课", "语文", "甲县实验小学", "白塔镇中心小学", "林芳、周敏", "3")
GIFTS = (
    ("日期", "类别", "物品", "数量", "金额（元）", "估价依据", "捐赠人", "接收学校"),
    ("2026-03-09", "图书", "课外书", "120册", "", "", "甲县实验小学", "白塔镇中心小学"),
    ("2026.4.1", "", "", "", "1.5万", "", "某公司", "白塔小学"),
)
SENT = (
    ("姓名", "派出学校", "接收学校", "形式", "从哪一天", "到哪一天", "周课时"),
    ("林芳", "甲县实验小学", "白塔镇中心小学", "支教", "2025-09-01", "2026年7月3日", "12节"),
)
# A binary workbook as Excel 97 wrote it (by xlwt 1.3): a merged title, real dates, numbers of lessons that are numbers.
OLD = (Path(__file__).parent / "old.xls").read_bytes()
Draw = Callable[[Any, Any], None]


def drawn(draw: Draw, title: str = "活动") -> bytes:
    """A workbook of one sheet, drawn by a function of the sheet and the book."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    draw(book.add_worksheet(title), book)
    book.close()
    return out.getvalue()


def rows(page: Any, *lines: Any, at: int = 0, left: int = 0) -> None:
    """Lines of texts from a row and a column on."""
    for number, line in enumerate(lines):
        page.write_row(at + number, left, line)


def _titles(page: Any, book: Any) -> None:
    page.merge_range(0, 0, 0, 7, "甲县2025—2026学年结对帮扶活动统计表")
    page.write(1, 0, "填报单位：甲县教育局")
    page.write(1, 6, "单位：节")
    rows(page, HEAD, FIRST, SECOND, at=2)


def _two_rows(page: Any, book: Any) -> None:
    for column, label in enumerate(HEAD[:4]):
        page.merge_range(0, column, 1, column, label)
    page.merge_range(0, 4, 0, 5, "参加单位")
    page.merge_range(0, 6, 0, 7, "规模")
    rows(page, HEAD[4:], at=1, left=4)
    rows(page, FIRST, SECOND, at=2)


def _merged(page: Any, book: Any) -> None:
    rows(page, HEAD, FIRST, SECOND)
    for column in (1, 3, 4, 5):
        page.merge_range(1, column, 2, column, FIRST[column])


def _numbered(page: Any, book: Any) -> None:
    rows(page, ("序号", *HEAD), (1, *FIRST), (2, *SECOND), ("合计", "", "", "", "", "", "", "", "5"))


def _footers(page: Any, book: Any) -> None:
    rows(page, HEAD, FIRST, SECOND)
    page.write(4, 0, "填表人：王秋")
    page.write(4, 5, "填表日期：2026年6月1日")
    page.write(5, 0, "注：节数按实际上课填。")


def _hidden(page: Any, book: Any) -> None:
    rows(page, ("旧编号", *HEAD), ("x1", *FIRST), ("x2", *SECOND))
    page.set_column(0, 0, 8, None, {"hidden": True})
    page.set_column(8, 8, 8, None, {"hidden": True})


def _habits(page: Any, book: Any) -> None:
    day = book.add_format({"num_format": "yyyy/m/d"})
    rows(page, HEAD, ("２０２６年３月９日", *FIRST[1:]), ("", *SECOND[1:]))
    page.write_datetime(2, 0, date(2026, 3, 16), day)


def _dotted(page: Any, book: Any) -> None:
    rows(page, HEAD, ("2026.3.9", *FIRST[1:]), ("20260316", *SECOND[1:]))


def _full_width(page: Any, book: Any) -> None:
    rows(page, HEAD, (*FIRST[:7], "２"), (*SECOND[:7], "３节"))


def _repeated(page: Any, book: Any) -> None:
    rows(page, HEAD, FIRST, ("", "", ""), HEAD, SECOND, ("小计", "", "", "", "", "", "", "5"))


def _sections(page: Any, book: Any) -> None:
    rows(page, HEAD)
    page.merge_range(1, 0, 1, 7, "一、三月上旬")
    rows(page, FIRST, at=2)
    page.merge_range(3, 0, 3, 7, "二、三月中旬")
    rows(page, SECOND, at=4)


def _far_away(page: Any, book: Any) -> None:
    rows(
        page,
        ("时间", "活动形式", "活动名称", "科目", "填报学校", "结对学校", "主讲人", "课时"),
        FIRST,
        SECOND,
        at=6,
        left=3,
    )


def _csv(encoding: str, separator: str = ",") -> bytes:
    return "\r\n".join(separator.join(line) for line in (HEAD, FIRST, SECOND)).encode(encoding)


UGLY: dict[str, tuple[str, bytes]] = {
    "title rows above the header": ("活动.xlsx", drawn(_titles)),
    "a header of two rows": ("活动.xlsx", drawn(_two_rows)),
    "cells merged downwards": ("活动.xlsx", drawn(_merged)),
    "running numbers and a sum": ("活动.xlsx", drawn(_numbered)),
    "who filled it in, and notes": ("活动.xlsx", drawn(_footers)),
    "hidden columns": ("活动.xlsx", drawn(_hidden)),
    "days of two habits": ("活动.xlsx", drawn(_habits)),
    "days with dots and without": ("活动.xlsx", drawn(_dotted)),
    "full-width digits and measure words": ("活动.xlsx", drawn(_full_width)),
    "the header again on each page": ("活动.xlsx", drawn(_repeated)),
    "headings between the rows": ("活动.xlsx", drawn(_sections)),
    "a table far from the corner in other words": ("活动.xlsx", drawn(_far_away)),
    "GBK csv": ("活动.csv", _csv("gb18030")),
    "an old .xls": ("活动.xls", OLD),
    "tabs in UTF-16": ("活动.txt", b"\xff\xfe" + _csv("utf-16-le", "\t")),
}


def table(*lines: Any, head: tuple[str, ...] = HEAD) -> bytes:
    """A tidy table of activities."""
    return drawn(lambda page, book: rows(page, head, *lines))


def many(number: int) -> bytes:
    """A tidy table of so many different activities."""
    lines = [(FIRST[0], FIRST[1], f"第{at}次听评课", *FIRST[3:]) for at in range(number)]
    return table(*lines)
