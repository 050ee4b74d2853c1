"""Figures that follow from others: sums and differences."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from xieshou.reading import words
from xieshou.reading.cues import base_unit
from xieshou.reading.judgement import Groups, Judgement, Place, Verdict, borne_out_by, limits, plain_judgement, written
from xieshou.reading.picking import asked_of, best_fitting
from xieshou.reading.statements import recorded

COMPARISON: Final = "这是比较，记录里只有各自的数。"
_SUMMING: Final = re.compile(
    f"(?:{'|'.join(words.TOTALS)}|加起来|相加|[两三四][项者科校类月地]|一起|总数|为|是|达|有)+"
)
_DIFFERING: Final = re.compile("(?:多|少|增|减|增加|减少|增长|下降|超额|差|缺)(?:完成)?[了出约近达]*$")
_AGAINST: Final = re.compile("比(?!较)|较(?![好大高多])|超额|[还尚仍]差|尚缺")


def compared(place: Place, groups: Groups) -> Judgement | None:
    """比上学期多6节: the difference between now and then; None where nothing is compared."""
    figure, when = place.figure, place.figure.when
    before = (place.zone.lead + place.zone.head)[-24:]
    if not _DIFFERING.search(place.zone.head) or not _AGAINST.search(before):
        return None
    for group in best_fitting(place, groups, "count"):
        if when and when.months:
            earlier = recorded(group, asked_of(place, group)).amount
            return replace(plain_judgement(figure, "no_record", COMPARISON, group[0]), recorded=earlier)
        if when is None or not re.search(f"[比较]{re.escape(when.text)}", before):
            return plain_judgement(figure, "no_record", COMPARISON, group[0])
        asked = asked_of(place, group)
        then, now = recorded(group, asked), recorded(group, replace(asked, when=None))
        if then.unknown or not then.statements:
            return plain_judgement(figure, "no_record", f"记录里没有“{when.text}”的{group[0].labels[0]}。", group[0])
        gap = abs(now.amount - then.amount)
        shown = f"记录里相差{written(gap, figure, group[0])}。"
        verdict: Verdict = "borne_out" if borne_out_by(gap, figure) else "contradicted"
        return Judgement(figure, verdict, group[0], figure.text, gap, shown)
    return None


def as_sum(one: Judgement, before: Sequence[Judgement], text: str) -> Judgement:
    """A total or a difference of figures before it in its sentence, all borne out (语文10节、数学8节，共18节)."""
    figure = one.figure
    summing = bool(_SUMMING.fullmatch(figure.zone.head))
    if one.verdict in {"borne_out", "not_a_claim"} or not (summing or _DIFFERING.search(figure.zone.head)):
        return one
    start = figure.start - len(figure.zone.lead) - len(figure.zone.head)
    parts = []
    for part in (part for part in reversed(before) if part.verdict != "not_a_claim"):
        alike_said = part.figure.start >= start and base_unit(part.figure.unit) == base_unit(figure.unit)
        if not alike_said or part.verdict != "borne_out" or part.recorded is None:
            break
        parts.append(part.recorded)
    against = [value for value in (one.recorded, *parts[1:2]) if value is not None and parts]
    sums = list(accumulate(parts))[1:] if summing else [abs(parts[0] - value) for value in against]
    if limits(figure)[0] not in sums:
        return one
    why = f"前面几项{'相加' if summing else '相差'}{figure.text}。"
    return replace(one, verdict="borne_out", recorded=limits(figure)[0], why=why)
