"""How each dimension of help is shown: its class (colour), its character, its word and its line."""

from typing import NamedTuple


class Mark(NamedTuple):
    """A dimension on paper and screen; `dash` is the line's pattern, empty when solid."""

    css: str
    character: str
    label: str
    dash: str = ""


MARKS: dict[str, Mark] = {
    "staffing": Mark("d1", "师", "师资"),
    "management": Mark("d2", "管", "管理"),
    "research": Mark("d3", "研", "教研"),
    "moral": Mark("d4", "德", "德育"),
    "digital": Mark("d5", "信", "信息化", "14 4"),
    "sports_arts": Mark("d6", "体", "体艺"),
    "subject": Mark("d7", "科", "学科"),
    "funds": Mark("d8", "资", "资金", "7 5"),
    "goods": Mark("d9", "物", "物资", ".1 6"),
    # Dimensions that counties add share the colour of their nearest kin; the character tells them apart.
    "culture": Mark("d4", "文", "校园文化"),
    "logistics": Mark("d8", "勤", "后勤"),
    "family": Mark("d4", "家", "家校共育"),
    "safety": Mark("d2", "安", "安全"),
    "teacher_growth": Mark("d1", "培", "教师培养"),
}


def mark_of(code: str) -> Mark:
    """The mark of a dimension; an unknown code gets the first character of its own name."""
    return MARKS.get(code) or Mark("d2", code[:1], code)
