"""A report as a document: sections as in the field's own papers, every figure from the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils import timezone

from xieshou.catalogue import catalogue
from xieshou.documents.charts import bars
from xieshou.documents.model import (
    Block,
    Cell,
    Chart,
    Document,
    Heading,
    Inline,
    Inlines,
    Own,
    Paragraph,
    Remark,
    RunIn,
    Table,
    Text,
)
from xieshou.insights.pictures import pictures_of
from xieshou.kernel.text import shorten
from xieshou.ledger.overview import Overview
from xieshou.ledger.sources import SOURCES, Line
from xieshou.subjects.figures import door, joined, month_door, said
from xieshou.subjects.material import Material

from . import basis, before, chronicle, flows, organisation, people_goods, personal, placed, planned, promises

PROMPTS = {
    "organisation": "这段时间是怎么组织的，有什么做法值得说？两三句就好。",
    "effects": "看到了什么变化？说清楚是谁、怎么看出来的。",
    "shortcomings": "最难的一件事是什么？打算怎么办？两三句就好。",
    "next": "下一步最想办成的是什么？",
}
MOST_TOPICS = 3
TABLES_FROM = 30
APART = frozenset({"organising", "outcomes"})


def build(material: Material, own: Mapping[str, str]) -> Document:
    """The report of a school, a pair, a community, a county or a teacher."""
    subject = material.subject
    write = _of_teacher if subject.kind == "teacher" else _of_schools
    return Document(
        title=subject.title,
        issuer=subject.signed_by,
        date=timezone.localtime(subject.as_of).date(),
        blocks=tuple(write(material, own)),
    )


def _of_schools(material: Material, own: Mapping[str, str]) -> list[Block]:
    overview = material.overview
    return [
        Paragraph(basis.opening(material)),
        Heading(1, "组织领导"),
        *organisation.paragraphs(material.subject),
        *_family_paragraph("organising", overview),
        _own("organisation", own),
        Heading(1, "工作开展"),
        *_families(material),
        *people_goods.paragraphs(material),
        *_sections(material, heavy=False),
        *placed.paragraphs(material),
        *before.paragraphs(material.subject),
        Heading(1, "主要成效"),
        *_effects(overview),
        _own("effects", own),
        Heading(1, "存在的不足"),
        *promises.shortcomings(material),
        _own("shortcomings", own),
        Heading(1, "下一步打算"),
        *promises.next_steps(material),
        _own("next", own),
        *_tables(material),
    ]


def _of_teacher(material: Material, own: Mapping[str, str]) -> list[Block]:
    """What records say that one teacher did; nothing is weighed or ranked, and nothing is owed by a person."""
    kinds = _kinds_table(material)
    tables = [*([kinds] if kinds else []), *chronicle.tables(material.overview)]
    return [
        Paragraph(basis.opening(material)),
        Heading(1, "基本情况"),
        *personal.post(material.subject),
        *personal.sent(material),
        Heading(1, "工作开展"),
        *_families(material),
        Heading(1, "主要成效"),
        *personal.outcomes(material.overview),
        _own("effects", own),
        Heading(1, "存在的不足"),
        _own("shortcomings", own),
        Heading(1, "下一步打算"),
        _own("next", own),
        *([Heading(1, "有关数据"), *tables] if tables else []),
    ]


def with_remarks(document: Document, remarks: Mapping[str, tuple[Remark, ...]]) -> Document:
    """The report as it stands on the screen, with remarks beside the own words."""
    blocks = (
        replace(one, remarks=remarks.get(one.slot, ())) if isinstance(one, Own) else one for one in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def _own(slot: str, own: Mapping[str, str]) -> Own:
    return Own(slot, PROMPTS[slot], own.get(slot, ""))


def _sentences(family: str, overview: Overview) -> list[Inlines]:
    return [said(kind, overview) for kind in catalogue.kinds.values() if kind.family == family]


def _family_paragraph(family: str, overview: Overview) -> list[Block]:
    text = joined(_sentences(family, overview))
    return [Paragraph(text)] if text else []


def _families(material: Material) -> list[Block]:
    blocks: list[Block] = []
    subject, overview = material.subject, material.overview
    lines = _counted_lines(overview)
    own = subject.kind == "teacher"
    for family in catalogue.families.values():
        if family.code in (APART - {"organising"} if own else APART):
            continue
        text = personal.took_part(family.code, overview) if own else joined(_sentences(family.code, overview), "")
        if text:
            lead = (Text(subject.all_sides), *text, Text("。"), *_topics(family.code, lines))
            blocks.append(RunIn(family.label, lead))
    return blocks or [Paragraph((Text("这段时间没有活动记录。"),))]


def _counted_lines(overview: Overview) -> list[Line]:
    """The activities that count as such."""
    counted = {record for _, record in overview.records("activity.count")}
    return [line for line in overview.lines("activity") if line.id in counted]


def _topics(family: str, lines: Sequence[Line]) -> Inlines:
    """A few of the newest topics by name, because a reader wants to know what it was about."""
    kinds = {code for code, kind in catalogue.kinds.items() if kind.family == family}
    told = [line for line in lines if line.cells.get("kind") in kinds]
    titles = list(dict.fromkeys(shorten(line.title, 24) for line in reversed(told)))[:MOST_TOPICS]
    return (Text(f"其中有{'、'.join(titles)}{'等' if len(told) > MOST_TOPICS else ''}。"),) if titles else ()


def _effects(overview: Overview) -> list[Block]:
    blocks = _family_paragraph("outcomes", overview)
    pupils, teachers = overview.total("attendance.pupil"), overview.total("attendance.teacher")
    if pupils or teachers:
        parts: list[Inline] = [Text("各项活动")]
        if teachers:
            parts += [Text("教师参加"), door(overview.question("attendance.teacher"), teachers)]
        if pupils:
            parts += [
                Text("，学生参加" if teachers else "学生参加"),
                door(overview.question("attendance.pupil"), pupils),
            ]
        blocks.append(Paragraph((*parts, Text("。"))))
    return blocks


def _tables(material: Material) -> list[Block]:
    blocks: list[Block] = []
    overview = material.overview
    kinds = _kinds_table(material)
    if kinds:
        blocks += [kinds, *_rhythm(overview)]
    blocks += _pictures(material)
    blocks += [*planned.tables(material), *chronicle.tables(overview)]
    blocks += [*flows.tables(material), *placed.tables(overview)]
    blocks += _sections(material, heavy=True)
    return [Heading(1, "有关数据"), *blocks] if blocks else []


def _pictures(material: Material) -> list[Block]:
    return pictures_of(material.county) if material.county is not None else []


def _sections(material: Material, *, heavy: bool) -> list[Block]:
    """What record apps offer: light sections are told where the work is told, heavy ones are tables at the end."""
    found = sorted((one for source in SOURCES.values() for one in source.sections), key=lambda one: one.weight)
    return [block for one in found if (one.weight >= TABLES_FROM) is heavy for block in one.build(material.overview)]


def _kinds_table(material: Material) -> Table | None:
    """Every kind with its figure; a report of a year tells its terms or halves too."""
    overview = material.overview
    parts_of_year = [(name, overview.within(part)) for name, part in material.subject.span.parts]
    rows: dict[str, tuple[Cell, ...]] = {}
    for kind in catalogue.kinds.values():
        code = kind.main_indicator()
        if overview.total(code):
            parts = [_amount(one, code) for _, one in parts_of_year]
            family = catalogue.families[kind.family].label
            rows.setdefault(kind.label, (family, kind.label, *parts, _amount(overview, code)))
    if not rows:
        return None
    head = ("方面", "类别", *(name for name, _ in parts_of_year), "数量" if not parts_of_year else "合计")
    return Table(head, tuple(rows.values()), caption="各类活动", numeric=frozenset(range(2, len(head))))


def _amount(overview: Overview, code: str) -> Cell:
    amount = overview.total(code)
    return (door(overview.question(code), amount),) if amount else ""


def _rhythm(overview: Overview) -> list[Block]:
    """Activities by month: a chart that says what to see, with its table."""
    months = overview.by_month("activity.count")
    if len(months) < 2:
        return []
    busiest = max(months, key=lambda month: months[month])
    rows = [{"月份": f"{year}年{month}月", "次数": amount} for (year, month), amount in months.items()]
    ask = overview.question("activity.count")
    cells = tuple(
        (f"{year}年{month}月", (door(month_door(ask, year, month), amount),))
        for (year, month), amount in months.items()
    )
    sentence = f"活动最多的是{busiest[0]}年{busiest[1]}月，{months[busiest]}次。"
    table = Table(("月份", "活动"), cells, numeric=frozenset({1}))
    return [Chart(bars(rows, "月份", "次数", "次"), sentence, table)]
