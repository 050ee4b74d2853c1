"""Contradictions in the catalogue, each told in one sentence."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from .declare import Catalogue, Field, Indicator, Kind
from .headings import DIMENSION_LABELS
from .samples import sample_variants
from .sentences import code_of, placeholder, placeholders

# Columns an activity has. Whatever is counted is one of them; the tail is only shown and edited.
COLUMNS = frozenset(
    {"subject", "until", "lessons", "pupils", "items", "hours", "level", "ict", "online"}
    | {"friends", "letters", "books", "deeds", "skills"}
)
# Headers of the sheet of activities that every kind has.
COMMON_HEADERS = (
    *("日期", "时间", "活动日期", "类型", "活动类型", "类别", "主题", "活动主题", "内容"),
    *("学校", "对方学校", "参加学校", "参加人员", "人员", "教师", "照片", "组成部分"),
)
MOST_FIELDS = 6


class _Watched(dict[str, Any]):
    """Values that remember which of them were asked for."""

    def __init__(self, values: dict[str, Any]) -> None:
        super().__init__(values)
        self.asked: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return super().__getitem__(key)


def headers_of(field: Field) -> tuple[str, ...]:
    """What a column of Excel may be called for a field: its label and its aliases."""
    return tuple(dict.fromkeys((field.label, *field.aliases)))


def read_by_measures(kind: Kind) -> set[str]:
    """Names of the values that a kind's measures read."""
    asked: set[str] = set()
    for values in sample_variants(kind):
        watched = _Watched(values)
        for count in kind.counts:
            count.measure(watched)
        asked |= watched.asked
    return asked


def _of_sentence(kind: Kind) -> Iterator[str]:
    counted = {count.indicator for count in kind.counts}
    for name in placeholders(kind.sentence):
        if code_of(name) not in counted:
            yield f"its sentence asks for {{{name}}}, which nothing of it measures"
    if counted and placeholder(kind.main_indicator()) not in placeholders(kind.sentence):
        yield "its sentence leaves out its main figure"


def _of_fields(kind: Kind) -> Iterator[str]:
    names = [field.name for field in kind.fields]
    if len(set(names)) != len(names):
        yield "two of its fields have one name"
    if len(kind.live_fields()) > MOST_FIELDS:
        yield f"it asks for more than {MOST_FIELDS} fields"
    for field in kind.fields:
        if field.column != (field.name in COLUMNS):
            yield f"its field {field.name!r} is {'no column of an activity' if field.column else 'a column, not tail'}"
        if field.type == "choice" and not field.choices:
            yield f"its field {field.name!r} has nothing to choose from"
    tail = {field.name for field in kind.fields if not field.column}
    for name in sorted(read_by_measures(kind)):
        if name in tail:
            yield f"a measure reads {name!r} from the tail, where nothing is counted"
        elif name not in COLUMNS:
            yield f"a measure reads {name!r}, which no activity has"
        elif name not in names:
            yield f"a measure reads {name!r}, which its form never asks"


def _of_headers(kind: Kind) -> Iterator[str]:
    owner: dict[str, str] = {}
    for field in kind.live_fields():
        for header in headers_of(field):
            if header in COMMON_HEADERS:
                yield f"the Excel header {header!r} is common to all kinds"
            if owner.setdefault(header, field.name) != field.name:
                yield f"the Excel header {header!r} stands for two fields"


def _of_names(kind: Kind, catalogue: Catalogue, icons: Collection[str] | None) -> Iterator[str]:
    if kind.family not in catalogue.families:
        yield f"there is no family {kind.family!r}"
    if kind.dimension not in DIMENSION_LABELS:
        yield f"there is no dimension {kind.dimension!r}"
    if icons is not None and kind.icon not in icons:
        yield f"there is no icon {kind.icon!r}"
    if not kind.reads_as:
        yield "it says nothing of how it is read in old documents"
    for part in kind.parts:
        if part not in catalogue.kinds:
            yield f"there is no kind {part!r} to be a part of it"


def _of_counts(kind: Kind, catalogue: Catalogue) -> Iterator[str]:
    codes = [count.indicator for count in kind.counts]
    if not codes:
        yield "it counts nothing"
    if len(set(codes)) != len(codes):
        yield "it counts one indicator twice"
    for code in codes:
        if code not in catalogue.indicators:
            yield f"there is no indicator {code!r}"
        elif catalogue.indicators[code].stock:
            yield f"{code!r} is a stock, and an activity only happens"


def of_kind(kind: Kind, catalogue: Catalogue, icons: Collection[str] | None = None) -> Iterator[str]:
    """What contradicts itself in one kind."""
    for found in (_of_counts(kind, catalogue), _of_names(kind, catalogue, icons), _of_fields(kind)):
        yield from found
    yield from _of_headers(kind)
    if kind.counts:
        yield from _of_sentence(kind)


def _one_meaning(catalogue: Catalogue) -> Iterator[str]:
    meant: dict[str, dict[str, str]] = defaultdict(dict)
    for kind in catalogue.kinds.values():
        for field in kind.live_fields():
            for header in headers_of(field):
                meant[header][field.name] = kind.code
    for header, names in meant.items():
        if len(names) > 1:
            yield f"the Excel header {header!r} means {' and '.join(sorted(names))}"
    labels: dict[str, str] = {}
    for kind in catalogue.kinds.values():
        if labels.setdefault(kind.label, kind.code) != kind.code:
            yield f"two kinds are called {kind.label!r}"


def _of_indicators(indicators: Collection[Indicator]) -> Iterator[str]:
    labels: dict[str, str] = {}
    codes: dict[str, Indicator] = {}
    for indicator in indicators:
        first = codes.setdefault(indicator.code, indicator)
        if first is not indicator:
            two = first.unit != indicator.unit
            yield f"indicator {indicator.code!r} " + ("has two units" if two else "is declared twice")
        if labels.setdefault(indicator.label, indicator.code) != indicator.code:
            yield f"two indicators are called {indicator.label!r}"


def problems(
    catalogue: Catalogue, icons: Collection[str] | None = None, declared: Collection[Indicator] | None = None
) -> list[str]:
    """Everything that contradicts itself; ``icons`` are those that can be drawn, ``declared`` the raw indicators."""
    found = list(_of_indicators(declared if declared is not None else catalogue.indicators.values()))
    for kind in catalogue.kinds.values():
        found += [f"kind {kind.code!r}: {said}" for said in of_kind(kind, catalogue, icons)]
    return [*found, *_one_meaning(catalogue)]
