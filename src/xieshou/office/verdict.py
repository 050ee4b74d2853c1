"""What a table would do, before anything is written: one page for rosters and for records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xieshou.sheets.errors import RowError


@dataclass(frozen=True)
class Told:
    """One wrong or doubtful cell: ``where`` names it to the form that mends it."""

    error: RowError
    mends: Sequence[str]
    where: Mapping[str, Any]


def verdict(verb: str, sheets: Sequence[str], good: int, bad: int, **more: Any) -> dict[str, Any]:
    """The context of ``office/_verdict.html``; ``more`` are its lists, its addresses and its last sentence."""
    whole = max(1, good + bad)
    return {
        "verb": verb,
        "good": good,
        "bad": bad,
        "good_share": f"{100 * good / whole:.2f}",
        "bad_share": f"{100 * bad / whole:.2f}",
        "several": len(sheets) > 1,
        "sheets": "、".join(f"“{sheet}”" for sheet in sheets),
        **more,
    }
