"""What the readers of running text look for: the words a figure goes by and the measure words it is counted in."""

from dataclasses import dataclass

from xieshou.kernel.amounts import UNITS
from xieshou.reading.cues import Cue

from .declare import Catalogue, Indicator, Kind

# Measure words that people write for the one we count in. Never 人 for 人次: persons are not person-times.
SAID = {
    "次": ("次", "场", "场次", "期", "回"),
    "场": ("场", "场次", "次", "期"),
    "期": ("期", "批", "批次", "次"),
    "届": ("届", "次"),
    "节": ("节", "堂", "节次", "课次"),
    "课时": ("课时", "个课时", "节"),
    "学时": ("学时", "课时", "个课时"),
    "册": ("册", "本", "部"),
    "件": ("件", "幅", "份", "个"),
    "份": ("份", "件", "个"),
    "个": ("个", "支", "篇", "份"),
    "项": ("项", "个", "件"),
    "门": ("门", "个"),
    "对": ("对", "组"),
    "户": ("户", "家"),
    "封": ("封",),
    "篇": ("篇", "份"),
    "条": ("条", "项", "个"),
    "台": ("台", "部"),
    "人次": ("人次",),
    "人": ("人", "名", "位"),
}
# What somebody writes of one event, where persons and person-times are the same number.
OF_ONE_EVENT = {"人次": ("人次", "人", "名", "位")}


@dataclass(frozen=True)
class Voice:
    """How one figure is spoken of: its own label first, its own measure word first."""

    labels: tuple[str, ...]
    units: tuple[str, ...]
    per_unit: int = 1


def _once(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def kinds_led_by(catalogue: Catalogue, indicator: str) -> list[Kind]:
    """Kinds whose main figure this is."""
    return [kind for kind in catalogue.kinds.values() if kind.counts and kind.main_indicator() == indicator]


def units_of(indicator: Indicator) -> tuple[str, ...]:
    """Measure words of an indicator, its own first."""
    shown = UNITS[indicator.unit].measure_word if indicator.unit in UNITS else indicator.unit
    return _once(shown, *SAID.get(shown, ()))


def voice_of(catalogue: Catalogue, code: str) -> Voice:
    """What a judge of claims needs for an indicator, to hold a report's own words against the ledger."""
    indicator = catalogue.indicators[code]
    read = [word for kind in kinds_led_by(catalogue, code) for word in (kind.label, *kind.reads_as)]
    per = UNITS[indicator.unit].per if indicator.unit in UNITS else 1
    return Voice(_once(indicator.label, *indicator.words, *read), units_of(indicator), per)


def indicator_cue(catalogue: Catalogue, code: str) -> Cue:
    """An indicator as the reader of old documents looks for it."""
    voice = voice_of(catalogue, code)
    return Cue(code, voice.labels, _once(*voice.units, *OF_ONE_EVENT.get(voice.units[0], ())))


def kind_cue(catalogue: Catalogue, kind: Kind) -> Cue:
    """A kind as the reader of pasted lines looks for it: its names, and the measure words of all it asks for."""
    asked = [field.unit for field in kind.live_fields() if field.unit]
    counted = [word for count in kind.counts for word in units_of(catalogue.indicators[count.indicator])]
    measures = [word for unit in asked for word in (*SAID.get(unit, (unit,)), *OF_ONE_EVENT.get(unit, ()))]
    return Cue(kind.code, _once(kind.label, *kind.reads_as), _once(*counted, *measures))


def cues(catalogue: Catalogue) -> tuple[Cue, ...]:
    """One cue for every indicator."""
    return tuple(indicator_cue(catalogue, code) for code in catalogue.indicators)
