"""What a kind of record is declared with. Plain data: no models, no views."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Values = Mapping[str, Any]
Measure = Callable[[Values], int]
FieldType = Literal["text", "long", "int", "choice", "yes", "date", "link", "hours"]
Counting = Literal["shared", "own"]


@dataclass(frozen=True)
class Field:
    """One thing a person fills in. With ``column`` it is a real column; without, it lives in the JSON tail."""

    name: str
    label: str
    type: FieldType
    column: bool = True
    required: bool = False
    hint: str = ""
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    listed: bool = False
    retired: bool = False


@dataclass(frozen=True)
class Indicator:
    """One number that can be summed over places and dates.

    ``unit``: measure word of one; ``fen`` for money. ``words``: what it is called in running text. ``counting``:
    *shared* is one event of many schools, counted once at every level; *own* adds each school's part. ``stock``: +1 on
    the first day, −1 after the last.
    """

    code: str
    label: str
    unit: str
    counting: Counting = "shared"
    stock: bool = False
    words: tuple[str, ...] = ()
    by_subject: bool = False

    def __post_init__(self) -> None:
        if self.code.count(".") != 1:
            raise ValueError(f"{self.code!r} is not subject.measure")


@dataclass(frozen=True)
class Count:
    """How a kind contributes to an indicator. ``each_part``: also when the kind is one of several parts."""

    indicator: str
    measure: Measure
    each_part: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of activity, declared once: form, list, Excel column, facts, quota, sentence, reading.

    ``parts``: kinds offered as further parts of one event. ``only_part``: never recorded by itself.
    """

    code: str
    label: str
    family: str
    icon: str
    fields: tuple[Field, ...]
    counts: tuple[Count, ...]
    sentence: str
    dimension: str = "research"
    reads_as: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    only_part: bool = False
    pupils_in_photos: bool = False
    retired: bool = False

    def live_fields(self) -> tuple[Field, ...]:
        """Fields offered today."""
        return tuple(f for f in self.fields if not f.retired)

    def main_indicator(self) -> str:
        """The figure that stands for a record of this kind in lists."""
        return self.counts[0].indicator


@dataclass(frozen=True)
class Family:
    """A heading of reports and of the kind picker."""

    code: str
    label: str


def one(values: Values) -> int:
    """Each record counts one."""
    return 1


def of(column: str, default: int = 0) -> Measure:
    """The number in a column, or a default when it was left empty."""

    def measure(values: Values) -> int:
        found = values.get(column)
        return int(found) if found not in (None, "") else default

    return measure


def when(column: str, measure: Measure = one) -> Measure:
    """Counts only when a yes/no column is yes."""

    def conditional(values: Values) -> int:
        return measure(values) if values.get(column) else 0

    return conditional


def unless(column: str, measure: Measure = one) -> Measure:
    """Counts only when a yes/no column is not yes."""

    def conditional(values: Values) -> int:
        return 0 if values.get(column) else measure(values)

    return conditional


def among(column: str, accepted: tuple[str, ...], measure: Measure = one) -> Measure:
    """Counts only when a choice column holds one of the accepted values."""

    def conditional(values: Values) -> int:
        return measure(values) if values.get(column) in accepted else 0

    return conditional


@dataclass
class Catalogue:
    """All kinds, families and indicators; refuses contradictions at start."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)

    def add_families(self, *families: Family) -> None:
        """Declare headings, in the order of a report."""
        self.families.update({family.code: family for family in families})

    def add_indicators(self, *indicators: Indicator) -> None:
        """Declare figures; a code is never reused with another meaning."""
        for indicator in indicators:
            if indicator.code in self.indicators:
                raise ValueError(f"indicator {indicator.code!r} is declared twice")
            self.indicators[indicator.code] = indicator

    def add(self, *kinds: Kind) -> None:
        """Declare kinds of activity."""
        for kind in kinds:
            if kind.code in self.kinds:
                raise ValueError(f"kind {kind.code!r} is declared twice")
            self.kinds[kind.code] = kind

    def live(self) -> list[Kind]:
        """Kinds offered today for a record; those that are only a part of one are left out."""
        return [kind for kind in self.kinds.values() if not kind.retired and not kind.only_part]

    def narrower(self, indicator: str) -> list[str]:
        """Figures of the same measure word that count a part of what this one counts, and nothing else."""
        placed = {code: [count.indicator for count in kind.counts] for code, kind in self.kinds.items()}
        return [
            code
            for code, item in self.indicators.items()
            if item.unit == self.indicators[indicator].unit and _within(code, indicator, placed)
        ]

    def choices(self) -> list[tuple[str, str]]:
        """For a choice field; a module-level caller keeps it out of migrations."""
        return [(kind.code, kind.label) for kind in self.live()]

    def contributions(self, kind: str, parts: tuple[str, ...], values: Values) -> Iterator[tuple[Indicator, int]]:
        """What a record counts: its kind once, and each further part by the counts marked ``each_part``."""
        counted: set[str] = set()
        for code in (kind, *(part for part in parts if part != kind)):
            for count in self.kinds[code].counts:
                if count.indicator in counted or (code != kind and not count.each_part):
                    continue
                amount = count.measure(values)
                if amount:
                    counted.add(count.indicator)
                    yield self.indicators[count.indicator], amount


def _within(part: str, whole: str, placed: Mapping[str, list[str]]) -> bool:
    """Whether all kinds that count the part count the whole; where no others do either, the first declared is whole."""
    of_part, of_whole = ({kind for kind, found in placed.items() if code in found} for code in (part, whole))
    if part == whole or not of_part or not of_part <= of_whole:
        return False
    return of_part < of_whole or all(placed[kind].index(whole) < placed[kind].index(part) for kind in of_part)
