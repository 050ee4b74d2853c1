"""Whether two records may tell of one event: near in time, of one family, about one thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from xieshou.catalogue import catalogue
from xieshou.kernel.similar import contradict, same_topic
from xieshou.kernel.simplified import simplified

ALIKE = 0.58
NEAR_DAYS = 2
_ANOTHER_DAY, _ANOTHER_KIND = 0.95, 0.97
_WITHIN, _HALF = 0.65, 0.6
# How many is told differently by two who counted: it sets nothing apart, while 第2节 does.
_MEASURE = re.compile(
    r"(?<![第\d一二两三四五六七八九十])共?(?:\d+|[一二两三四五六七八九十]+)(?:节课?|人|名|场|件|册|本|篇|份)(?=$|\W)"
)
_TITLE = re.compile(r"《([^》]+)》")
# What records of every kind say beside what they are about.
_COMMON = (
    "主题队会 主题队日 专题研讨 研讨会 研讨 大赛 比赛 竞赛 评比 会议 大会 仪式 两校 城乡 结对 帮扶 来校 到校 "
    "送课下乡 送课 送教 下乡 课例 录像 教研 主题 专题 工作 活动 同步课 教学 学生"
)


@dataclass(frozen=True)
class Happening:
    """What a record says of when, of what kind and about what."""

    on: date
    kind: str
    subject: str
    topic: str


def likeness(a: Happening, b: Happening) -> float:
    """From 0.0 to 1.0; from ``ALIKE`` on a person is asked whether it is one event. Symmetric."""
    days = abs((a.on - b.on).days)
    if days > NEAR_DAYS or _family(a.kind) != _family(b.kind) or (a.subject and b.subject and a.subject != b.subject):
        return 0.0
    if contradict(_MEASURE.sub("", a.topic), _MEASURE.sub("", b.topic)):
        return 0.0
    weight = (_ANOTHER_DAY if days else 1.0) * (_ANOTHER_KIND if a.kind != b.kind else 1.0)
    return weight * max(_about_one(a, b), _title_within(a.topic, b.topic), _title_within(b.topic, a.topic))


def _family(kind: str) -> str:
    return catalogue.kinds[kind].family if kind in catalogue.kinds else kind


def _about_one(a: Happening, b: Happening) -> float:
    """How like the topics are without the words that only say the kind; where nothing else is said, the whole."""
    x, y = _core(a), _core(b)
    if x and y:
        inside = a.kind == b.kind and min(len(x), len(y)) > 1 and (x in y or y in x)
        told = same_topic(x, y) if a.kind == b.kind or _as_long(x, y) else 0.0
        return max(told, _WITHIN if inside else 0.0)
    return same_topic(a.topic, b.topic) if a.kind == b.kind else 0.0


def _as_long(x: str, y: str) -> bool:
    """Of another kind a few words within many say little: 支教教师座谈, 商量支教教师食宿."""
    return min(len(x), len(y)) >= _HALF * max(len(x), len(y))


def _core(one: Happening) -> str:
    bare = _words(_family(one.kind)).sub("", _MEASURE.sub("", simplified(one.topic)))
    return bare.replace(one.subject, "").strip() if one.subject else bare.strip()


@cache
def _words(family: str) -> re.Pattern[str]:
    """Words by which the kinds of a family are called, longest first."""
    kinds = [kind for kind in catalogue.kinds.values() if kind.family == family]
    called = {word for kind in kinds for word in (kind.label, *kind.reads_as)}
    # 教师座谈会 says who sat there: only the part that several kinds of it share is left out.
    short = {word for word in called if not any(word != other and word.endswith(other) for other in called)}
    words = {*_COMMON.split(), *short}
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


def _title_within(titled: str, other: str) -> float:
    """One names the lesson in 《》, the other names it without."""
    return 0.9 if any(len(title) > 1 and title in other for title in _TITLE.findall(titled)) else 0.0
