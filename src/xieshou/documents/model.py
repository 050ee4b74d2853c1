"""What a document says, apart from how the web page or Word shows it."""

import datetime
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xieshou.documents.numbering import HeadingCounter, item_number

_SLOT = re.compile(r"[a-z0-9][a-z0-9_-]*")
_DOORS = ("/", "#", "?", "https://", "http://")
_STOPS = "。！？；：，"


@dataclass(frozen=True, slots=True)
class Text:
    """Words without a record of their own."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is a door: its measure word stays with it, its address opens the records behind it."""

    text: str
    unit: str
    url: str
    key: str = ""

    def __post_init__(self) -> None:
        if not self.url.startswith(_DOORS):
            raise ValueError(f"a figure needs the address of its records, not {self.url!r}")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A claim that no record carries."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Words the reader should notice, such as a change."""

    text: str


Inline = Text | Figure | Doubt | Mark
Inlines = tuple[Inline, ...]
Cell = str | Inlines


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4, without its number: the writers number."""

    level: int
    text: str

    def __post_init__(self) -> None:
        _check_level(self.level)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class RunIn:
    """A numbered lead sentence with its text following in the same paragraph."""

    heading: str
    inlines: Inlines
    level: int = 2

    def __post_init__(self) -> None:
        _check_level(self.level)

    @property
    def stop(self) -> str:
        """The stop after the lead, unless the lead brings its own."""
        return "" if self.heading.endswith(tuple(_STOPS)) else "。"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; `numeric` names the columns of figures, `total` says that the last row sums up."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    numeric: frozenset[int] = frozenset()
    total: bool = False

    def __post_init__(self) -> None:
        if not self.head or any(len(row) != len(self.head) for row in self.rows):
            raise ValueError("every row of a table needs as many cells as its head")
        if not self.numeric <= set(range(len(self.head))):
            raise ValueError("a numeric column lies outside the table")
        if self.total and not self.rows:
            raise ValueError("a table without rows has no total")


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing by its Vega-Lite specification, the sentence saying what to see, and the figures as a table."""

    spec: dict[str, Any]
    sentence: str
    table: Table
    width_cm: float = 14.0


@dataclass(frozen=True, slots=True)
class Remark:
    """What is noted beside the author's own words: a sentence with the words in question, and what is known of them."""

    heading: str
    before: str
    said: str
    after: str
    known: Inlines


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of our own: `page` is the safe markup for the page, `paper` a whole SVG file for Word."""

    page: str
    paper: str
    sentence: str
    table: Table
    width_cm: float = 15.6


@dataclass(frozen=True, slots=True)
class Own:
    """The place for the author's own words, with the question that asks for them; remarks stay on the screen."""

    slot: str
    prompt: str
    text: str = ""
    remarks: tuple[Remark, ...] = ()

    def __post_init__(self) -> None:
        if not _SLOT.fullmatch(self.slot):
            raise ValueError(f"a slot is named in small Latin letters, not {self.slot!r}")

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The words by paragraph, empty lines left out."""
        return tuple(line.strip() for line in self.text.splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class ListBlock:
    """Items that follow one another, each a paragraph with ①②③ before it."""

    items: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, and when, at the end."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | RunIn | Table | Chart | Picture | Own | ListBlock | Signature | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A report, plan or agreement; a line break in the title is kept, the number is 文号."""

    title: str
    subtitle: str = ""
    issuer: str = ""
    date: datetime.date | None = None
    number: str = ""
    blocks: tuple[Block, ...] = ()

    @property
    def signed_blocks(self) -> tuple[Block, ...]:
        """The blocks, closed by issuer and date unless a signature is written out."""
        lines = tuple(line for line in (self.issuer, chinese_date(self.date) if self.date else "") if line)
        if not lines or any(isinstance(block, Signature) for block in self.blocks):
            return self.blocks
        return (*self.blocks, Signature(lines))


def _check_level(level: int) -> None:
    if level not in (1, 2, 3, 4):
        raise ValueError(f"headings have levels 1 to 4, not {level}")


def chinese_date(day: datetime.date) -> str:
    """Write a date in Arabic digits without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def compose(template: str, **values: Inline | str | int) -> Inlines:
    """Put figures and other inlines into a sentence; every value must have its place and every place its value."""
    parts: list[Inline] = []
    used: set[str] = set()
    for literal, name, _, _ in string.Formatter().parse(template):
        if literal:
            parts.append(Text(literal))
        if name is not None:
            value = values[name]
            used.add(name)
            parts.append(Text(str(value)) if isinstance(value, str | int) else value)
    if left := values.keys() - used:
        raise ValueError(f"the sentence has no place for {', '.join(sorted(left))}")
    return tuple(parts)


def inlines_of(cell: Cell) -> Inlines:
    """Return a cell as inlines."""
    return (Text(cell),) if isinstance(cell, str) else cell


def words(cell: Cell) -> str:
    """Return the words of a cell or paragraph without their doors and marks."""
    if isinstance(cell, str):
        return cell
    return "".join(f"{part.text}{part.unit}" if isinstance(part, Figure) else part.text for part in cell)


def numbered(document: Document) -> Iterator[tuple[str, Block]]:
    """Walk the blocks in reading order, each with the number its heading carries (else empty)."""
    counter = HeadingCounter()
    for block in document.signed_blocks:
        yield (counter.next(block.level) if isinstance(block, Heading | RunIn) else ""), block


def inlines(document: Document) -> Iterator[Inline]:
    """Walk every inline in reading order, those in tables too."""
    for block in document.blocks:
        match block:
            case Paragraph(parts) | RunIn(_, parts):
                yield from parts
            case Table(_, rows) | Chart(_, _, Table(_, rows)) | Picture(_, _, _, Table(_, rows)):
                yield from (part for row in rows for cell in row for part in inlines_of(cell))
            case ListBlock(items):
                yield from (part for item in items for part in inlines_of(item))


def figures(document: Document) -> Iterator[Figure]:
    """Walk the figures in reading order."""
    return (part for part in inlines(document) if isinstance(part, Figure))


def doubts(document: Document) -> Iterator[Doubt]:
    """Walk the claims without a record in reading order."""
    return (part for part in inlines(document) if isinstance(part, Doubt))


def open_slots(document: Document) -> Iterator[Own]:
    """Walk the places where the author's own words are still missing."""
    return (block for block in document.blocks if isinstance(block, Own) and not block.paragraphs)


def plain_text(document: Document) -> str:
    """Write the document as plain text, one paragraph or row a line."""
    head = (document.number, document.title, document.subtitle)
    body = (line for number, block in numbered(document) for line in _lines(number, block))
    return "\n".join([*filter(None, head), *body])


def texts(block: Block) -> Iterator[str]:
    """Every text of a block apart: a cell is not read on into the next."""
    match block:
        case Heading():
            yield block.text
        case RunIn():
            yield block.heading
            yield words(block.inlines)
        case Table():
            yield block.caption
            yield from (words(cell) for row in (block.head, *block.rows) for cell in row)
        case Chart() | Picture():
            yield block.sentence
            yield from texts(block.table)
        case ListBlock():
            yield from map(words, block.items)
        case _:
            yield from _lines("", block)


def _lines(number: str, block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield number + block.text
        case RunIn():
            yield number + block.heading + block.stop + words(block.inlines)
        case Paragraph():
            yield words(block.inlines)
        case Table():
            yield from filter(None, [block.caption])
            yield from ("\t".join(map(words, row)) for row in (block.head, *block.rows))
        case Chart() | Picture():
            yield block.sentence
            yield from _lines("", block.table)
        case Own():
            yield from block.paragraphs
        case ListBlock():
            yield from (item_number(place) + words(item) for place, item in enumerate(block.items, 1))
        case Signature():
            yield from block.lines
