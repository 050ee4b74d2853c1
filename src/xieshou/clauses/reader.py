"""What a clause promises: its figures, read as quotas that a person looks at before they are saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from xieshou.catalogue import Indicator, catalogue
from xieshou.catalogue.cues import cues
from xieshou.catalogue.headings import subject_choices
from xieshou.pairings.models import Agreement, Clause
from xieshou.plans.wording import EACH, PER, measure_word
from xieshou.reading import Cue, FigureRead, read_figures
from xieshou.reading.cues import alike, base_unit
from xieshou.reading.figures import sentence_of

QUANTITIES = frozenset({"count", "range", "money"})
AT_MOST = frozenset({"不超过", "至多", "最多", "以内", "以下"})
PERIODS = (
    ("week", "每周"),
    ("month", "每个?月"),
    ("quarter", "每个?季度?"),
    ("term", "每个?学期"),
    ("school_year", "每个?学?年"),
    ("agreement", "协议期"),
)
UNITS_OF_EACH = (("subject", "[每各]个?学?科"), ("school", "[每各]所?学?校"))
MAIN_SUBJECTS = ("语文", "数学", "英语")
MARK = re.compile(r"[，,；;、（(]")


@dataclass(frozen=True)
class Offer:
    """One quota as a clause says it."""

    indicator: Indicator
    minimum: int
    maximum: int | None
    per: str
    each: str
    subjects: tuple[str, ...]
    giver: str

    @property
    def words(self) -> str:
        """每学期每学科教研活动2—4次, as the button says it."""
        most = f"—{self.maximum}" if self.maximum is not None else ""
        each = EACH[self.each] if self.each != "none" else ""
        return f"{PER[self.per]}{each}{self.indicator.label}{self.minimum}{most}{measure_word(self.indicator)}"

    def values(self, clause: Clause) -> dict[str, Any]:
        """What the form of a promise begins with."""
        pairing = clause.agreement.pairing
        doer = {"甲方": pairing.first_id, "乙方": pairing.second_id}.get(self.giver, "")
        return {
            "indicator": self.indicator.code,
            "minimum": self.minimum,
            "maximum": self.maximum,
            "per": self.per,
            "each": self.each,
            "subjects": list(self.subjects),
            "doer": doer,
            "clause": str(clause.pk),
        }


@cache
def _cues() -> tuple[Cue, ...]:
    return cues(catalogue)


def _length(cue: Cue, text: str) -> int:
    """How many characters of the longest word of a cue stand in a text."""
    return max((len(word) for word in cue.words if word in text), default=0)


def _indicator(figure: FigureRead, around: str, heading: str) -> Indicator | None:
    """What the longest words around a figure name in its measure word; people are counted as long as they are there."""
    unit, _ = base_unit(figure.unit)
    fitting = [cue for cue in _cues() if alike(unit, cue.measures)]
    for text in (around, heading):
        found = [(_length(cue, text), catalogue.indicators[cue.kind].stock, cue.kind) for cue in fitting]
        length, _, code = max(found, key=lambda one: one[:2], default=(0, False, ""))
        if length:
            return catalogue.indicators[code]
    return None


def _last(patterns: tuple[tuple[str, str], ...], text: str) -> str:
    """The code whose words stand last in a text."""
    found = [(match.end(), code) for code, pattern in patterns for match in re.finditer(pattern, text)]
    return max(found, default=(0, ""))[1]


def _numbers(figure: FigureRead) -> tuple[int, int | None]:
    """Least and most: 2到4次 has both, 不少于2次 only the least, 不超过4次 only the most."""
    scale = base_unit(figure.unit)[1]
    if isinstance(figure.value, tuple):
        low, high = (int(one * scale) for one in figure.value)
        return low, high
    number = int(figure.value * scale)
    return (1, number) if figure.modifier in AT_MOST else (number, None)


def _around(text: str, figure: FigureRead, before: int, after: int) -> str:
    """The words that belong to a figure: back to the mark behind the figure before, on to the mark before the next."""
    marks = [match.end() for match in MARK.finditer(text, before, figure.start)]
    start = marks[0] if before and marks else before
    ends = [match.start() for match in MARK.finditer(text, figure.end, after)]
    return text[start : ends[-1] if after < len(text) and ends else after]


@dataclass(frozen=True)
class Stretch:
    """The words between the figure before and the figure after, in one sentence."""

    figure: FigureRead
    sentence: str
    said: str
    lead: str
    around: str


def _stretches(text: str) -> Iterator[Stretch]:
    figures = [one for one in read_figures(text, _cues()) if one.role in QUANTITIES]
    for place, figure in enumerate(figures):
        opens, closes = sentence_of(text, figure.start)
        before = max([opens, *(one.end for one in figures[:place])])
        after = min([closes, *(one.start for one in figures[place + 1 :])])
        said, lead = text[opens : figure.start], text[before : figure.start]
        yield Stretch(figure, text[opens:closes], said, lead, _around(text[:closes], figure, before, after))


def _subjects(figure: FigureRead) -> tuple[str, ...]:
    known = {label for _, label in subject_choices()}
    return tuple(one for one in figure.subjects if one in known) or MAIN_SUBJECTS


def _offer(stretch: Stretch, heading: str, before: Offer | None) -> Offer | None:
    """The quota of one figure; 其中 narrows the one before and is for each of the same."""
    least, most = _numbers(stretch.figure)
    indicator = _indicator(stretch.figure, stretch.around, heading)
    if least < 1 or indicator is None:
        return None
    each = _last(UNITS_OF_EACH, stretch.lead) or (before.each if before and "其中" in stretch.lead else "none")
    if each == "subject" and not indicator.by_subject:
        each = "none"
    giver = re.match(r"甲方|乙方", stretch.sentence)
    return Offer(
        indicator=indicator,
        minimum=least,
        maximum=most,
        per=_last(PERIODS, stretch.said) or "term",
        each=each,
        subjects=_subjects(stretch.figure) if each == "subject" else (),
        giver=giver.group() if giver else "",
    )


def offers_in(text: str, heading: str = "") -> list[Offer]:
    """The quotas of a text, in the order of its figures; a figure whose words name nothing that is counted is none."""
    found: list[Offer] = []
    for stretch in _stretches(text):
        offer = _offer(stretch, heading, found[-1] if found else None)
        if offer is not None:
            found.append(offer)
    return found


def offers_of(clause: Clause) -> list[Offer]:
    """The quotas of one clause; its heading helps where a sentence does not name what is done."""
    return offers_in(clause.text, clause.heading)


def clause_saying(indicator: str, agreement: Agreement | None) -> Clause | None:
    """The first clause of an agreement that says what an indicator counts."""
    clauses = agreement.clauses.all() if agreement else ()
    return next((one for one in clauses if indicator in {offer.indicator.code for offer in offers_of(one)}), None)
