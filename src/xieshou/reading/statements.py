"""What the ledger can say about a report, and the amount it has for what a figure asks."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from xieshou.reading import words
from xieshou.reading.cues import alike, base_unit
from xieshou.reading.when import When, read_period, same_present


@dataclass(frozen=True)
class Statement:
    """One amount of the ledger: of an indicator, over the whole report or one slice of it.

    `labels` are the words it goes by in text, `units` its measure words, `amount` is in the ledger's smallest unit,
    of which `per_unit` make one of `units` (100 for fen and 元). An empty subject, period, about or side means all of
    them. `about` holds every name, full and short, of the one school, partner or person the slice is about. `period`
    is 3月, 2026年3月, 上学期 …; the report's own period is empty or named (本学期). The list for an indicator must be
    complete: where there are slices, one that is absent counts as nought. `role` is rate or change for measurements,
    `before` the baseline of a change; there `about` names who was asked or measured (学生, 家长). `source` is the
    caller's own and comes back with a judgement.
    """

    indicator: str
    labels: tuple[str, ...]
    units: tuple[str, ...]
    amount: int
    subject: str = ""
    period: str = ""
    about: tuple[str, ...] = ()
    side: str = ""
    per_unit: int = 1
    role: str = "count"
    before: int | None = None
    source: object = field(default=None, compare=False)

    @property
    def value(self) -> Decimal:
        """The amount in the measure word's own unit."""
        return Decimal(self.amount) / self.per_unit


@dataclass(frozen=True)
class Names:
    """Names the report may mention: its own school or schools, other schools, and people."""

    own: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every name."""
        return (*self.own, *self.schools, *self.people)


_SUFFIX: Final = re.compile("(?:中心)?(?:小学|中学|幼儿园|学校|初中|高中|小|中|幼)$")
_COMMON: Final = re.compile("实验|中心|第|[一二三四五六七八九十]$|[县市区]$")


def stem_of(name: str) -> str:
    """A school's name without its 小学 (柳湾 for 柳湾小学); empty where that says too little."""
    stem = _SUFFIX.sub("", name)
    return "" if stem == name or len(stem) < 2 or _COMMON.search(stem) else stem


def with_stems(statements: Sequence[Statement], names: Names) -> tuple[list[Statement], Names]:
    """The same, schools also going by the stem of their name where no other school shares it."""
    owners: dict[str, set[tuple[str, ...]]] = {}
    schools = set(names.schools)
    for about in {cell.about for cell in statements if schools & set(cell.about)}:
        for name in about:
            owners.setdefault(stem_of(name), set()).add(about)
    for name in names.own:
        owners.setdefault(stem_of(name), set()).add((name,))
    stems = {stem: next(iter(held)) for stem, held in owners.items() if stem and len(held) == 1}
    known = {held: (*held, *(stem for stem in stems if stems[stem] == held)) for held in set(stems.values())}
    called = [replace(cell, about=known[cell.about]) if cell.about in known else cell for cell in statements]
    return called, replace(names, schools=(*names.schools, *(stem for stem in stems if stem not in names.all)))


@dataclass(frozen=True)
class Asked:
    """The slice a figure speaks of."""

    subjects: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    when: When | None = None
    side: str = ""
    qualifiers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recorded:
    """What the ledger has for a slice; `part` when it can only say that the slice is at most this much."""

    amount: Decimal
    statements: tuple[Statement, ...]
    part: str = ""
    unknown: str = ""
    crossed: bool = False


Test = Callable[[Statement], bool]
Cells = list[Statement]


def _cut(cells: Cells, asked: bool, fits: Test, is_whole: Test) -> tuple[Cells, bool]:
    """The cells of a dimension that are asked for, and whether the ledger does not divide by it at all."""
    if asked:
        fitting = [cell for cell in cells if fits(cell)]
        divided = any(not is_whole(cell) for cell in cells)
        return (fitting, False) if fitting or divided else (cells, True)
    return [cell for cell in cells if is_whole(cell)] or cells, False


def _fits_months(cell: Statement, when: When) -> bool:
    period = read_period(cell.period)
    if period is None or not period.months:
        return False
    return period.months <= when.months and (None in (period.year, when.year) or period.year == when.year)


def _cut_period(cells: Cells, when: When | None) -> tuple[Cells, str, str]:
    """The cells of the period; then the words of an undivided part; then those of a time the ledger is silent on."""
    if when is None:
        return _cut(cells, False, lambda cell: True, _is_present)[0], "", ""
    named = [cell for cell in cells if cell.period and same_present(cell.period, when.text)]
    if named and not when.day:
        return named, "", ""
    if when.months:
        chosen, undivided = _cut(cells, True, lambda cell: _fits_months(cell, when), _is_present)
        return chosen, when.text if undivided or when.day else "", ""
    years = {period.year for cell in cells if cell.period and (period := read_period(cell.period))} - {None}
    if when.year and years and when.year not in years:
        return [], "", when.text
    present = [cell for cell in cells if not cell.period]
    if when.elsewhen or not (present or any(_has_months(cell) for cell in cells)):
        return [], "", when.text
    return present or [cell for cell in cells if _has_months(cell)], "", ""


def _has_months(cell: Statement) -> bool:
    period = read_period(cell.period) if cell.period else None
    return bool(period and period.months)


def _is_present(cell: Statement) -> bool:
    return not cell.period or (cell.period not in words.ELSEWHEN and not _has_months(cell))


def _narrowed(cells: Cells, asked: tuple[str, ...], of: Callable[[Statement], tuple[str, ...]]) -> tuple[Cells, bool]:
    """The cells that bear one of the names asked for; naming every slice there is asks for the whole."""
    slices = [cell for cell in cells if of(cell)]
    whole = [cell for cell in cells if not of(cell)]
    everything = len(slices) > 1 and whole and all(set(of(cell)) & set(asked) for cell in slices)
    return _cut(
        cells, bool(asked) and not everything, lambda cell: bool(set(of(cell)) & set(asked)), lambda cell: not of(cell)
    )


def _dimensions(cell: Statement) -> int:
    return bool(cell.subject) + bool(cell.about) + bool(cell.period and cell.period not in words.ELSEWHEN)


def _crossed(statements: Sequence[Statement], asked: Asked) -> Recorded | None:
    """The most that 4月语文 can be where months and subjects are recorded, but not the two together."""
    whens = asked.when if asked.when and asked.when.months else None
    alone = [Asked(side=asked.side, **{name: value}) for name, value in _parts(asked, whens) if value]
    if len(alone) < 2 or any(_dimensions(cell) > 1 for cell in statements):
        return None
    found = [recorded(statements, one) for one in alone]
    if any(one.part or one.unknown for one in found):
        return None
    least = min(found, key=lambda one: one.amount)
    words_said = "、".join((*asked.about, whens.text if whens else "", *asked.subjects)).strip("、")
    return Recorded(least.amount, least.statements, words_said, crossed=True)


def _parts(asked: Asked, when: When | None) -> list[tuple[str, Any]]:
    return [("subjects", asked.subjects), ("about", asked.about), ("when", when)]


def recorded(statements: Sequence[Statement], asked: Asked) -> Recorded:
    """Add up what the statements of one indicator say about the slice that is asked."""
    crossed = _crossed(statements, asked)
    if crossed:
        return crossed
    parts = list(asked.qualifiers)
    cells, _ = _cut(
        list(statements), bool(asked.side), lambda cell: cell.side == asked.side, lambda cell: not cell.side
    )
    cells, undivided = _narrowed(cells, asked.subjects, lambda cell: (cell.subject,) if cell.subject else ())
    parts += asked.subjects if undivided else ()
    cells, undivided = _narrowed(cells, asked.about, lambda cell: cell.about)
    parts += asked.about if undivided else ()
    cells, part, unknown = _cut_period(cells, asked.when)
    parts += [part] if part else []
    total = sum((cell.value for cell in cells), Decimal(0))
    return Recorded(total, tuple(cells), "、".join(parts), unknown)


def by_indicator(statements: Sequence[Statement]) -> dict[tuple[str, str], list[Statement]]:
    """The statements of each indicator and role together."""
    grouped: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        grouped.setdefault((statement.indicator, statement.role), []).append(statement)
    return grouped


def measured_alike(unit: str, statement: Statement) -> bool:
    """Whether a figure's unit can count what the statement counts."""
    base = base_unit(unit)[0]
    return not base or alike(base, statement.units)
