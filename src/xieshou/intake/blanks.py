"""Workbooks to fill in: one sheet a roster, with drop-downs and a line that says how."""

from __future__ import annotations

from collections.abc import Sequence

from xieshou.accounts.policy import ROLES
from xieshou.catalogue.headings import SUBJECTS
from xieshou.dimensions.selectors import dimension_choices
from xieshou.office.rosters.inside import told_apart
from xieshou.places.models import KINDS, SETTINGS, STAGES, Place
from xieshou.sheets.writing import ColumnOut, SheetOut, write_book

from .planning.words import ROLE_WORDS
from .recognising import SORTS

MOST_CHOICES = 800


def _schools(towns: tuple[str, ...]) -> SheetOut:
    columns = (
        ColumnOut("学校名称", 26, required=True),
        ColumnOut("简称", 14),
        ColumnOut("所在乡镇", 14, choices=towns),
        ColumnOut("城乡", 10, choices=tuple(label for _, label in SETTINGS)),
        ColumnOut("学段", 14, choices=tuple(label for _, label in STAGES)),
        ColumnOut("办学性质", 12, choices=tuple(label for _, label in KINDS)),
        ColumnOut("标识码", 16),
        ColumnOut("曾用名", 20),
        *(ColumnOut(label, 10, "int") for label in ("学生数", "教师数", "班级数")),
    )
    return SheetOut("学校", columns, notes=("红字的列要填。县直学校不填乡镇。没有的乡镇写全称，会一起添加。",))


def _staff(schools: tuple[str, ...]) -> SheetOut:
    columns = (
        ColumnOut("学校", 26, choices=schools, required=True),
        ColumnOut("姓名", 14, required=True),
        ColumnOut("工号", 14),
        ColumnOut("职务", 14),
        ColumnOut("任教学科", 14, choices=tuple(SUBJECTS)),
        ColumnOut("分学段任教", 22),
        ColumnOut("任职起", 14, "date"),
        ColumnOut("荣誉", 34),
    )
    notes = (
        "同校有重名时，写上工号、学科或职务，好把两位分开。",
        "分学段任教写“小学语文、初中历史”。荣誉写“县级骨干教师 2023年9月”，几项之间用分号。",
    )
    return SheetOut("教职工", columns, notes=notes)


def _pairings(schools: tuple[str, ...]) -> SheetOut:
    columns = (
        ColumnOut("支援学校", 26, choices=schools, required=True),
        ColumnOut("受援学校", 26, choices=schools, required=True),
        ColumnOut("维度", 30, required=True),
        ColumnOut("起始日期", 14, "date"),
    )
    said = "、".join(label for _, label in dimension_choices())
    return SheetOut("结对", columns, notes=(f"维度可以写几样，之间用顿号：{said}。反过来也帮的，另写一行。",))


def _accounts(schools: tuple[str, ...]) -> SheetOut:
    columns = (
        ColumnOut("学校", 26, choices=schools, required=True),
        ColumnOut("姓名", 14, required=True),
        ColumnOut("账号", 18),
        ColumnOut("角色", 14, choices=tuple(ROLES[code] for code in ROLE_WORDS)),
    )
    return SheetOut("账号", columns, notes=("账号写手机号或姓名拼音。空着会按拼音起一个。",))


def blank_book(sorts: Sequence[str], schools: Sequence[Place], towns: Sequence[Place]) -> bytes:
    """The sheets asked for, with the schools and towns that are there as choices."""
    named = tuple(one.name for one in told_apart(schools).values())[:MOST_CHOICES]
    sheets = {
        "schools": lambda: _schools(tuple(one.name for one in towns)),
        "staff": lambda: _staff(named),
        "pairings": lambda: _pairings(named),
        "accounts": lambda: _accounts(named),
    }
    return write_book([sheets[sort]() for sort in SORTS if sort in sorts])
