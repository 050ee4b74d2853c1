"""Writes a document as a Word file laid out by GB/T 9704."""

import zipfile
from io import BytesIO

from xieshou.documents import word_parts
from xieshou.documents.model import Document
from xieshou.documents.word_body import Body

_EPOCH = (1980, 1, 1, 0, 0, 0)


def to_docx(document: Document) -> bytes:
    """Write the document as .docx; the same document always gives the same bytes."""
    body = Body(document)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": word_parts.content_types(),
        "_rels/.rels": word_parts.package_relations(),
        "docProps/core.xml": _core(document),
        "word/document.xml": body.xml,
        "word/_rels/document.xml.rels": word_parts.document_relations(len(body.images)),
        "word/styles.xml": word_parts.styles(),
        "word/settings.xml": word_parts.settings(),
        "word/fontTable.xml": word_parts.font_table(),
        "word/footer1.xml": word_parts.footer(even=False),
        "word/footer2.xml": word_parts.footer(even=True),
    }
    parts.update({f"word/media/image{place}.png": image for place, image in enumerate(body.images, 1)})
    return _zipped(parts)


def _zipped(parts: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            # Fixed time and system: a file must not tell when or where it was made.
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def _core(document: Document) -> str:
    made = f"{document.date.isoformat()}T00:00:00Z" if document.date else ""
    stamps = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{made}</dcterms:{name}>' for name in ("created", "modified") if made
    )
    title = " ".join(document.title.split())
    return (
        f"{word_parts.DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{word_parts.escape(title)}</dc:title><dc:creator>{word_parts.escape(document.issuer)}</dc:creator>"
        f"<dc:language>zh-CN</dc:language>{stamps}</cp:coreProperties>"
    )
