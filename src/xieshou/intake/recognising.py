"""Which roster a sheet is: by its headers, whatever stands around them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from xieshou.sheets.cells import Cell, shown
from xieshou.sheets.errors import SheetRefused
from xieshou.sheets.headers import Header
from xieshou.sheets.reading import Book, Sheet
from xieshou.sheets.tables import DataRow, Table, find_table

SORTS = {"schools": "学校", "staff": "教职工", "pairings": "结对", "accounts": "账号"}
LONGEST = 200  # letters of a cell
SCHOOL = ("学校", "学校名称", "所在学校", "任教学校", "工作单位", "单位", "单位名称", "校名")
TOWN = ("乡镇", "所在乡镇", "乡镇街道", "乡（镇）", "镇", "街道", "学区")
TOWN_OR_NOT = ("城区/乡村", "城镇/乡村", "县城/乡村", "城区或乡村")
NAME = ("姓名", "教师姓名", "教职工姓名", "名字", "教师", "老师")
HEADERS: dict[str, dict[str, Header]] = {
    "schools": {
        "name": Header(("学校名称", "学校", "单位", "单位名称", "学校全称", "校名", "学校（园）名称"), required=True),
        "short": Header(("简称", "学校简称")),
        "town": Header(TOWN),
        "setting": Header(("城乡", "城乡类别", "类别", "城乡分类", "城乡类型", "所在地城乡类型", "驻地", *TOWN_OR_NOT)),
        "stage": Header(("学段", "办学类型", "学校类型", "学校类别", "办学层次")),
        "kind": Header(("办学性质", "举办者", "办别")),
        "aliases": Header(("曾用名", "别名", "又名", "原名")),
        "code": Header(("标识码", "学校标识码", "学校代码", "代码", "学校编码")),
        "pupils": Header(("学生数", "在校学生数", "学生人数", "在校生", "在校生数", "学生总数")),
        "teachers": Header(("教师数", "教职工数", "教师人数", "专任教师", "专任教师数", "教职工人数")),
        "classes": Header(("班级数", "班数", "教学班", "教学班数", "班级个数")),
    },
    "staff": {
        "name": Header(NAME, required=True),
        "school": Header(SCHOOL),
        "town": Header(TOWN),
        "number": Header(("工号", "编号", "教师编号", "职工号", "教职工号", "人员编号")),
        "post": Header(("职务", "岗位", "行政职务", "现任职务")),
        "subject": Header(("学科", "任教学科", "教学科目", "任课学科", "所教学科", "科目")),
        "teachings": Header(("分学段任教", "任教学段学科", "学段学科", "任教情况")),
        "since": Header(("任职起", "到校日期", "到校时间", "到本校任职", "任职时间", "来校时间")),
        "honours": Header(("荣誉", "荣誉称号", "所获荣誉", "获奖情况")),
    },
    "pairings": {
        "giver": Header(
            ("支援学校", "甲方", "支援方", "帮扶学校", "支援校", "城镇学校", "牵头学校", "援助学校"), required=True
        ),
        "receiver": Header(
            ("受援学校", "乙方", "受援方", "被帮扶学校", "受援校", "乡村学校", "受助学校"), required=True
        ),
        "dimensions": Header(("维度", "帮扶内容", "帮扶维度", "帮扶项目", "结对内容", "帮扶方面")),
        "since": Header(("起始日期", "开始日期", "结对日期", "起始时间", "开始时间", "结对时间")),
    },
    "accounts": {
        "name": Header(NAME, required=True),
        "school": Header(SCHOOL),
        "town": Header(TOWN),
        "username": Header(("账号", "手机号", "登录账号", "手机号码", "手机", "联系电话", "用户名", "登录名")),
        "role": Header(("角色", "身份", "权限", "账号角色", "用户角色")),
        "post": Header(("职务", "岗位")),
    },
}


def _is(sort: str, table: Table, sheet: Sheet) -> bool:
    """Whether a table, found with a sort's headers, is of that sort."""
    if table.missing:
        return False
    found = set(table.columns)
    if sort == "accounts":
        own_label = "username" in found and "账号" in table.columns["username"].label
        return "role" in found or own_label or ("账号" in sheet.title and "username" in found)
    return sort != "schools" or len(found) > 1


def _guess(sheet: Sheet) -> tuple[str, Table] | None:
    """The first sort that a sheet satisfies, the most telling first; staff before schools: both name schools."""
    for sort in ("pairings", "accounts", "staff", "schools"):
        try:
            table = find_table(sheet, HEADERS[sort])
        except SheetRefused:
            continue
        if _is(sort, table, sheet):
            return sort, table
    return None


def plain(cell: Cell, most: int = LONGEST) -> str:
    """A cell as a text that can be kept and read again."""
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()[:10]
    return shown(cell)[:most]


def _row(row: DataRow) -> list[Any]:
    return [row.number, {name: plain(cell) for name, cell in row.cells.items()}]


def staged(sort: str, table: Table) -> dict[str, Any]:
    """A table as it is kept between preview and confirmation."""
    said = list(table.complaints) + [row.sentence for row in table.skipped]
    return {
        "sort": sort,
        "sheet": table.sheet,
        "columns": {name: [column.letter, column.label] for name, column in table.columns.items()},
        "rows": [_row(row) for row in table.rows],
        "said": [f"“{table.sheet}”表：{sentence}" for sentence in said[:20]],
    }


def _one(sheet: Sheet, hint: str) -> tuple[str, Table] | None:
    if hint:
        table = find_table(sheet, HEADERS[hint])
        return None if table.missing else (hint, table)
    return _guess(sheet)


def recognise(book: Book, allowed: Collection[str], hint: str = "") -> tuple[list[dict[str, Any]], list[str]]:
    """Tables of the book by sort, and a sentence for each sheet that was not read; SheetRefused when none was."""
    tables: list[dict[str, Any]] = []
    unread: list[str] = []
    for sheet in book.sheets:
        if not sheet.rows or sheet.title in ("导出说明", "选项", "填写说明"):
            continue
        try:
            found = _one(sheet, hint) or _guess(sheet)
        except SheetRefused:
            found = _guess(sheet)
        if found is None:
            unread.append(f"“{sheet.title}”表没认出来，没有读。表头要和模板一样。")
        elif found[0] not in allowed:
            unread.append(f"“{sheet.title}”表是{SORTS[found[0]]}，要由县里导入，没有读。")
        else:
            tables.append(staged(*found))
    if not any(table["rows"] for table in tables):
        wanted = f"“{HEADERS[hint or 'schools']['name' if hint != 'pairings' else 'giver'].labels[0]}”"
        said = "".join(unread) or f"表里没有可以导入的行。要有一行表头，写着{wanted}等。"
        raise SheetRefused("E-IMP-122", said)
    order = list(SORTS)
    return sorted(tables, key=lambda table: order.index(table["sort"])), unread
