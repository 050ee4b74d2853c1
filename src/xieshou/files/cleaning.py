"""Photos come in from phones; what is kept is a small JPEG rebuilt from the pixels, or a sentence says why not."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xieshou.files.confined import Confinement, run_confined

TASK = "xieshou.files.pixels"
MEBIBYTE = 1024 * 1024
KEPT_MARKERS = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDA, 0xDB, 0xDD, 0xE0})
MEND = "请用手机重新拍一张，或在相册里存成JPG再传。"
SMALLER = "请用手机重新拍一张，或在相册里缩小后再传。"


class FileRefused(ValueError):
    """A file that cannot be taken, with a code and a sentence for the person who sent it."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(f"{code} {sentence}")
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True)
class PhotoLimits:
    """What a photo may be on the way in, and is on the way out."""

    input_bytes: int = 25 * MEBIBYTE
    pixels: int = 40_000_000
    short_side: int = 8
    ratio: int = 30
    long_side: int = 1600
    max_bytes: int = 400_000
    confinement: Confinement = field(default_factory=Confinement)


@dataclass(frozen=True)
class CleanPhoto:
    """A JPEG without a byte of metadata; `perceptual_hash` is signed so that a 64-bit column holds it."""

    data: bytes
    width: int
    height: int
    sha256: str
    perceptual_hash: int


NOT_PHOTOS: tuple[tuple[bytes, str], ...] = (
    (b"GIF8", "这是GIF动图，不收。请传一张拍下来的照片。"),
    (b"%PDF", "这是PDF文件，不是照片。请传照片，或把PDF放到“文件”里。"),
    (b"BM", f"这是BMP图片，不收。{MEND}"),
    (b"II*\0", f"这是TIFF图片，不收。{MEND}"),
    (b"MM\0*", f"这是TIFF图片，不收。{MEND}"),
    (b"PK\3\4", "这是压缩包或Office文件，不是照片。请解压后传里面的照片。"),
    (b"Rar!", "这是压缩包，不是照片。请解压后传里面的照片。"),
    (b"7z\xbc\xaf", "这是压缩包，不是照片。请解压后传里面的照片。"),
    (b"\xd0\xcf\x11\xe0", "这是Office文件，不是照片。请传照片。"),
    (b"MZ", "这是程序，不是照片。请传照片。"),
)
HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
HEIC_SENTENCE = (
    "这是苹果手机的HEIC照片，浏览器看不了。请在手机“设置→相机→格式”里选“兼容性最佳”后重拍，或在相册里存成JPG再传。"
)


def foreign_kind(raw: bytes) -> str:
    """The sentence for a file whose first bytes say it is no photo we take, or nothing."""
    if raw[4:8] == b"ftyp":
        if raw[8:12] in HEIF_BRANDS:
            return HEIC_SENTENCE
        return "这是视频，不是照片。请截一张图再传。"
    start = raw[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<svg", b"<?xml", b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<!--")):
        return f"这是网页或矢量图，不是照片。{MEND}"
    return next((sentence for magic, sentence in NOT_PHOTOS if raw.startswith(magic)), "")


def large(count: int) -> str:
    """A number of pixels as one says it: 4000万, 1.69亿."""
    if count >= 100_000_000:
        return f"{count / 100_000_000:.2f}亿"
    return f"{count // 10_000}万" if count >= 10_000 else str(count)


def refuse_unopened(raw: bytes, limits: PhotoLimits) -> None:
    """Refuse what its length or its first bytes already condemn."""
    if not raw:
        raise FileRefused("E-IMG-101", "这张照片是空的，没有内容。请重新选一张。")
    if len(raw) > limits.input_bytes:
        most = limits.input_bytes // MEBIBYTE
        raise FileRefused("E-IMG-103", f"照片文件超过{most}MB。{SMALLER}")
    if sentence := foreign_kind(raw):
        raise FileRefused("E-IMG-104", sentence)


def refused(answer: dict[str, Any], limits: PhotoLimits) -> FileRefused:
    """The child's reason as a code and a sentence."""
    width, height = int(answer.get("width", 0)), int(answer.get("height", 0))
    sentences = {
        "pixels": ("E-IMG-102", f"照片有{large(width * height)}像素，超过{large(limits.pixels)}像素。{SMALLER}"),
        "unreadable": ("E-IMG-101", f"这个文件打不开，不是照片。{MEND}"),
        "damaged": ("E-IMG-105", "照片没有传完整，或已经损坏。请重新选一次；还不行就重新拍一张。"),
        "small": ("E-IMG-106", f"照片只有{width}×{height}像素，看不出内容。请传原图。"),
        "narrow": ("E-IMG-106", f"照片是{width}×{height}像素的长条，看不清。请裁成几张再传。"),
        "slow": ("E-IMG-107", f"这张照片太复杂，处理不完。{SMALLER}"),
        "memory": ("E-IMG-107", f"这张照片太大，处理不了。{SMALLER}"),
    }
    return FileRefused(*sentences.get(str(answer["refused"]), sentences["damaged"]))


def markers(jpeg: bytes) -> Iterator[int]:
    """The marker of each segment up to the scan; `ValueError` when the bytes are no JPEG that ends at its end."""
    if jpeg[:2] != b"\xff\xd8" or jpeg[-2:] != b"\xff\xd9":
        raise ValueError("not one whole JPEG")
    at = 2
    while True:
        if at + 4 > len(jpeg) or jpeg[at] != 0xFF:
            raise ValueError("broken segment")
        yield jpeg[at + 1]
        if jpeg[at + 1] == 0xDA:
            return
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")


def is_bare(jpeg: bytes) -> bool:
    """Whether nothing but the picture is left: no EXIF, XMP, ICC, comment, no second picture, no tail."""
    try:
        return set(markers(jpeg)) <= KEPT_MARKERS and jpeg.index(b"\xff\xd9") == len(jpeg) - 2
    except ValueError:
        return False


def clean_photo(raw: bytes | Path, limits: PhotoLimits | None = None) -> CleanPhoto:
    """Rebuild a photo in a confined process, or raise `FileRefused`; the result is checked again on this side."""
    limits = limits or PhotoLimits()
    if isinstance(raw, Path):
        with raw.open("rb") as file:
            raw = file.read(limits.input_bytes + 1)
    refuse_unopened(raw, limits)
    names = ("pixels", "short_side", "ratio", "long_side", "max_bytes")
    answer, jpeg = run_confined(TASK, {name: getattr(limits, name) for name in names}, raw, limits.confinement)
    if "refused" in answer:
        raise refused(answer, limits)
    if not is_bare(jpeg):
        raise refused({"refused": "damaged"}, limits)
    digest = hashlib.sha256(jpeg).hexdigest()
    return CleanPhoto(jpeg, int(answer["width"]), int(answer["height"]), digest, int(answer["hash"]))


def hash_distance(one: int, other: int) -> int:
    """In how many of 64 places two perceptual hashes differ; up to about 6 it is the same photo."""
    return ((one ^ other) & (1 << 64) - 1).bit_count()
