"""The pairs a report speaks of, and the people who lead the work."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from xieshou.documents.model import Block, Figure, Inline, Paragraph, Text
from xieshou.steering.selectors import group_of, seats
from xieshou.subjects.subject import Subject

ONE_DAY = timedelta(days=1)


def paragraphs(subject: Subject) -> list[Block]:
    """Who leads: the core of a community with its members, or the steering group as it sat in the period."""
    return _members(subject) if subject.community is not None else _steering(subject)


def _members(subject: Subject) -> list[Block]:
    schools, community = subject.schools, subject.community
    if community is None:
        return []
    url = reverse("communities:detail", args=[community.pk])
    others = "、".join(school.name for school in schools[1:])
    lead = Text(f"{community.name}由{schools[0].name}牵头，成员学校")
    named = f"，有{others}。" if others else "。"
    return [Paragraph((lead, Figure(str(len(schools)), "所", url, key="community.schools"), Text(named)))]


def _steering(subject: Subject) -> list[Block]:
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
    parts: list[Inline] = [Text(f"{subject.voice}成立{group.name.removeprefix(subject.voice)}，")]
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
