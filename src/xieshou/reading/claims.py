"""Judge each numeric claim of a sentence against what the ledger records."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from xieshou.reading import words
from xieshou.reading.agreement import agrees
from xieshou.reading.cues import Cue
from xieshou.reading.derived import COMPARISON, as_sum, compared
from xieshou.reading.figures import FigureRead, read_figures
from xieshou.reading.fit import is_bare
from xieshou.reading.judgement import Groups, Judgement, Place, borne_out_by, limits, plain_judgement, written
from xieshou.reading.picking import asked_of, best_fitting, joined_groups
from xieshou.reading.spacing import Closed
from xieshou.reading.statements import Asked, Names, Recorded, Statement, by_indicator, recorded, with_stems
from xieshou.reading.wordings import read_wordings

_NOT_CLAIMS: Final = {
    "date": "这是日期。",
    "ordinal": "这是序号。",
    "grade": "这是年级或班级。",
    "document_number": "这是文号。",
}
_UNMEASURED: Final = "没有问卷，也没有基线。"
_LONG_SPANS: Final = frozenset({"年", "学年", "学期", "周年"})
_PASSING: Final = re.compile("以?来|[里内间中前后]|的?时间|期间|一次")
_ALL_OF_THEM: Final = re.compile("[两各][个所]?[^，。；]{0,4}[校园][^，。；]{0,2}各")
_FORMERLY: Final = re.compile("原来|原先|原|期初|开学|此前|之前|起初|[从由]")


def _slice_words(asked: Asked) -> str:
    when = asked.when.text if asked.when else ""
    return "、".join((*asked.about, when, *asked.subjects)).strip("、")


def _weigh(place: Place, found: Recorded, group: Sequence[Statement], asked: Asked) -> Judgement:
    figure, first = place.figure, (found.statements or tuple(group))[0]
    label = first.labels[0]
    if found.unknown:
        return plain_judgement(figure, "no_record", f"记录里没有“{found.unknown}”的{label}。", first)
    said, shown = figure.text, written(found.amount, figure, first)
    fits = borne_out_by(found.amount, figure)
    if found.part and not fits:
        if limits(figure)[0] < found.amount:
            why = f"记录里{label}共{shown}，没有按“{found.part}”分开记。"
            return Judgement(figure, "no_record", first, said, None, why)
        why = f"记录里{label}总共才{shown}，这里写{said}。"
        return Judgement(figure, "contradicted", first, said, found.amount, why, found.statements)
    if found.part and (found.crossed or not asked.when):
        return Judgement(
            figure, "no_record", first, said, None, f"记录里{label}共{shown}，没有按“{found.part}”分开记。"
        )
    if fits:
        return Judgement(figure, "borne_out", first, said, found.amount, f"记录里是{shown}。", found.statements)
    if not found.statements:
        why = f"记录里没有{_slice_words(asked)}的{label}，这里写{said}。"
        return Judgement(figure, "contradicted", first, said, found.amount, why)
    why = f"记录里是{shown}，这里写{said}。"
    return Judgement(figure, "contradicted", first, said, found.amount, why, found.statements)


def _each(place: Place, group: list[Statement], asked: Asked) -> Judgement:
    """语文、数学各5节: every one of those named must have the amount."""
    parts = [Asked((subject,), asked.about, asked.when, asked.side) for subject in asked.subjects]
    if not parts:
        parts = [Asked((), (name,), asked.when, asked.side) for name in asked.about]
    if not parts and asked.when and len(asked.when.months) > 1:
        months = [replace(asked.when, months=frozenset({month})) for month in sorted(asked.when.months)]
        parts = [replace(asked, when=month) for month in months]
    if not parts and _ALL_OF_THEM.search(place.zone.head):
        parts = [replace(asked, about=about) for about in dict.fromkeys(cell.about for cell in group if cell.about)]
    if not parts:
        return plain_judgement(
            place.figure, "no_record", f"没有说明“各”指哪几个，无法与{group[0].labels[0]}的记录核对。", group[0]
        )
    judged = [_weigh(place, recorded(group, part), group, part) for part in parts]
    return next((judgement for judgement in judged if judgement.verdict != "borne_out"), judged[0])


def _respondents(place: Place) -> frozenset[str]:
    """Who the rate is said to be of."""
    return frozenset(word for word in words.RESPONDENTS if word in place.zone.head + place.zone.tail)


def _fits_change(place: Place, start: Decimal, end: Decimal) -> bool:
    """Whether from-to, the change, or one end of it is as measured."""
    said, figure = limits(place.figure), place.figure
    if len(said) == 2:
        return said == (start, end)
    if figure.role == "change":
        return agrees(abs(end - start), said[0], figure.modifier)
    return agrees(start if _FORMERLY.search(place.zone.head) else end, said[0], figure.modifier)


def _measured(place: Place, groups: Groups) -> Judgement:
    """Rates and changes need a measurement of that kind."""
    figure = place.figure
    best = best_fitting(place, groups, figure.role)
    if not best and figure.role == "rate":
        best = best_fitting(place, groups, "change")
    for group in best:
        asked = asked_of(place, group)
        found = recorded(group, asked)
        cell = found.statements[0] if len(found.statements) == 1 else None
        others = _respondents(place)
        if cell and cell.about and others and not set(cell.about) & others:
            continue
        if cell and cell.before is not None:
            start = Decimal(cell.before) / cell.per_unit
            fits = _fits_change(place, start, cell.value)
            shown = f"{start.normalize():f}→{cell.value.normalize():f}{cell.units[0]}"
            why = f"记录里是{shown}。" if fits else f"记录里是{shown}，这里写{figure.text}。"
            return Judgement(figure, "borne_out" if fits else "contradicted", cell, figure.text, cell.value, why)
        return _weigh(place, found, group, asked)
    return plain_judgement(figure, "no_record", _UNMEASURED)


def _unmatched(place: Place, groups: Groups) -> Judgement:
    figure = place.figure
    passing = _PASSING.match(place.zone.tail) or place.zone.head.endswith(("月", "这"))
    if figure.unit in _LONG_SPANS or (figure.unit in words.SPANS and passing):
        return plain_judgement(figure, "not_a_claim", "这是时间长度。")
    other = best_fitting(place, groups, "count", units=False)
    if other:
        first = other[0][0]
        why = f"{first.labels[0]}的记录按“{first.units[0]}”计，这里写的是“{figure.unit}”。"
        return plain_judgement(figure, "no_record", why, first)
    if is_bare(place.zone.head + place.zone.tail, place.names.all):
        return plain_judgement(figure, "no_record", "看不出这里数的是什么。")
    return plain_judgement(figure, "no_record", "记录里没有这一项。")


def _counted(place: Place, groups: Groups) -> Judgement:
    figure = place.figure
    joined = joined_groups(place, groups)
    if joined:
        asked = asked_of(place, joined)
        parts = [recorded(group, asked) for group in by_indicator(joined).values()]
        cells = tuple(cell for part in parts for cell in part.statements)
        total = Recorded(sum((part.amount for part in parts), Decimal(0)), cells)
        return _weigh(place, total, joined, asked)
    best = best_fitting(place, groups, "count")
    if not best:
        return _unmatched(place, groups)
    if figure.per:
        return plain_judgement(figure, "no_record", f"“{figure.per}”是平均或频率，记录里只有总数。", best[0][0])
    judged = []
    for group in best:
        asked = asked_of(place, group)
        for reading in _readings(place, asked):
            judged += [_each(place, group, reading)] if figure.shared else _by_side(place, group, reading)
    return next((judgement for judgement in judged if judgement.verdict == "borne_out"), judged[0])


def _readings(place: Place, asked: Asked) -> list[Asked]:
    """The slice as read, then what it may be too where the words for it stand before another figure and a comma."""
    figure = place.figure
    readings = [asked]
    if figure.loose_when:
        readings += [replace(one, when=None) for one in readings]
    if figure.loose_who and asked.about:
        readings += [replace(one, about=()) for one in readings]
    if figure.later_who and not asked.about:
        readings += [replace(one, about=figure.later_who) for one in readings]
    if figure.topic and not asked.subjects:
        readings += [replace(one, subjects=figure.topic) for one in readings]
    return readings


def _by_side(place: Place, group: list[Statement], asked: Asked) -> list[Judgement]:
    """When the sentence does not say who gave, either side's amount bears the figure out."""
    sides = {cell.side for cell in group}
    if asked.side or len(sides) < 2 or "" in sides:
        return [_weigh(place, recorded(group, asked), group, asked)]
    several = [Asked(asked.subjects, asked.about, asked.when, side, asked.qualifiers) for side in sorted(sides)]
    return [_weigh(place, recorded(group, one), group, one) for one in (*several, asked)]


def _judge_figure(place: Place, groups: Groups) -> Judgement:
    figure = place.figure
    if figure.role in _NOT_CLAIMS:
        return plain_judgement(figure, "not_a_claim", _NOT_CLAIMS[figure.role])
    if figure.direction != "done":
        return plain_judgement(figure, "not_a_claim", "写的是打算，不是已经做的事。")
    difference = compared(place, groups)
    if difference:
        return difference
    if figure.role == "change" and figure.unit not in words.PERCENT | {"分"} and not isinstance(figure.value, tuple):
        counted = _counted(place, groups)
        return replace(counted, verdict="no_record", why=COMPARISON)
    if figure.role in {"rate", "change"}:
        return _measured(place, groups)
    return _counted(place, groups)


def _judge_wording(figure: FigureRead) -> Judgement:
    if figure.role == "effect":
        return plain_judgement(figure, "no_record", _UNMEASURED)
    return plain_judgement(figure, "no_record", f"“{figure.text}”没有写明数量，无法与记录核对。")


def _judgements(text: str, statements: Sequence[Statement], names: Names) -> Iterator[Judgement]:
    statements, names = with_stems(statements, names)
    groups = by_indicator(statements)
    cues = [Cue(code, group[0].labels, group[0].units) for (code, _), group in groups.items()]
    figures = read_figures(text, cues, names.all)
    schools = set(names.schools)
    partners = frozenset(cell.about for cell in statements if schools & set(cell.about))
    judged = [_judge_figure(Place(figure, names, partners), groups) for figure in figures]
    yield from (as_sum(one, judged[:index], text) for index, one in enumerate(judged))
    yield from map(_judge_wording, read_wordings(text, figures))


def judge(text: str, statements: Sequence[Statement], names: Names | None = None) -> list[Judgement]:
    """Judge every figure and every unmeasured effect of the text, in the order in which they stand."""
    closed = Closed.of(text)
    judged = sorted(_judgements(closed.text, statements, names or Names()), key=lambda one: one.figure.start)
    if len(closed.text) == len(text):
        return judged
    return [replace(one, figure=closed.back(one.figure)) for one in judged]
