"""What a formula of the superior's form comes to: plain arithmetic over cells, and the few functions offices use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from typing import TypeVar

Value = str | int | float | Decimal | bool | None
Look = Callable[["Area"], Sequence[Value]]
Part = Callable[[], Value]
T = TypeVar("T")
LONGEST, DEEPEST, MOST_CELLS = 400, 40, 2_000
FEWEST_DIGITS, MOST_DIGITS = -12, 12
TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"]|"")*")'
    r"|(?P<area>\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?)(?![\w(])"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<name>[A-Za-z]+)(?=\s*\()"
    r"|(?P<mark><>|<=|>=|[-+*/%(),=<>]))"
)
CORNER = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
ORDER = {"=": 0, "<>": 0, "<": 0, ">": 0, "<=": 0, ">=": 0, "+": 1, "-": 1, "*": 2, "/": 2}


class NotUnderstood(ValueError):
    """The formula does something that is not done here."""


class NoValue(ArithmeticError):
    """The formula has no value: a division by nought, a word where a number should stand."""


@dataclass(frozen=True)
class Area:
    """Cells a formula names, rows and columns counted from 0, both ends within."""

    top: int
    left: int
    bottom: int
    right: int

    def cells(self) -> Iterator[tuple[int, int]]:
        """Row by row."""
        return ((row, at) for row in range(self.top, self.bottom + 1) for at in range(self.left, self.right + 1))


def _corner(written: str) -> tuple[int, int]:
    match = CORNER.fullmatch(written)
    if not match:
        raise NotUnderstood(written)
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def read_area(written: str) -> Area:
    """C5 or C5:D9 as cells."""
    one, _, other = written.partition(":")
    (a, b), (c, d) = _corner(one), _corner(other or one)
    area = Area(min(a, c), min(b, d), max(a, c), max(b, d))
    if (area.bottom - area.top + 1) * (area.right - area.left + 1) > MOST_CELLS:
        raise NotUnderstood(written)
    return area


def _tokens(formula: str) -> list[tuple[str, str]]:
    """Kinds and texts; anything else, other sheets too, is not understood."""
    text = formula.removeprefix("=").rstrip()
    if len(text) > LONGEST:
        raise NotUnderstood("too long")
    found, at = [], 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise NotUnderstood(text[at : at + 20])
        kind = str(match.lastgroup)
        found.append((kind, match[kind]))
        at = match.end()
    return found


def areas_of(formula: str) -> list[Area]:
    """Every cell and range a formula names."""
    return [read_area(text) for kind, text in _tokens(formula) if kind == "area"]


def _number(value: Value) -> Decimal:
    """A cell as a number: nothing is nought, a word is none."""
    if value is None or value == "":
        return Decimal(0)
    if isinstance(value, str):
        raise NoValue(value)
    return value if isinstance(value, Decimal) else Decimal(str(int(value) if isinstance(value, bool) else value))


def _numbers(values: Sequence[Value]) -> list[Decimal]:
    """Of many cells the numbers alone, as SUM takes them."""
    return [_number(value) for value in values if value is not None and not isinstance(value, (str, bool))]


def _rounded(value: Decimal, places: Decimal) -> Decimal:
    if not FEWEST_DIGITS <= places <= MOST_DIGITS:
        raise NoValue("places")
    return value.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP) if value else value


def _mean(numbers: list[Decimal]) -> Decimal:
    if not numbers:
        raise NoValue("mean of nothing")
    return sum(numbers, Decimal(0)) / len(numbers)


OVER_CELLS: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "SUM": lambda numbers: sum(numbers, Decimal(0)),
    "AVERAGE": _mean,
    "COUNT": lambda numbers: Decimal(len(numbers)),
    "MAX": lambda numbers: max(numbers, default=Decimal(0)),
    "MIN": lambda numbers: min(numbers, default=Decimal(0)),
}


def _compared(mark: str, one: Value, other: Value) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        same = (one or "") == (other or "")  # an empty cell equals ""
        if mark not in ("=", "<>"):
            raise NoValue(mark)
        return same if mark == "=" else not same
    a, b = _number(one), _number(other)
    return {"=": a == b, "<>": a != b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[mark]


def _joined(mark: str, one: Value, other: Value) -> Value:
    if ORDER[mark] == 0:
        return _compared(mark, one, other)
    a, b = _number(one), _number(other)
    if mark == "/":
        if b == 0:
            raise NoValue("division by nought")
        return a / b
    return {"+": a + b, "-": a - b, "*": a * b}[mark]


def _joining(mark: str, one: Part, other: Part) -> Part:
    return lambda: _joined(mark, one(), other())


def _hundredth(whole: Part) -> Part:
    return lambda: _number(whole()) / 100


class _Reading:
    """One pass over the tokens; every part answers a function, so that IF asks only what it needs."""

    def __init__(self, formula: str, look: Look) -> None:
        self.tokens, self.at, self.look, self.depth = _tokens(formula), 0, look, 0

    def whole(self) -> Part:
        found = self.chain(0)
        if self.at != len(self.tokens):
            raise NotUnderstood(self.tokens[self.at][1])
        return found

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self, wanted: str) -> None:
        if self.peek() != wanted:
            raise NotUnderstood(f"{wanted} is missing")
        self.at += 1

    def chain(self, least: int) -> Part:
        """Operands joined by marks that bind at least so closely."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotUnderstood("too deep")
        left = self.operand()
        while (mark := self.peek()) in ORDER and self.tokens[self.at][0] == "mark" and ORDER[mark] >= least:
            self.at += 1
            right = self.chain(ORDER[mark] + 1)
            left = _joining(mark, left, right)
        self.depth -= 1
        return left

    def operand(self) -> Part:
        if self.at >= len(self.tokens):
            raise NotUnderstood("cut short")
        kind, text = self.tokens[self.at]
        self.at += 1
        if text in ("-", "+") and kind == "mark":
            inner, sign = self.operand(), -1 if text == "-" else 1
            return lambda: sign * _number(inner())
        if text == "(":
            found = self.chain(0)
            self.take(")")
        elif kind == "name":
            found = self.called(text.upper())
        else:
            found = self.plain(kind, text)
        while self.peek() == "%":
            self.at += 1
            found = _hundredth(found)
        return found

    def plain(self, kind: str, text: str) -> Part:
        """A number, a word, a cell."""
        if kind == "number":
            return lambda: Decimal(text)
        if kind == "text":
            return lambda: text[1:-1].replace('""', '"')
        if kind != "area" or ":" in text:
            raise NotUnderstood(text)
        area = read_area(text)
        return lambda: self.look(area)[0]

    def called(self, name: str) -> Part:
        self.take("(")
        if name in OVER_CELLS:
            parts = self.listed(self.many)
            return lambda: OVER_CELLS[name](_numbers([value for part in parts for value in part()]))
        args = self.listed(lambda: self.chain(0))
        if name == "ROUND" and len(args) == 2:
            return lambda: _rounded(_number(args[0]()), _number(args[1]()))
        if name == "IF" and len(args) in (2, 3):
            return lambda: args[1]() if args[0]() else args[2]() if len(args) > 2 else False
        if name == "IFERROR" and len(args) == 2:
            return lambda: _or_else(args[0], args[1])
        raise NotUnderstood(name)

    def listed(self, one: Callable[[], T]) -> list[T]:
        """What stands between the brackets, by commas."""
        found = [one()]
        while self.peek() == ",":
            self.at += 1
            found.append(one())
        self.take(")")
        return found

    def many(self) -> Callable[[], Sequence[Value]]:
        """A range, or anything that has one value."""
        kind, text = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        if kind == "area":
            after = self.tokens[self.at + 1][1] if self.at + 1 < len(self.tokens) else ""
            if after in (",", ")"):
                self.at += 1
                area = read_area(text)
                return lambda: self.look(area)
        single = self.chain(0)
        return lambda: [single()]


def _or_else(first: Part, second: Part) -> Value:
    try:
        return first()
    except NoValue:
        return second()


def understood(formula: str) -> bool:
    """Whether a formula can be worked out here."""
    try:
        _Reading(formula, lambda area: [None]).whole()
    except NotUnderstood:
        return False
    return True


def work_out(formula: str, look: Look) -> str | int | float | None:
    """The value of a formula over cells as ``look`` gives them; nothing where it has none."""
    try:
        with localcontext() as context:
            context.prec = 28
            value = _Reading(formula, look).whole()()
            if value is None or isinstance(value, str):
                return value
            number = round(_number(value), 6)
    except (NoValue, NotUnderstood, InvalidOperation, OverflowError):
        return None
    return int(number) if number == number.to_integral_value() else float(number)
