"""The author's own words, held against the ledger sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xieshou.catalogue import catalogue
from xieshou.catalogue.cues import voice_of
from xieshou.ledger.overview import Overview
from xieshou.reading import Judgement, Names, Statement, judge

from .promises import promises_of
from .subjects import Subject

LONGEST = 2000


def statements(subject: Subject) -> list[Statement]:
    """Everything the ledger can say about the report: wholes, subjects, months, and nought where nothing was done."""
    overview = Overview.of(subject.ask)
    found = [s for code in catalogue.indicators for s in _of(code, overview)]
    states = [row.state for _, row in promises_of(subject)]
    for labels, amount in (
        (("承诺",), len(states)),
        (("完成承诺", "已完成"), states.count("done")),
        (("有风险",), states.count("risk")),
    ):
        found.append(Statement(f"promise.{labels[0]}", labels, ("项",), amount))
    return found


def _of(code: str, overview: Overview) -> Iterator[Statement]:
    voice = voice_of(catalogue, code)

    def one(amount: int, **part: str) -> Statement:
        return Statement(code, voice.labels, voice.units, amount, per_unit=voice.per_unit, **part)  # type: ignore[arg-type]  # texts only

    yield one(overview.total(code))
    for (year, month), amount in overview.by_month(code).items():
        yield one(amount, period=f"{year}年{month}月")
    if catalogue.indicators[code].by_subject:
        yield from (one(amount, subject=name) for name, amount in overview.by_subject(code).items() if name)


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
