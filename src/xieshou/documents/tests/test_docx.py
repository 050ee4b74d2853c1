import zipfile
from io import BytesIO
from xml.etree import ElementTree

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xieshou.documents.characters import ems, legal
from xieshou.documents.docx import to_docx
from xieshou.documents.model import (
    Document,
    Doubt,
    Figure,
    Heading,
    ListBlock,
    Mark,
    Own,
    PageBreak,
    Paragraph,
    RunIn,
    Signature,
    Table,
    Text,
)
from xieshou.documents.tests.sample import sample_chart, sample_report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(content: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return ElementTree.fromstring(archive.read(name))


def values(element: ElementTree.Element) -> dict[str, str]:
    return {name.removeprefix(W): value for name, value in element.attrib.items()}


@pytest.fixture(scope="module")
def report() -> bytes:
    return to_docx(sample_report())


@pytest.fixture(scope="module")
def styles(report: bytes) -> dict[str, ElementTree.Element]:
    return {style.get(f"{W}styleId", ""): style for style in part(report, "word/styles.xml").iter(f"{W}style")}


def test_the_page_is_a4_with_the_official_margins_and_grid(report: bytes) -> None:
    section = part(report, "word/document.xml").find(f".//{W}sectPr")
    assert section is not None
    size, margins, grid = (section.find(W + name) for name in ("pgSz", "pgMar", "docGrid"))
    assert size is not None and values(size) == {"w": "11906", "h": "16838"}
    assert margins is not None and grid is not None
    sides = {name: value for name, value in values(margins).items() if name in ("top", "bottom", "left", "right")}
    assert sides == {"top": "2098", "bottom": "1984", "left": "1588", "right": "1474"}
    assert values(grid) == {"type": "linesAndChars", "linePitch": "579", "charSpace": "-848"}


def test_22_lines_and_28_characters_fit_between_the_margins(styles: dict[str, ElementTree.Element]) -> None:
    line = styles["Normal"].find(f"{W}pPr/{W}spacing")
    letter = styles["Normal"].find(f"{W}rPr/{W}spacing")
    assert line is not None and letter is not None and line.get(f"{W}lineRule") == "exact"
    assert 22 * int(line.get(f"{W}line", "")) <= 16838 - 2098 - 1984
    pitch = 320 + int(letter.get(f"{W}val", ""))
    assert 28 * pitch <= 11906 - 1588 - 1474 < 29 * pitch


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("Normal", "仿宋_GB2312", "32"),
        ("Title", "方正小标宋简体", "44"),
        ("Heading1", "黑体", None),
        ("Heading2", "楷体_GB2312", None),
        ("Heading3", "仿宋_GB2312", None),
        ("Heading4", "仿宋_GB2312", None),
        ("Footer", "宋体", "28"),
    ],
)
def test_each_style_has_its_official_face(
    styles: dict[str, ElementTree.Element], style: str, face: str, size: str | None
) -> None:
    fonts, set_size = styles[style].find(f"{W}rPr/{W}rFonts"), styles[style].find(f"{W}rPr/{W}sz")
    assert fonts is not None and fonts.get(f"{W}eastAsia") == face
    assert (set_size.get(f"{W}val") if set_size is not None else None) == size
    assert styles[style].find(f"{W}rPr/{W}b") is None


def test_body_is_indented_by_two_characters_and_chinese(report: bytes, styles: dict[str, ElementTree.Element]) -> None:
    indent = styles["Normal"].find(f"{W}pPr/{W}ind")
    language = part(report, "word/styles.xml").find(f".//{W}lang")
    assert indent is not None and indent.get(f"{W}firstLineChars") == "200"
    assert language is not None and language.get(f"{W}eastAsia") == "zh-CN"


def test_missing_faces_have_names_to_fall_back_to(report: bytes) -> None:
    table = part(report, "word/fontTable.xml")
    others = {font.get(f"{W}name"): font.find(f"{W}altName") for font in table}
    names = {name: other.get(f"{W}val") for name, other in others.items() if other is not None}
    assert names["方正小标宋简体"] == "宋体,SimSun"
    assert names["仿宋_GB2312"] == "仿宋,FangSong"
    assert names["楷体_GB2312"] == "楷体,KaiTi"


@pytest.mark.parametrize(("name", "kind", "align"), [("footer1", "default", "right"), ("footer2", "even", "left")])
def test_odd_pages_number_at_the_right_and_even_at_the_left(report: bytes, name: str, kind: str, align: str) -> None:
    footer = part(report, f"word/{name}.xml")
    place, field = footer.find(f".//{W}jc"), footer.find(f".//{W}fldSimple")
    assert place is not None and place.get(f"{W}val") == align
    assert field is not None and field.get(f"{W}instr", "").strip() == "PAGE"
    assert "".join(footer.itertext()) == "— 1 —"
    assert part(report, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    references = part(report, "word/document.xml").iter(f"{W}footerReference")
    identity = {r.get(f"{W}type"): r.get(next(n for n in r.attrib if n.endswith("}id"))) for r in references}[kind]
    relations = part(report, "word/_rels/document.xml.rels")
    assert {r.get("Id"): r.get("Target") for r in relations}[identity] == f"{name}.xml"


def test_the_same_document_gives_the_same_bytes(report: bytes) -> None:
    assert to_docx(sample_report()) == report
    with zipfile.ZipFile(BytesIO(report)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_python_docx_reads_the_report_back(report: bytes) -> None:
    read = python_docx.Document(BytesIO(report))
    texts = [paragraph.text for paragraph in read.paragraphs]
    assert "二、工作开展" in texts
    assert "（一）教研互助。两校开展听评课12节，其中语文5节、数学4节、英语3节。" in texts
    assert [len(table.rows) for table in read.tables] == [20, 4, 4, 3]
    assert read.tables[0].cell(19, 4).text == "18节"
    assert len(read.inline_shapes) == 2 and round(read.inline_shapes[0].width.cm, 2) == 14
    assert read.core_properties.title == "白塔镇中心小学 2026年春季学期结对帮扶工作总结"
    assert read.core_properties.author == "白塔镇中心小学"
    assert [p.style.name for p in read.paragraphs if p.text == "二、工作开展"] == ["Heading 1"]


def test_rows_are_never_split_and_the_head_repeats(report: bytes) -> None:
    for table in part(report, "word/document.xml").iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)


def test_figures_in_tables_stand_at_the_right(report: bytes) -> None:
    row = part(report, "word/document.xml").findall(f".//{W}tbl")[0].findall(f"{W}tr")[1]
    aligned = [cell.find(f".//{W}jc") for cell in row.findall(f"{W}tc")]
    assert [place is not None and place.get(f"{W}val") == "right" for place in aligned] == [False] * 4 + [True]


def test_columns_fill_the_width_of_the_page(report: bytes) -> None:
    for table in part(report, "word/document.xml").iter(f"{W}tbl"):
        assert sum(int(column.get(f"{W}w", "")) for column in table.iter(f"{W}gridCol")) == 11906 - 1588 - 1474


def test_the_date_starts_two_characters_after_the_name_it_belongs_to(report: bytes) -> None:
    name, day = list(part(report, "word/document.xml").iter(f"{W}p"))[-2:]
    spaces = [int(p.find(f".//{W}ind").get(f"{W}rightChars")) / 100 for p in (name, day)]  # type: ignore[union-attr, arg-type]  # both have it
    starts = [space + ems("".join(p.itertext())) for space, p in zip(spaces, (name, day), strict=True)]
    assert starts[0] - starts[1] == pytest.approx(2)
    assert min(spaces) == 2


def test_an_unanswered_question_becomes_a_field_to_write_into(report: bytes) -> None:
    field = part(report, "word/document.xml").find(f".//{W}sdt")
    assert field is not None and "".join(field.itertext()) == "【想感谢谁？】"


def test_the_zip_names_every_part_it_relates_to(report: bytes) -> None:
    with zipfile.ZipFile(BytesIO(report)) as archive:
        names = set(archive.namelist())
    for relation in part(report, "word/_rels/document.xml.rels"):
        assert f"word/{relation.get('Target')}" in names


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=40))
def test_any_text_gives_well_formed_xml_with_its_legal_characters(text: str) -> None:
    table = Table((text, "数"), ((text, (Figure(text, text, "/"),)),), caption=text, numeric=frozenset({1}))
    blocks = (
        Heading(1, text),
        RunIn(text, (Mark(text), Doubt(text, text))),
        Paragraph((Text(text),)),
        table,
        Own("a", text, text),
        Own("b", text),
        ListBlock((text,)),
        PageBreak(),
        Signature((text, text)),
    )
    content = to_docx(Document(text, text, text, None, text, blocks))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
    body = part(content, "word/document.xml")
    heading = next(p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='Heading1']") is not None)
    assert "".join(heading.itertext()) == "一、" + legal(text)


def test_a_chart_with_hostile_words_stays_well_formed() -> None:
    chart = sample_chart()
    hostile = type(chart)(chart.spec, 'a"<b>&\x00\ud800', chart.table)
    part(to_docx(Document("题", blocks=(hostile,))), "word/document.xml")
