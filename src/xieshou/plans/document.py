"""A plan as paper: guiding thought, organisation, measures by heading with their promises, months, guarantees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from xieshou.documents.model import Block, Document, Heading, ListBlock, Paragraph, Text, chinese_date
from xieshou.pairings.models import Agreement, Community, Pairing
from xieshou.papers.selectors import basis_of

from .models import CalendarItem, Measure, Plan, Promise
from .selectors import calendar_of, measures_of, promises_of
from .wording import OTHER_HEADING, Said, by_month, said

_YEAR = re.compile(r"20\d\d.*?学年度?")
LONGEST_TITLE = 16


@dataclass(frozen=True)
class Chapter:
    """A heading with the words that lead it, and its measures with their promises."""

    heading: str
    leads: tuple[Measure, ...]
    measures: tuple[tuple[Measure, tuple[Said, ...]], ...]


def chapters(measures: Sequence[Measure], promises: Sequence[Promise]) -> list[Chapter]:
    """Measures under their headings, in the order in which each heading first comes."""
    spoken = said(promises)
    found: dict[str, list[Measure]] = {}
    for measure in measures:
        found.setdefault(measure.heading, []).append(measure)

    def own(measure: Measure) -> tuple[Said, ...]:
        return tuple(one for one in spoken if one.promise.measure_id == measure.pk)

    return [
        Chapter(
            heading,
            tuple(row for row in rows if row.lead),
            tuple((row, own(row)) for row in rows if not row.lead),
        )
        for heading, rows in found.items()
    ]


def loose(measures: Sequence[Measure], promises: Sequence[Promise]) -> list[Said]:
    """Promises that stand under no measure; the words that lead a heading hold none."""
    known = {measure.pk for measure in measures if not measure.lead}
    return [one for one in said(promises) if one.promise.measure_id not in known]


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph((Text(line.strip()),)) for line in text.splitlines() if line.strip()]


def _item(measure: Measure, promises: Sequence[Said]) -> str:
    text = measure.text.rstrip()
    if not promises:
        return text
    stop = "" if text.endswith(("。", "！", "？", "；")) else "。"
    return f"{text}{stop}{'；'.join(map(str, promises))}。"


def _measures(measures: Sequence[Measure], promises: Sequence[Promise]) -> list[Block]:
    blocks: list[Block] = []
    for chapter in chapters(measures, promises):
        blocks += [Heading(2, chapter.heading), *(Paragraph((Text(row.text),)) for row in chapter.leads)]
        if chapter.measures:
            blocks.append(ListBlock(tuple(_item(*row) for row in chapter.measures)))
    others = loose(measures, promises)
    if others:
        blocks += [Heading(2, OTHER_HEADING), ListBlock(tuple(f"{one}。" for one in others))]
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
    basis = f"根据{'、'.join(cited)}，" if (cited := cited_by(plan)) else ""
    return [Paragraph((Text(f"{basis}{who}{span}{theme}"),))]


def cited_by(plan: Plan) -> list[str]:
    """What a plan opens with: the papers its author named, else those of the register that held on its first day."""
    written = [line.strip().rstrip("。；，") for line in plan.basis.splitlines() if line.strip()]
    if written:
        return written
    agreed = Agreement.objects.filter(pk=plan.agreement_id).select_related("basis").first()
    return [str(paper) for paper in basis_of(agreed.basis if agreed else None, plan.school, plan.starts)]


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
