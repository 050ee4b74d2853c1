"""The words of a PDF, as far as its fonts say which letters they show; runs only inside the confined process.

No page is drawn and nothing is laid out: strings shown are decoded in the order in which they stand, which is all that
comparing names needs. Where a font does not tell its letters, the words are not whole, and the reader is told so.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

OBJECT = re.compile(rb"(\d+)\s+\d+\s+obj\b(.*?)\bendobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n")
REFERENCE = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d+)\s+\d+\s+R")
TOKEN = re.compile(
    rb"\((?P<text>(?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*)\)|<(?P<hex>[0-9A-Fa-f\s]*)>|/(?P<name>[^\s/<>\[\]()]+)"
    rb"|(?P<word>[A-Za-z'\"*]+)|[\[\]]|[-+.\d]+",
    re.DOTALL,
)
ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
CODINGS = {b"GBK": "gbk", b"GBKp": "gbk", b"GB": "gb2312", b"UniGB": "utf-16-be", b"Identity": ""}
MOST_OPENED = 60 * 1024 * 1024
DEEPEST = 4
Decoder = Callable[[bytes], str] | None


def _enclosed(data: bytes, at: int) -> bytes:
    """The dictionary that begins at ``at``, the ones inside it included."""
    depth = 0
    for mark in re.finditer(rb"<<|>>", data[at:]):
        depth += 1 if mark[0] == b"<<" else -1
        if depth == 0:
            return data[at : at + mark.end()]
    return data[at:]


def _characters(codes: bytes) -> str:
    return codes.decode("utf-16-be", "replace")


def _map_of(cmap: bytes) -> Callable[[bytes], str]:
    """What a ToUnicode table says: codes of one length, one by one and in runs."""
    told: dict[bytes, str] = {}
    sizes = {len(one) // 2 for one in re.findall(rb"<([0-9A-Fa-f]+)>", b"".join(_between(cmap, b"codespacerange")))}
    for block in _between(cmap, b"bfchar"):
        codes = [bytes.fromhex(one.decode()) for one in re.findall(rb"<([0-9A-Fa-f]*)>", block)]
        told.update(zip(codes[::2], map(_characters, codes[1::2]), strict=False))
    run = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])", re.DOTALL)
    for block in _between(cmap, b"bfrange"):
        for first, last, start, listed in run.findall(block):
            size, low, high = len(first) // 2, int(first, 16), int(last, 16)
            each = [bytes.fromhex(one.decode()) for one in re.findall(rb"<([0-9A-Fa-f]+)>", listed)]
            for number in range(low, min(high, low + 0xFFFF) + 1):
                code = number.to_bytes(size, "big")
                if start:
                    told[code] = _characters((int(start, 16) + number - low).to_bytes(len(start) // 2, "big"))
                elif number - low < len(each):
                    told[code] = _characters(each[number - low])
    size = max(sizes or {max(map(len, told), default=1)})
    return lambda text: "".join(told.get(text[at : at + size], "") for at in range(0, len(text), size))


def _between(cmap: bytes, name: bytes) -> list[bytes]:
    return re.findall(rb"begin" + name + rb"(.*?)end" + name, cmap, re.DOTALL)


@dataclass
class Reading:
    """One file being read: its objects, how much may still be unpacked, and whether everything was understood."""

    objects: dict[int, bytes]
    left: int = MOST_OPENED
    whole: bool = True

    def stream(self, part: bytes) -> bytes:
        """The content of a stream, unpacked where it is deflated; another packing is not understood."""
        found = STREAM.search(part)
        if not found:
            return b""
        data, head = part[found.end() :].rpartition(b"endstream")[0], part[: found.start()]
        if b"/Filter" not in head:
            return data
        if b"/FlateDecode" not in head or len(re.findall(rb"/\w+Decode\b", head)) > 1 or b"/Predictor" in head:
            self.whole = False
            return b""
        inflate = zlib.decompressobj()
        opened = inflate.decompress(data, self.left)
        self.left -= len(opened)
        if self.left <= 0:
            raise ValueError("too much")
        return opened

    def dictionary(self, part: bytes, name: bytes) -> bytes:
        """What stands under a name: a dictionary in place, or the object it leads to."""
        found = re.search(rb"/" + name + rb"\b\s*(?:(<<)|(\d+)\s+\d+\s+R)", part)
        if not found:
            return b""
        return _enclosed(part, found.start(1)) if found[1] else self.objects.get(int(found[2]), b"")

    def decoder(self, font: bytes) -> Decoder:
        """How the strings of a font are read."""
        if table := self.dictionary(font, b"ToUnicode"):
            return _map_of(self.stream(table))
        if b"/Type0" not in font:
            return lambda text: text.decode("latin-1")
        named = re.search(rb"/Encoding\s*/([A-Za-z]+)-", font)
        coding = CODINGS.get(named[1], "") if named else ""
        return (lambda text: text.decode(coding, "replace")) if coding else None

    def page(self, part: bytes, depth: int = 0) -> str:
        """The words of a page, or of a form drawn on it."""
        resources, above = self.dictionary(part, b"Resources"), part
        while not resources and (above := self.dictionary(above, b"Parent")):
            resources = self.dictionary(above, b"Resources")
        named = REFERENCE.findall(self.dictionary(resources, b"Font"))
        fonts = {name: self.decoder(self.objects.get(int(number), b"")) for name, number in named}
        drawn = dict(REFERENCE.findall(self.dictionary(resources, b"XObject")))
        said = []
        for what, text in self._shown(self._content(part)):
            if what is None and text in drawn and depth < DEEPEST:
                form = self.objects.get(int(drawn[text]), b"")
                said.append(self.page(form, depth + 1) if b"/Form" in form[:2000] else "")
            elif what is not None and text:
                decode = fonts.get(what)
                self.whole &= decode is not None
                said.append(decode(text) if decode else "")
        return "".join(said)

    def _content(self, part: bytes) -> bytes:
        if b"/Contents" not in part:
            return self.stream(part)
        found = re.search(rb"/Contents\s*(?:\[(.*?)\]|(\d+)\s+\d+\s+R)", part, re.DOTALL)
        numbers = re.findall(rb"(\d+)\s+\d+\s+R", found[0]) if found else []
        return b"\n".join(self.stream(self.objects.get(int(number), b"")) for number in numbers)

    @staticmethod
    def _shown(content: bytes) -> Iterator[tuple[bytes | None, bytes]]:
        """Font name and string of each text shown; nothing and a name for each form that is drawn."""
        font, name, texts = b"", b"", list[bytes]()
        for token in TOKEN.finditer(content):
            if token["name"] is not None:
                name = token["name"]
            elif token["text"] is not None:
                texts.append(ESCAPED.sub(_unescaped, token["text"]))
            elif token["hex"] is not None:
                digits = re.sub(rb"\s", b"", token["hex"]).decode()
                texts.append(bytes.fromhex(digits + "0" * (len(digits) % 2)))
            elif token["word"] is not None:
                font = name if token["word"] == b"Tf" else font
                if token["word"] in (b"Tj", b"TJ", b"'", b'"'):
                    yield from ((font, text) for text in texts)
                elif token["word"] == b"Do":
                    yield None, name
                texts.clear()


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8) & 0xFF]) if sign.isdigit() else LETTERS.get(sign, sign)


def read_pdf(data: bytes) -> tuple[list[str], bool]:
    """The text of each page, and whether every string of the file was understood."""
    reading = Reading({int(number): part for number, part in OBJECT.findall(data)})
    for part in list(reading.objects.values()):
        if re.search(rb"/Type\s*/ObjStm\b", part):
            packed = reading.stream(part)
            first = int((re.search(rb"/First\s+(\d+)", part) or [0, 0])[1])
            places = [int(one) for one in packed[:first].split()]
            ends = [*places[3::2], len(packed) - first]
            for number, begin, end in zip(places[::2], places[1::2], ends, strict=False):
                reading.objects.setdefault(number, packed[first + begin : first + end])
    pages = [part for part in reading.objects.values() if re.search(rb"/Type\s*/Page\b", part)]
    return [reading.page(part) for part in pages], reading.whole and bool(pages)
