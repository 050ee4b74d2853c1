"""The workbook to fill in, with drop-downs of what is there."""

from __future__ import annotations

from xieshou.sheets.writing import SheetOut, write_book

from .sorts.declare import Known, Sort


def blank_book(sort: Sort, known: Known) -> bytes:
    """One sheet: a line that says how, the header, and drop-downs below it."""
    return write_book([SheetOut(sort.label, sort.columns(known), notes=(f"红字的列要填。{sort.hint}",))])
