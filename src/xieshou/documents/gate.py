"""What stops a document from leaving: names of children and personal numbers, by section and passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from xieshou.catalogue import catalogue
from xieshou.catalogue.headings import SUBJECTS
from xieshou.documents.html import Note
from xieshou.documents.model import Document, Heading, RunIn, numbered, texts
from xieshou.kernel.names import search_key
from xieshou.people.children import names_of_children
from xieshou.people.models import Staff
from xieshou.people.scanning import Names, Span, names_in, numbers_in
from xieshou.places.models import Place
from xieshou.scoping.scope import unscoped

AROUND = 8
MOST_TOLD = 3
IDENTITY_DIGITS = 18
NOBODY = Names(())
WHY = {
    "name": "有学生或监护人的姓名。孩子和家长的姓名不出现在总结里。",
    "number": "有像身份证号或手机号的数字。个人号码不出现在总结里。",
}
MEND = {
    "name": "自己的话里删去，可以写“一名学生”；活动主题里有，到那条记录改。是同名的老师，就在那条记录里从名册选他。",
    "number": "删去再下载或定稿；活动主题里有，到那条记录改。",
}


@dataclass(frozen=True)
class Hit:
    """Where a name or number stands: the block in reading order, its section, and the words around it."""

    block: int
    section: str
    passage: str
    sort: str

    @property
    def why(self) -> str:
        """Why it may not leave."""
        return WHY[self.sort]

    @property
    def mend(self) -> str:
        """What to do about it."""
        return MEND[self.sort]


def names_stand_in(document: Document, children: Names) -> bool:
    """Whether any of the names stands in it at all."""
    return any(names_in(text, children, NOBODY) for *_, text in _pieces(document))


def hits_in(document: Document, children: Names, allowed: Names) -> list[Hit]:
    """Every passage that stops the document, in reading order."""
    found = [hit for piece in _pieces(document) for hit in _hits(*piece, children, allowed)]
    return list(dict.fromkeys(found))


def _hits(block: int, section: str, text: str, children: Names, allowed: Names) -> Iterator[Hit]:
    for sort, spans in (("name", names_in(text, children, allowed)), ("number", numbers_in(text))):
        for span in spans:
            yield Hit(block, section, passage(text, span), sort)


def passage(text: str, span: Span) -> str:
    """The words around a name or number."""
    before, after = max(0, span.start - AROUND), span.end + AROUND
    return f"{'…' if before else ''}{text[before:after]}{'…' if after < len(text) else ''}"


def _pieces(document: Document) -> Iterator[tuple[int, str, str]]:
    """Every text of the document with its block and section."""
    section = "标题"
    for line in (document.number, document.title, document.subtitle):
        yield 0, section, line
    section = "开头"
    for place, (number, block) in enumerate(numbered(document)):
        if isinstance(block, Heading | RunIn):
            section = number + (block.text if isinstance(block, Heading) else block.heading)
        yield from ((place, section, text) for text in texts(block))


def free_words(counties: Iterable[Place]) -> Iterator[str]:
    """Words that may equal a child's name: places of the counties, words of the product."""
    inside = Q(pk__in=[])
    for county in counties:
        inside |= Q(lo__gte=county.lo, lo__lt=county.hi)
    for name, short in Place.objects.filter(inside).values_list("name", "short"):
        yield from (word for word in (name, short) if word)
    for named in (catalogue.kinds, catalogue.families, catalogue.indicators):
        yield from (one.label for one in named.values())
    yield from SUBJECTS


def named_in(words: Iterable[str], counties: Sequence[Place], schools: Iterable[int]) -> list[str]:
    """Passages of a file that name a child or guardian of the counties; teachers of these schools may be namesakes."""
    children, free, found = names_of_children(counties), NOBODY, list[str]()
    for text in words:
        spans = [span for span in numbers_in(text) if _digits(text, span) == IDENTITY_DIGITS]
        if names_in(text, children, NOBODY):
            free = free if len(free) else Names(map(search_key, _namesakes(counties, schools)))
            spans += names_in(text, children, free)
        found += (passage(text, span) for span in spans)
    return list(dict.fromkeys(found))


def _digits(text: str, span: Span) -> int:
    return sum(map(str.isalnum, text[span.start : span.end]))


def _namesakes(counties: Iterable[Place], schools: Iterable[int]) -> Iterator[str]:
    with unscoped("names of teachers of both sides are compared, none is shown"):
        yield from list(Staff.objects.filter(school__in=schools).order_by().values_list("name", flat=True))
    yield from free_words(counties)


def stopped(hits: Sequence[Hit], *, told: bool) -> str:
    """Why the file does not leave, or nothing; the passages only to those who may mend them."""
    if not hits:
        return ""
    if not told:
        return "E-RPT-106 总结里还有要先删去的姓名或号码，暂时不能下载。请写这份总结的人打开总结看提示。"
    where = "；".join(f"“{hit.section}”里的“{hit.passage}”" for hit in hits[:MOST_TOLD])
    more = f"等{len(hits)}处" if len(hits) > MOST_TOLD else ""
    whys = "".join(dict.fromkeys(hit.why for hit in hits))
    return f"E-RPT-105 {where}{more}{whys}{''.join(dict.fromkeys(hit.mend for hit in hits))}"


def notes_of(hits: Sequence[Hit]) -> Mapping[int, Sequence[Note]]:
    """A slip beside each passage."""
    notes: dict[int, list[Note]] = {}
    for hit in hits:
        heading = "这里有不能写出去的" + ("姓名" if hit.sort == "name" else "号码")
        notes.setdefault(hit.block, []).append(Note(heading, f"“{hit.passage}”{hit.why}{hit.mend}"))
    return notes
