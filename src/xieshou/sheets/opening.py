"""Open a stranger's workbook; runs only inside the confined process, because two cells far apart end a process."""

import io
import json
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

PIECE = 1024 * 1024
WHOLE = 2**53
Answer = tuple[dict[str, Any], bytes]


def swells_beyond(data: bytes, most: int) -> bool:
    """Whether the archive unpacks to more than `most` bytes, counted and not believed."""
    total = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            with archive.open(member) as file:
                while piece := file.read(PIECE):
                    total += len(piece)
                    if total > most:
                        return True
    return False


def coded(cell: Any) -> Any:
    """A cell as JSON: a list of kind and text where JSON has no such thing."""
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < WHOLE else cell
    if isinstance(cell, datetime):
        return ["m", cell.isoformat()]
    if isinstance(cell, date):
        return ["d", cell.isoformat()]
    if isinstance(cell, time):
        return ["t", cell.isoformat()]
    if isinstance(cell, timedelta):
        return int(cell.total_seconds() // 60)
    return None if cell == "" else cell


def as_line(value: Any) -> bytes:
    """One line of JSON."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def sheet_lines(sheet: python_calamine.CalamineSheet, options: dict[str, Any]) -> tuple[str, list[bytes]]:
    """Why the sheet is refused or nothing, and its lines: a head, then one for each row from row 1."""
    first, last = sheet.start or (0, 0), sheet.end or (-1, -1)  # its own totals are one too small
    if last[0] >= options["rows"]:
        return "rows", []
    if last[1] >= options["columns"]:
        return "columns", []
    merged = [[*start, *end] for start, end in sheet.merged_cell_ranges or []]
    lead = [None] * first[1]
    lines = [as_line({"title": sheet.name, "merged": merged, "rows": last[0] + 1})]
    lines.extend(as_line(lead + [coded(cell) for cell in row]) for row in sheet.iter_rows())
    return "", lines


def run(options: dict[str, Any], data: bytes) -> Answer:
    """Every visible and hidden worksheet with its rows, as lines of JSON."""
    try:
        if data.startswith(b"PK") and swells_beyond(data, options["unpacked"]):
            return {"refused": "bomb"}, b""
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError:
        return {"refused": "password"}, b""
    lines: list[bytes] = []
    for at, about in enumerate(book.sheets_metadata):
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        reason, more = sheet_lines(book.get_sheet_by_index(at), options)
        if reason:
            return {"refused": reason, "title": about.name}, b""
        lines += more
    return {}, b"".join(lines)
