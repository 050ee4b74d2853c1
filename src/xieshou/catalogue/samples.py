"""Values a person could fill in, made from a kind's fields: for contracts over every kind."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from .declare import Field, Kind

SAMPLE_DAY = date(2026, 3, 12)
_BY_TYPE: dict[str, Any] = {
    "text": "样例",
    "long": "样例文字",
    "int": 3,
    "hours": 3,
    "yes": True,
    "date": SAMPLE_DAY,
    "link": "https://example.org/lesson",
}


def sample_value(field: Field) -> Any:
    """One value the field accepts; of a choice the last."""
    if field.type == "choice":
        return field.choices[-1][0] if field.choices else ""
    return _BY_TYPE[field.type]


def sample_values(kind: Kind) -> dict[str, Any]:
    """Every field of a kind filled in."""
    return {field.name: sample_value(field) for field in kind.live_fields()}


def sample_variants(kind: Kind) -> Iterator[dict[str, Any]]:
    """Nothing filled in, then everything, then each choice and each no in turn: what a measure may meet."""
    full = sample_values(kind)
    yield {}
    yield full
    for field in kind.live_fields():
        for value, _ in field.choices:
            yield {**full, field.name: value}
        if field.type == "yes":
            yield {**full, field.name: False}
