"""The author's own words, held against the ledger sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from xieshou.catalogue import catalogue
from xieshou.catalogue.cues import Voice, voice_of
from xieshou.documents.model import Figure, Inline, Remark, Text
from xieshou.ledger.asking import Ask
from xieshou.places.models import SCHOOL, Place
from xieshou.places.selectors import county_of
from xieshou.reading import Judgement, Names, Statement, judge
from xieshou.subjects.figures import door
from xieshou.subjects.material import Material
from xieshou.subjects.subject import Subject

from .people_named import amounts_of, people_in
from .slices import Slice, ask_of, slices_of

LONGEST = 2000
MOST_DOORS = 6
SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]?")
PROMISED = {"": ("承诺",), "done": ("完成承诺", "已完成"), "risk": ("有风险",)}


def evidence(material: Material, text: str) -> tuple[list[Statement], Names]:
    """What the ledger can say about the things a text names, in every slice it may speak of; and who it may name."""
    subject = material.subject
    voices = {code: voice_of(catalogue, code) for code in catalogue.indicators}
    said = {code: voice for code, voice in voices.items() if any(label in text for label in voice.labels)}
    cut = slices_of(material, list(said))
    schools = _schools(subject, {part.school for part in cut if part.school is not None})
    found = [_stated(subject, said[part.indicator], part, amount, schools) for part, amount in cut.items()]
    people = people_in(subject, text)
    alone = amounts_of(people, material.overview, list(said))
    found += [_spoken(code, said[code], amount, about=(name,)) for name, code, amount in alone]
    return [*found, *_promised(material, text)], _names(subject, schools, people)


def _spoken(code: str, voice: Voice, amount: int, **part: Any) -> Statement:
    return Statement(code, voice.labels, voice.units, amount, per_unit=voice.per_unit, **part)


def _stated(subject: Subject, voice: Voice, part: Slice, amount: int, schools: Mapping[int, Place]) -> Statement:
    about = _called(schools[part.school]) if part.school is not None else ()
    period = f"{part.month[0]}年{part.month[1]}月" if part.month else ""
    narrowed = {"subject": part.subject or "", "period": period, "about": about, "side": part.side}
    return _spoken(part.indicator, voice, amount, source=ask_of(subject, part, schools), **narrowed)


def _promised(material: Material, text: str) -> Iterator[Statement]:
    if not any(word in text for labels in PROMISED.values() for word in labels):
        return
    states: list[str] = [row.state for _, row in material.promises]
    for state, labels in PROMISED.items():
        amount = states.count(state) if state else len(states)
        yield Statement(f"promise.{labels[0]}", labels, ("项",), amount)


def _schools(subject: Subject, met: Collection[int]) -> dict[int, Place]:
    """The schools a sentence may name: all of the county, and whoever else took part in something."""
    county = county_of(subject.place)
    inside = Q(level=SCHOOL, lo__gte=county.lo, lo__lt=county.hi) if county else Q()
    return {place.pk: place for place in Place.objects.filter(Q(pk__in=met) | inside)}


def _called(place: Place) -> tuple[str, ...]:
    return tuple(dict.fromkeys((place.name, place.brief, *place.aliases)))


def _names(subject: Subject, schools: Mapping[int, Place], people: Collection[str]) -> Names:
    """Names the report may mention without their digits being counted."""
    own = [name for school in subject.schools for name in _called(school)]
    others = [name for school in schools.values() for name in _called(school) if name not in own]
    return Names(own=tuple(own), schools=tuple(others), people=tuple(people))


@dataclass(frozen=True)
class Doubtful:
    """A figure or wording of the author's own that no record bears out, in its sentence."""

    slot: str
    said: str
    why: str
    verdict: str
    before: str = ""
    after: str = ""
    doors: tuple[Figure, ...] = ()


def judged(material: Material, own: Mapping[str, str]) -> list[tuple[str, Judgement]]:
    """Every judgement of every slot, with its slot."""
    if not any(own.values()):
        return []
    known, people = evidence(material, "\n".join(own.values()))
    return [(slot, one) for slot, text in own.items() for one in judge(text[:LONGEST], known, people)]


def doubtful(material: Material, own: Mapping[str, str]) -> list[Doubtful]:
    """What the author should look at again."""
    return [
        _doubtful(slot, own[slot], one)
        for slot, one in judged(material, own)
        if one.verdict in {"contradicted", "no_record"}
    ]


def remarks(doubts: Iterable[Doubtful]) -> dict[str, tuple[Remark, ...]]:
    """The doubts by slot, as they stand beside the words on the screen."""
    found: dict[str, tuple[Remark, ...]] = {}
    for doubt in doubts:
        heading = "和记录对不上" if doubt.verdict == "contradicted" else "这句没有记录"
        known: list[Inline] = [Text(doubt.why)]
        for number, figure in enumerate(doubt.doors):
            known += [Text("、" if number else "打开记录："), figure]
        known.append(Text("。可以补记录，也可以改成事实。" if doubt.doors else "可以补记录，也可以改成事实。"))
        remark = Remark(heading, doubt.before, doubt.said, doubt.after, tuple(known))
        found[doubt.slot] = (*found.get(doubt.slot, ()), remark)
    return found


def _doubtful(slot: str, text: str, one: Judgement) -> Doubtful:
    start, end = one.figure.start, one.figure.end
    around = next(found for found in SENTENCE.finditer(text) if found.start() <= start < found.end())
    before, after = text[around.start() : start].lstrip(), text[end : around.end()]
    return Doubtful(slot, one.said, one.why, one.verdict, before, after, _doors(one))


def _doors(one: Judgement) -> tuple[Figure, ...]:
    """The recorded figures that a contradicted one is held against, each opening its records."""
    if one.verdict != "contradicted" or len(one.cells) > MOST_DOORS:
        return ()
    return tuple(door(cell.source, cell.amount) for cell in one.cells if isinstance(cell.source, Ask))
