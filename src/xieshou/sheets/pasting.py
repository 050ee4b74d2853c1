"""What people paste: a block of cells from a spreadsheet, or a 接龙 from a chat group."""

import re
import unicodedata
from dataclasses import dataclass

from xieshou.sheets.cells import INVISIBLE
from xieshou.sheets.errors import SheetRefused
from xieshou.sheets.plain import CONTROL, Rows, split_rows
from xieshou.sheets.reading import Sheet

LONGEST_PASTE = 1_000_000
MOST_LINES = 20_000
GAP = re.compile(r"(?: {2,}|[\u3000]+|\t)\s*")
KEYCAPS = re.compile("((?:[0-9]\ufe0f?\u20e3)+)\\s*[.、:：]?\\s*")
PLAIN_NUMBER = re.compile(r"[(（\[【〔]?\s*(\d{1,3})(?!\d)\s*([.．、,，:：)）\]】〕。;；]?)\s*")
HEADING = re.compile(r"#|例[:如子\s]|示例|格式[:\s]|请(大家|各校|各位|按)|接龙", re.IGNORECASE)
DATE_REST = re.compile(r"\d{1,2}\s*(月|[./-]\s*\d{1,2}\b)|\d{4}\s*[年./-]")
BULLET = re.compile("^[\\s•·●○■□◆◇★☆▪▫‣–—*✅☑✔✓▶►→\u2190-\u21ff\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d-]+")


@dataclass(frozen=True)
class Item:
    """One entry of a 接龙: its number if it has one, its words, and the pasted line it began on."""

    number: int | None
    text: str
    line_no: int


def pasted_lines(text: str) -> list[str]:
    """The lines of a paste without what cannot be seen; `SheetRefused` when it is too long."""
    text = CONTROL.sub("", INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    lines = text.split("\n")
    if len(text) > LONGEST_PASTE or len(lines) > MOST_LINES:
        raise SheetRefused("E-IMP-107", "粘贴的内容太长。请分几次粘贴，或存成表格上传。")
    return lines


def read_paste(text: str) -> Sheet:
    """A pasted block of cells as a sheet that `find_table` reads; without tabs, wide gaps part the cells."""
    lines = pasted_lines(text)
    if any("\t" in line for line in lines):
        rows: Rows = split_tabs("\n".join(lines))
    else:
        rows = tuple(tuple(cell or None for cell in GAP.split(line.strip())) for line in lines)
    if not any(cell for row in rows for cell in row):
        raise SheetRefused("E-IMP-101", "还没有粘贴内容。在表格里选中几行，复制，再粘到这里。")
    return Sheet("粘贴的内容", rows)


def split_tabs(text: str) -> Rows:
    """Cells as a spreadsheet copies them; a lone quotation mark is then a mark and not a bracket."""
    try:
        return split_rows(text, "\t")
    except SheetRefused:
        return tuple(tuple(cell or None for cell in line.split("\t")) for line in text.split("\n"))


def signed_number(line: str) -> tuple[int, str] | None:
    """Number and words of a line that starts with ①, ⑴, ⒈, 1️⃣ or 🔟, which can be nothing but a number."""
    if match := KEYCAPS.match(line):
        return int("".join(letter for letter in match[1] if letter.isdecimal())), line[match.end() :]
    first = "⑩" if line.startswith("🔟") else line[:1]
    if first >= "①" and unicodedata.category(first) == "No" and unicodedata.numeric(first).is_integer():
        return int(unicodedata.numeric(first)), line[1:].lstrip(" .、:：")
    return None


def numbered(line: str, expected: int) -> tuple[int, str] | None:
    """Number and words of a line that starts with one; 6.9 语文 starts with a day, 1.6月9日 with a number."""
    signed = signed_number(line)
    if signed and signed[1]:
        return signed
    match = PLAIN_NUMBER.match(line)
    rest = line[match.end() :].strip() if match else ""
    if not match or not rest:
        return None
    number, mark, parted = int(match[1]), match[2], line[match.end() - 1].isspace()
    if not mark and not (parted and number == expected):
        return None
    if mark in ".．" and rest[0].isdigit() and number != expected and not DATE_REST.match(rest):
        return None
    return number, rest


def read_jielong(text: str) -> list[Item]:
    """The entries of a pasted 接龙, in order; what stands before the first number is its announcement."""
    items: list[Item] = []
    loose: list[Item] = []
    for line_no, raw in enumerate(pasted_lines(text), 1):
        line = raw.strip()
        if not line:
            continue
        found = numbered(line, (items[-1].number or 0) + 1 if items else 1)
        if found:
            items.append(Item(found[0], found[1], line_no))
        elif items:
            last = items[-1]
            items[-1] = Item(last.number, f"{last.text} {BULLET.sub('', line)}".strip(), last.line_no)
        elif not HEADING.match(line) and BULLET.sub("", line):
            loose.append(Item(None, BULLET.sub("", line).strip(), line_no))
    return items or loose
