"""The audit chains' heads of each day in files beside the data: what a chain rewritten as a whole is found by."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from xieshou.audit.chain import Mark, export_heads, verify
from xieshou.files.storage import sync_directory

BROKEN = "broken.txt"


def folder() -> Path:
    """Where the heads lie."""
    return Path(settings.HOME) / "heads"


def exported() -> list[Path]:
    """The files of this chain, the newest last; those of before a restoration lie in folders of their own."""
    return sorted(folder().glob("????-??-??.json"))


def last_day() -> date | None:
    """The day of the newest file."""
    days = [path.stem for path in exported()]
    return date.fromisoformat(days[-1]) if days else None


def broken() -> str:
    """What was wrong when the chains were last held against their files; empty when nothing was."""
    path = folder() / BROKEN
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _marks(path: Path) -> list[Mark]:
    return [Mark(**row) for row in json.loads(path.read_text(encoding="utf-8"))]


def export() -> str:
    """Hold every chain against all files, then write today's; a fault is written down instead, and answered."""
    folder().mkdir(exist_ok=True)
    faults = [one.sentence for one in verify([mark for path in exported() for mark in _marks(path)]) if one.faults]
    if faults:
        _write(folder() / BROKEN, "；".join(faults))
        return "；".join(faults)
    rows = [asdict(mark) for mark in export_heads()]
    _write(folder() / f"{timezone.localdate():%Y-%m-%d}.json", json.dumps(rows, indent=1) + "\n")
    (folder() / BROKEN).unlink(missing_ok=True)
    return ""


def begin_anew() -> None:
    """The data were set back, so the chains go on from an earlier link: the files of before are kept apart."""
    earlier = [*exported(), *folder().glob(BROKEN)]
    if earlier:
        apart = folder() / f"before-{timezone.localtime():%Y%m%d-%H%M%S}"
        apart.mkdir()
        for path in earlier:
            os.replace(path, apart / path.name)


def _write(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}")
    with aside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)
    sync_directory(path.parent)
