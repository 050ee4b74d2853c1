"""Archives with a version of the product: where they lie, what they say of themselves, whether they are whole."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from xieshou.files.storage import sync_directory
from xieshou.keeping.making import ROOM, Failed
from xieshou.keeping.shelf import label_of, places
from xieshou.scoping.operations import Refused
from xieshou.vault.seal import Said, digest_of

PATTERN = "xieshou-*.tar.gz"
PROGRAM = "program"  # the folder inside the archive's own; beside it lies what people press or read
LABELS = ("VERSION", "MACHINE")  # the first members of an archive
MOST_BYTES = 2**30
UNPACKED_TO = 4  # times its packed size, more than ever measured
NUMBERED = re.compile(r"\d+(\.\d+)*")
NOT_OURS = "E-UPG-101 这不是携手的安装包，或者没有拷完整。重新拷一份，再来一次。"
NOT_WHOLE = "E-UPG-102 安装包不完整或被改过，没有升级。重新拷一份，再来一次。"
OTHER_MACHINE = "E-UPG-103 这个安装包是给{given}的机器做的，这台是{here}。换一个安装包。"
OLDER = "E-UPG-104 安装包是{given}，比现在的{here}旧，数据回不到旧的版本。换一个新的安装包。"
NO_START = "E-UPG-105 这台机器的系统比安装包旧，新的版本起不来，没有升级。请用在同样系统上做的安装包。"


@dataclass(frozen=True)
class Bundle:
    """One archive that fits this machine."""

    path: Path
    version: str

    @property
    def name(self) -> str:
        """Its name in addresses."""
        return self.path.name

    @property
    def place(self) -> str:
        """The folder as people call it."""
        folder = self.path.parent
        return "这台机器" if folder == settings.UPGRADES else label_of(folder)

    @property
    def size(self) -> int:
        """Bytes."""
        return self.path.stat().st_size


def ordered(version: str) -> tuple[int, ...]:
    """A version as numbers that compare."""
    return tuple(int(part) for part in version.split("."))


def fitting(version: str, machine: str, now: str) -> str:
    """The version again; Refused when it is none, of another machine, or older than what runs."""
    if not NUMBERED.fullmatch(version):
        raise Refused(NOT_OURS, "archive")
    if machine != platform.machine():
        raise Refused(OTHER_MACHINE.format(given=machine[:20], here=platform.machine()), "archive")
    if ordered(version) < ordered(now):
        raise Refused(OLDER.format(given=version, here=now), "archive")
    return version


def looked_at(path: Path, now: str) -> Bundle:
    """What an archive says of itself, from its first members alone; Refused when it does not fit."""
    said: dict[str, str] = {}
    try:
        with tarfile.open(path, "r:gz") as archive:
            for label in LABELS:
                member = archive.next()
                held = archive.extractfile(member) if member and member.name.endswith(f"/{PROGRAM}/{label}") else None
                said[label] = held.read(80).decode("utf-8").strip() if held else ""
    except (OSError, EOFError, tarfile.TarError, ValueError) as fault:
        raise Refused(NOT_OURS, "archive") from fault
    return Bundle(path, fitting(said["VERSION"], said["MACHINE"], now))


def found(now: str) -> Iterator[Bundle]:
    """Archives that lie ready: brought by the page, or on a disk that backups may go to; the newest first."""
    folders = [settings.UPGRADES, *places()]
    seen: list[Bundle] = []
    for path in (path for folder in folders if folder.is_dir() for path in folder.glob(PATTERN)):
        try:
            seen.append(looked_at(path, now))
        except Refused:  # of another machine, or older: nothing that can be chosen here
            continue
    yield from sorted(seen, key=lambda one: ordered(one.version), reverse=True)


def keep(chunks: Iterator[bytes], now: str) -> Bundle:
    """Keep an archive that somebody brings, once it has been looked at; nothing of a bad one stays."""
    settings.UPGRADES.mkdir(mode=0o700, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=settings.UPGRADES, suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        version = looked_at(part, now).version
        kept = settings.UPGRADES / f"xieshou-{version}.tar.gz"
        os.replace(part, kept)
    finally:
        part.unlink(missing_ok=True)
    sync_directory(settings.UPGRADES)
    return Bundle(kept, version)


def digest(path: Path) -> str:
    """The archive's own digest, as whoever made it has printed it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _take_apart(archive: Path, place: Path) -> Path:
    """Write out an archive's files, plain files and folders inside its one folder only."""
    try:
        with tarfile.open(archive, "r:gz") as packed:
            for member in packed:
                target = place / member.name
                inside = place in Path(os.path.normpath(target)).parents
                if not inside or not (member.isfile() or member.isdir()):
                    raise Failed(NOT_WHOLE)
                packed.extract(member, place, set_attrs=False)
                if member.isfile():
                    target.chmod(0o755 if member.mode & 0o100 else 0o644)
        [folder] = place.iterdir()
    except (EOFError, tarfile.TarError, ValueError) as fault:
        raise Failed(NOT_WHOLE) from fault
    return folder / PROGRAM


def _must_be_whole(folder: Path, said: Said) -> None:
    """Every file is listed with its digest and nothing else is there."""
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name.removeprefix("./"): given for given, _, name in (line.partition("  ") for line in lines)}
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    if files - {"SHA256SUMS"} != set(listed):
        raise Failed(NOT_WHOLE)
    for number, (name, given) in enumerate(listed.items(), 1):
        if digest_of(folder / name) != given:
            raise Failed(NOT_WHOLE)
        said(number, len(listed))


def arrive(source: Path, versions: Path, now: str, said: Said) -> str:
    """Lay a new version beside those that are there, whole and able to start; answers its folder's name."""
    needed = source.stat().st_size * UNPACKED_TO + ROOM if source.is_file() else ROOM
    if shutil.disk_usage(versions).free < needed:
        raise Failed(f"E-UPG-106 盘上放不下新的版本，要{needed // 2**20}MB。腾出空间，再来一次。")
    place = Path(tempfile.mkdtemp(prefix=".arriving-", dir=versions))
    try:
        folder = _take_apart(source, place) if source.is_file() else Path(shutil.copytree(source, place / PROGRAM))
        if not (folder / "SHA256SUMS").is_file():
            raise Failed(NOT_OURS)
        _must_be_whole(folder, said)
        version, machine = ((folder / label).read_text(encoding="utf-8").strip() for label in LABELS)
        name = _free_name(versions, fitting(version, machine, now))
        for program in (folder / "bin" / "xieshou", folder / "python" / "bin" / "python3", *folder.glob("parts/*.sh")):
            program.chmod(0o755)  # a stick does not keep that
        starts = [str(folder / "python" / "bin" / "python3"), "-c", "import ssl, ctypes"]
        if subprocess.run(starts, capture_output=True, check=False).returncode:
            raise Failed(NO_START)
        folder.rename(versions / name)
    except Refused as no:
        raise Failed(str(no)) from no
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return name


def _free_name(versions: Path, version: str) -> str:
    """The version, or with a number when the same is there: never over the one that runs."""
    names = [version, *(f"{version}-{number}" for number in range(2, 100))]
    return next(name for name in names if not (versions / name).exists())
