"""Read every figure of a text together with what stands around it: what it counts, for whom, when, done or planned."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
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
# The last 和 between two figures parts them (柳湾小学的30节和石桥小学的16节).
_JOINT: Final = re.compile("(?P<and>[和及与]|以及)(?=[^和及与]*$)")
_PLANNED: Final = re.compile("|".join((*words.PLANNED, *words.PLANNED_BEFORE)))
_TARGET: Final = re.compile("|".join(words.TARGETS))
_NOT_PLANNED: Final = re.compile("|".join(words.NOT_PLANNED))
_HAPPENED: Final = re.compile(
    r"实际|已经|现已|完成了|落实了|目前|均已|已|[上派送听开办讲做写捐结达](?:展|出|成|课|到)?了"
)
_KEPT: Final = re.compile("兑现|全部完成|如期完成|全部落实|均已|都已|圆满完成|全部到位")
_PER: Final = re.compile(
    r"每(?:一|个)?(?:学期|月|周|年|人|位|名|校|所|学科|科|班|次|节|天|季度|学年|生|个月|户|组|期|批|半年)|人均|平均|校均|生均"
)
_SHARED: Final = re.compile(
    r"各(?!种|类|项|自|级|界|校|方|地|位|个|班|学|科|县|镇|乡|单位|部门|园)[^，。；、]{0,6}$|分别[^，。；]{0,4}$"
)
_NORM: Final = re.compile("按照|依照|根据|要求|规定|标准|方案|通知|意见|办法|协议")
_BOUND: Final = frozenset({"不少于", "不低于", "至少", "不超过", "最多", "至多", "以上", "以内"})
_TO_PLACE: Final = re.compile("[在到赴给对向为去]$")
_RISEN: Final = re.compile("(?:增加|增长|增|提高|上升|升|发展|扩大|减少|降|变)(?:到|至|为|成)了?$")
_TOGETHER: Final = re.compile("(?:都|均|全部|一并|一同|送|捐|交|给)[^，。；]{0,4}$")
_PUT_AT: Final = re.compile("[^，。；、]{0,3}[在于]")
_PAST_REACH: Final = 80
_TOPIC: Final = re.compile("[^，。；：、]{2,8}[，：]")
_TOTALLING: Final = re.compile("|".join((*words.TOTALS, "全学期", "全年", "总", "我校", "两校")))
_OF_ALL: Final = re.compile("总计|合计|全学科|各学科")
_ONLY_FILLERS: Final = re.compile(f"(?:{'|'.join(words.FILLERS)}|先后|只有|仅)*")
_SELF: Final = frozenset({"我校", "我园", "本校", "本园", "我们"})
_SUBJECT: Final = re.compile("|".join(sorted(words.SUBJECTS, key=lambda word: -len(word))))
_AFTER_SUBJECT: Final = re.compile(
    r"课|学科|组|同步|专递|线上|线下|集体|备课|研讨|培训|支教|教师|老师|科|示范|听|评|送|公开|同课|教研|[、和及与]|各|共|\d|[一二两三四五六七八九十]|$|骨干|方面|名|专业|专场"
)


@dataclass(frozen=True)
class Zones:
    """The text around a figure: before and after it in its clause, the rest of its sentence, the sentences before."""

    head: str = ""
    tail: str = ""
    lead: str = ""
    far: str = ""
    past: str = ""


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
    later_who: tuple[str, ...] = ()
    zone: Zones = Zones()

    @property
    def subject(self) -> str | None:
        """The one school subject meant, if it is one."""
        return self.subjects[0] if len(self.subjects) == 1 else None


def _bounds(ends: Sequence[int], position: int, length: int) -> tuple[int, int]:
    index = bisect_right(ends, position)
    return (ends[index - 1] if index else 0), (ends[index] if index < len(ends) else length)


def _ends(pattern: re.Pattern[str], text: str) -> list[int]:
    return [match.end() for match in pattern.finditer(text)]


def _tail_end(text: str, end: int, following: int, last: bool) -> int:
    """Where the words after a figure stop being its own; a list without figures (到甲校、乙校) belongs to it whole."""
    marks = list(_MARK.finditer(text, end, following))
    firm = next((mark for mark in marks if mark.group() != "、"), None)
    if marks and marks[0] is not firm and text[end : marks[0].start()].strip() and (firm or last):
        return firm.start() if firm else following
    if marks:
        return marks[0].start()
    if not last and (joint := _JOINT.search(text[:following], end)):
        return joint.start("and")
    return following if last or text[end:following].strip() else end


def _own_start(text: str, low: int, start: int) -> int:
    """Where the words before a figure begin to be its own: after the first mark, or else after 和."""
    mark = _MARK.search(text, low, start)
    joint = None if mark else _JOINT.search(text[:start], low)
    return mark.end() if mark else joint.end("and") if joint else low


def sentence_of(text: str, position: int) -> tuple[int, int]:
    """Where the sentence that holds a position starts and ends."""
    return _bounds(_ends(_SENTENCE_END, text), position, len(text))


def _zones(text: str, start: int, end: int, others: Sequence[tuple[int, int]], sentence: tuple[int, int]) -> Zones:
    """Cut the sentence around a figure so that words belonging to its neighbours stay with them."""
    place = bisect_left(others, (start,))
    after = next((span[0] for span in others[place : place + 2] if span[0] >= end), sentence[1])
    following = min(after, sentence[1])
    previous = others[place - 1][1] if place and others[place - 1][0] >= sentence[0] else None
    low = sentence[0] if previous is None else previous
    if previous is not None:
        low = _own_start(text, low, start)
    commas = [match.end() for match in re.finditer(r"[，,；（(]", text[low:start])]
    low += commas[-1] if commas else 0
    close = _tail_end(text, end, following, following == sentence[1])
    past = text[max(0, sentence[0] - _PAST_REACH) : sentence[0]]
    return Zones(text[low:start], text[end:close], text[sentence[0] : low], text[close : sentence[1]], past)


def _subjects_in(text: str) -> tuple[str, ...]:
    found = []
    for match in _SUBJECT.finditer(text):
        if match.group() in words.DOUBTFUL_SUBJECTS and not _AFTER_SUBJECT.match(text, match.end()):
            continue
        found.append(match.group())
    return tuple(dict.fromkeys(found))


def _topic(zone: Zones) -> tuple[str, ...]:
    """The subject that the opening of the sentence speaks of, before any figure."""
    opening = re.match(r"(?:(?:本学期|今年)[，,])?([^，。：\d]{2,20})", zone.lead)
    return _subjects_in(opening[1]) if opening else ()


def _owned(zone: Zones) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The subjects a figure is of, and those it may be of because an earlier clause speaks of them."""
    own = _subjects_in(zone.head) or _subjects_in(zone.tail)
    if own or _OF_ALL.search(zone.head):
        return own, ()
    title, colon, _ = zone.lead.rpartition("：")
    if colon and not re.search(r"\d", title) and (titled := _subjects_in(title)):
        return titled, ()
    nearest = _subjects_in(re.split("[，；：]", zone.lead.rstrip("，；："))[-1])
    if nearest and _ONLY_FILLERS.fullmatch(zone.head) and not re.search(r"\d", zone.lead[-8:]):
        return nearest, ()
    return (), _topic(zone)


@lru_cache(maxsize=64)
def _longest_first(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted((*names, *words.OWN), key=lambda name: -len(name)))


def _names_in(part: str, names: Sequence[str]) -> tuple[str, ...]:
    rest, found = part, []
    for name in _longest_first(tuple(names)):
        if name and name in rest and re.search(rf"{re.escape(name)}(?![镇乡村县区])", rest):
            found.append(name)
            rest = rest.replace(name, "\x00")
    return tuple(sorted(found, key=part.index))


def _who(zone: Zones, names: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """The names a figure is about, and how many characters of the lead stand after them (-1: they are its own)."""
    own = _names_in(zone.head + "，" + zone.tail, names)
    if own and not set(own) <= _SELF:
        return own, -1
    parts = re.split("[，；：]", zone.lead)
    self_said = bool(own)
    for index in range(len(parts) - 1, -1, -1):
        found = _names_in(parts[index], names)
        if found and set(found) <= _SELF:
            self_said = True
        elif found and (not self_said or _TO_PLACE.search(parts[index][: parts[index].index(found[0])])):
            last = max(zone.lead.rfind(name) for name in found)
            return found, len(zone.lead) - last
    return own or tuple(role for role in words.ROLES if role in zone.head + zone.tail)[:1], -1


def _later_who(zone: Zones, names: Sequence[str]) -> tuple[str, ...]:
    """Whom the end of the sentence gives everything listed before it to (图书500册、善款2万元送给柳湾小学)."""
    found = _names_in(zone.far, names)
    return found if found and _TOGETHER.search(zone.far[: zone.far.index(found[0])]) else ()


def _when(
    text: str, moments: Sequence[When], start: int, end: int, sentence: tuple[int, int], clause_end: int
) -> When | None:
    before = [moment for moment in moments if sentence[0] <= moment.start and moment.end <= start]
    after = next((moment for moment in moments if end <= moment.start < clause_end), None)
    if before and not (after and _PUT_AT.fullmatch(text[end : after.start])):
        return before[-1]
    return after


def _is_norm(before: str, per: str, modifier: str) -> bool:
    """Whether the figure is what a paper demands (按照协议，每学期不少于20节), not what was done."""
    demanded = per and _NORM.search(before)
    return modifier in _BOUND and bool(demanded or re.search("(?:要求|规定|约定)[^，。]*$", before))


def _direction(before: str, clause: str, after: str) -> Direction:
    plain = _NOT_PLANNED.sub(lambda match: "\x00" * len(match.group()), before)
    planned = [match.end() for match in _PLANNED.finditer(plain)]
    happened = [match.start() for match in _HAPPENED.finditer(plain)]
    if planned and not (happened and happened[-1] >= planned[-1]) and not _KEPT.search(after):
        return "target" if _TARGET.search(plain) else "planned"
    return "target" if re.search(r"目标(?:是|为)|达到[^，。]{0,6}目标", clause) else "done"


def _loose(source: int, start: int, page: "_Page", text: str, head: str) -> bool:
    """Whether something said at a place may or may not still hold at a figure: another figure and a comma between.

    What stands for itself before a comma (4月，… or 在石桥小学，…) holds for the whole sentence, totals apart.
    """
    if _TOPIC.match(text, source) and not _TOTALLING.search(head):
        return False
    between = [span for span in page.counted if source <= span[0] and span[1] <= start]
    return bool(between) and bool(re.search("[，,；]", text[source:start]))


def _read(text: str, numeral: Numeral, page: "_Page", cues: Sequence[Cue], names: Sequence[str]) -> FigureRead:
    sentence = _bounds(page.sentences, numeral.start, len(text))
    clause = _bounds(page.clauses, numeral.start, len(text))
    zone = _zones(text, numeral.start, numeral.end, page.counted, sentence)
    around = zone.head + "\x00" + zone.tail
    when = _when(text, page.moments, numeral.start, numeral.end, sentence, clause[1])
    if when and when.elsewhen and _RISEN.search(zone.head):
        when = None
    who, back = _who(zone, names)
    lead_end = sentence[0] + len(zone.lead)
    per = _PER.search(zone.head)
    subjects, topic = _owned(zone)
    return FigureRead(
        start=numeral.start,
        end=numeral.end,
        text=text[numeral.start : numeral.end],
        value=numeral.value,
        unit=numeral.unit,
        modifier=numeral.modifier,
        role=numeral.role,
        kind_cues=frozenset(word for cue in cues for word in cue.words if word in around),
        subjects=subjects,
        topic=topic,
        period_words=when.text if when else "",
        who=who,
        direction="planned"
        if _is_norm(text[sentence[0] : numeral.start], per.group() if per else "", numeral.modifier)
        else _direction(text[sentence[0] : numeral.start], text[clause[0] : clause[1]], zone.tail),
        clause_start=clause[0],
        clause_end=clause[1],
        when=when,
        per=per.group() if per else "",
        shared=bool(_SHARED.search(zone.head)),
        loose_when=when is not None and _loose(when.start, numeral.start, page, text, zone.head),
        loose_who=back >= 0 and _loose(lead_end - back, numeral.start, page, text, zone.head),
        later_who=() if set(who) & set(names) else _later_who(zone, names),
        zone=zone,
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
    return _dealt_out(text, figures, cues, names)


def _dealt_to(figure: FigureRead, position: int, count: int, listed: "_Listed") -> FigureRead:
    """The figure with what it has for itself in the lists of that many before 分别."""
    if len(listed.kinds) == count:
        figure = replace(figure, zone=replace(figure.zone, head=listed.kinds[position]), shared=False)
    if len(listed.subjects) == count:
        return replace(figure, subjects=(listed.subjects[position],), shared=False)
    if len(listed.owners) == count:
        return replace(figure, who=(listed.owners[position],), shared=False)
    if figure.when and len(figure.when.months) == count > 1:
        month = sorted(figure.when.months)[position]
        return replace(figure, when=replace(figure.when, months=frozenset({month})), shared=False)
    return figure


@dataclass(frozen=True)
class _Listed:
    """What stands in a row before 分别."""

    subjects: tuple[str, ...]
    owners: tuple[str, ...]
    kinds: tuple[str, ...]


def _listed(before: str, cues: Sequence[Cue], names: Sequence[str]) -> _Listed:
    items = re.split("[、和及与]", re.split("[，：]", before)[-1])
    cued = [item for item in items if any(word in item for cue in cues for word in cue.words)]
    kinds = tuple(cued) if len(cued) > 1 else ()
    return _Listed(_subjects_in(before), _names_in(before, names), kinds)


def _dealt_out(text: str, figures: list[FigureRead], cues: Sequence[Cue], names: Sequence[str]) -> list[FigureRead]:
    """After 分别 each figure goes with one of the kinds, subjects, names or months listed before it."""
    sentences = _ends(_SENTENCE_END, text)
    for match in re.finditer("分别|各", text):
        low, high = _bounds(sentences, match.start(), len(text))
        row = [one for one in figures if match.end() <= one.start < high and one.role in COUNTED_ROLES]
        gaps = [text[left.end : right.start] for left, right in pairwise(row)]
        row = row[: next((index + 1 for index, gap in enumerate(gaps) if not re.fullmatch("[、，和]?", gap)), len(row))]
        if match.group() == "各" and len(row) < 2:
            continue
        between = text[match.end() : row[0].start] if row else ""
        listed = (_listed(text[low : match.start()], cues, names), _listed(between, cues, names))
        for position, figure in enumerate(row):
            dealt = _dealt_to(figure, position, len(row), listed[0])
            figures[figures.index(figure)] = (
                _dealt_to(figure, position, len(row), listed[1]) if dealt == figure else dealt
            )
    return figures


def _cued(text: str, figure: FigureRead) -> bool:
    before = re.sub(
        "(?:总?(?:人次|人数|次数|节数|册数|封数|台数|数量|数))?[：:共计为达到有是了 ]*$",
        "",
        text[max(0, figure.start - 12) : figure.start],
    )
    return any(before.endswith(cue) for cue in figure.kind_cues)
