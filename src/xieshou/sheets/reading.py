"""Read a book of cells, as it comes from an office, into sheets of typed rows."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import PurePath
from typing import Any

from xieshou.files.confined import Confinement, run_confined
from xieshou.sheets.cells import Cell
from xieshou.sheets.errors import SheetRefused
from xieshou.sheets.plain import read_text_book

TASK = "xieshou.sheets.opening"
MEBIBYTE = 1024 * 1024
SAVE_AS = "请在WPS或Excel里打开，另存为 .xlsx 再传。"
Area = tuple[int, int, int, int]


@dataclass(frozen=True)
class BookLimits:
    """How large a book may be."""

    bytes: int = 20 * MEBIBYTE
    unpacked: int = 300 * MEBIBYTE
    rows: int = 100_000
    columns: int = 200
    confinement: Confinement = field(default_factory=Confinement)


@dataclass(frozen=True)
class Sheet:
    """One sheet: row 1 is `rows[0]`; `merged` holds first row, first column, last row, last column from 0."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Area, ...] = ()


@dataclass(frozen=True)
class Book:
    """A file of sheets in their order."""

    filename: str
    sheets: tuple[Sheet, ...]


FOREIGN_NAMES = {
    ".et": f"这是WPS的 .et 表格。{SAVE_AS}",
    ".ett": f"这是WPS的表格模板。{SAVE_AS}",
    ".wps": "这是WPS文字，不是表格。请把里面的表复制到表格里，存成 .xlsx 再传。",
    ".doc": "这是Word文档，不是表格。请把里面的表复制到表格里，存成 .xlsx 再传。",
    ".docx": "这是Word文档，不是表格。请把里面的表复制到表格里，存成 .xlsx 再传。",
    ".pdf": "这是PDF，读不出格子。请传做成PDF之前的表格，存成 .xlsx。",
    ".numbers": "这是苹果的Numbers表格。请导出成Excel（.xlsx）再传。",
    ".xlsm": f"这个表格带宏，不收。{SAVE_AS}",
    ".xlsb": f"这是二进制表格（.xlsb），不收。{SAVE_AS}",
}
FOREIGN_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", FOREIGN_NAMES[".pdf"]),
    (b"\x89PNG", "这是照片，不是表格。请传表格文件。"),
    (b"\xff\xd8\xff", "这是照片，不是表格。请传表格文件。"),
    (b"GIF8", "这是图片，不是表格。请传表格文件。"),
    (b"Rar!", "这是压缩包。请解压后传里面的表格。"),
    (b"7z\xbc\xaf", "这是压缩包。请解压后传里面的表格。"),
    (b"{\\rtf", FOREIGN_NAMES[".doc"]),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PASSWORD = f"表格有打开密码。请去掉密码，再{SAVE_AS[1:]}"
WEB_PAGE = f"这是存成 .xls 的网页，格子靠不住。{SAVE_AS}"
WRITTEN_AS = {kind: kind.encode("utf-16-le") for kind in ("EncryptedPackage", "WordDocument", "Workbook", "Book")}


def refuse_foreign(data: bytes, filename: str) -> None:
    """Refuse what its name or its first bytes say is no book for us."""
    suffix = PurePath(filename.replace("\\", "/").replace("\0", "")).suffix.lower()
    start = data[:600].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    sentence = FOREIGN_NAMES.get(suffix, "")
    if not sentence and start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<meta", b"mime-v")):
        sentence = WEB_PAGE
    for magic, words in FOREIGN_STARTS:
        if not sentence and data.startswith(magic):
            sentence = words
    if sentence:
        raise SheetRefused("E-IMP-102", sentence)


def refuse_old_office(data: bytes) -> None:
    """Old Office files share one wrapping: take workbooks, refuse documents and books under a password."""
    if WRITTEN_AS["EncryptedPackage"] in data:
        raise SheetRefused("E-IMP-104", PASSWORD)
    if WRITTEN_AS["Workbook"] in data or WRITTEN_AS["Book"] in data:
        return
    if WRITTEN_AS["WordDocument"] in data:
        raise SheetRefused("E-IMP-102", FOREIGN_NAMES[".doc"])
    raise SheetRefused("E-IMP-102", f"这个文件里没有表格。{SAVE_AS}")


def refuse_archive(data: bytes) -> None:
    """Of archives only plain xlsx and ods are books; macros are refused here, whatever the name says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        raise damaged() from error
    if any(name.endswith("vbaproject.bin") for name in names):
        raise SheetRefused("E-IMP-102", FOREIGN_NAMES[".xlsm"])
    if "word/document.xml" in names:
        raise SheetRefused("E-IMP-102", FOREIGN_NAMES[".docx"])
    if "xl/workbook.bin" in names:
        raise SheetRefused("E-IMP-102", FOREIGN_NAMES[".xlsb"])
    if not {"xl/workbook.xml", "content.xml"} & names:
        raise SheetRefused("E-IMP-102", "这是压缩包，里面不是一个表格。请解压后传里面的表格。")


def damaged() -> SheetRefused:
    """The refusal for a book that cannot be opened."""
    return SheetRefused("E-IMP-103", f"表格打不开，可能没有传完整或已经损坏。{SAVE_AS}")


def refused(answer: dict[str, Any], limits: BookLimits) -> SheetRefused:
    """The child's reason as a code and a sentence."""
    sheet = f"“{answer.get('title', '')}”表"
    sentences = {
        "bomb": ("E-IMP-105", f"表格解开后超过{limits.unpacked // MEBIBYTE}MB。请删掉图片和空白行，分成几个表格再传。"),
        "password": ("E-IMP-104", PASSWORD),
        "rows": ("E-IMP-105", f"{sheet}超过{limits.rows}行。请删掉下面的空白行，或分成几个表格再传。"),
        "columns": ("E-IMP-105", f"{sheet}超过{limits.columns}列。请删掉右边用不着的列再传。"),
        "slow": ("E-IMP-105", "表格太复杂，读不完。请只留要导入的行和列，另存为新表格再传。"),
        "memory": (
            "E-IMP-105",
            "表格太大，读不下。可能最右边或最下面远处有一个格子填了字，请把要导入的行和列复制到新表格再传。",
        ),
    }
    known = sentences.get(str(answer.get("refused")))
    return SheetRefused(*known) if known else damaged()


def decoded(cell: Any) -> Cell:
    """A cell back from JSON."""
    if not isinstance(cell, list):
        plain: Cell = cell
        return plain
    kind, text = cell
    if kind == "m":
        moment = datetime.fromisoformat(text)
        return moment.date() if moment.time() == time() else moment
    return date.fromisoformat(text) if kind == "d" else time.fromisoformat(text)


def sheets_from(lines: Iterator[bytes]) -> Iterator[Sheet]:
    """Rebuild the sheets from the child's lines."""
    for line in lines:
        head = json.loads(line)
        rows = tuple(tuple(map(decoded, json.loads(next(lines)))) for _ in range(head["rows"]))
        yield Sheet(head["title"], rows, tuple((a, b, c, d) for a, b, c, d in head["merged"]))


def read_workbook(data: bytes, limits: BookLimits) -> tuple[Sheet, ...]:
    """The sheets of an xlsx, xls or ods, opened in a confined process."""
    options = {name: getattr(limits, name) for name in ("unpacked", "rows", "columns")}
    answer, payload = run_confined(TASK, options, data, limits.confinement)
    if "refused" in answer:
        raise refused(answer, limits)
    try:
        return tuple(sheets_from(iter(payload.splitlines())))
    except (ValueError, KeyError, TypeError, StopIteration, RuntimeError) as error:
        raise damaged() from error


def read_text(data: bytes, filename: str, limits: BookLimits) -> Sheet:
    """The one sheet of a csv or tsv, which a process of its own would not make safer."""
    title = PurePath(filename.replace("\\", "/")).stem or "表"
    rows = read_text_book(data)
    if len(rows) > limits.rows:
        raise refused({"refused": "rows", "title": title}, limits)
    if max(map(len, rows), default=0) > limits.columns:
        raise refused({"refused": "columns", "title": title}, limits)
    return Sheet(title, rows)


def is_workbook(data: bytes, filename: str, limits: BookLimits | None = None) -> bool:
    """Whether it is a workbook rather than a text; `SheetRefused` when its size or first bytes say it is neither."""
    if not data:
        raise SheetRefused("E-IMP-101", "这个表格是空文件。请重新选一次。")
    if len(data) > (limits or BookLimits()).bytes:
        most = (limits or BookLimits()).bytes // MEBIBYTE
        raise SheetRefused("E-IMP-105", f"表格文件超过{most}MB。请删掉图片，或分成几个表格再传。")
    refuse_foreign(data, filename)
    if data.startswith(b"PK\3\4"):
        refuse_archive(data)
    elif data.startswith(OLE):
        refuse_old_office(data)
    else:
        return False
    return True


def read_book(data: bytes, filename: str, limits: BookLimits | None = None) -> Book:
    """Read xlsx, xls, ods, csv or tsv by what it is and not by what it is called; else raise `SheetRefused`."""
    limits = limits or BookLimits()
    if not is_workbook(data, filename, limits):
        return Book(filename, (read_text(data, filename, limits),))
    sheets = read_workbook(data, limits)
    if not any(sheet.rows for sheet in sheets):
        raise SheetRefused("E-IMP-101", "这个表格里没有内容。请看看是不是选错了文件。")
    return Book(filename, sheets)
