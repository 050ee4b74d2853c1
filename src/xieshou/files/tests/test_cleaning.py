"""Bad photos are cleaned or refused with a sentence; nothing of the sender's device is kept."""

import errno
import hashlib
import io
import os
import random
import struct
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from xieshou.files import storage
from xieshou.files.cleaning import CleanPhoto, FileRefused, PhotoLimits, clean_photo, hash_distance, is_bare, markers
from xieshou.files.confined import Confinement, run_confined
from xieshou.files.storage import keep, open_kept

SECRET = b"GEHEIM-13812345678"


def picture(mode: str = "RGB", size: tuple[int, int] = (320, 200), seed: int = 7) -> Image.Image:
    coarse = random.Random(seed).randbytes(16 * 10 * 3)
    return Image.frombytes("RGB", (16, 10), coarse).resize(size, Image.Resampling.BICUBIC).convert(mode)


def coded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    block = Image.Exif()
    block[0x0112] = orientation
    block[0x010F] = SECRET.decode()
    block.get_ifd(0x8825).update({1: "N", 2: (32.0, 13.0, 44.0), 3: "E", 4: (110.0, 47.0, 53.0)})
    return block


def with_segment(jpeg: bytes, marker: int, body: bytes) -> bytes:
    return jpeg[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


def zip_tail() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.html", b"<script>alert(1)</script>" + SECRET)
    return buffer.getvalue()


def png_claiming(width: int, height: int, depth: int = 8, colour: int = 2) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    squeezed = zlib.compress(bytes(20_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", squeezed) + chunk(b"IEND", b"")


def png_text() -> PngImagePlugin.PngInfo:
    block = PngImagePlugin.PngInfo()
    block.add_text("Comment", SECRET.decode())
    block.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{SECRET.decode()}</x:xmpmeta>")
    return block


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def frames() -> list[Image.Image]:
    return [picture(seed=seed) for seed in (1, 2, 3)]


JPEG = coded(picture(), quality=90)
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"

CLEANED: dict[str, Callable[[], bytes]] = {
    "plain JPEG": lambda: JPEG,
    "progressive JPEG": lambda: coded(picture(), progressive=True),
    "grey JPEG": lambda: coded(picture("L")),
    "inks": lambda: coded(picture("CMYK")),
    "inks, progressive": lambda: coded(picture("CMYK"), progressive=True),
    "place in EXIF": lambda: coded(picture(), exif=exif()),
    "place and turned": lambda: coded(picture(), exif=exif(6)),
    "place in PNG": lambda: coded(picture(), "PNG", exif=exif()),
    "place in WebP": lambda: coded(picture(), "WEBP", exif=exif()),
    "broken EXIF": lambda: with_segment(JPEG, 0xE1, b"Exif\0\0II*\0\xff\xff\xff\xff" + SECRET),
    "unknown orientation": lambda: coded(picture(), exif=exif(77)),
    "XMP": lambda: with_segment(JPEG, 0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + SECRET + b"</x>"),
    "IPTC": lambda: with_segment(JPEG, 0xED, b"Photoshop 3.0\0" + b"8BIM" + SECRET),
    "comment": lambda: coded(picture(), comment=SECRET),
    "comment with script": lambda: with_segment(JPEG, 0xFE, HTML + SECRET),
    "colour profile": lambda: coded(picture(), icc_profile=srgb() + SECRET),
    "nonsense colour profile": lambda: with_segment(JPEG, 0xE2, b"ICC_PROFILE\0\1\1" + SECRET * 50),
    "all at once": lambda: coded(picture(), exif=exif(8), comment=SECRET, icc_profile=srgb()),
    "archive behind the picture": lambda: JPEG + zip_tail(),
    "page behind the picture": lambda: JPEG + HTML + SECRET,
    "zeros behind the picture": lambda: JPEG + bytes(5000),
    "second picture behind": lambda: JPEG + coded(picture(seed=3), comment=SECRET),
    "PNG with archive behind": lambda: coded(picture(), "PNG") + zip_tail(),
    "PNG with text": lambda: coded(picture(), "PNG", pnginfo=png_text()),
    "two-picture camera file": lambda: coded(picture(), "MPO", save_all=True, append_images=frames()),
    "moving PNG": lambda: coded(picture(), "PNG", save_all=True, append_images=frames()),
    "moving WebP": lambda: coded(picture(), "WEBP", save_all=True, append_images=frames()),
    "16 bits": lambda: coded(Image.new("I;16", (300, 200), 40000), "PNG"),
    "palette": lambda: coded(picture().quantize(16), "PNG"),
    "palette and alpha": lambda: coded(picture().quantize(16), "PNG", transparency=bytes(range(0, 256, 16))),
    "alpha": lambda: coded(picture("RGBA"), "PNG"),
    "grey and alpha": lambda: coded(picture("LA"), "PNG"),
    "one bit": lambda: coded(picture("1"), "PNG"),
    "black key colour": lambda: coded(picture(), "PNG", transparency=(0, 0, 0)),
    "12 megapixels": lambda: coded(picture(size=(4000, 3000)), quality=80),
    "38 megapixels with alpha": lambda: coded(Image.new("RGBA", (7600, 5000), (10, 90, 40, 200)), "PNG"),
    "38 megapixels, palette and alpha": lambda: coded(Image.new("P", (7600, 5000)), "PNG", transparency=0),
    "noise": lambda: coded(Image.frombytes("RGB", (1600, 1200), random.Random(1).randbytes(5_760_000)), quality=95),
    "eight by eight": lambda: coded(picture(size=(8, 8)), "PNG"),
    "long banner": lambda: coded(picture(size=(3000, 120))),
}

REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nothing": ("E-IMG-101", lambda: b""),
    "one byte": ("E-IMG-101", lambda: b"\xff"),
    "zeros": ("E-IMG-101", lambda: bytes(4096)),
    "words named .jpg": ("E-IMG-101", lambda: "今天去了村小".encode()),
    "random bytes": ("E-IMG-101", lambda: random.Random(5).randbytes(9000)),
    "JPEG start, then noise": ("E-IMG-105", lambda: b"\xff\xd8\xff\xe0" + random.Random(5).randbytes(9000)),
    "only the start of PNG": ("E-IMG-105", lambda: b"\x89PNG\r\n\x1a\n"),
    "169 megapixels in few bytes": ("E-IMG-102", lambda: png_claiming(13000, 13000)),
    "claims 2^31 wide": ("E-IMG-102", lambda: png_claiming(2**31 - 1, 2**31 - 1)),
    "one bit, 400 megapixels": ("E-IMG-102", lambda: png_claiming(20000, 20000, 1, 0)),
    "JPEG of 65500 squared": ("E-IMG-102", lambda: JPEG.replace(b"\0\xc8\1\x40", b"\xff\xdc\xff\xdc")),
    "GIF": ("E-IMG-104", lambda: coded(picture("P"), "GIF")),
    "moving GIF": ("E-IMG-104", lambda: coded(picture("P"), "GIF", save_all=True, append_images=frames())),
    "BMP": ("E-IMG-104", lambda: coded(picture(), "BMP")),
    "TIFF": ("E-IMG-104", lambda: coded(picture(), "TIFF")),
    "HEIC": ("E-IMG-104", lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(500)),
    "AVIF": ("E-IMG-104", lambda: b"\0\0\0\x1cftypavif\0\0\0\0avifmif1" + bytes(500)),
    "video": ("E-IMG-104", lambda: b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + bytes(500)),
    "SVG": ("E-IMG-104", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    "SVG with a prologue": ("E-IMG-104", lambda: b'\xef\xbb\xbf<?xml version="1.0"?><svg/>'),
    "page": ("E-IMG-104", lambda: HTML),
    "page after blanks": ("E-IMG-104", lambda: b"\n\n   " + HTML),
    "PDF": ("E-IMG-104", lambda: b"%PDF-1.7\n" + JPEG),
    "archive": ("E-IMG-104", zip_tail),
    "old Office": ("E-IMG-104", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "program": ("E-IMG-104", lambda: b"MZ" + bytes(600)),
    "1 × 1": ("E-IMG-106", lambda: coded(picture(size=(1, 1)), "PNG")),
    "40001 × 1": ("E-IMG-106", lambda: coded(Image.new("RGB", (40001, 1)), "PNG")),
    "1 × 40001": ("E-IMG-106", lambda: coded(Image.new("RGB", (1, 40001)), "PNG")),
    "rows promised, none sent": ("E-IMG-105", lambda: coded(picture(), "PNG")[:60]),
    "picture data cut": ("E-IMG-105", lambda: coded(picture(), "WEBP")[:-400]),
}


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Every test leaves the temporary folder as empty as it found it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    yield
    assert list(folder.iterdir()) == []


def assert_clean(photo: CleanPhoto) -> None:
    assert is_bare(photo.data)
    assert not {0xE1, 0xE2, 0xED, 0xFE} & set(markers(photo.data))
    for trace in (SECRET, b"Exif", b"GPS", b"ICC_PROFILE", b"http", b"PK\3\4", b"<script"):
        assert trace not in photo.data
    assert photo.data.endswith(b"\xff\xd9") and photo.data.count(b"\xff\xd9") == 1
    assert len(photo.data) <= 400_000 and max(photo.width, photo.height) <= 1600
    assert photo.sha256 == hashlib.sha256(photo.data).hexdigest()
    assert -(2**63) <= photo.perceptual_hash < 2**63
    with Image.open(io.BytesIO(photo.data)) as image:
        image.load()
        assert (image.size, image.mode, image.format) == ((photo.width, photo.height), "RGB", "JPEG")
        assert not image.getexif() and "icc_profile" not in image.info and "comment" not in image.info


def assert_sentence(refusal: FileRefused) -> None:
    assert refusal.code.startswith("E-IMG-") and str(refusal) == f"{refusal.code} {refusal.sentence}"
    assert refusal.sentence.endswith("。") and ("请" in refusal.sentence or "重新" in refusal.sentence)
    assert not any(word in refusal.sentence for word in ("Error", "None", "{", "Traceback"))


@pytest.mark.parametrize("name", CLEANED)
def test_a_strange_but_whole_photo_is_kept_without_its_metadata(name: str) -> None:
    assert_clean(clean_photo(CLEANED[name]()))


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_photo_is_refused_with_code_and_sentence(name: str) -> None:
    code, make = REFUSED[name]
    with pytest.raises(FileRefused) as caught:
        clean_photo(make())
    assert caught.value.code == code
    assert_sentence(caught.value)


@pytest.mark.parametrize("part", [step / 16 for step in range(1, 16)])
def test_a_photo_cut_anywhere_is_refused_or_clean(part: float) -> None:
    whole = coded(picture(), exif=exif())
    try:
        assert_clean(clean_photo(whole[: int(len(whole) * part)]))
    except FileRefused as refusal:
        assert refusal.code in {"E-IMG-101", "E-IMG-105"}
        assert_sentence(refusal)


@pytest.mark.parametrize("seed", range(12))
def test_a_photo_with_spoilt_bytes_is_refused_or_clean(seed: int) -> None:
    chance = random.Random(seed)
    spoilt = bytearray(coded(picture(seed=seed), chance.choice(["JPEG", "PNG", "WEBP"])))
    for _ in range(12):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    try:
        assert_clean(clean_photo(bytes(spoilt)))
    except FileRefused as refusal:
        assert_sentence(refusal)


@pytest.mark.parametrize("length", [1, 2, 3, 10, 20, 100, 400])
def test_the_first_bytes_alone_are_refused(length: int) -> None:
    with pytest.raises(FileRefused):
        clean_photo(JPEG[:length])


def test_the_cut_photo_is_really_told_as_incomplete() -> None:
    with pytest.raises(FileRefused, match="没有传完整"):
        clean_photo(JPEG[: len(JPEG) // 2])


def test_a_bomb_is_refused_from_its_header_in_the_agreed_words() -> None:
    bomb = png_claiming(13000, 13000)
    assert len(bomb) < 25_000
    start = time.perf_counter()
    with pytest.raises(FileRefused) as caught:
        clean_photo(bomb)
    assert time.perf_counter() - start < 3
    said = "E-IMG-102 照片有1.69亿像素，超过4000万像素。请用手机重新拍一张，或在相册里缩小后再传。"
    assert str(caught.value) == said


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_picture_stands_as_the_camera_saw_it(orientation: int) -> None:
    upright = Image.new("RGB", (400, 300), "white")
    upright.paste("red", (0, 0, 150, 100))
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = upright.transpose(Image.Transpose(turns[orientation])) if orientation > 1 else upright
    photo = clean_photo(coded(stored, quality=95, exif=exif(orientation)))
    with Image.open(io.BytesIO(photo.data)) as image:
        assert image.size == (400, 300)
        red, green, _ = image.getpixel((40, 40))
        assert red > 200 and green < 60
        assert image.getpixel((360, 260))[1] > 200


def test_sixteen_bits_are_scaled_and_not_clipped() -> None:
    photo = clean_photo(coded(Image.new("I;16", (300, 200), 0x8000), "PNG"))
    with Image.open(io.BytesIO(photo.data)) as image:
        assert abs(image.getpixel((100, 100))[0] - 128) < 4


def test_transparent_becomes_white() -> None:
    photo = clean_photo(coded(Image.new("RGBA", (300, 200), (200, 0, 0, 0)), "PNG"))
    with Image.open(io.BytesIO(photo.data)) as image:
        assert image.getpixel((100, 100)) == (255, 255, 255)


def test_the_same_photo_smaller_and_weaker_has_nearly_the_same_hash_and_another_has_not() -> None:
    original = clean_photo(coded(picture(size=(2400, 1500)), quality=92))
    again = clean_photo(coded(picture(size=(2400, 1500)).resize((800, 500)), quality=50))
    other = clean_photo(coded(picture(size=(2400, 1500), seed=99), quality=92))
    assert hash_distance(original.perceptual_hash, again.perceptual_hash) <= 4
    assert hash_distance(original.perceptual_hash, other.perceptual_hash) >= 12
    assert hash_distance(-1, 0) == 64


def test_a_photo_is_read_from_a_path_and_too_much_of_it_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "照片.png"
    path.write_bytes(JPEG)
    assert clean_photo(path) == clean_photo(JPEG)
    with pytest.raises(FileRefused) as caught:
        clean_photo(path, PhotoLimits(input_bytes=1000))
    assert caught.value.code == "E-IMG-103"


@pytest.mark.parametrize(
    "confinement",
    [Confinement(memory_bytes=90 * 1024 * 1024), Confinement(cpu_seconds=1), Confinement(wall_seconds=1)],
    ids=["memory", "processor", "clock"],
)
def test_a_photo_that_costs_too_much_is_refused_and_does_not_hurt_us(confinement: Confinement) -> None:
    heavy = coded(Image.new("RGBA", (7600, 5000), (1, 2, 3, 9)), "PNG")
    with pytest.raises(FileRefused) as caught:
        clean_photo(heavy, PhotoLimits(long_side=7000, max_bytes=1, confinement=confinement))
    assert caught.value.code == "E-IMG-107"
    assert_sentence(caught.value)


def test_the_process_has_no_environment_and_writes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIESHOU_SECRET_KEY", "geheim")
    (tmp_path / "spy.py").write_text(
        "import os\n"
        "def run(options, data):\n"
        "    try:\n"
        f"        open({str(tmp_path / 'left')!r}, 'wb', 0).write(b'x' * 10)\n"
        "        wrote = True\n"
        "    except OSError:\n"
        "        wrote = False\n"
        "    return {'names': sorted(os.environ), 'wrote': wrote}, data\n"
    )
    monkeypatch.setattr("xieshou.files.confined.CHILD", _child_beside(tmp_path))
    answer, payload = run_confined("spy", {}, b"abc")
    assert "XIESHOU_SECRET_KEY" not in answer["names"] and set(answer["names"]) <= {"LC_CTYPE"}
    assert answer["wrote"] is False and payload == b"abc"


def _child_beside(folder: Path) -> Path:
    """The same child, told to look for its tasks in `folder`."""
    deep = folder / "a" / "b"
    deep.mkdir(parents=True)
    source = Path(storage.__file__).with_name("child.py").read_text(encoding="utf-8")
    (deep / "child.py").write_text(source, encoding="utf-8")
    return deep / "child.py"


def test_bytes_are_kept_once_under_the_name_of_their_content(tmp_path: Path) -> None:
    name = keep(tmp_path / "kept", JPEG, ".jpg")
    digest = hashlib.sha256(JPEG).hexdigest()
    assert name == f"{digest[:2]}/{digest[2:4]}/{digest}.jpg"
    assert keep(tmp_path / "kept", JPEG, ".jpg") == name
    with open_kept(tmp_path / "kept", name) as file:
        assert file.read() == JPEG
    assert [path.name for path in (tmp_path / "kept").rglob("*") if path.is_file()] == [f"{digest}.jpg"]


def test_a_short_file_left_by_an_accident_is_written_again(tmp_path: Path) -> None:
    name = keep(tmp_path, JPEG, ".jpg")
    (tmp_path / name).write_bytes(JPEG[:100])
    assert keep(tmp_path, JPEG, ".jpg") == name
    assert (tmp_path / name).read_bytes() == JPEG


def test_file_and_folder_are_synced_around_the_rename(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    sync, replace = os.fsync, os.replace

    def spy_sync(descriptor: int) -> None:
        steps.append("folder" if os.path.isdir(f"/proc/self/fd/{descriptor}") else "file")
        sync(descriptor)

    def spy_replace(source: object, target: object) -> None:
        steps.append("rename")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", spy_sync)
    monkeypatch.setattr(os, "replace", spy_replace)
    keep(tmp_path, JPEG, ".jpg")
    assert steps[-3:] == ["file", "rename", "folder"] and steps.count("rename") == 1


@pytest.mark.parametrize("place", ["fsync", "replace"])
def test_a_full_disk_leaves_neither_name_nor_temporary_file(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "kept" / storage.name_of(JPEG, ".jpg")
    target.parent.mkdir(parents=True)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, place, full)
    with pytest.raises(OSError, match="No space"):
        keep(tmp_path / "kept", JPEG, ".jpg")
    assert [path for path in (tmp_path / "kept").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "ab/cd/x.jpg", "", "ab/cd/" + "0" * 64, "a\0b"])
def test_a_name_we_never_gave_is_not_found(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_kept(tmp_path, name)


@pytest.mark.parametrize("suffix", ["jpg", ".JPG", "./x", ".", "", ".jpg/..", ".verylongsuffix"])
def test_a_suffix_is_short_and_plain(suffix: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="suffix"):
        keep(tmp_path, b"x", suffix)
