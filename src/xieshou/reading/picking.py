"""Which indicator a figure counts, and which slice of it the words around it ask for."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from xieshou.reading import words
from xieshou.reading.cues import alike
from xieshou.reading.fit import score
from xieshou.reading.judgement import Groups, Place
from xieshou.reading.statements import Asked, Statement, measured_alike

_JOINED_TOTAL: Final = re.compile(f"(?:{'|'.join(words.TOTALS)})(?:[了达计是为有]|涉及|覆盖|教师|老师|学生|活动)*$")
_RECEIVED: Final = re.compile(r"接收|接待|收到|受赠|获赠|获捐|来我?[校园]|到我[校园]|赴我[校园]|得到")
_GAVE: Final = re.compile(r"选派|派出|外派|赠送|捐赠|捐出|送出|我[校园]派|送教|送课|送到")


def _measures(place: Place, first: Statement) -> bool:
    """Whether the figure's measure word suits; 个 suits any thing, but no person, that is named right after it."""
    if measured_alike(place.figure.unit, first):
        return True
    things = not any(alike(word, first.units) for word in ("名", "人次"))
    return place.figure.unit == "个" and things and place.zone.tail.strip().endswith(first.labels)


def best_fitting(place: Place, groups: Groups, role: str, units: bool = True) -> list[list[Statement]]:
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


def joined_groups(place: Place, groups: Groups) -> list[Statement]:
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


def _qualifiers(place: Place, group: Sequence[Statement]) -> tuple[str, ...]:
    """Words that narrow the count down (线上, 市级) and that the indicator's own words do not hold."""
    around = place.zone.head + "\x00" + place.zone.tail
    labels = "\x00".join(group[0].labels)
    found = [word for word in words.QUALIFIERS if re.search(f"{word}(?!层面|领导|班子)", around) and word not in labels]
    divided = {cell.subject for cell in group}
    return tuple(word for word in found if word not in divided and word not in place.figure.subjects)


def _side(place: Place, group: Sequence[Statement]) -> str:
    if len({cell.side for cell in group} - {""}) < 2:
        return ""
    text = place.zone.lead[-12:] + place.zone.head + place.zone.tail
    for label in group[0].labels:
        text = text.replace(label, "")
    if _RECEIVED.search(text):
        return "received"
    return "gave" if _GAVE.search(text) else ""


def _has_own_when(place: Place) -> bool:
    return place.figure.when is not None and place.figure.when.text in place.zone.head


def _narrower(place: Place, group: Sequence[Statement]) -> tuple[str, ...]:
    """What 其中 singles out of an amount said before, when it is no slice the ledger knows (其中学生1100人次)."""
    said = re.search("其中[，：]?(?P<part>[^，。；]*)$", place.zone.head)
    around = place.zone.head + place.zone.tail
    own = any(label in around and label not in place.zone.lead for label in group[0].labels)
    return (said["part"] or place.zone.tail,) if said and not own else ()


def asked_of(place: Place, group: Sequence[Statement]) -> Asked:
    figure = place.figure
    sliced = {name for cell in group for name in cell.about}
    if (
        not figure.shared
        and len(place.partners) > 1
        and all(set(partner) & set(figure.who) for partner in place.partners)
    ):
        figure = replace(figure, who=tuple(name for name in figure.who if name in place.names.people))
    people = tuple(name for name in figure.who if name in place.names.people)
    about = tuple(name for name in figure.who if name in place.names.schools or name in sliced)
    labels = "\x00".join(group[0].labels)
    subjects = tuple(subject for subject in figure.subjects if subject not in labels)
    unknown = tuple(name for name in people if name not in sliced)
    part = () if subjects or about or _has_own_when(place) else _narrower(place, group)
    return Asked(subjects, about, figure.when, _side(place, group), (*unknown, *part, *_qualifiers(place, group)))
