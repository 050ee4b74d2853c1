"""Keep bytes under the name of their content: written aside, synced, renamed, and the folder synced too."""

import contextlib
import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO

NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{64}\.[a-z0-9]{1,8}")
SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


def name_of(data: bytes, suffix: str) -> str:
    """The one name these bytes can have."""
    if not SUFFIX.fullmatch(suffix):
        raise ValueError("a suffix is a dot and up to eight small letters or digits")
    digest = hashlib.sha256(data).hexdigest()
    return f"{digest[:2]}/{digest[2:4]}/{digest}{suffix}"


def sync_directory(directory: Path) -> None:
    """Make the names in a folder survive a power cut; systems that cannot open a folder do so by themselves."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folders(directory: Path, folder: Path) -> None:
    """Create the folders below `directory` and sync each parent that got a new name."""
    for level in (directory, folder.parent, folder):
        if not level.is_dir():
            level.mkdir(parents=True, exist_ok=True)
            sync_directory(level.parent)


def holds(path: Path, data: bytes) -> bool:
    """Whether exactly these bytes are already there; a short or spoilt file is not taken for them."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def write_aside(folder: Path, data: bytes) -> Path:
    """The bytes in a synced temporary file; on failure (a full disk) nothing is left behind."""
    descriptor, temporary = tempfile.mkstemp(dir=folder, prefix=".incoming-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    return Path(temporary)


def keep(directory: Path, data: bytes, suffix: str) -> str:
    """Store the bytes durably and give their name; keeping the same bytes again changes nothing."""
    name = name_of(data, suffix)
    path = directory / name
    if holds(path, data):
        sync_directory(path.parent)
        return name
    make_folders(directory, path.parent)
    temporary = write_aside(path.parent, data)
    try:
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_directory(path.parent)
    return name


def open_kept(directory: Path, name: str) -> BinaryIO:
    """Open what `keep` named; any other name, a path out of the folder included, is not found."""
    if not NAME.fullmatch(name):
        raise FileNotFoundError(name)
    return (directory / name).open("rb")
