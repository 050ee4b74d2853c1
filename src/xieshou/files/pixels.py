"""Rebuild a photo from its pixels alone; runs only inside the confined process."""

import io
import warnings
from typing import Any

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
STARTS = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF")
QUALITIES = (85, 78, 70, 60, 50)
SIXTEEN_BIT = ("I", "I;16", "I;16L", "I;16B")
UNAVERAGED = ("1", "P", "PA", *SIXTEEN_BIT)  # the mean of two palette numbers is a third colour
ORIENTATION = 0x0112

Answer = tuple[dict[str, Any], bytes]


def refusal(reason: str, image: Image.Image | None = None) -> Answer:
    """An answer that says no, with the size the header claims."""
    return {"refused": reason, "width": image.width if image else 0, "height": image.height if image else 0}, b""


def verdict(image: Image.Image, options: dict[str, Any]) -> str:
    """Why the header alone forbids decoding, or nothing."""
    short, long = sorted(image.size)
    if short * long > options["pixels"]:
        return "pixels"
    if long > short * options["ratio"]:
        return "narrow"
    return "small" if short < options["short_side"] else ""


def plain(image: Image.Image) -> Image.Image:
    """The same picture in red, green and blue on white: no palette, no alpha, no 16 bits, no inks."""
    if image.mode in SIXTEEN_BIT:  # Pillow clips these instead of scaling them
        return image.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    if "A" in image.getbands() or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return image.convert("RGB")


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """Turn the picture as the camera said it should be seen."""
    if orientation not in range(2, 9):
        return image
    image.getexif()[ORIENTATION] = orientation
    return ImageOps.exif_transpose(image)


def orientation_of(image: Image.Image) -> int:
    """The camera's word on which side is up; a broken EXIF block says nothing."""
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # the block is dropped anyway, so damage in it is no reason to refuse
        return 1


def coarse(image: Image.Image, factor: int) -> Image.Image:
    """A picture not far above the wanted size, made before any conversion, so that memory holds one large copy."""
    if factor < 2:
        return image
    if image.mode in UNAVERAGED:
        size = (max(1, image.width // factor), max(1, image.height // factor))
        return image.resize(size, Image.Resampling.NEAREST)
    return image.reduce(factor)


def rebuilt(image: Image.Image, long_side: int) -> Image.Image:
    """Decode, shrink, turn; then copy the pixels into a fresh picture that never saw the file."""
    orientation = orientation_of(image)
    image.draft("RGB", (long_side, long_side))  # a JPEG is decoded at an eighth to a half: little memory, little time
    image.load()
    small = plain(coarse(image, max(image.size) // (2 * long_side)))
    small.thumbnail((long_side, long_side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    small = upright(small, orientation)
    fresh = Image.new("RGB", small.size)
    fresh.paste(small)
    return fresh


def as_jpeg(image: Image.Image, max_bytes: int) -> tuple[Image.Image, bytes]:
    """The best quality that fits; when none does, a smaller picture."""
    while True:
        for quality in QUALITIES:
            buffer = io.BytesIO()
            image.save(buffer, "JPEG", quality=quality, optimize=True, subsampling="4:2:0")
            if buffer.tell() <= max_bytes or max(image.size) <= 64:
                return image, buffer.getvalue()
        image = image.resize((max(1, image.width * 4 // 5), max(1, image.height * 4 // 5)), Image.Resampling.LANCZOS)


def difference_hash(image: Image.Image) -> int:
    """64 comparisons of neighbours in a 9 × 8 picture, as a signed integer that a database column holds."""
    levels = image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = 0
    for at in range(72):
        if at % 9 < 8:
            bits = bits << 1 | (levels[at] < levels[at + 1])
    return bits - (1 << 64) if bits >> 63 else bits


def run(options: dict[str, Any], data: bytes) -> Answer:
    """Refuse from the header, or give the clean JPEG with its size and its hash."""
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # our own limit is stricter and speaks Chinese
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except (OSError, ValueError, SyntaxError, TypeError):
        return refusal("damaged" if data.startswith(STARTS) else "unreadable")
    if reason := verdict(image, options):
        return refusal(reason, image)
    try:
        clean, jpeg = as_jpeg(rebuilt(image, options["long_side"]), options["max_bytes"])
    except MemoryError:
        return refusal("memory", image)
    except Exception:  # decoders raise a dozen kinds for one fact: the pixels are not all there
        return refusal("damaged", image)
    return {"width": clean.width, "height": clean.height, "hash": difference_hash(clean)}, jpeg
