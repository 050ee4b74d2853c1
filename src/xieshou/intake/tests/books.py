"""Invented workbooks: a tidy one as from the template, and one as it comes from an office."""

from __future__ import annotations

import io
import random

import xlsxwriter

from xieshou.sheets.writing import ColumnOut, SheetOut, write_book

TOWNS = ("白塔镇", "青石镇", "柳河乡", "大湾乡", "石桥镇", "云台镇")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "芳敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红玲辉建国志伟小梅晓燕文斌海波"
SUBJECTS = ("语文", "数学", "英语", "科学", "体育", "音乐", "美术")


def schools(number: int) -> list[list[object]]:
    """Schools in town and in six townships; two townships have a 中心小学 of one name."""
    rows: list[list[object]] = []
    for at in range(number):
        town = "" if at % 3 == 0 else TOWNS[at % 6]
        name = f"第{at + 1}小学" if not town else f"{town}第{at + 1}小学"
        rows.append([name, "", town, "县城" if not town else "乡村", "小学", f"36{at:08d}", 200 + at, 20, 12])
    rows[4][0] = rows[5][0] = "中心小学"
    rows[4][2], rows[5][2] = "白塔镇", "青石镇"
    return rows


def people(rows: list[list[object]], number: int) -> list[list[object]]:
    """Staff with numbers; many share a name."""
    chance = random.Random(7)
    found: list[list[object]] = []
    for at in range(number):
        school = rows[at % len(rows)]
        named = f"{school[2]}{school[0]}" if school[0] == "中心小学" else school[0]
        name = chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.choice((1, 2))))
        found.append([named, name, f"T{at:05d}", "教师", chance.choice(SUBJECTS)])
    found[0][1] = "阿依古丽·买买提"
    return found


def columns(*labels: str) -> list[ColumnOut]:
    return [ColumnOut(label) for label in labels]


def tidy(school_count: int, staff_count: int, logins: int = 12) -> bytes:
    """Four sheets, recognised by their headers."""
    rows = schools(school_count)
    staff = people(rows, staff_count)
    pairs = [[rows[at][0], rows[at + 1][0], "师资、教研", "2025-09-01"] for at in (0, 6, 9)]
    accounts = [[one[0], one[1], f"139{at:08d}", "教师"] for at, one in enumerate(staff[:logins])]
    return write_book(
        [
            SheetOut(
                "学校",
                columns("学校名称", "简称", "乡镇", "城乡", "学段", "标识码", "学生数", "教师数", "班级数"),
                rows,
            ),
            SheetOut("教职工", columns("学校", "姓名", "工号", "职务", "任教学科"), staff),
            SheetOut("结对", columns("支援学校", "受援学校", "维度", "起始日期"), pairs),
            SheetOut("账号", columns("学校", "姓名", "账号", "角色"), accounts),
        ]
    )


def ugly() -> bytes:
    """A title, a header of two rows, 序号, a merged town, a sum, a footer; a school twice and a count in words."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    page = book.add_worksheet("Sheet1")
    page.merge_range(0, 0, 0, 6, "云溪县2025—2026学年中小学基本情况一览表")
    page.merge_range(1, 0, 2, 0, "序号")
    page.merge_range(1, 1, 2, 1, "所在乡镇")
    page.merge_range(1, 2, 2, 2, "单 位")
    page.merge_range(1, 3, 2, 3, "类别")
    page.merge_range(1, 4, 1, 5, "规模")
    page.write(2, 4, "学生数")
    page.write(2, 5, "班级数")
    page.merge_range(1, 6, 2, 6, "备注")
    data = [
        ("白塔镇", "白塔镇　中心小学", "乡村", 320, 12),
        ("", "白塔镇南山小学", "村", "约一百", 6),
        ("县直", "云溪县实验小学", "城区", "1,860人", 40),
        ("县直", "云溪县实验小学", "城区", 1860, 40),
        ("青石镇", "", "乡村", 90, 6),
    ]
    for at, row in enumerate(data):
        page.write(3 + at, 0, at + 1)
        for column, cell in enumerate(row, 1):
            page.write(3 + at, column, cell)
    page.merge_range(3, 1, 4, 1, "白塔镇")
    page.write_row(8, 0, ["合计", "", "", "", 4130, 104])
    page.write(9, 0, "填表人：张三    联系电话：0000000")
    book.close()
    return buffer.getvalue()
