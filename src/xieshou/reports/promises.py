"""What was promised and what is still owed, as sentences and a table."""

from __future__ import annotations

from urllib.parse import urlencode

from xieshou.documents.model import Block, Figure, Inline, ListBlock, Paragraph, Text
from xieshou.progress.doors import progress_door
from xieshou.progress.promises import Progress
from xieshou.subjects.material import Bond, Material
from xieshou.subjects.subject import Subject

MOST_LISTED = 8


def _counted(subject: Subject, state: str, number: int) -> Inline:
    return Figure(str(number), "项", f"{subject.url}promises/?{urlencode({'state': state})}")


def shortcomings(material: Material) -> list[Block]:
    """How many promises are kept, owed and at risk; then what is missing, one by one."""
    subject, found = material.subject, material.promises
    if not found:
        return []
    states: list[str] = [row.state for _, row in found]
    term = subject.span.last.name
    parts: list[Inline] = [Text(f"{term}{subject.voice}承诺"), _counted(subject, "", len(found))]
    for state, word in (("done", "，完成"), ("owed", "，待完成"), ("risk", "，有风险")):
        if states.count(state):
            parts += [Text(word), _counted(subject, state, states.count(state))]
    missing = [_line(subject, bond, row) for bond, row in found if row.missing and row.state == "risk"]
    blocks: list[Block] = [Paragraph((*parts, Text("。")))]
    return [*blocks, ListBlock(tuple(missing[:MOST_LISTED]))] if missing else blocks


def _line(subject: Subject, bond: Bond, row: Progress) -> tuple[Inline, ...]:
    whose = f"{bond}，" if subject.kind == "county" else ""
    figure = Figure(*row.figure, progress_door(row, subject.span.last))
    return (Text(f"{whose}{row.promise.name}"), figure, Text(f"，{row.why}。"))


def next_steps(material: Material) -> list[Block]:
    """What is owed and still within its time."""
    owed = [(bond, row) for bond, row in material.promises if row.missing]
    if not owed:
        return []
    names = list(dict.fromkeys(row.promise.name for _, row in owed))[:MOST_LISTED]
    return [Paragraph((Text(f"补上{'、'.join(names)}{'等' if len(owed) > len(names) else ''}。"),))]
