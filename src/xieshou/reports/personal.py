"""Who a teacher is, and where he was sent: the beginning of his own report."""

from __future__ import annotations

from datetime import date

from xieshou.catalogue import catalogue
from xieshou.documents.model import Block, Figure, Inline, Inlines, Paragraph, RunIn, Text
from xieshou.kernel.periods import Period
from xieshou.ledger.overview import Overview
from xieshou.ledger.sources import Line
from xieshou.subjects.figures import door, joined
from xieshou.subjects.material import Material
from xieshou.subjects.subject import Subject


def post(subject: Subject) -> list[Block]:
    """School, post and subject, as the staff list has them."""
    person = subject.person
    if person is None:
        return []
    held = [word for word in (person.post, f"任教{person.subject}" if person.subject else "") if word]
    return [Paragraph((Text(f"本人{person.name}，在{subject.place.name}{'，'.join(['工作', *held])}。"),))]


def took_part(family: str, overview: Overview) -> Inlines:
    """“听评课6节、集体备课2次”: kinds with their figures. Who organised it, no record says of one person."""
    parts: list[Inline] = []
    for kind in catalogue.kinds.values():
        amount = overview.total(kind.main_indicator()) if kind.family == family else 0
        if amount:
            parts += [
                Text(f"{'、' if parts else ''}{kind.label}"),
                door(overview.question(kind.main_indicator()), amount),
            ]
    return tuple(parts)


def outcomes(overview: Overview) -> list[Block]:
    """Results of what he took part in."""
    found = took_part("outcomes", overview)
    return [Paragraph((Text("本人参加的工作，记录到"), *found, Text("。")))] if found else []


def _days(line: Line) -> Period:
    return Period(line.on, date.fromisoformat(line.cells["ends"]))


def sent(material: Material) -> list[Block]:
    """Placements under way at some time of the period, each a door."""
    lines = material.overview.so_far("placement.sent").lines("placement")
    told = [tuple(_told(line)) for line in lines if _days(line).overlaps(material.subject.span.period)]
    return [RunIn("人员交流", joined(told))] if told else []


def _told(line: Line) -> list[Inline]:
    host = line.schools.partition("、")[0]
    parts: list[Inline] = [
        Figure(_days(line).label, "", line.url, key="placement.days"),
        Text(f"，到{host}{line.kind}"),
    ]
    if line.cells.get("post"):
        parts.append(Text(f"，任{line.cells['post']}"))
    if line.cells.get("subject"):
        parts.append(Text(f"，教{line.cells['subject']}"))
    if weekly := line.cells.get("weekly_lessons"):
        parts += [Text("，每周"), Figure(str(weekly), "课时", line.url, key="placement.weekly")]
    if line.cells.get("project"):
        parts.append(Text(f"，带着“{line.cells['project']}”"))
    return parts
