"""Figures of a report as doors, and sentences of the catalogue filled with them."""

from __future__ import annotations

import re
import string
from dataclasses import replace

from xieshou.catalogue import Kind, catalogue
from xieshou.documents.model import Figure, Inline, Inlines, Text
from xieshou.kernel.amounts import format_amount
from xieshou.kernel.periods import Period
from xieshou.ledger.asking import Ask
from xieshou.ledger.overview import Overview
from xieshou.web.trace import url_of

MOST_SUBJECTS = 6


def door(ask: Ask, amount: int) -> Figure:
    """A figure of the ledger that opens its records."""
    figure, unit = format_amount(amount, catalogue.indicators[ask.indicator].unit)
    return Figure(figure, unit, url_of(ask), key=ask.indicator)


def _clauses(sentence: str) -> list[str]:
    """The parts of a sentence between commas; a part whose figures are nought is left out."""
    return [part for part in re.split("(?<=，)|(?<=；)", sentence) if part]


def _codes(clause: str) -> list[str]:
    names = [name for _, name, _, _ in string.Formatter().parse(clause) if name]
    return [name.replace("_", ".", 1) for name in names]


def said(kind: Kind, overview: Overview) -> Inlines:
    """The kind's sentence with doors for figures; empty when nothing of the kind was counted."""
    main = kind.main_indicator()
    amount = overview.total(main)
    if not amount:
        return ()
    parts: list[Inline] = []
    for clause in _clauses(kind.sentence):
        codes = _codes(clause)
        amounts = {code: _amount(overview, code, main) for code in codes}
        if codes and not all(amounts.values()):
            continue
        parts += _filled(clause, amounts, overview, main)
    return (*_trimmed(parts), *_by_subject(main, overview))


def _amount(overview: Overview, code: str, main: str) -> int:
    return overview.total(code, beside="" if code == main else main)


def _filled(clause: str, amounts: dict[str, int], overview: Overview, main: str) -> list[Inline]:
    parts: list[Inline] = []
    for literal, name, _, _ in string.Formatter().parse(clause):
        if literal:
            parts.append(Text(literal))
        if name:
            code = name.replace("_", ".", 1)
            ask = overview.question(code, beside="" if code == main else main)
            parts.append(door(ask, amounts[code]))
    return parts


def _trimmed(parts: list[Inline]) -> list[Inline]:
    """Without the comma that a left-out clause leaves at the end."""
    if parts and isinstance(parts[-1], Text):
        last = parts[-1].text.rstrip("，；")
        return [*parts[:-1], Text(last)] if last else parts[:-1]
    return parts


def _by_subject(code: str, overview: Overview) -> Inlines:
    """“，其中语文5节、数学4节”, where the figure has subjects that sum to it."""
    if not catalogue.indicators[code].by_subject:
        return ()
    split = overview.by_subject(code)
    if len(split) < 2 or "" in split or len(split) > MOST_SUBJECTS:
        return ()
    parts: list[Inline] = [Text("，其中")]
    for number, (subject, amount) in enumerate(split.items()):
        parts += [Text(("、" if number else "") + subject), door(overview.question(code, subject=subject), amount)]
    return tuple(parts)


def joined(sentences: list[Inlines], stop: str = "。") -> Inlines:
    """Several sentences in one paragraph, parted by semicolons."""
    parts: list[Inline] = []
    for number, sentence in enumerate(found for found in sentences if found):
        parts += [*([Text("；")] if number else []), *sentence]
    return (*parts, Text(stop)) if parts else ()


def month_door(ask: Ask, year: int, month: int) -> Ask:
    """The question about one month of a report's period."""
    if ask.period is None:
        raise ValueError("a report has a period")
    following = (year + month // 12, month % 12 + 1)
    first = ask.period.starts.replace(year=year, month=month, day=1)
    last = first.replace(year=following[0], month=following[1])
    ends = type(first).fromordinal(last.toordinal() - 1)
    return replace(ask, period=Period(max(first, ask.period.starts), min(ends, ask.period.ends)))
