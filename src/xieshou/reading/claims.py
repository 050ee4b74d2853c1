"""Judge each numeric claim of a sentence against what the ledger records."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate
from typing import Final, Literal

from xieshou.reading import words
from xieshou.reading.agreement import agrees, within
from xieshou.reading.cues import Cue, alike, base_unit
from xieshou.reading.figures import FigureRead, Zones, read_figures
from xieshou.reading.fit import is_bare, score
from xieshou.reading.spacing import Closed
from xieshou.reading.statements import Asked, Names, Recorded, Statement, by_indicator, measured_alike, recorded, with_stems
from xieshou.reading.wordings import read_wordings

Verdict = Literal["borne_out", "contradicted", "no_record", "not_a_claim"]

_NOT_CLAIMS: Final = {
    "date": "这是日期。",
    "ordinal": "这是序号。",
    "grade": "这是年级或班级。",
    "document_number": "这是文号。",
}
_COMPARISON: Final = "这是比较，记录里只有各自的数。"
_UNMEASURED: Final = "没有问卷，也没有基线。"
_LONG_SPANS: Final = frozenset({"年", "学年", "学期", "周年"})
_PASSING: Final = re.compile("以?来|[里内间中前后]|的?时间|期间|一次")
_RECEIVED: Final = re.compile(r"接收|接待|收到|受赠|获赠|获捐|来我?[校园]|到我[校园]|赴我[校园]|得到")
_GAVE: Final = re.compile(r"选派|派出|外派|赠送|捐赠|捐出|送出|我[校园]派|送教|送课|送到")
_ALL_OF_THEM: Final = re.compile("[两各][个所]?[^，。；]{0,4}[校园][^，。；]{0,2}各")
_FORMERLY: Final = re.compile("原来|原先|原|期初|开学|此前|之前|起初|[从由]")
_SUMMING: Final = re.compile(f"(?:{'|'.join(words.TOTALS)}|加起来|相加|[两三四][项者科校类月地]|一起|总数|为|是|达|有)+")
_DIFFERING: Final = re.compile("(?:多|少|增|减|增加|减少|增长|下降|超额|差|缺)(?:完成)?[了出约近达]*$")
_AGAINST: Final = re.compile("比(?!较)|较(?![好大高多])|超额|[还尚仍]差|尚缺")
_JOINED_TOTAL: Final = re.compile(f"(?:{'|'.join(words.TOTALS)})(?:[了达计是为有]|涉及|覆盖|教师|老师|学生|活动)*$")


@dataclass(frozen=True)
class Judgement:
    """What the ledger says to one figure or wording, with the reason in a sentence the writer can read."""

    figure: FigureRead
    verdict: Verdict
    statement: Statement | None
    said: str
    recorded: Decimal | None
    why: str
    cells: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class _Place:
    """A figure with the text around it and the names the report knows."""

    figure: FigureRead
    names: Names
    partners: frozenset[tuple[str, ...]] = frozenset()

    @property
    def zone(self) -> Zones:
        """The text around the figure."""
        return self.figure.zone


Groups = dict[tuple[str, str], list[Statement]]


def _plain(figure: FigureRead, verdict: Verdict, why: str, statement: Statement | None = None) -> Judgement:
    return Judgement(figure, verdict, statement, figure.text, None, why)


def _written(amount: Decimal, figure: FigureRead, statement: Statement) -> str:
    unit, scale = base_unit(figure.unit or statement.units[0])
    shown = (amount / scale).normalize()
    return f"{shown:f}{figure.unit or unit}"


def _limits(figure: FigureRead) -> tuple[Decimal, ...]:
    scale = base_unit(figure.unit)[1]
    values = figure.value if isinstance(figure.value, tuple) else (figure.value,)
    return tuple(value * scale for value in values)


def _agrees(amount: Decimal, figure: FigureRead) -> bool:
    limits = _limits(figure)
    if len(limits) == 2:
        return within(amount, *limits)
    return agrees(amount, limits[0], figure.modifier, base_unit(figure.unit)[1])


def _measures(place: _Place, first: Statement) -> bool:
    """Whether the figure's measure word suits; 个 suits any thing, but no person, that is named right after it."""
    if measured_alike(place.figure.unit, first):
        return True
    things = not any(alike(word, first.units) for word in ("名", "人次"))
    return place.figure.unit == "个" and things and place.zone.tail.strip().endswith(first.labels)


def _best(place: _Place, groups: Groups, role: str, units: bool = True) -> list[list[Statement]]:
    """The indicators that fit the figure best; several only when they fit equally."""
    fitting = [
        group for (_, kind), group in groups.items() if kind == role and (not units or _measures(place, group[0]))
    ]
    for zone in (place.zone, replace(place.zone, lead=place.zone.past + place.zone.lead)):
        ranked = [(score(group[0].labels, zone, place.names.all), group) for group in fitting]
        top = max((value for value, _ in ranked), default=0)
        if top:
            return [group for value, group in ranked if value == top]
    return []


def _joined(place: _Place, groups: Groups) -> list[Statement]:
    """The statements of all the indicators listed before 共: 示范课、公开课共12节."""
    if not _JOINED_TOTAL.search(place.zone.head):
        return []
    named = [
        group
        for (_, role), group in groups.items()
        if role == "count"
        and measured_alike(place.figure.unit, group[0])
        and any(
            re.search(f"{label}(?:教师|老师|课)?(?:[、和及与]|{'|'.join(words.TOTALS)}|活动)", place.zone.head)
            for label in group[0].labels
        )
    ]
    listed = len(re.findall("[、和及与]", place.zone.head)) >= len(named) - 1
    return [statement for group in named for statement in group] if len(named) > 1 and listed else []


def _qualifiers(place: _Place, group: Sequence[Statement]) -> tuple[str, ...]:
    """Words that narrow the count down (线上, 市级) and that the indicator's own words do not hold."""
    around = place.zone.head + "\x00" + place.zone.tail
    labels = "\x00".join(group[0].labels)
    found = [word for word in words.QUALIFIERS if re.search(f"{word}(?!层面|领导|班子)", around) and word not in labels]
    divided = {cell.subject for cell in group}
    return tuple(word for word in found if word not in divided and word not in place.figure.subjects)


def _side(place: _Place, group: Sequence[Statement]) -> str:
    if len({cell.side for cell in group} - {""}) < 2:
        return ""
    text = place.zone.lead[-12:] + place.zone.head + place.zone.tail
    for label in group[0].labels:
        text = text.replace(label, "")
    if _RECEIVED.search(text):
        return "received"
    return "gave" if _GAVE.search(text) else ""


def _has_own_when(place: _Place) -> bool:
    return place.figure.when is not None and place.figure.when.text in place.zone.head


def _narrower(place: _Place, group: Sequence[Statement]) -> tuple[str, ...]:
    """What 其中 singles out of an amount said before, when it is no slice the ledger knows (其中学生1100人次)."""
    said = re.search("其中[，：]?(?P<part>[^，。；]*)$", place.zone.head)
    around = place.zone.head + place.zone.tail
    own = any(label in around and label not in place.zone.lead for label in group[0].labels)
    return (said["part"] or place.zone.tail,) if said and not own else ()


def _asked(place: _Place, group: Sequence[Statement]) -> Asked:
    figure = place.figure
    sliced = {name for cell in group for name in cell.about}
    if not figure.shared and len(place.partners) > 1 and all(set(partner) & set(figure.who) for partner in place.partners):
        figure = replace(figure, who=tuple(name for name in figure.who if name in place.names.people))
    people = tuple(name for name in figure.who if name in place.names.people)
    about = tuple(name for name in figure.who if name in place.names.schools or name in sliced)
    labels = "\x00".join(group[0].labels)
    subjects = tuple(subject for subject in figure.subjects if subject not in labels)
    unknown = tuple(name for name in people if name not in sliced)
    part = () if subjects or about or _has_own_when(place) else _narrower(place, group)
    return Asked(subjects, about, figure.when, _side(place, group), (*unknown, *part, *_qualifiers(place, group)))


def _slice_words(asked: Asked) -> str:
    when = asked.when.text if asked.when else ""
    return "、".join((*asked.about, when, *asked.subjects)).strip("、")


def _weigh(place: _Place, found: Recorded, group: Sequence[Statement], asked: Asked) -> Judgement:
    figure, first = place.figure, (found.statements or tuple(group))[0]
    label = first.labels[0]
    if found.unknown:
        return _plain(figure, "no_record", f"记录里没有“{found.unknown}”的{label}。", first)
    said, shown = figure.text, _written(found.amount, figure, first)
    fits = _agrees(found.amount, figure)
    if found.part and not fits:
        if _limits(figure)[0] < found.amount:
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


def _each(place: _Place, group: list[Statement], asked: Asked) -> Judgement:
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
        return _plain(
            place.figure, "no_record", f"没有说明“各”指哪几个，无法与{group[0].labels[0]}的记录核对。", group[0]
        )
    judged = [_weigh(place, recorded(group, part), group, part) for part in parts]
    return next((judgement for judgement in judged if judgement.verdict != "borne_out"), judged[0])


def _respondents(place: _Place) -> frozenset[str]:
    """Who the rate is said to be of."""
    return frozenset(word for word in words.RESPONDENTS if word in place.zone.head + place.zone.tail)


def _fits_change(place: _Place, start: Decimal, end: Decimal) -> bool:
    """Whether from-to, the change, or one end of it is as measured."""
    limits, figure = _limits(place.figure), place.figure
    if len(limits) == 2:
        return limits == (start, end)
    if figure.role == "change":
        return agrees(abs(end - start), limits[0], figure.modifier)
    return agrees(start if _FORMERLY.search(place.zone.head) else end, limits[0], figure.modifier)


def _measured(place: _Place, groups: Groups) -> Judgement:
    """Rates and changes need a measurement of that kind."""
    figure = place.figure
    best = _best(place, groups, figure.role)
    if not best and figure.role == "rate":
        best = _best(place, groups, "change")
    for group in best:
        asked = _asked(place, group)
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
    return _plain(figure, "no_record", _UNMEASURED)


def _unmatched(place: _Place, groups: Groups) -> Judgement:
    figure = place.figure
    passing = _PASSING.match(place.zone.tail) or place.zone.head.endswith(("月", "这"))
    if figure.unit in _LONG_SPANS or (figure.unit in words.SPANS and passing):
        return _plain(figure, "not_a_claim", "这是时间长度。")
    other = _best(place, groups, "count", units=False)
    if other:
        first = other[0][0]
        why = f"{first.labels[0]}的记录按“{first.units[0]}”计，这里写的是“{figure.unit}”。"
        return _plain(figure, "no_record", why, first)
    if is_bare(place.zone.head + place.zone.tail, place.names.all):
        return _plain(figure, "no_record", "看不出这里数的是什么。")
    return _plain(figure, "no_record", "记录里没有这一项。")


def _counted(place: _Place, groups: Groups) -> Judgement:
    figure = place.figure
    joined = _joined(place, groups)
    if joined:
        asked = _asked(place, joined)
        parts = [recorded(group, asked) for group in by_indicator(joined).values()]
        cells = tuple(cell for part in parts for cell in part.statements)
        total = Recorded(sum((part.amount for part in parts), Decimal(0)), cells)
        return _weigh(place, total, joined, asked)
    best = _best(place, groups, "count")
    if not best:
        return _unmatched(place, groups)
    if figure.per:
        return _plain(figure, "no_record", f"“{figure.per}”是平均或频率，记录里只有总数。", best[0][0])
    judged = []
    for group in best:
        asked = _asked(place, group)
        for reading in _readings(place, asked):
            judged += [_each(place, group, reading)] if figure.shared else _by_side(place, group, reading)
    return next((judgement for judgement in judged if judgement.verdict == "borne_out"), judged[0])


def _readings(place: _Place, asked: Asked) -> list[Asked]:
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


def _by_side(place: _Place, group: list[Statement], asked: Asked) -> list[Judgement]:
    """When the sentence does not say who gave, either side's amount bears the figure out."""
    sides = {cell.side for cell in group}
    if asked.side or len(sides) < 2 or "" in sides:
        return [_weigh(place, recorded(group, asked), group, asked)]
    several = [Asked(asked.subjects, asked.about, asked.when, side, asked.qualifiers) for side in sorted(sides)]
    return [_weigh(place, recorded(group, one), group, one) for one in (*several, asked)]


def _judge_figure(place: _Place, groups: Groups) -> Judgement:
    figure = place.figure
    if figure.role in _NOT_CLAIMS:
        return _plain(figure, "not_a_claim", _NOT_CLAIMS[figure.role])
    if figure.direction != "done":
        return _plain(figure, "not_a_claim", "写的是打算，不是已经做的事。")
    compared = _compared(place, groups)
    if compared:
        return compared
    if figure.role == "change" and figure.unit not in words.PERCENT | {"分"} and not isinstance(figure.value, tuple):
        counted = _counted(place, groups)
        return replace(counted, verdict="no_record", why=_COMPARISON)
    if figure.role in {"rate", "change"}:
        return _measured(place, groups)
    return _counted(place, groups)


def _as_sum(one: Judgement, before: Sequence[Judgement], text: str) -> Judgement:
    """A total or a difference of figures before it in its sentence, all borne out (语文10节、数学8节，共18节)."""
    figure = one.figure
    summing = bool(_SUMMING.fullmatch(figure.zone.head))
    if one.verdict in {"borne_out", "not_a_claim"} or not (summing or _DIFFERING.search(figure.zone.head)):
        return one
    start = figure.start - len(figure.zone.lead) - len(figure.zone.head)
    parts = []
    for part in (part for part in reversed(before) if part.verdict != "not_a_claim"):
        alike_said = part.figure.start >= start and base_unit(part.figure.unit) == base_unit(figure.unit)
        if not alike_said or part.verdict != "borne_out" or part.recorded is None:
            break
        parts.append(part.recorded)
    against = [value for value in (one.recorded, *parts[1:2]) if value is not None and parts]
    sums = list(accumulate(parts))[1:] if summing else [abs(parts[0] - value) for value in against]
    if _limits(figure)[0] not in sums:
        return one
    why = f"前面几项{'相加' if summing else '相差'}{figure.text}。"
    return replace(one, verdict="borne_out", recorded=_limits(figure)[0], why=why)


def _compared(place: _Place, groups: Groups) -> Judgement | None:
    """比上学期多6节: the difference between now and then; None where nothing is compared."""
    figure, when = place.figure, place.figure.when
    before = (place.zone.lead + place.zone.head)[-24:]
    if not _DIFFERING.search(place.zone.head) or not _AGAINST.search(before):
        return None
    for group in _best(place, groups, "count"):
        if when and when.months:
            then = recorded(group, _asked(place, group)).amount
            return replace(_plain(figure, "no_record", _COMPARISON, group[0]), recorded=then)
        if when is None or not re.search(f"[比较]{re.escape(when.text)}", before):
            return _plain(figure, "no_record", _COMPARISON, group[0])
        asked = _asked(place, group)
        then, now = recorded(group, asked), recorded(group, replace(asked, when=None))
        if then.unknown or not then.statements:
            return _plain(figure, "no_record", f"记录里没有“{when.text}”的{group[0].labels[0]}。", group[0])
        gap = abs(now.amount - then.amount)
        shown = f"记录里相差{_written(gap, figure, group[0])}。"
        verdict: Verdict = "borne_out" if _agrees(gap, figure) else "contradicted"
        return Judgement(figure, verdict, group[0], figure.text, gap, shown)
    return None


def _judge_wording(figure: FigureRead) -> Judgement:
    if figure.role == "effect":
        return _plain(figure, "no_record", _UNMEASURED)
    return _plain(figure, "no_record", f"“{figure.text}”没有写明数量，无法与记录核对。")


def _judgements(text: str, statements: Sequence[Statement], names: Names) -> Iterator[Judgement]:
    statements, names = with_stems(statements, names)
    groups = by_indicator(statements)
    cues = [Cue(code, group[0].labels, group[0].units) for (code, _), group in groups.items()]
    figures = read_figures(text, cues, names.all)
    schools = set(names.schools)
    partners = frozenset(cell.about for cell in statements if schools & set(cell.about))
    judged = [_judge_figure(_Place(figure, names, partners), groups) for figure in figures]
    yield from (_as_sum(one, judged[:index], text) for index, one in enumerate(judged))
    yield from map(_judge_wording, read_wordings(text, figures))


def judge(text: str, statements: Sequence[Statement], names: Names | None = None) -> list[Judgement]:
    """Judge every figure and every unmeasured effect of the text, in the order in which they stand."""
    closed = Closed.of(text)
    judged = sorted(_judgements(closed.text, statements, names or Names()), key=lambda one: one.figure.start)
    if len(closed.text) == len(text):
        return judged
    return [replace(one, figure=closed.back(one.figure)) for one in judged]
