"""What stands in a cell, and how a column reads it: text, number, date, one of a list."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from rapidfuzz import fuzz, process

from xieshou.kernel.dates import DateNotRead, parse_date
from xieshou.sheets.errors import CellNotRead

Cell = None | str | int | float | bool | date | datetime | time

EXACT_DIGITS = 15  # a spreadsheet number holds no more; the 16th digit of an id card becomes 0
EXPONENT = re.compile(r"\d(\.\d+)?E\+\d{1,3}", re.IGNORECASE)
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
BLANKS = re.compile(r"[ \t\u00a0\u3000]+")
NUMBER = re.compile(r"([-+]?\d[\d,]*(?:\.\d+)?)([^\d.,]*)")
SIMILAR = 60.0


def is_empty(cell: Cell) -> bool:
    """Whether there is nothing a person would see."""
    return cell is None or (isinstance(cell, str) and not INVISIBLE.sub("", cell).strip())


def shown(cell: Cell) -> str:
    """The cell as the person sees it, for an error sentence."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return f"{cell:.2E}" if abs(cell) >= 10**EXACT_DIGITS else format(cell, ".15g")
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    return str(cell).strip()


def damaged(written: str) -> CellNotRead:
    """The refusal for a long number that the spreadsheet has rounded."""
    why = f"Excel把这个号码变成了{written}，末几位已经丢了。请把这一列设成“文本”，再重新填。"
    return CellNotRead(why, "设成文本后重填")


def as_text(cell: Cell, *, number: bool = False) -> str:
    """The cell as one tidy text; `number` is for ids and phones: half width, no blanks, nothing rounded."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) >= 10**EXACT_DIGITS:
        raise damaged(f"{cell:.1E}")
    text = INVISIBLE.sub("", shown(cell)).replace("\r\n", "\n").replace("\r", "\n")
    text = "\n".join(BLANKS.sub(" ", line).strip() for line in text.split("\n")).strip()
    if not number:
        return text
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if EXPONENT.fullmatch(text):
        raise damaged(text)
    return text


def as_date(cell: Cell, today: date) -> date:
    """The cell as a day: a real date, a bare day number, or words such as 6月9日."""
    try:
        return parse_date(as_text(cell) if isinstance(cell, str) else cell, today)
    except DateNotRead as error:
        raise CellNotRead(str(error) or "读不出日期，请写成2025-06-09。") from error


def as_decimal(cell: Cell, units: Sequence[str] = ()) -> Decimal:
    """The cell as an exact number; a measure word from `units` may stand behind it."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return Decimal(repr(cell))
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", as_text(cell)))
    match = NUMBER.fullmatch(text)
    if not match or (match[2] and match[2] not in units):
        raise CellNotRead("这里要填数字。")
    try:
        return Decimal(match[1].replace(",", ""))
    except InvalidOperation as error:
        raise CellNotRead("这里要填数字。") from error


def as_int(cell: Cell, units: Sequence[str] = ()) -> int:
    """The cell as a whole number: 12, 12.0, １２, 1,200, and 12节 when 节 is in `units`."""
    value = as_decimal(cell, units)
    if not value.is_finite() or value != value.to_integral_value():
        raise CellNotRead("这里要填整数。")
    return int(value)


def as_fen(cell: Cell, units: Sequence[str] = ("元",)) -> int:
    """An amount of yuan as whole fen; a third decimal place from a spreadsheet's sum is rounded."""
    value = as_decimal(cell, units)
    if not value.is_finite():
        raise CellNotRead("这里要填金额。")
    return int((value * 100).quantize(Decimal(1), ROUND_HALF_UP))


def plain_key(text: str) -> str:
    """A text for comparing: compatible forms unified, no blanks, small letters."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", INVISIBLE.sub("", text))).casefold()


def nearest(text: str, labels: Sequence[str]) -> str:
    """The label a person probably meant, or nothing."""
    keys = {label: plain_key(label) for label in labels}
    found = process.extractOne(plain_key(text), keys, scorer=fuzz.WRatio, score_cutoff=SIMILAR)
    return str(found[2]) if found else ""


def as_choice(cell: Cell, labels: Sequence[str], noun: str = "选项", synonyms: Mapping[str, str] | None = None) -> str:
    """The label the cell names, in our spelling; another word for it may stand in `synonyms`."""
    text = as_text(cell)
    known = {plain_key(label): label for label in labels}
    known.update({plain_key(word): label for word, label in (synonyms or {}).items()})
    if label := known.get(plain_key(text)):
        return label
    if guess := text and nearest(text, labels):
        raise CellNotRead(f"没有这个{noun}，应是“{guess}”。", f"改成“{guess}”")
    some = "、".join(labels[:8]) + ("等" if len(labels) > 8 else "")
    raise CellNotRead(f"没有这个{noun}，可以填：{some}。" if text else f"要填{noun}，可以填：{some}。")
