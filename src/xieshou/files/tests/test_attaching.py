"""A paper's file is taken whole when nothing in it can act, and refused with a sentence otherwise."""

import io
import zipfile
import zlib
from collections.abc import Callable

import docx
import pytest
from PIL import Image

from xieshou.documents.docx import to_docx
from xieshou.documents.model import Document, Paragraph, Text
from xieshou.files.attaching import clean_file
from xieshou.files.cleaning import FileRefused

DOCUMENT = to_docx(Document("关于开展结对帮扶的通知", blocks=(Paragraph((Text("各学校："),)),)))
RELS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf(*objects: bytes, tail: bytes = b"%%EOF\n") -> bytes:
    numbered = (b"%d 0 obj\n%s\nendobj\n" % (number, body) for number, body in enumerate(objects, 1))
    return b"%PDF-1.7\n" + b"".join(numbered) + b"trailer <</Root 1 0 R>>\n" + tail


def stream(content: bytes, about: bytes = b"/Type/ObjStm/Filter/FlateDecode", pack: bool = True) -> bytes:
    body = zlib.compress(content) if pack else content
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (about, len(body), body)


PLAIN = pdf(
    b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0>>", stream(b"BT (hello) Tj ET", b"/Filter/FlateDecode")
)


def word(change: Callable[[str, bytes], bytes | None] = lambda name, data: data, **more: bytes) -> bytes:
    """The plain Word file with parts changed, left out (None) or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DOCUMENT)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name, data in more.items():
            new.writestr(name, data)
    return out.getvalue()


def swapped(where: str, old: bytes, new: bytes) -> bytes:
    assert old in zipfile.ZipFile(io.BytesIO(DOCUMENT)).read(where)
    return word(lambda name, data: data.replace(old, new, 1) if name == where else data)


def linked(kind: str) -> bytes:
    link = f'<Relationship Id="x9" Type="{OFFICE}/{kind}" Target="https://a.example/t" TargetMode="External"/>'
    return swapped(RELS, b"</Relationships>", link.encode() + b"</Relationships>")


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 1200), "white").save(out, kind)
    return out.getvalue()


def by_word() -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("由别的程序写的文件。")
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "suffix"),
    [(PLAIN, ".pdf"), (DOCUMENT, ".docx"), (by_word(), ".docx"), (word(), ".docx"), (linked("hyperlink"), ".docx")],
)
def test_a_plain_paper_is_kept_as_it_came(raw: bytes, suffix: str) -> None:
    kept = clean_file(raw)
    assert kept.data == raw and kept.suffix == suffix


def test_a_picture_of_a_paper_is_rebuilt_from_its_pixels() -> None:
    kept = clean_file(picture() + b"<script>tail</script>")
    assert kept.suffix == ".jpg" and kept.data[:2] == b"\xff\xd8" and b"script" not in kept.data


ACTING = {
    "script": pdf(b"<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>"),
    "script spelt with numbers": pdf(b"<</Type/Catalog/OpenAction<</S/J#61va#53cript/JS(1)>>>>"),
    "script in a packed object": pdf(b"<</Type/Catalog>>", stream(b"1 0 <</S/JavaScript/JS(1)>>")),
    "script behind two megabytes": pdf(stream(b" " * 2_500_000 + b"<</S/JavaScript>>")),
    "program to start": pdf(b"<</S/Launch/F(cmd.exe)>>"),
    "file inside": pdf(b"<</Names<</EmbeddedFiles 3 0 R>>/Type/Catalog>>"),
    "macro": word(**{"word/vbaProject.bin": b"\xd0\xcf"}),
    "control": word(**{"word/activeX/activeX1.xml": b"<a/>"}),
    "file inside a Word file": word(**{"word/embeddings/oleObject1.bin": b"MZ"}),
    "macro by its type": swapped("[Content_Types].xml", b"document.main+xml", b"document.macroEnabled.main+xml"),
    "template from outside": linked("attachedTemplate"),
    "picture from outside": linked("image"),
    "field that starts a program": swapped(
        "word/document.xml", b"<w:body>", b"<w:body><w:p><w:r><w:instrText>DD</w:instrText></w:r><w:r>"
        b"<w:instrText>EAUTO c:\\x</w:instrText></w:r></w:p>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("raw", ACTING.values(), ids=ACTING.keys())
def test_what_acts_by_itself_is_refused(raw: bytes) -> None:
    with pytest.raises(FileRefused) as refusal:
        clean_file(raw)
    assert refusal.value.code == "E-ATT-106" and "打印成PDF" in refusal.value.sentence


def twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, pytest.warns(UserWarning):
        for _ in range(2):
            archive.writestr("word/document.xml", b"<a/>")
    return out.getvalue()


def bomb() -> bytes:
    with_entities = b"<!DOCTYPE a [<!ENTITY b 'cccc'>]><a>&b;</a>"
    return word(lambda name, data: with_entities if name == "word/document.xml" else data)


OTHER = {
    "nothing": (b"", "E-ATT-101"),
    "too large": (b"%PDF-1.7" + bytes(20 * 1024 * 1024), "E-ATT-102"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "E-ATT-103"),
    "web page": (b"<!DOCTYPE html><script>1</script>", "E-ATT-103"),
    "program": (b"MZ" + bytes(99), "E-ATT-103"),
    "cut PDF": (PLAIN[:-60], "E-ATT-104"),
    "objects packed in a way not looked into": (
        pdf(stream(b"1 0", b"/Type/ObjStm/Filter/LZWDecode", False)),
        "E-ATT-104",
    ),
    "half a Word file": (DOCUMENT[: len(DOCUMENT) // 2], "E-ATT-104"),
    "another zip": (twice(), "E-ATT-104"),
    "zip without a Word file": (word(lambda name, data: None if name == "word/document.xml" else data), "E-ATT-104"),
    "entities": (bomb(), "E-ATT-104"),
    "locked PDF": (pdf(b"<</Type/Catalog>>", tail=b"<</Encrypt 9 0 R>>\n%%EOF"), "E-ATT-105"),
    "swollen PDF": (pdf(*[stream(bytes(60_000_000))] * 6), "E-ATT-107"),
    "swollen Word file": (word(**{f"word/media/{n}.bin": bytes(60_000_000) for n in range(6)}), "E-ATT-107"),
}


@pytest.mark.parametrize(("raw", "code"), OTHER.values(), ids=OTHER.keys())
def test_what_cannot_be_kept_is_refused_in_a_sentence(raw: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        clean_file(raw)
    assert refusal.value.code == code and refusal.value.sentence.endswith("。")
