"""The pairs a report speaks of, and the people who lead the work."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from xieshou.documents.model import Block, Figure, Inline, Paragraph, Text
from xieshou.pairings.models import Pairing
from xieshou.pairings.selectors import pairings_of
from xieshou.steering.selectors import group_of, seats

from .subjects import Subject, day_within

ONE_DAY = timedelta(days=1)


def pairings(subject: Subject) -> list[Pairing]:
    """Pairs that a school's or a pair's report speaks of."""
    if subject.pairing is not None:
        return [subject.pairing]
    if subject.kind == "county":
        return []
    return list(pairings_of(subject.place, day_within(subject.span, timezone.localdate())))


def paragraphs(subject: Subject) -> list[Block]:
    """The steering group as it sat in the period, with those who came or left."""
    group = group_of(subject.place, subject.pairing)
    if group is None:
        return []
    period = subject.span.period
    people = seats(group, period.starts, period.ends)
    now = [person for person in people if person.until is None or person.until >= period.ends]
    heads = "、".join(f"{p.post}{p.name}" for p in now if p.role == "head")
    deputies = "、".join(f"{p.post}{p.name}" for p in now if p.role == "deputy")
    # The list as of the same day, so that the figure and what it opens say the same.
    url = f"{reverse('steering:detail', args=[group.pk])}?on={period.ends}"
    parts: list[Inline] = [Text(f"{subject.voice}成立{group.name}，")]
    if heads:
        parts.append(Text(f"组长为{heads}，"))
    if deputies:
        parts.append(Text(f"副组长为{deputies}，"))
    parts += [Text("共"), Figure(str(len(now)), "人", url), Text("。")]
    for person in people:
        if person.until is not None and person.until < period.ends:
            after = person.until + ONE_DAY  # the last day is one on which the person still sat
            parts.append(Text(f"{after.month}月{after.day}日起，{person.name}不再担任。"))
        elif person.since > period.starts:
            parts.append(Text(f"{person.since.month}月{person.since.day}日起，增加{person.name}。"))
    if group.office:
        parts.append(Text(f"办公室设在{group.office}。"))
    return [Paragraph(tuple(parts))]
