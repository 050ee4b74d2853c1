"""Counts headings and list items in reading order."""

from xieshou.kernel.numerals import heading_number

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def item_number(count: int) -> str:
    """Write the sign before the count-th item of a list."""
    return _CIRCLED[count - 1] if count <= len(_CIRCLED) else f"（{count}）"


class HeadingCounter:
    """Counts headings in reading order; a higher heading starts the lower ones again."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0, 0]

    def next(self, level: int) -> str:
        """Return the number of the next heading of this level."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        return heading_number(self._counts[level - 1], level)
