"""The archive of a backup: an ordinary zip whose last 64 bytes are the digest of all bytes before them."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
SEAL = 64  # hexadecimal letters of a SHA-256, kept in the zip's comment, which ends the file
BLOCK = 1024 * 1024
FORMAT = 1
Said = Callable[[int, int], None]


class Spoilt(Exception):
    """An archive that does not hold what it says; the message is a sentence for the person who wants it back."""


@dataclass(frozen=True)
class Measured:
    """How many rows a table has, and their digest in the order of the key."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Shape:
    """All that a database holds, measured: tables, how they are built, what has been migrated, where the chains end."""

    tables: dict[str, Measured]
    schema: str
    migrations: list[list[str]]
    heads: list[list[Any]]

    @property
    def rows(self) -> int:
        """Rows in all tables."""
        return sum(table.rows for table in self.tables.values())


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself."""

    version: str
    engine: str
    made_at: str
    counties: list[str]
    demonstration: bool
    shape: Shape
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def written(self) -> bytes:
        """As it lies in the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()

    @staticmethod
    def read(text: bytes) -> Manifest:
        """Out of an archive; anything else is Spoilt."""
        try:
            body = json.loads(text)
            shape = body.pop("shape")
            tables = {name: Measured(**one) for name, one in shape.pop("tables").items()}
            found = Manifest(shape=Shape(tables=tables, **shape), **body)
        except (ValueError, TypeError, KeyError, AttributeError) as fault:
            raise Spoilt("备份里的清单读不出来。换一份备份。") from fault
        if found.format != FORMAT:
            raise Spoilt(f"这份备份是第{found.format}种格式，这里只认第{FORMAT}种。先把携手升级到做它的版本。")
        return found


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _body_digest(path: Path) -> tuple[str, bytes]:
    """The digest of all but the seal, and the seal."""
    left = path.stat().st_size - SEAL
    whole = hashlib.sha256()
    with path.open("rb") as file:
        while left > 0:
            block = file.read(min(BLOCK, left))
            whole.update(block)
            left -= len(block)
        return whole.hexdigest(), file.read()


def seal(path: Path) -> None:
    """Write the digest of everything before it over the comment of a finished zip, and bring it all to the disk."""
    found, _ = _body_digest(path)
    with path.open("r+b") as file:
        file.seek(-SEAL, os.SEEK_END)
        file.write(found.encode())
        file.flush()
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):  # so that the rehearsal reads the disk, not the memory
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def pack(path: Path, manifest: Manifest, data: Path, files: Path, said: Said) -> None:
    """Write the archive: the manifest, the database's own files, the kept files; sealed at the end."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)  # it holds everything: nobody else on this machine reads it
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.comment = b"0" * SEAL
        archive.writestr(MANIFEST, manifest.written())
        for one in sorted(data.iterdir()):
            archive.write(one, f"data/{one.name}")
        for number, name in enumerate(sorted(manifest.files), start=1):
            archive.write(files / name, f"files/{name}", zipfile.ZIP_STORED)
            said(number, len(manifest.files))
    seal(path)


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """An archive whose seal holds, with its manifest; otherwise Spoilt."""
    try:
        found, written = _body_digest(path)
    except OSError as fault:
        raise Spoilt(f"备份文件打不开：{fault.strerror}。检查U盘或硬盘插好没有。") from fault
    if found.encode() != written:
        raise Spoilt("备份文件和做好时不一样了，被改过、没有拷完或者盘坏了。换一份备份，换一个盘。")
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive, Manifest.read(archive.read(MANIFEST))
    except (zipfile.BadZipFile, KeyError, EOFError) as fault:
        raise Spoilt("备份文件里缺东西。换一份备份。") from fault


def unpack(archive: zipfile.ZipFile, manifest: Manifest, place: Path, said: Said) -> None:
    """Lay data and files out in a place, each file held against the manifest, none left out and none too many."""
    members = [one for one in archive.infolist() if one.filename != MANIFEST]
    held = {one.filename.removeprefix("files/") for one in members if one.filename.startswith("files/")}
    if held != set(manifest.files):
        lost = len(set(manifest.files) - held)
        raise Spoilt(
            f"清单里的文件少了{lost}个。换一份备份。" if lost else "备份里多出了清单上没有的文件。换一份备份。"
        )
    for number, member in enumerate(members, start=1):
        target = (place / member.filename).resolve()
        if place.resolve() not in target.parents or not member.filename.startswith(("data/", "files/")):
            raise Spoilt("备份里有来路不明的文件。换一份备份。")
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as source, target.open("wb") as out:
            while block := source.read(BLOCK):
                out.write(block)
        name = member.filename.removeprefix("files/")
        if name in manifest.files and digest_of(target) != manifest.files[name]:
            raise Spoilt(f"有一个文件和清单不符（{name[-20:]}）。换一份备份。")
        said(number, len(members))


def differences(said: Shape, found: Shape) -> list[str]:
    """Where what was restored differs from what was said to be there."""
    faults = [
        f"表 {name}：清单上{said.tables[name].rows if name in said.tables else 0}行，恢复出来"
        f"{found.tables[name].rows if name in found.tables else 0}行，内容不同"
        for name in sorted(said.tables.keys() | found.tables.keys())
        if said.tables.get(name) != found.tables.get(name)
    ]
    if said.schema != found.schema:
        faults.append("表的结构不同")
    if said.migrations != found.migrations:
        faults.append("数据的版本不同")
    if said.heads != found.heads:
        faults.append("审计链的链头不同")
    return faults
