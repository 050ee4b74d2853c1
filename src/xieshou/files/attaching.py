"""Papers come as PDF, as Word or as a picture; what is kept cannot act by itself, or a sentence says why not."""

import hashlib
from dataclasses import dataclass, field

from xieshou.files.cleaning import MEBIBYTE, FileRefused, PhotoLimits, clean_photo, foreign_kind
from xieshou.files.confined import run_confined

TASK = "xieshou.files.inspecting"
WORDS = "xieshou.files.wording"
FEWEST_LETTERS = 20  # fewer on all pages together are stamps and page numbers of a scanned paper
MOST_BYTES = 20 * MEBIBYTE
# A page of print photographed or scanned must stay readable, so it may be larger than a photo of people.
PAGE = PhotoLimits(long_side=2400, max_bytes=1_500_000)
TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".jpg": "image/jpeg",
}
STARTS = ((b"%PDF-", ".pdf"), (b"PK\3\4", ".docx"))
TAKEN = "只收PDF、Word（.docx）和照片（JPG、PNG）。"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
SENTENCES = {
    "damaged": ("E-ATT-104", "这个文件没有传完整，或者打不开。请重新另存一份再传。"),
    "locked": ("E-ATT-105", "这个文件加了密码。请去掉密码，另存一份再传。"),
    "acting": ("E-ATT-106", "这个文件里有宏、脚本、嵌着的文件或外面来的内容，不收。请打印成PDF，把那份传上来。"),
    "slow": ("E-ATT-107", "这个文件太复杂，查不完。请打印成PDF，把那份传上来。"),
    "memory": ("E-ATT-107", "这个文件太大，查不了。请打印成PDF，把那份传上来。"),
}


@dataclass(frozen=True)
class CleanFile:
    """Bytes that may be kept, with the ending that says what they are; compared and told by their digest."""

    data: bytes = field(repr=False)
    suffix: str
    sha256: str


def suffix_of(raw: bytes) -> str:
    """What the first bytes say the file is; its name is not asked."""
    return next((suffix for start, suffix in STARTS if raw.startswith(start)), ".jpg")


def clean_file(raw: bytes) -> CleanFile:
    """A PDF or Word file as it came once nothing in it can act, a picture rebuilt from pixels, or `FileRefused`."""
    if not raw:
        raise FileRefused("E-ATT-101", "这个文件是空的，没有内容。请重新选一个。")
    if len(raw) > MOST_BYTES:
        raise FileRefused("E-ATT-102", f"这个文件超过{MOST_BYTES // MEBIBYTE}MB。请压缩，或只留正文再传。")
    if raw.startswith(OLD_OFFICE):
        raise FileRefused("E-ATT-103", "这是旧格式或加了密码的Office文件，不收。请另存成.docx或PDF再传。")
    suffix = suffix_of(raw)
    if suffix == ".jpg":
        if foreign_kind(raw):
            raise FileRefused("E-ATT-103", f"这种文件不收。{TAKEN}")
        photo = clean_photo(raw, PAGE)
        return CleanFile(photo.data, suffix, photo.sha256)
    answer, _ = run_confined(TASK, {"kind": suffix}, raw)
    if "refused" in answer:
        raise FileRefused(*SENTENCES.get(str(answer["refused"]), SENTENCES["damaged"]))
    return CleanFile(raw, suffix, hashlib.sha256(raw).hexdigest())


def words_of(file: CleanFile) -> list[str] | None:
    """The passages of a file that was looked into; nothing where they cannot be read whole: scans, photos."""
    if file.suffix == ".jpg":
        return None
    answer, _ = run_confined(WORDS, {"kind": file.suffix}, file.data)
    words: list[str] = answer.get("words", [])
    return words if answer.get("whole") and sum(map(len, words)) >= FEWEST_LETTERS else None
