"""Reading the text tables that lie beside this module."""

from pathlib import Path

HERE = Path(__file__).parent


def lines_of(table: str) -> list[str]:
    """Lines of a table; those that begin with a hash tell its columns."""
    text = (HERE / f"{table}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
