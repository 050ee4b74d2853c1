"""Tables that come as text: which encoding, which separator, which cells."""

import csv
import io
import re

from xieshou.sheets.cells import Cell
from xieshou.sheets.errors import SheetRefused

ENCODINGS = ("utf-8-sig", "utf-8", "gb18030")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
SEPARATORS = ("\t", ",", ";", "|", "，")
LONGEST_CELL = 100_000
ADVICE = "请在WPS或Excel里另存为 .xlsx 再传。"
Rows = tuple[tuple[Cell, ...], ...]


def text_of(data: bytes) -> str:
    """The bytes as Chinese text, or `SheetRefused`; byte-order marks of Excel's “Unicode text” are honoured."""
    order = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(data[:2])
    for encoding in (order,) if order else ENCODINGS:
        try:
            text = data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if not CONTROL.search(text):
            return text
    raise SheetRefused("E-IMP-103", f"这个文件读不出文字，不是表格。{ADVICE}")


def separator_of(text: str) -> str:
    """The separator that cuts most of the first lines into the same number of cells."""
    lines = [line for line in text.splitlines()[:30] if line.strip()]

    def weight(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines if mark in line]
        common = max(set(counts), key=counts.count) if counts else 0
        return counts.count(common) if common else 0, common

    return max(SEPARATORS, key=weight) if lines else ","


def split_rows(text: str, separator: str) -> Rows:
    """The rows of a text; empty cells are nothing, and a quote that never ends is refused."""
    csv.field_size_limit(LONGEST_CELL)
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise SheetRefused("E-IMP-103", f"这个文件的引号不成对，分不出格子。{ADVICE}") from error
    return tuple(tuple(cell or None for cell in row) for row in found)


def read_text_book(data: bytes) -> Rows:
    """The rows of a csv or tsv file, whatever its encoding and its separator."""
    text = text_of(data)
    rows = split_rows(text, separator_of(text))
    if not any(cell for row in rows for cell in row):
        raise SheetRefused("E-IMP-101", "这个表格里没有内容。请看看是不是选错了文件。")
    return rows
