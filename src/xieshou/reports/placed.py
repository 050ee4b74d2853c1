"""What each person who was sent did there, and what each of them carries every week."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from xieshou.catalogue import catalogue
from xieshou.documents.model import Block, Cell, Figure, Inlines, RunIn, Table, Text
from xieshou.kernel.amounts import format_amount
from xieshou.ledger.overview import Overview
from xieshou.ledger.sources import SOURCES, Line
from xieshou.subjects.figures import door, joined
from xieshou.subjects.material import Material
from xieshou.subjects.subject import Subject
from xieshou.web.trace import url_of

WORK = ("lesson.taught", "lesson.demonstrated", "lesson.open", "lesson.observed", "mentor.pairs")
MOST_PERSONS = 40
Work = dict[str, dict[UUID, int]]


def _work(overview: Overview) -> Work:
    """What was recorded for each person sent, by figure; figures of which there is nothing are left out."""
    counted = {code: overview.by_bearer(code) for code in WORK if overview.total(code)}
    named = {code: {who: n for who, n in by.items() if who and n} for code, by in counted.items()}
    return {code: by for code, by in named.items() if by}


def _persons(overview: Overview, work: Work) -> list[Line]:
    ids = {record for source, record in overview.events if source == "placement"}
    ids |= {who for by in work.values() for who in by}
    lines = SOURCES["placement"].lines(list(ids)) if ids else []
    return [line for line in lines if line.cells.get("weekly_lessons") or any(line.id in by for by in work.values())]


def paragraphs(material: Material) -> list[Block]:
    """What each of them did, from least to most; nothing where no record names who did it."""
    said = joined([_each(material.subject, code, by) for code, by in _work(material.overview).items()])
    return [RunIn("派遣教师人均", said)] if said else []


def _each(subject: Subject, code: str, by: dict[UUID, int]) -> Inlines:
    """“每人师徒结对2—3对”: the least and the most of one person."""
    indicator = catalogue.indicators[code]
    least, most = min(by.values()), max(by.values())
    (first, unit), (last, _) = format_amount(least, indicator.unit), format_amount(most, indicator.unit)
    words = first if least == most else f"{first}—{last}"
    return (Text(f"每人{indicator.label}"), Figure(words, unit, f"{subject.url}persons/?i={code}", key=code))


def persons_of(overview: Overview, code: str) -> list[tuple[Line, str, str]]:
    """Each person with the records of one figure, for the page behind “每人”."""
    by = _work(overview).get(code, {})
    lines = SOURCES["placement"].lines(list(by)) if by else []
    asks = {line.id: replace(overview.question(code), bearer=line.id) for line in lines}
    unit = catalogue.indicators[code].unit
    return [(line, format_amount(by[line.id], unit)[0], url_of(asks[line.id])) for line in lines]


def tables(overview: Overview) -> list[Block]:
    """One line a person: weekly lessons by arrangement, and what was recorded."""
    work = _work(overview)
    persons = _persons(overview, work)[:MOST_PERSONS]
    if not persons:
        return []
    head = ("姓名", "形式", "每周课时", *(catalogue.indicators[code].label for code in work))
    rows = tuple(_row(line, work, overview) for line in persons)
    return [Table(head, rows, caption="派遣教师工作量", numeric=frozenset(range(2, len(head))))]


def _row(line: Line, work: Work, overview: Overview) -> tuple[Cell, ...]:
    weekly = line.cells.get("weekly_lessons")
    week: Cell = (Figure(str(weekly), "课时", line.url, key="placement.weekly"),) if weekly else ""
    return (line.people, line.kind, week, *(_cell(code, line, by, overview) for code, by in work.items()))


def _cell(code: str, line: Line, by: dict[UUID, int], overview: Overview) -> Cell:
    amount = by.get(line.id, 0)
    return (door(replace(overview.question(code), bearer=line.id), amount),) if amount else ""
