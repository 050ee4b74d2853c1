"""Which indicator a figure counts: by the cue words around it, nearest first, and by its measure word."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from xieshou.reading import words
from xieshou.reading.figures import Zones

_NEUTRAL: Final = re.compile(
    "|".join(
        sorted(
            (
                *words.FILLERS,
                *words.TERM_WORDS,
                *words.YEAR_WORDS,
                *words.HALF_WORDS,
                *words.ELSEWHEN,
                *words.MONTH_WORDS,
                *words.PART_WORDS,
                *words.SUBJECTS,
                *words.OWN,
                *words.ROLES,
                *words.MODIFIERS_BEFORE,
                *words.QUALIFIERS,
                *words.NEUTRAL,
            ),
            key=lambda word: -len(word),
        )
    )
)
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
_GAP: Final = re.compile(
    rf"(?:{'|'.join(words.FILLERS)}|活动|教师|学生|师生|金额|总值|价值|课程|等|的|[一-龥]{{0,2}})*$"
)
_PERSONS: Final = (("教师", "老师", "教职工"), ("学生", "孩子", "幼儿", "儿童"), ("家长", "村民", "群众"))
_ADJACENT, _AFTER, _HEAD, _TAIL, _BORROWED = 50, 40, 30, 20, 10


@lru_cache(maxsize=1024)
def is_bare(text: str, names: tuple[str, ...] = ()) -> bool:
    """Whether the text names nothing that could be counted."""
    named = [name for name in names if name in text]
    for name in named:
        text = text.replace(name, "")
    rest = re.sub(r"[\d年月日号份一二三四五六七八九十]+", "", _NEUTRAL.sub("", text))
    return len(_CHINESE.findall(rest)) < (3 if named else 2)


def _near_end(label: str, head: str) -> bool:
    place = head.rfind(label)
    if place < 0:
        return False
    gap = head[place + len(label) :]
    return len(gap) <= 2 or bool(_GAP.fullmatch(gap) and len(gap) <= 6)


def _around(label: str, zone: Zones) -> bool:
    """A verb and its object with the figure between or after them: 听了30节课, 课听了30节 for 听课."""
    verb = zone.head.rstrip("了过共约近达")
    if len(label) != 2:
        return False
    return (verb.endswith(label[0]) and zone.tail.startswith(label[1])) or verb[-4:].endswith(label[1] + label[0])


def _zone_score(label: str, zone: Zones, bare: bool) -> int:
    if _near_end(label, zone.head) or _around(label, zone):
        return _ADJACENT
    if 0 <= zone.tail.find(label) <= 6:
        return _AFTER
    if label in zone.head:
        return _HEAD
    if label in zone.tail:
        return _TAIL
    if bare and label in zone.lead + "\x00" + zone.far:
        return _BORROWED
    return 0


def _last(label: str, zone: Zones) -> float:
    """Of borrowed cues the one that stands last before the figure wins; what follows comes after those."""
    place = zone.lead.rfind(label)
    return (place + len(label)) / (len(zone.lead) + 1) * 5 if place >= 0 else 0


def _kinds(text: str) -> frozenset[int]:
    return frozenset(index for index, kind in enumerate(_PERSONS) if any(word in text for word in kind))


def _of_others(zone: Zones) -> bool:
    """Whether the figure is of other people than the clause a cue would be borrowed from (培训教师9人、学生30人)."""
    own, theirs = _kinds(zone.head), _kinds(zone.lead)
    return bool(own and theirs) and not own & theirs


def score(labels: Sequence[str], zone: Zones, names: tuple[str, ...] = ()) -> float:
    """How well an indicator's words fit the text around a figure; nought if none of them is there."""
    part = zone.head.lstrip("，").startswith("其中") and not zone.tail.strip("，。； ")
    bare = (part or (is_bare(zone.head, names) and is_bare(zone.tail, names))) and not _of_others(zone)
    best = 0.0
    for label in labels:
        base = _zone_score(label, zone, bare)
        if base:
            extra = _last(label, zone) if base == _BORROWED else 0.0
            best = max(best, base + extra + min(len(label), 9) / 10)
    return best
