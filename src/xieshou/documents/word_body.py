"""Writes the blocks of a document as WordprocessingML."""

from xieshou.documents.characters import ems
from xieshou.documents.charts import picture_png, png
from xieshou.documents.model import (
    Block,
    Chart,
    Document,
    Heading,
    ListBlock,
    Own,
    PageBreak,
    Paragraph,
    Picture,
    RunIn,
    Signature,
    Table,
    numbered,
    words,
)
from xieshou.documents.numbering import item_number
from xieshou.documents.word_parts import DECLARATION, FANG, HEI, KAI, R, W, escape, fonts, section
from xieshou.documents.word_table import paragraph, run, table

_EMU_PER_CM = 360_000
_TALLEST_CM = 19.0  # a picture with its sentence stays on one page
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_LEAD_FACES = (HEI, KAI, FANG, FANG)


class Body:
    """One pass over a document: its XML, and the pictures it met on the way."""

    def __init__(self, document: Document) -> None:
        self.images: list[bytes] = []
        walked = list(numbered(document))
        following = [block for _, block in walked[1:]] + [None]
        blocks = "".join(self._block(*each, after) for each, after in zip(walked, following, strict=True))
        self.xml = (
            f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
            f'xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture"><w:body>{_head(document)}{blocks}{section()}'
            "</w:body></w:document>"
        )

    def _block(self, number: str, block: Block, after: Block | None) -> str:
        # A signature never stands alone on a page.
        keep = "<w:keepNext/>" if isinstance(after, Signature) else ""
        match block:
            case Heading(level, text):
                return paragraph(run(number + text), f"Heading{level}")
            case Paragraph(parts):
                return paragraph(run(words(parts)), before=keep)
            case RunIn(heading, parts, level):
                lead = run(number + heading + block.stop, fonts(_LEAD_FACES[level - 1]))
                return paragraph(lead + run(words(parts)), before=keep)
            case Table():
                return table(block, leads=bool(keep))
            case Chart() | Picture():
                return self._drawn(block)
            case Own():
                return _own(block)
            case ListBlock(items):
                return "".join(paragraph(run(item_number(n) + words(item))) for n, item in enumerate(items, 1))
            case Signature(lines):
                return _signature(lines)
            case PageBreak():
                # Half a point high, so that the new page still holds its 22 lines.
                return '<w:p><w:pPr><w:pageBreakBefore/><w:spacing w:line="10" w:lineRule="exact"/></w:pPr></w:p>'

    def _drawn(self, chart: Chart | Picture) -> str:
        if isinstance(chart, Chart):
            image = png(chart.spec, width_cm=chart.width_cm)
        else:
            image = picture_png(chart.paper, chart.width_cm)
        self.images.append(image)
        picture = paragraph(f"<w:r>{_drawing(len(self.images), image, chart)}</w:r>", "Picture")
        return paragraph(run(chart.sentence), before="<w:keepNext/>") + picture + table(chart.table)


def _head(document: Document) -> str:
    number = paragraph(run(document.number), "Number") if document.number else ""
    title = "".join(paragraph(run(line), "Title") for line in document.title.splitlines())
    subtitle = paragraph(run(document.subtitle), "Subtitle") if document.subtitle else ""
    return number + title + subtitle + paragraph("")


def _own(own: Own) -> str:
    if own.paragraphs:
        return "".join(paragraph(run(line)) for line in own.paragraphs)
    # A field to click into: writing replaces the question.
    prompt = run(f"【{own.prompt}】", '<w:color w:val="46534B"/>')
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="自己的话"/><w:tag w:val="own-{own.slot}"/><w:showingPlcHdr/></w:sdtPr>'
        f"<w:sdtContent>{paragraph(prompt)}</w:sdtContent></w:sdt>"
    )


def _signature(lines: tuple[str, ...]) -> str:
    spaces = [2.0] * len(lines)
    if len(lines) == 2:
        spaces = _signature_spaces(ems(lines[0]), ems(lines[1]))
    return paragraph("", before="<w:keepNext/>") + "".join(
        paragraph(
            run(line),
            before="<w:keepNext/>" if line is not lines[-1] else "",
            after=f'<w:ind w:rightChars="{round(space * 100)}" w:right="{round(space * 320)}" '
            'w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="right"/>',
        )
        for line, space in zip(lines, spaces, strict=True)
    )


def _signature_spaces(name: float, day: float) -> list[float]:
    """Space right of name and date in characters: the date starts two characters after the name, and the longer
    of the two ends two characters before the margin (GB/T 9704, documents without a seal)."""
    end = max(name, day + 2)
    return [2 + end - name, end - day]


def _drawing(number: int, image: bytes, chart: Chart | Picture) -> str:
    width, height = (int.from_bytes(image[start : start + 4], "big") for start in (16, 20))
    across = round(min(chart.width_cm, _TALLEST_CM * width / height) * _EMU_PER_CM)
    size = f'cx="{across}" cy="{round(across * height / width)}"'
    picture = f"{_DRAWING}/picture"
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="图{number}" descr="{escape(chart.sentence)}"/>'
        f'<a:graphic><a:graphicData uri="{picture}"><pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="图{number}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdImage{number}"/><a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
