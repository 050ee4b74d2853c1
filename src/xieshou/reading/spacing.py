"""Spaces that people type around figures (共 24 节), taken out for reading and put back into where things stand."""

import re
from dataclasses import dataclass, replace
from typing import Final

from xieshou.reading.figures import FigureRead

_SPACE: Final = re.compile(r"(?<![0-9A-Za-z])[ \t\u3000\xa0]{1,4}|[ \t\u3000\xa0]{1,4}(?![0-9A-Za-z \t\u3000\xa0])")


@dataclass(frozen=True)
class Closed:
    """A text without the spaces that say nothing, and where each of its characters stood."""

    text: str
    origin: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, origin: str) -> "Closed":
        """The text closed up; line starts keep their indent out of the way too."""
        gaps = {place for match in _SPACE.finditer(origin) for place in range(*match.span())}
        places = tuple(place for place in range(len(origin)) if place not in gaps)
        return cls("".join(origin[place] for place in places), origin, places)

    def back(self, figure: FigureRead) -> FigureRead:
        """The figure where it stands in the text as it was written."""
        start, end = self.places[figure.start], self.places[figure.end - 1] + 1
        low = self.places[figure.clause_start] if figure.clause_start < len(self.places) else start
        high = self.places[figure.clause_end - 1] + 1
        return replace(figure, start=start, end=end, text=self.origin[start:end], clause_start=low, clause_end=high)
