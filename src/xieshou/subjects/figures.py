"""Figures of a report as doors, and sentences of the catalogue filled with them."""

from __future__ import annotations

from dataclasses import replace

from xieshou.catalogue import Kind, catalogue
from xieshou.catalogue.cues import kinds_led_by
from xieshou.catalogue.sentences import code_of, placeholders, sentence_for
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


def said(kind: Kind, overview: Overview) -> Inlines:
    """The kind's sentence with doors for figures; empty when nothing of the kind was counted."""
    main = kind.main_indicator()
    if not overview.total(main):
        return ()
    questions = {main: overview.question(main)}
    for name in placeholders(kind.sentence):
        code = code_of(name)
        # the figure of another kind is told there, whole, and not once more as a part here
        if code != main and not kinds_led_by(catalogue, code):
            questions[code] = overview.question(code, beside=main)
    amounts = {code: overview.total(code, beside=ask.beside) for code, ask in questions.items()}
    pieces = sentence_for(kind, amounts)
    parts = [door(questions[p.indicator], amounts[p.indicator]) if p.indicator else Text(p.text) for p in pieces]
    told = any("其中" in piece.text for piece in pieces)
    return (*parts, *_by_subject(main, overview, "，分学科是" if told else "，其中"))


def _by_subject(code: str, overview: Overview, lead: str) -> Inlines:
    """“，其中语文5节、数学4节”, where the figure has subjects that sum to it."""
    if not catalogue.indicators[code].by_subject:
        return ()
    split = overview.by_subject(code)
    if len(split) < 2 or "" in split or len(split) > MOST_SUBJECTS:
        return ()
    parts: list[Inline] = [Text(lead)]
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
