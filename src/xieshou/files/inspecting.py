"""Look into a PDF or Word file for anything that could act by itself; runs only inside the confined process.

The file is kept as it came, so this says only yes or no. Names are found as readers of PDF read them, with `#4a` for
`J`; compressed parts are opened, because an action may hide in an object stream.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

Answer = tuple[dict[str, Any], bytes]
CHUNK = 1024 * 1024
MOST_OPENED = 300 * 1024 * 1024
MOST_PARTS = 2000
TAIL = 1024  # how far behind its last mark a PDF may go on


def named(*names: str) -> re.Pattern[bytes]:
    """Matches `/Name` for any of the names, whichever of its letters are written as `#xx`."""
    spelt = ("".join(f"(?:{c}|#{ord(c):02x}|#{ord(c):02X})" for c in name) for name in names)
    return re.compile(f"/(?:{'|'.join(spelt)})".encode())


ACTING = named("JavaScript", "Launch", "EmbeddedFile", "RichMedia", "SubmitForm", "ImportData")
LOCKED = named("Encrypt")
PACKED = named("ObjStm")
STREAM = re.compile(rb"(?<!end)stream\r?\n")
BAD_PART = re.compile(r"vbaproject|vbadata|activex|/embeddings/", re.IGNORECASE)
BAD_TYPE = re.compile(r"macroenabled|vbaproject|activex|oleobject", re.IGNORECASE)
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
FETCHING = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE)\b", re.IGNORECASE)


class Bad(ValueError):
    """Why the file is not taken: `damaged`, `locked`, `acting`, `slow`."""


def opened(data: bytes, at: int, left: list[int]) -> Iterator[bytes]:
    """The content of a deflated stream, in pieces that overlap; nothing when it is not deflated."""
    inflate, before, rest = zlib.decompressobj(), b"", b""
    while not inflate.eof:
        if not rest:
            rest, at = data[at : at + CHUNK], at + CHUNK
        if not rest:
            return  # cut short; what there was has been looked at
        piece = inflate.decompress(rest, CHUNK)
        rest = inflate.unconsumed_tail
        left[0] -= len(piece)
        if left[0] < 0:
            raise Bad("slow")
        yield before + piece
        before = piece[-64:]


def inspect_stream(data: bytes, since: int, at: int, left: list[int]) -> None:
    """Refuse a stream that holds an action, or objects in a packing that is not looked into."""
    try:
        if any(ACTING.search(piece) for piece in opened(data, at, left)):
            raise Bad("acting")
    except zlib.error:
        if PACKED.search(data[since:at]):
            raise Bad("damaged") from None


def inspect_pdf(data: bytes) -> None:
    """Refuse a PDF that is cut off, locked, or does something when opened."""
    if data.rfind(b"%%EOF") < max(0, len(data) - TAIL):
        raise Bad("damaged")
    if LOCKED.search(data):
        raise Bad("locked")
    if ACTING.search(data):
        raise Bad("acting")
    left, since = [MOST_OPENED], 0
    for match in STREAM.finditer(data):
        inspect_stream(data, since, match.end(), left)
        since = match.end()


def parsed(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """A part as XML; entities of its own are how small files grow large."""
    text = archive.read(name)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text or text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Bad("damaged")
    return ElementTree.fromstring(text)


def inspect_parts(archive: zipfile.ZipFile) -> None:
    """Refuse by the list of parts alone: too many, too large, twice the same, or of a kind that acts."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(set(names)) < len(names) or "word/document.xml" not in names or "[Content_Types].xml" not in names:
        raise Bad("damaged")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_OPENED:
        raise Bad("slow")
    if any(part.flag_bits & 1 for part in parts):
        raise Bad("locked")
    if any(BAD_PART.search(name) for name in names):
        raise Bad("acting")


def inspect_types(archive: zipfile.ZipFile) -> None:
    """Refuse what calls itself anything but a plain Word document."""
    kinds = [one.get("ContentType", "") for one in parsed(archive, "[Content_Types].xml")]
    if any(BAD_TYPE.search(kind) for kind in kinds):
        raise Bad("acting")
    if MAIN_TYPE not in kinds:
        raise Bad("damaged")


def inspect_links(archive: zipfile.ZipFile) -> None:
    """Refuse what is fetched from outside when the document opens; a link that a reader presses may stand."""
    for name in archive.namelist():
        if name.endswith(".rels"):
            for link in parsed(archive, name):
                outside = link.get("TargetMode", "").lower() == "external"
                if outside and not link.get("Type", "").endswith("/hyperlink"):
                    raise Bad("acting")
        elif name.startswith("word/") and name.endswith(".xml"):
            inspect_fields(parsed(archive, name))


def inspect_fields(part: ElementTree.Element) -> None:
    """Refuse fields that start a program or fetch a file; their words may be cut into runs."""
    words = "".join(one.text or "" for one in part.iter() if one.tag.endswith("}instrText"))
    simple = [value for one in part.iter() for key, value in one.items() if key.endswith("}instr")]
    if FETCHING.search(words) or any(FETCHING.search(one) for one in simple):
        raise Bad("acting")


def inspect_word(data: bytes) -> None:
    """Refuse a Word file that is broken, locked, or carries macros, other files or outside links."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inspect_parts(archive)
        if archive.testzip() is not None:
            raise Bad("damaged")
        inspect_types(archive)
        inspect_links(archive)


def run(options: dict[str, Any], data: bytes) -> Answer:
    """Nothing when the file may be kept, else why not."""
    try:
        (inspect_pdf if options["kind"] == ".pdf" else inspect_word)(data)
    except Bad as bad:
        return {"refused": str(bad)}, b""
    return {}, b""
