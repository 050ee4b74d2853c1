"""The words of a paper are read wherever they stand in it; a scan has none."""

from __future__ import annotations

import io
import zlib

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from xieshou.files.attaching import CleanFile, words_of
from xieshou.files.pdf_words import read_pdf

TEXT = "本学期重点帮扶王小明同学，他的数学进步很大。其余各项工作照计划进行。"


def word(text: str, *, foot: str = "", cell: str = "") -> bytes:
    """A Word file with a paragraph, a footer and a table."""
    whole = Document()
    first = whole.add_paragraph("")
    for letter in text:  # runs cut words, as editors do
        first.add_run(letter)
    whole.sections[0].footer.paragraphs[0].text = foot
    whole.add_table(1, 1).rows[0].cells[0].text = cell
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def pdf(text: str) -> bytes:
    """A PDF of one page whose font tells its letters only by a map, as office programs write them."""
    letters = list(dict.fromkeys(text))
    maps = "\n".join(f"<{at:04x}> <{ord(letter):04x}>" for at, letter in enumerate(letters, 1))
    shown = "".join(f"{letters.index(letter) + 1:04x}" for letter in text)
    named = f"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange {len(letters)} beginbfchar {maps}"
    streams = [f"BT /F 12 Tf 72 720 Td <{shown}> Tj ET", f"{named} endbfchar endcmap"]
    system = "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(streams[0])}>>\nstream\n{streams[0]}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/S/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 6 0 R>>",
        f"<</Length {len(streams[1])}>>\nstream\n{streams[1]}\nendstream",
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/S/CIDSystemInfo{system}>>",
    ]  # fmt: skip
    out, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}trailer <</Size {len(parts) + 1}/Root 1 0 R>>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode()


def words(data: bytes, suffix: str) -> str:
    return "".join(words_of(CleanFile(data, suffix, "")) or ["?"])


def test_words_of_a_word_file_are_read_in_runs_tables_and_footers() -> None:
    found = words(word(TEXT, foot="页脚里的李小红", cell="表里的张三丰"), ".docx")
    assert all(part in found for part in (TEXT, "页脚里的李小红", "表里的张三丰"))


def test_words_of_a_pdf_are_read() -> None:
    assert TEXT in words(pdf(TEXT), ".pdf")


def test_a_scan_a_photo_and_what_breaks_have_no_words() -> None:
    assert words(pdf("第1页"), ".pdf") == "?"
    assert words(b"\xff\xd8", ".jpg") == "?"
    assert words(b"%PDF-1.7 junk", ".pdf") == "?" and words(b"PK junk", ".docx") == "?"


def test_a_font_that_does_not_tell_its_letters_leaves_nothing_to_compare() -> None:
    assert words(pdf(TEXT).replace(b"/ToUnicode 6 0 R", b""), ".pdf") == "?"
    spoken = pdf(TEXT).replace(b"/Identity-H", b"/UniGB-UCS2-H").replace(b"/ToUnicode 6 0 R", b"")
    assert words(spoken.replace(shown_in(spoken), TEXT.encode("utf-16-be").hex().encode()), ".pdf") == TEXT


def shown_in(data: bytes) -> bytes:
    """The string the page shows."""
    return data.partition(b"Td <")[2].partition(b">")[0]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 900))
def test_a_broken_pdf_is_read_or_refused_and_never_runs_away(junk: bytes, at: int) -> None:
    whole = pdf(TEXT)
    try:
        texts, _ = read_pdf(whole[:at] + junk + whole[at + len(junk) :])
    except (ValueError, zlib.error):
        return
    assert all(isinstance(text, str) for text in texts)
