"""Writes a document as the paper on a web page."""

import re
from collections.abc import Callable, Mapping, Sequence
from html import unescape
from itertools import count
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from xieshou.documents.characters import legal
from xieshou.documents.charts import svg
from xieshou.documents.model import (
    Block,
    Cell,
    Chart,
    Document,
    Doubt,
    Figure,
    Heading,
    Inlines,
    ListBlock,
    Mark,
    Own,
    PageBreak,
    Paragraph,
    Picture,
    Remark,
    RunIn,
    Signature,
    Table,
    inlines_of,
    numbered,
)
from xieshou.documents.numbering import item_number

HREF = re.compile(r' href="([^"#][^"]*)"')


class Note(NamedTuple):
    """What to look at again in one block: a heading and a sentence."""

    heading: str
    text: str


Notes = Mapping[int, Sequence[Note]]


def everywhere(url: str) -> bool:
    """Every figure of a document is a link."""
    return True


def to_html(
    document: Document, *, editable: bool = False, notes: Notes | None = None, leads: Callable[[str], bool] = everywhere
) -> SafeString:
    """Write the document as an article; an editable one has fields for own words and notes beside its doubts.

    ``notes`` are slips beside blocks, by the block's place in reading order; ``leads`` tells which figures are links.
    """
    return _Page(editable, notes or {}, leads).write(document)


class _Page:
    """One pass over a document; doubts are numbered so that a page can link to each."""

    def __init__(self, editable: bool, notes: Notes, leads: Callable[[str], bool]) -> None:
        self._leads = leads
        self._editable = editable
        self._notes = notes
        self._doubt_ids = count(1)
        self._slips: list[SafeString] = []

    def write(self, document: Document) -> SafeString:
        """Write the whole article."""
        blocks = [self._block(place, *each) for place, each in enumerate(numbered(document))]
        return format_html(
            '<article class="paper" lang="zh-CN">\n{}{}</article>', _head(document), _joined(blocks, "\n")
        )

    def _block(self, place: int, number: str, block: Block) -> SafeString:
        written = self._written(number, block)
        slips, self._slips = self._slips, []
        noted = [_slip(f"note-{place}-{n}", *note) for n, note in enumerate(self._notes.get(place, ()))]
        return _joined([written, *slips, *noted], "\n")

    def _written(self, number: str, block: Block) -> SafeString:
        match block:
            case Heading(level, text):
                tag = SafeString(f"h{level + 2}")
                return format_html('<{} class="p-{}">{}{}</{}>', tag, level, number, legal(text), tag)
            case Paragraph(parts):
                return format_html("<p>{}</p>", self._inlines(parts))
            case RunIn(heading, parts, level):
                lead = format_html('<b class="p-{}">{}{}</b>{}', level, number, legal(heading), block.stop)
                return format_html("<p>{}{}</p>", lead, self._inlines(parts))
            case Table():
                return self._table(block)
            case Chart() | Picture():
                return self._drawn(block)
            case Own():
                words = _field(block) if self._editable else _paragraphs(block)
                return _joined([words, *self._remarks(block)], "\n")
            case _:
                return self._closing(block)

    def _closing(self, block: Block) -> SafeString:
        match block:
            case ListBlock(items):
                lines = ((item_number(place), self._cell(item)) for place, item in enumerate(items, 1))
                return format_html('<ol class="p-list">{}</ol>', format_html_join("", "<li>{}{}</li>", lines))
            case Signature(lines):
                return format_html('<p class="p-sign">{}</p>', _joined([_text(line) for line in lines], "<br>"))
            case PageBreak():
                return mark_safe('<hr class="p-break">')
        raise TypeError(f"no way to write {block!r}")

    def _remarks(self, own: Own) -> list[SafeString]:
        notes = [self._remark(remark) for remark in own.remarks]
        label = format_html('<div class="remarks" id="remarks-{}">{}</div>', own.slot, _joined(notes, "\n"))
        return [label] if notes else []

    def _remark(self, remark: Remark) -> SafeString:
        return format_html(
            '<div class="note bad"><svg class="shape risk" aria-hidden="true"><use href="#s-risk"/></svg><div>'
            '<p><b>{}</b>：{}<mark class="doubt">{}</mark>{}</p><p>{}</p></div></div>',
            legal(remark.heading),
            legal(remark.before),
            legal(remark.said),
            legal(remark.after),
            self._inlines(remark.known),
        )

    def _inlines(self, parts: Inlines) -> SafeString:
        return _joined([self._inline(part) for part in parts])

    def _inline(self, part: object) -> SafeString:
        match part:
            case Figure(text, unit, url) if not self._leads(url):
                return _text(text + unit)
            case Figure(text, unit, url):
                return format_html('<a class="fig" href="{}">{}{}</a>', legal(url), legal(text), legal(unit))
            case Doubt():
                return self._doubt(part)
            case Mark(text):
                return format_html("<mark>{}</mark>", legal(text))
        return _text(getattr(part, "text", ""))

    def _doubt(self, doubt: Doubt) -> SafeString:
        name = f"doubt-{next(self._doubt_ids)}"
        if self._editable:
            self._slips.append(_slip(name, "这句没有记录", doubt.reason))
        return format_html('<mark class="doubt" id="{}">{}</mark>', name, legal(doubt.text))

    def _cell(self, cell: Cell) -> SafeString:
        return self._inlines(inlines_of(cell))

    def _table(self, table: Table) -> SafeString:
        head = [_head_cell(text, place in table.numeric) for place, text in enumerate(table.head)]
        rows = [self._row(table, row, total=False) for row in (table.rows[:-1] if table.total else table.rows)]
        return format_html(
            '<table class="table">{}<thead><tr>{}</tr></thead><tbody>{}</tbody>{}</table>',
            format_html("<caption>{}</caption>", legal(table.caption)) if table.caption else "",
            _joined(head),
            _joined(rows),
            format_html("<tfoot>{}</tfoot>", self._row(table, table.rows[-1], total=True)) if table.total else "",
        )

    def _row(self, table: Table, row: tuple[Cell, ...], *, total: bool) -> SafeString:
        cells = []
        for place, cell in enumerate(row):
            tag = SafeString("th" if total and place == 0 else "td")
            scope = mark_safe(' scope="row"' if tag == "th" else "")
            right = mark_safe(' class="r"' if place in table.numeric else "")
            cells.append(format_html("<{}{}{}>{}</{}>", tag, scope, right, self._cell(cell), tag))
        return format_html("<tr>{}</tr>", _joined(cells))

    def _door(self, found: re.Match[str]) -> str:
        return found[0] if self._leads(unescape(found[1])) else ""

    def _drawn(self, chart: Chart | Picture) -> SafeString:
        # A chart was cleaned to shapes and text when it was made, its words escaped by the XML writer; a picture is
        # safe markup of our own.
        drawn = svg(chart.spec) if isinstance(chart, Chart) else chart.page
        return format_html(
            '<figure class="chart"><figcaption>{}</figcaption>{}'
            "<details><summary>看成表格</summary>{}</details></figure>",
            legal(chart.sentence),
            mark_safe(HREF.sub(self._door, legal(drawn))),
            self._table(chart.table),
        )


def _joined(parts: list[SafeString], between: str = "") -> SafeString:
    # Every part is safe already; joining them by literal markup keeps them so.
    return mark_safe(between.join(parts))


def _text(text: str) -> SafeString:
    return format_html("{}", legal(text))


def _head(document: Document) -> SafeString:
    lines = [format_html('<span class="nb">{}</span>', legal(line)) for line in document.title.splitlines()]
    if document.subtitle:
        lines.append(format_html('<span class="p-2">{}</span>', legal(document.subtitle)))
    number = format_html('<p class="p-num">{}</p>\n', legal(document.number)) if document.number else ""
    return format_html('{}<h2 class="p-title">{}</h2>\n', number, _joined(lines, "<br>"))


def _head_cell(text: str, numeric: bool) -> SafeString:
    return format_html('<th scope="col"{}>{}</th>', mark_safe(' class="r"' if numeric else ""), legal(text))


def _slip(name: str, heading: str, reason: str) -> SafeString:
    return format_html(
        '<aside class="slip warn" aria-labelledby="{0}-h"><h4 id="{0}-h">'
        '<svg class="shape risk" aria-hidden="true"><use href="#s-risk"/></svg>{1}</h4><p>{2}</p></aside>',
        name,
        legal(heading),
        legal(reason),
    )


def _field(own: Own) -> SafeString:
    return format_html(
        '<div class="own" id="own-{0}"><label for="own-{0}-t">'
        '<svg class="ic" aria-hidden="true"><use href="#pen"/></svg>自己的话</label>'
        '<textarea class="in" id="own-{0}-t" name="own-{0}" rows="4" placeholder="{1}">\n{2}</textarea></div>',
        own.slot,
        legal(own.prompt),
        legal(own.text),
    )


def _paragraphs(own: Own) -> SafeString:
    return format_html_join("\n", "<p>{}</p>", ((legal(line),) for line in own.paragraphs))
