"""How a column is filled, in words an officer can check at a glance."""

from __future__ import annotations

import re

from .column import KINDS, Column
from .vocabulary import known_of

KIND_LABELS = dict(KINDS)
ROW_NUMBER = re.compile(r"\b([A-Z]{1,3})\d+\b")


def describe(column: Column, lacking: int = 0) -> tuple[str, str]:
    """The shape of its state (done: known, owed: asked) and the words; ``lacking`` schools have nothing known."""
    if column.use == "known":
        known = known_of(column.known)
        unit = f"，按{column.unit}" if column.scale != 1 else ""
        days = f"，{column.span.label}" if column.span else ""
        most = "，算在岗最多的一天" if known.stock else ""
        asked = f"；{lacking}所没有，会问" if lacking else ""
        return "owed" if lacking else "done", f"自动填：{known.label}{unit}{most}{days}{asked}"
    if column.use == "ask":
        options = f"：{'、'.join(column.choices)}" if column.choices else ""
        return "owed", f"问学校：{KIND_LABELS[column.kind]}{options}"
    words = {
        "fixed": f"都填“{column.fixed}”",
        "serial": "自动编号",
        "sum": f"自动算：{_formula(column)}",
        "handed": "学校交的时候填：哪天交的" if column.kind == "date" else "学校交的时候填：谁交的",
        "blank": "空着",
    }
    return "done", words[column.use]


def _formula(column: Column) -> str:
    """The formula as one says it: of a table by columns alone."""
    plain = column.formula.removeprefix("=").replace("$", "")
    return plain if column.cell else ROW_NUMBER.sub(r"\1列", plain)
