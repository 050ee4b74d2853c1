"""Which words and measure words tell what a figure counts; the caller supplies them, usually from the catalogue."""

from dataclasses import dataclass
from functools import lru_cache

from xieshou.reading import words


@dataclass(frozen=True)
class Cue:
    """What a kind is called in running text, and the measure words that it is counted in."""

    kind: str
    words: tuple[str, ...]
    measures: tuple[str, ...]


@lru_cache(maxsize=1024)
def alike(unit: str, units: tuple[str, ...]) -> bool:
    """Whether two measure words count the same thing (节 and 堂, 名 and 人; but never 人 and 人次)."""
    wanted = frozenset(units)
    return unit in wanted or any(unit in group and group & wanted for group in words.ALIKE)


def base_unit(unit: str) -> tuple[str, int]:
    """The unit without its 千, 万 or 亿, and what these multiply by."""
    if unit == "成":
        return "%", 10
    scale = 1
    while len(unit) > 1 and unit[0] in "千万亿" and unit not in {"千米", "千克"}:
        scale *= {"千": 10**3, "万": 10**4, "亿": 10**8}[unit[0]]
        unit = unit[1:]
    return unit, scale
