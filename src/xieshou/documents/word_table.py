"""Writes runs, paragraphs and tables as WordprocessingML."""

import re

from xieshou.documents.characters import ems
from xieshou.documents.model import Cell, Table, words
from xieshou.documents.word_parts import TEXT_WIDTH, escape

_WITH_SIGNATURE = 2  # rows that go with a signature to its page
_WHOLE = 8  # rows up to which a table is not spread over two pages
_NARROW = 7.0  # characters up to which a column keeps its width
_EM = 240  # twips, a character of 12 pt
_MEETING = re.compile(r"(?<=\d)(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=\d)")
_WIDEST = 18.0  # characters after which a column wraps rather than grows


def run(text: str, properties: str = '<w:rFonts w:hint="eastAsia"/>') -> str:
    """Write text as one run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str, style: str = "", before: str = "", after: str = "") -> str:
    """Write a paragraph; `before` and `after` are properties in the places the schema gives them."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = named + before + after
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def table(drawn: Table, *, leads: bool = False) -> str:
    """Write a table that repeats its head on every page and splits no row; one that `leads` stays with what follows."""
    widths = _widths(drawn)
    caption = paragraph(run(drawn.caption), "Caption") if drawn.caption else paragraph("", "Gap", "<w:keepNext/>")
    head = _row([_cell(text, width, "CellHead") for text, width in zip(drawn.head, widths, strict=True)], head=True)
    rows = (_data_row(drawn, row, widths, keep=_kept(drawn, place, leads)) for place, row in enumerate(drawn.rows))
    gap = paragraph("", "Gap", "<w:keepNext/>" if leads else "")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"{caption}<w:tbl>{_PROPERTIES}<w:tblGrid>{grid}</w:tblGrid>{head}{''.join(rows)}</w:tbl>{gap}"


_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_PROPERTIES = (
    f'<w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
    '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr>"
)


def _widths(drawn: Table) -> list[int]:
    """Share the width of the page among the columns by the longest words in each."""
    columns = zip(drawn.head, *drawn.rows, strict=True)
    natural = [min(max(_room(words(cell)) for cell in column), _WIDEST) + 1.5 for column in columns]
    # Where not everything fits, wide columns wrap; a short word is not broken in two.
    narrow, room = sum(width for width in natural if width <= _NARROW), TEXT_WIDTH / _EM
    left, wide = room - narrow, sum(natural) - narrow
    if sum(natural) > room and 0 < left < wide:
        natural = [width if width <= _NARROW else width * left / wide for width in natural]
    widths = [int(TEXT_WIDTH * width / sum(natural)) for width in natural]
    widths[-1] += TEXT_WIDTH - sum(widths)
    return widths


def _room(text: str) -> float:
    """Width of a cell's text, with the quarter that programs put between Chinese and figures."""
    return ems(text) + len(_MEETING.findall(text)) / 4


def _kept(drawn: Table, place: int, leads: bool) -> bool:
    """Tell whether a row stays with the next: a short table stays whole, a total or a signature is never alone."""
    after = len(drawn.rows) - 1 - place
    if leads and after < _WITH_SIGNATURE:
        return True
    return after > 0 and (len(drawn.rows) <= _WHOLE or (drawn.total and after == 1))


def _data_row(drawn: Table, row: tuple[Cell, ...], widths: list[int], *, keep: bool) -> str:
    right = '<w:jc w:val="right"/>'
    together = "<w:keepNext/>" if keep else ""
    return _row(
        [
            _cell(words(cell), width, "Cell", together, right if place in drawn.numeric else "")
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
    )


def _row(cells: list[str], *, head: bool = False) -> str:
    repeat = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, width: int, style: str, before: str = "", after: str = "") -> str:
    """A cell; each line of its text is a paragraph, and empty ones make room for a hand or a seal."""
    lines = "".join(paragraph(run(line), style, before, after) for line in text.split("\n"))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{lines}</w:tc>'
