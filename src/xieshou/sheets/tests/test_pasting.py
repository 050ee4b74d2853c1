"""Pasted blocks and 接龙 are split into rows and entries; what they mean is found elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshou.sheets.errors import SheetRefused
from xieshou.sheets.headers import Header
from xieshou.sheets.pasting import Item, read_jielong, read_paste
from xieshou.sheets.tables import find_table

HEADERS = {"name": Header(("姓名",), required=True), "school": Header(("学校",))}


BLOCKS = [
    "姓名\t学校\n周敏\t实验小学\n",
    '姓名\t学校\r\n周敏\t"实验小学"\r\n',
    "姓名  学校\n周敏\u3000实验小学",
    "\ufeff姓名\t学校\n周敏\t实验小学",
]


@pytest.mark.parametrize("text", BLOCKS)
def test_a_pasted_block_is_a_sheet(text: str) -> None:
    table = find_table(read_paste(text), HEADERS)
    assert [(row.number, row.cell("name"), row.cell("school")) for row in table.rows] == [(2, "周敏", "实验小学")]


def test_a_pasted_cell_may_hold_two_lines() -> None:
    assert read_paste('周敏\t"第一行\n第二行"\n李桂兰\t2').rows == (("周敏", "第一行\n第二行"), ("李桂兰", "2"))


@pytest.mark.parametrize("text", ["", " \n\u200b\n", "\t\t\n"])
def test_an_empty_paste_is_told(text: str) -> None:
    with pytest.raises(SheetRefused, match="还没有粘贴内容"):
        read_paste(text)


def test_a_paste_beyond_measure_is_refused() -> None:
    with pytest.raises(SheetRefused, match="太长"):
        read_jielong("甲\n" * 30_000)


ONE = "6月9日 语文听评课《赵州桥》 实验小学 李桂兰、周敏 1节"


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (f"#接龙\n6月活动登记\n例 1. 日期 学校\n\n1. {ONE}\n2. 6月10日 数学", [(1, ONE, 5), (2, "6月10日 数学", 6)]),
        (f"1.{ONE}\n2.6月10日 数学", [(1, ONE, 1), (2, "6月10日 数学", 2)]),
        ("1.6.9 语文\n2.6.10 数学", [(1, "6.9 语文", 1), (2, "6.10 数学", 2)]),
        ("6.9 语文\n6.10 数学", [(None, "6.9 语文", 1), (None, "6.10 数学", 2)]),
        (f"{ONE}\n\n6月10日 数学", [(None, ONE, 1), (None, "6月10日 数学", 3)]),
        ("1️⃣ 6月9日 语文\n2️⃣6月10日 数学\n🔟 英语", [(1, "6月9日 语文", 1), (2, "6月10日 数学", 2), (10, "英语", 3)]),
        ("① 语文\n②数学", [(1, "语文", 1), (2, "数学", 2)]),
        ("（1）语文（上）：古诗\n（2）数学", [(1, "语文（上）：古诗", 1), (2, "数学", 2)]),
        ("1、语文\n  补充：2节\n2、数学", [(1, "语文 补充：2节", 1), (2, "数学", 3)]),
        ("✅ 语文\n- 数学\n📚英语", [(None, "语文", 1), (None, "数学", 2), (None, "英语", 3)]),
        ("1 语文\n2 数学", [(1, "语文", 1), (2, "数学", 2)]),
        ("9. 语文\n10. 数学\n12. 英语", [(9, "语文", 1), (10, "数学", 2), (12, "英语", 3)]),
        ("18人听课\n3节", [(None, "18人听课", 1), (None, "3节", 2)]),
        ("１．语文\n２．数学", [(1, "语文", 1), (2, "数学", 2)]),
        ("请各校接龙\n", []),
    ],
)
def test_a_jielong_is_split_into_entries(text: str, items: list[tuple[int | None, str, int]]) -> None:
    assert read_jielong(text) == [Item(*item) for item in items]


@given(st.text(st.characters() | st.sampled_from('1.①\n 月#6\t"（）️⃣'), max_size=60))
def test_any_text_is_split_or_refused(text: str) -> None:
    for item in read_jielong(text):
        assert item.text and 1 <= item.line_no <= len(text) + 1
    try:
        assert read_paste(text).rows
    except SheetRefused as problem:
        assert problem.sentence.endswith("。")
