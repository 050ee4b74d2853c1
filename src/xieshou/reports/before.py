"""What was given, sent or done before the first record, as somebody stated it; never added to records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from xieshou.documents.model import Block, Figure, Inline, RunIn, Text
from xieshou.kernel.periods import Period
from xieshou.ledger.asking import Ask, facts
from xieshou.ledger.sources import OPENING, SOURCES, Line
from xieshou.subjects.figures import joined
from xieshou.subjects.subject import Subject
from xieshou.web.trace import url_of

from .basis import whole_years

MONTHS = re.compile(r"(\d{4})年(\d{1,2})月至(\d{4})年(\d{1,2})月")


def paragraphs(subject: Subject) -> list[Block]:
    """Stated sums of the report's own place, each with its years; nothing when nobody stated any."""
    stated = [tuple(_sentence(ask, line)) for ask, line in _stated(subject)]
    return [RunIn("用上系统以前", joined(stated))] if stated else []


def _stated(subject: Subject) -> Iterator[tuple[Ask, Line]]:
    """Each stated sum with the question that opens exactly it."""
    if subject.kind not in {"school", "county"}:
        return
    own = Ask("", schools=subject.place.line_by(subject.span.period.ends), source=OPENING, as_of=subject.as_of)
    rows = facts(own).order_by("on", "id").values_list("indicator", "subject", "source_id", "on").distinct()
    kept = dict.fromkeys(rows)
    lines = {line.id: line for line in SOURCES[OPENING].lines([record for _, _, record, _ in kept])}
    for indicator, category, record, on in kept:
        if record in lines:
            ask = replace(own, indicator=indicator, subject=category, period=Period(on, on))
            yield ask, lines[record]


def _sentence(ask: Ask, line: Line) -> Iterator[Inline]:
    """“2021年9月至2025年8月，4年捐赠资金29万余元（据不完全统计）”, in the words it was stated with."""
    label = line.cells["what"]
    said, _, how = line.title.removeprefix(label).rstrip("）").partition("（")
    years = line.cells.get("years", "")
    yield Text(f"{years}，")
    if number := _years_in(years):
        yield Figure(str(number), "年", url_of(ask), key="opening.years")
    yield Text(label)
    yield Figure(said, "", url_of(ask), key=ask.indicator)
    if "据不完全统计" in how:
        yield Text("（据不完全统计）")


def _years_in(words: str) -> int:
    """Whole years between two months as written, both included; nought when they are not written so."""
    found = MONTHS.search(words)
    if found is None:
        return 0
    first_year, first, last_year, last = map(int, found.groups())
    if not (1 <= first <= 12 and 1 <= last <= 12) or (last_year, last) < (first_year, first):
        return 0
    after = date(last_year + last // 12, last % 12 + 1, 1)
    return whole_years(Period(date(first_year, first, 1), date.fromordinal(after.toordinal() - 1)))
