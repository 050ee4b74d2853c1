"""The author's own words, held against the ledger sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xieshou.catalogue import Indicator, catalogue
from xieshou.ledger.overview import Overview
from xieshou.reading import Judgement, Names, Statement, judge

from .promises import promises_of
from .subjects import Subject

LONGEST = 2000
UNIT_WORDS = {"fen": ("元",), "节": ("节", "堂"), "次": ("次", "场", "期"), "册": ("册", "本"), "人次": ("人次",)}
IDENTITY = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")


def _labels(indicator: Indicator) -> tuple[str, ...]:
    """Words the figure goes by: its label, its cues, and those of the kinds it stands for."""
    kinds = [kind for kind in catalogue.kinds.values() if kind.main_indicator() == indicator.code]
    read = [word for kind in kinds for word in (kind.label, *kind.reads_as)]
    return tuple(dict.fromkeys((indicator.label, *indicator.words, *read)))


def statements(subject: Subject) -> list[Statement]:
    """Everything the ledger can say about the report: wholes, subjects, months, and nought where nothing was done."""
    overview = Overview.of(subject.ask)
    found = [s for indicator in catalogue.indicators.values() for s in _of(indicator, overview)]
    states = [row.state for _, row in promises_of(subject)]
    for labels, amount in (
        (("承诺",), len(states)),
        (("完成承诺", "已完成"), states.count("done")),
        (("有风险",), states.count("risk")),
    ):
        found.append(Statement(f"promise.{labels[0]}", labels, ("项",), amount))
    return found


def _of(indicator: Indicator, overview: Overview) -> Iterator[Statement]:
    labels, per = _labels(indicator), 100 if indicator.unit == "fen" else 1
    units = UNIT_WORDS.get(indicator.unit, (indicator.unit,))
    yield Statement(indicator.code, labels, units, overview.total(indicator.code), per_unit=per)
    for (year, month), amount in overview.by_month(indicator.code).items():
        yield Statement(indicator.code, labels, units, amount, period=f"{year}年{month}月", per_unit=per)
    if indicator.by_subject:
        for name, amount in overview.by_subject(indicator.code).items():
            if name:
                yield Statement(indicator.code, labels, units, amount, subject=name, per_unit=per)


def names(subject: Subject) -> Names:
    """Names the report may mention without their digits being counted."""
    own = [name for school in subject.schools for name in (school.name, school.short) if name]
    return Names(own=tuple(own))


@dataclass(frozen=True)
class Doubtful:
    """A figure or wording of the author's own that no record bears out."""

    slot: str
    said: str
    why: str
    verdict: str


def judged(subject: Subject, own: Mapping[str, str]) -> list[tuple[str, Judgement]]:
    """Every judgement of every slot, with its slot."""
    if not any(own.values()):
        return []
    known, people = statements(subject), names(subject)
    return [(slot, one) for slot, text in own.items() for one in judge(text[:LONGEST], known, people)]


def doubtful(subject: Subject, own: Mapping[str, str]) -> list[Doubtful]:
    """What the author should look at again."""
    return [
        Doubtful(slot, one.said, one.why, one.verdict)
        for slot, one in judged(subject, own)
        if one.verdict in {"contradicted", "no_record"}
    ]
