"""Read the words of a PDF or Word file, so that they can be compared; runs only inside the confined process."""

import io
import zipfile
from typing import Any

from xieshou.files.inspecting import parsed
from xieshou.files.pdf_words import read_pdf

Answer = tuple[dict[str, Any], bytes]
MOST_LETTERS = 2_000_000
NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words_of_word(data: bytes) -> tuple[list[str], bool]:
    """Every paragraph of the document: body, tables, headers, footers, notes, comments, text boxes."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                for paragraph in parsed(archive, name).iter(f"{NAMESPACE}p"):
                    found.append("".join(one.text or "" for one in paragraph.iter(f"{NAMESPACE}t")))
    return found, True


def run(options: dict[str, Any], data: bytes) -> Answer:
    """The words, as many as one reads."""
    found, whole = (read_pdf if options["kind"] == ".pdf" else words_of_word)(data)
    left, kept = MOST_LETTERS, []
    for text in found:
        kept.append(text[:left])
        left -= len(text)
        if left <= 0:
            break
    return {"words": [text for text in kept if text.strip()], "whole": whole and left > 0}, b""
