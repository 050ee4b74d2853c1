"""Read every figure of a text together with what stands around it: what it counts, for whom, when, done or planned."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

from xieshou.reading import words
from xieshou.reading.cues import Cue
from xieshou.reading.scan import Numeral, Role, Value, scan
from xieshou.reading.when import When, times

Direction = Literal["done", "planned", "target"]
COUNTED_ROLES: Final = frozenset({"count", "range", "money", "rate", "change"})

_SENTENCE_END: Final = re.compile(r"[。！？；\n]|[!?;](?=\s|$)")
_CLAUSE_END: Final = re.compile(r"[，：,:（）()]|[。！？；\n]")
_MARK: Final = re.compile(r"[，、；,：:。（）()]|\s")
_PLANNED: Final = re.compile("|".join((*words.PLANNED, *words.PLANNED_BEFORE)))
_TARGET: Final = re.compile("|".join(words.TARGETS))
_NOT_PLANNED: Final = re.compile("|".join(words.NOT_PLANNED))
_HAPPENED: Final = re.compile(r"实际|已经|现已|完成了|落实了|目前|均已|已")
_PER: Final = re.compile(
    r"每(?:一|个)?(?:学期|月|周|年|人|位|名|校|所|学科|科|班|次|节|天|季度|学年|生|个月|户|组|期|批|半年)|人均|平均|校均|生均"
)
_SHARED: Final = re.compile(r"各(?:有|上|讲|开展|听课?|派出?|完成)?$|分别[^，。；]{0,4}$")
_SUBJECT: Final = re.compile("|".join(sorted(words.SUBJECTS, key=lambda word: -len(word))))
_AFTER_SUBJECT: Final = re.compile(
    r"课|学科|组|教师|老师|科|示范|听|评|送|公开|同课|教研|[、和及与]|各|共|\d|[一二两三四五六七八九十]|$|骨干|方面|名|专业|专场"
)


@dataclass(frozen=True)
class FigureRead:
    """One figure of a text, or (roles vague and effect) a claim made without one."""

    start: int
    end: int
    text: str
    value: Value
    unit: str
    modifier: str
    kind_cues: frozenset[str]
    role: Role
    subjects: tuple[str, ...]
    period_words: str
    who: tuple[str, ...]
    direction: Direction
    clause_start: int
    clause_end: int
    when: When | None = None
    per: str = ""
    shared: bool = False
    topic: tuple[str, ...] = ()
    loose_when: bool = False
    loose_who: bool = False

    @property
    def subject(self) -> str | None:
        """The one school subject meant, if it is one."""
        return self.subjects[0] if len(self.subjects) == 1 else None


@dataclass(frozen=True)
class Zones:
    """The text around a figure: before it in its clause, just after it, and the rest of the sentence either way."""

    head: str
    tail: str
    lead: str
    far: str


def _bounds(ends: Sequence[int], position: int, length: int) -> tuple[int, int]:
    index = bisect_right(ends, position)
    return (ends[index - 1] if index else 0), (ends[index] if index < len(ends) else length)


def _ends(pattern: re.Pattern[str], text: str) -> list[int]:
    return [match.end() for match in pattern.finditer(text)]


def zones(text: str, start: int, end: int, others: Iterable[tuple[int, int]], sentence: tuple[int, int]) -> Zones:
    """Cut the sentence around a figure so that words belonging to its neighbours stay with them."""
    spans = [span for span in others if sentence[0] <= span[0] < sentence[1] and span != (start, end)]
    previous = max((span[1] for span in spans if span[1] <= start), default=None)
    following = min((span[0] for span in spans if span[0] >= end), default=sentence[1])
    low = sentence[0] if previous is None else previous
    if previous is not None and (mark := _MARK.search(text, low, start)):
        low = mark.end()
    commas = [match.end() for match in re.finditer(r"[，,；（(]", text[low:start])]
    low += commas[-1] if commas else 0
    near = _MARK.search(text, end, following)
    close = near.start() if near else following
    if near is None and following < sentence[1] and not text[end:following].strip():
        close = end
    return Zones(text[low:start], text[end:close], text[sentence[0] : low], text[close : sentence[1]])


def _subjects_in(text: str) -> tuple[str, ...]:
    found = []
    for match in _SUBJECT.finditer(text):
        if match.group() in words.DOUBTFUL_SUBJECTS and not _AFTER_SUBJECT.match(text, match.end()):
            continue
        found.append(match.group())
    return tuple(dict.fromkeys(found))


def _topic(zone: Zones) -> tuple[str, ...]:
    """The subject that an earlier clause of the sentence speaks of."""
    topic = re.match(r"(?:本学期|今年)?[，,]?([^，。、\d]{2,6})(?:学科|组|方面|听课|示范课|教师)", zone.lead)
    return _subjects_in(topic[1]) if topic else ()


def _names_in(part: str, names: Sequence[str]) -> tuple[str, ...]:
    rest, found = part, []
    for name in sorted((*names, *words.OWN), key=lambda name: -len(name)):
        if name and name in rest:
            found.append(name)
            rest = rest.replace(name, "\x00")
    return tuple(sorted(found, key=part.index))


def _who(zone: Zones, names: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """The names a figure is about, and how many characters of the lead stand after them (-1: they are its own)."""
    own = _names_in(zone.head + "，" + zone.tail, names)
    if own:
        return own, -1
    parts = re.split("[，；：]", zone.lead)
    for index in range(len(parts) - 1, -1, -1):
        if found := _names_in(parts[index], names):
            last = max(zone.lead.rfind(name) for name in found)
            return found, len(zone.lead) - last
    return tuple(role for role in words.ROLES if role in zone.head + zone.tail)[:1], -1


def _when(moments: Sequence[When], start: int, end: int, sentence: tuple[int, int], clause_end: int) -> When | None:
    before = [moment for moment in moments if sentence[0] <= moment.start and moment.end <= start]
    if before:
        return before[-1]
    return next((moment for moment in moments if end <= moment.start < clause_end), None)


def _direction(before: str, clause: str) -> Direction:
    plain = _NOT_PLANNED.sub(lambda match: "\x00" * len(match.group()), before)
    planned = [match.end() for match in _PLANNED.finditer(plain)]
    happened = [match.start() for match in _HAPPENED.finditer(plain)]
    if planned and not (happened and happened[-1] >= planned[-1]):
        return "target" if _TARGET.search(plain) else "planned"
    return "target" if re.search(r"目标(?:是|为)|达到[^，。]{0,6}目标", clause) else "done"


def _loose(source: int, start: int, page: "_Page", text: str) -> bool:
    """Whether something said at a place may or may not still hold at a figure: another figure and a comma between."""
    between = [span for span in page.counted if source <= span[0] and span[1] <= start]
    return bool(between) and bool(re.search("[，,；]", text[source:start]))


def _read(text: str, numeral: Numeral, page: "_Page", cues: Sequence[Cue], names: Sequence[str]) -> FigureRead:
    sentence = _bounds(page.sentences, numeral.start, len(text))
    clause = _bounds(page.clauses, numeral.start, len(text))
    zone = zones(text, numeral.start, numeral.end, page.counted, sentence)
    around = zone.head + "\x00" + zone.tail
    when = _when(page.moments, numeral.start, numeral.end, sentence, clause[1])
    who, back = _who(zone, names)
    lead_end = sentence[0] + len(zone.lead)
    per = _PER.search(zone.head)
    return FigureRead(
        start=numeral.start,
        end=numeral.end,
        text=text[numeral.start : numeral.end],
        value=numeral.value,
        unit=numeral.unit,
        modifier=numeral.modifier,
        role=numeral.role,
        kind_cues=frozenset(word for cue in cues for word in cue.words if word in around),
        subjects=_subjects_in(zone.head) or _subjects_in(zone.tail),
        topic=() if re.search("总计|合计|全学科|各学科", zone.head) else _topic(zone),
        period_words=when.text if when else "",
        who=who,
        direction=_direction(text[sentence[0] : numeral.start], text[clause[0] : clause[1]]),
        clause_start=clause[0],
        clause_end=clause[1],
        when=when,
        per=per.group() if per else "",
        shared=bool(_SHARED.search(zone.head)),
        loose_when=when is not None and _loose(when.start, numeral.start, page, text),
        loose_who=back >= 0 and _loose(lead_end - back, numeral.start, page, text),
    )


@dataclass(frozen=True)
class _Page:
    sentences: list[int]
    clauses: list[int]
    counted: list[tuple[int, int]]
    moments: list[When]


def read_figures(text: str, cues: Sequence[Cue] = (), names: Sequence[str] = ()) -> list[FigureRead]:
    """Read the figures of a text; fixed phrases, titles, list marks and the names given are passed over.

    A bare number without a measure word is a figure only where a cue word stands right before it.
    """
    numerals = scan(text, names)
    counted = [(numeral.start, numeral.end) for numeral in numerals if numeral.role in COUNTED_ROLES]
    page = _Page(_ends(_SENTENCE_END, text), _ends(_CLAUSE_END, text), counted, times(text, numerals))
    figures = []
    for numeral in numerals:
        figure = _read(text, numeral, page, cues, names)
        if numeral.role != "count" or numeral.unit or _cued(text, figure):
            figures.append(figure)
    return _dealt_out(text, figures, names)


def _dealt_out(text: str, figures: list[FigureRead], names: Sequence[str]) -> list[FigureRead]:
    """After 分别 each figure goes with one of the subjects, or else of the names, listed before it."""
    for match in re.finditer("分别", text):
        low, high = sentence_of(text, match.start())
        row = [one for one in figures if match.end() <= one.start < high and one.role in COUNTED_ROLES]
        gaps = [text[left.end : right.start] for left, right in pairwise(row)]
        row = row[: next((index + 1 for index, gap in enumerate(gaps) if not re.fullmatch("[、，和]?", gap)), len(row))]
        subjects, owners = _subjects_in(text[low : match.start()]), _names_in(text[low : match.start()], names)
        for position, figure in enumerate(row):
            if len(subjects) == len(row):
                figures[figures.index(figure)] = replace(figure, subjects=(subjects[position],), shared=False)
            elif len(owners) == len(row):
                figures[figures.index(figure)] = replace(figure, who=(owners[position],), shared=False)
    return figures


def _cued(text: str, figure: FigureRead) -> bool:
    before = text[max(0, figure.start - 8) : figure.start].rstrip("：:共计为 ")
    return any(before.endswith(cue) for cue in figure.kind_cues)


def sentence_of(text: str, position: int) -> tuple[int, int]:
    """Where the sentence that holds a position starts and ends."""
    return _bounds(_ends(_SENTENCE_END, text), position, len(text))
