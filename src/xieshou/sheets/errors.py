"""What is wrong with a book or with one of its cells, in sentences that say where, what, why and how to mend."""

from dataclasses import dataclass

SHOWN = 20


class SheetRefused(ValueError):
    """A book that cannot be read at all, with a code and a sentence for the person who sent it."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(f"{code} {sentence}")
        self.code = code
        self.sentence = sentence


class CellNotRead(ValueError):
    """A cell that does not hold what its column should: why, and the mend that can be offered as a button."""

    def __init__(self, why: str, mend: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.mend = mend


@dataclass(frozen=True)
class RowError:
    """One wrong cell, told so that the person finds it in his own book."""

    sheet: str
    row: int
    column_letter: str
    label: str
    value: str
    why: str
    mend: str = ""

    @property
    def sentence(self) -> str:
        """第19行 C列 学科：语文课。没有这个学科，应是“语文”。"""
        place = f"第{self.row}行" + (f" {self.column_letter}列" if self.column_letter else "")
        shown = self.value if len(self.value) <= SHOWN else f"{self.value[:SHOWN]}…"
        return f"{place} {self.label}：{shown or '空着'}。{self.why}"

    @property
    def full_sentence(self) -> str:
        """The same with the sheet before it, for a book with several sheets."""
        return f"“{self.sheet}”表{self.sentence}" if self.sheet else self.sentence
