"""A column of a form as it is kept: what fills it, of which days, and how an answer to it is checked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from xieshou.kernel.dates import DateNotRead, parse_date
from xieshou.kernel.periods import Period
from xieshou.kernel.text import clean_line
from xieshou.sheets.cells import as_decimal
from xieshou.sheets.errors import CellNotRead
from xieshou.sheets.headers import column_letter

USES = (
    ("known", "系统里的数"),
    ("ask", "问学校"),
    ("fixed", "都填同一句"),
    ("serial", "序号"),
    ("sum", "自动算"),
    ("handed", "交的人或日期"),
    ("blank", "空着"),
)
KINDS = (("int", "整数"), ("number", "数（可有小数）"), ("date", "日期"), ("choice", "几个里选一个"), ("text", "文字"))
LONGEST_ANSWER = 300
LARGEST = Decimal(10) ** 12
LISTED = ("choices", "cell", "hole")
Plain = str | int | float | None


@dataclass(frozen=True)
class Column:
    """``known`` is a code of the vocabulary; ``scale`` is how many smallest units make the one the form counts in.

    In a one-school form ``index`` only counts, ``cell`` is where the box stands, and ``hole`` where in the cell's own
    text the answer goes. ``formula`` names cells of the same row, or of the same sheet.
    """

    index: int
    label: str
    use: str = "ask"
    known: str = ""
    starts: str = ""
    ends: str = ""
    scale: int = 1
    kind: str = "text"
    choices: tuple[str, ...] = ()
    fixed: str = ""
    unit: str = ""
    adds: bool = False
    formula: str = ""
    optional: bool = False
    cell: tuple[int, ...] = ()
    hole: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """What answers are kept under: a form's columns stay where they are."""
        return f"c{self.index}"

    @property
    def place(self) -> str:
        """A列, or C5格 of a one-school form."""
        return f"{column_letter(self.cell[1])}{self.cell[0] + 1}格" if self.cell else f"{column_letter(self.index)}列"

    @property
    def span(self) -> Period | None:
        """The column's own days, where it has any."""
        return Period(date.fromisoformat(self.starts), date.fromisoformat(self.ends)) if self.starts else None

    def of(self, span: Period | None) -> Column:
        """The same column over these days, or over the form's own."""
        return replace(self, starts=str(span.starts) if span else "", ends=str(span.ends) if span else "")

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {**asdict(self), **{name: list(getattr(self, name)) for name in LISTED}}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Column:
        """Back from JSON."""
        return cls(**{**kept, **{name: tuple(kept[name]) for name in LISTED}})


def _number(text: str, unit: str) -> Decimal:
    try:
        value = as_decimal(text, (unit, "元", "万元") if unit else ())
    except CellNotRead as fault:
        raise ValueError(f"“{text}”不是数。只写数字，如12。") from fault
    if not value.is_finite() or abs(value) >= LARGEST:
        raise ValueError(f"“{text}”太大了，看看单位。")
    return value


def check_answer(column: Column, text: str, today: date) -> Plain:
    """What a person typed, as the column's own type; ValueError with a sentence. Nothing typed is nothing."""
    plain = unicodedata.normalize("NFC", clean_line(text, LONGEST_ANSWER))
    if not plain:
        return None
    if column.kind in ("int", "number"):
        value = _number(plain, column.unit)
        if column.kind == "int" and value != value.to_integral_value():
            raise ValueError(f"“{plain}”不是整数。只写整数，如12。")
        return int(value) if value == value.to_integral_value() else float(value)
    if column.kind == "date":
        try:
            return parse_date(plain, today).isoformat()
        except DateNotRead as fault:
            raise ValueError(str(fault)) from fault
    if column.kind == "choice" and plain not in column.choices:
        raise ValueError(f"“{plain}”不在选项里。可以选：{'、'.join(column.choices)}。")
    return plain


def shown_answer(column: Column, value: Plain) -> str:
    """An answer as a page says it."""
    if value is None:
        return ""
    if column.kind == "date" and isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        day = date.fromisoformat(value)
        return f"{day.year}年{day.month}月{day.day}日"
    return format(value, ".15g") if isinstance(value, float) else str(value)
