"""The labels: what a real document says in numbers and dates, as people marked it."""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("XIESHOU_LABELS") or ROOT.parent / "shared" / "reading" / "labels")
WAITING = tomllib.loads(Path(__file__).with_name("waiting.toml").read_text(encoding="utf-8"))
# What must come out again: the file of labels, and which of its essays (0: the whole document).
DOCUMENTS = {"001": ("seed1", (1,)), "002": ("seed2", (0,)), "003": ("seed3", (1, 2)), "004": ("seed4", (2, 7))}
OPTION = "任选其一"


@dataclass(frozen=True)
class Label:
    """One fact of a document: its place in the text, its kind, its value as written."""

    doc: str
    start: int
    quote: str
    kind: str
    values: tuple[float, ...]
    unit: str
    what: str
    planned: bool

    @property
    def is_option(self) -> bool:
        """Whether the text offers it as one of several ways to do one thing."""
        return OPTION in self.what

    def __str__(self) -> str:
        return f"{self.doc}:{self.start} {self.kind} {list(self.values)}{self.unit} “{self.quote}”"


@dataclass(frozen=True)
class Essay:
    """Labels of one essay that are no background."""

    doc: str
    number: int
    labels: tuple[Label, ...]

    def __str__(self) -> str:
        return f"{self.doc}-{self.number}" if self.number else self.doc


def _label(doc: str, row: dict[str, Any]) -> Label:
    value = row["value"]
    values = tuple(value) if isinstance(value, list) else (value,)
    planned = row["direction"] == "planned"
    return Label(doc, row["start"], row["quote"], row["kind"], values, row["unit"] or "", row["what"], planned)


def _essay(doc: str, number: int, rows: list[dict[str, Any]]) -> Essay:
    return Essay(doc, number, tuple(_label(doc, row) for row in rows if row["direction"] != "background"))


def essays() -> list[Essay]:
    """Every essay that must come out again; none where the folder of labels is not beside the checkout."""
    if not FOLDER.is_dir():
        return []
    found = []
    for doc, (name, wanted) in DOCUMENTS.items():
        data = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        by_number = {essay.get("essay", 0): essay["labels"] for essay in data.get("essays", [data])}
        found += [_essay(doc, number, by_number[number]) for number in wanted]
    return found


def waiting_of(doc: str) -> set[int]:
    """Offsets of a document's labels that wait for a later row."""
    return {entry["start"] for entry in WAITING["label"] if entry["doc"] == doc}
