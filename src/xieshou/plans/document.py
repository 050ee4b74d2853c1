"""A plan as paper: guiding thought, organisation, measures by heading with their promises, months, guarantees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from xieshou.documents.model import Block, Document, Heading, ListBlock, Paragraph, Text, chinese_date
from xieshou.pairings.models import Agreement, Community, Pairing
from xieshou.papers.models import PolicyDocument
from xieshou.papers.selectors import basis_of

from .models import CalendarItem, Measure, Plan, Promise
from .selectors import calendar_of, measures_of, promises_of
from .wording import OTHER_HEADING, by_month, sentence_of

_YEAR = re.compile(r"20\d\d.*?学年度?")
LONGEST_TITLE = 16


@dataclass(frozen=True)
class Chapter:
    """A heading with its measures and their promises."""

    heading: str
    measures: tuple[tuple[Measure, tuple[Promise, ...]], ...]


def chapters(measures: Sequence[Measure], promises: Sequence[Promise]) -> list[Chapter]:
    """Measures under their headings, in the order in which each heading first comes."""
    found: dict[str, list[tuple[Measure, tuple[Promise, ...]]]] = {}
    for measure in measures:
        own = tuple(promise for promise in promises if promise.measure_id == measure.pk)
        found.setdefault(measure.heading, []).append((measure, own))
    return [Chapter(heading, tuple(rows)) for heading, rows in found.items()]


def loose(measures: Sequence[Measure], promises: Sequence[Promise]) -> list[Promise]:
    """Promises that stand under no measure."""
    known = {measure.pk for measure in measures}
    return [promise for promise in promises if promise.measure_id not in known]


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph((Text(line.strip()),)) for line in text.splitlines() if line.strip()]


def _item(measure: Measure, promises: Sequence[Promise]) -> str:
    text = measure.text.rstrip()
    if not promises:
        return text
    stop = "" if text.endswith(("。", "！", "？", "；")) else "。"
    return f"{text}{stop}{'；'.join(sentence_of(promise) for promise in promises)}。"


def _measures(measures: Sequence[Measure], promises: Sequence[Promise]) -> list[Block]:
    blocks: list[Block] = []
    for chapter in chapters(measures, promises):
        blocks += [Heading(2, chapter.heading), ListBlock(tuple(_item(*row) for row in chapter.measures))]
    others = loose(measures, promises)
    if others:
        blocks += [Heading(2, OTHER_HEADING), ListBlock(tuple(f"{sentence_of(promise)}。" for promise in others))]
    return blocks


def _calendar(items: Sequence[CalendarItem]) -> list[Block]:
    blocks: list[Block] = []
    for year in by_month(items):
        blocks.append(Paragraph((Text(f"{year.year}年"),)))
        for line in year.lines:
            texts = "；".join(text.rstrip("。；") for text in line.texts)
            blocks.append(Paragraph((Text(f"{line.when}：{texts}。"),)))
    return blocks


def _opening(plan: Plan, pairing: Pairing | None, community: Community | None) -> list[Block]:
    if pairing is not None:
        who = f"{pairing.first.name}（甲方）与{pairing.second.name}（乙方）结成城乡帮扶对子。"
    else:
        who = f"{plan.school.name}参加{community.name if community else '共同体'}，与各成员学校互相帮助。"
    span = f"本计划从{chinese_date(plan.starts)}起，到{chinese_date(plan.ends)}止。"
    theme = f"本期主题：{plan.theme}。" if plan.theme else ""
    cited = "、".join(str(paper) for paper in basis_papers(plan))
    return [Paragraph((Text(f"{'根据' if cited else ''}{cited}{'，' if cited else ''}{who}{span}{theme}"),))]


def basis_papers(plan: Plan) -> list[PolicyDocument]:
    """The papers a plan opens with, as they held on its first day."""
    agreed = Agreement.objects.filter(pk=plan.agreement_id).select_related("basis").first()
    return basis_of(agreed.basis if agreed else None, plan.school, plan.starts)


def titled(title: str) -> str:
    """A long title in two lines, cut where its year begins, or after the year where that comes first."""
    year = _YEAR.search(title)
    if len(title) <= LONGEST_TITLE or year is None:
        return title
    place = year.start() or year.end()
    return f"{title[:place]}\n{title[place:]}" if place < len(title) else title


def plan_document(plan: Plan, pairing: Pairing | None, community: Community | None) -> Document:
    """Build the paper of a plan; a part that is not written is left out."""
    parts: list[tuple[str, list[Block]]] = [
        ("指导思想", _paragraphs(plan.guiding)),
        ("组织机构", _paragraphs(plan.organisation)),
        ("规划及主要措施", _measures(measures_of(plan), promises_of(plan))),
        ("工作安排", _calendar(calendar_of(plan))),
        ("工作保障", _paragraphs(plan.guarantees)),
    ]
    blocks = _opening(plan, pairing, community)
    for heading, body in parts:
        if body:
            blocks += [Heading(1, heading), *body]
    day = plan.accepted_on or timezone.localdate(plan.created_at)
    return Document(titled(plan.title), issuer=plan.school.name, date=day, blocks=tuple(blocks))
