"""Which figures of a document may carry a label: by what they count, their measure word and their number."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from xieshou.documents.model import Figure

from .labels import Label

PEOPLE, TIMES, LESSONS, THINGS = ("名", "人", "人次"), ("次", "场"), ("次", "节"), ("个", "项", "件", "本", "份")
# Kind of label: figures that count it, and measure words that mean the same there.
KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "teacher_sent": (("placement.sent", "teaching.sent", "duty.planned"), PEOPLE),
    "teacher_received": (("shadowing.sent", "visit.study"), PEOPLE),
    "leader_post": (("secondment.sent", "residency.sent"), PEOPLE),
    "mentor_pair": (("mentor.pairs",), ("名", "对")),
    "lesson_demonstrated": (("lesson.demonstrated",), LESSONS),
    "weekly_hours": (("placement.weekly",), ("课时",)),
    "joint_research": (("research.count", "research.ict", "research.one_lesson"), TIMES),
    "research_project": (("project.city_up",), THINGS),
    "courses_built": (("case.produced", "course.built"), ("个", "门")),
    "training_session": (("activity.length",), ("周",)),
    "participants_student": (("attendance.pupil",), PEOPLE),
    "material_produced": (("art.works",), THINGS),
    "joint_meeting": (("meeting.joint",), TIMES),
    "quota_per_term": (("meeting.review",), ("", "次")),
    "event_date": (("activity.on",), ()),
    "calendar_item": (("calendar",), ()),
    "agreement_term": (("agreement.term", "agreement.years"), ("年",)),
    "duration": (("duty.years", "opening.years", "activity.length"), ("年", "天")),
    "activity_count": (("duty.batches",), ("批",)),
    "document_issued": (("paper",), ("号",)),
    "schools_involved": (("duty.schools", "partners.count"), ("所",)),
    "student_event": (("match.count", "moral.count", "five.count", "visit.day"), TIMES),
    "student_task": (("five.friends", "letters.count", "keepsake.count", "deed.count", "skill.count"), THINGS),
    "student_group": (("club.count",), THINGS),
    "donation_cash": (("donation.fen",), ("元",)),
    "donation_goods_value": (("goods.fen",), ("元",)),
    "donation_goods_count": (("computers.count",), ("台",)),
    "award": (("award.county", "award.city"), THINGS),
}
# A paper says what is planned and was issued; the county's plan shows what is owed and how long it has been kept.
BOTH_WAYS = {"paper", "duty.years", "duty.batches"}
PLANNED = ("/progress/promises/", "/placements/plan/", "/papers/", "/partners/", "/calendar/")
DAY = re.compile(r"(\d+)月(?:(\d+)日)?")
PAPER = re.compile(r"(\d+)号")
NUMBER = re.compile(r"(\d+(?:\.\d+)?)(?:—(\d+(?:\.\d+)?))?(万?)余?(\D*)")


def figures_of_days(words: str) -> tuple[float, ...]:
    """Months and days as a label lists them."""
    return tuple(float(part) for found in DAY.findall(words) for part in found if part)


def read(words: str) -> tuple[tuple[float, ...], str] | None:
    """The numbers and the measure word of a figure as it is shown: 29万余元, 2—4次, 〔2022〕45号."""
    found = NUMBER.fullmatch(words)
    if found is None:
        paper = PAPER.search(words)
        return ((float(paper[1]),), "号") if paper else None
    least, most, scale, unit = found.groups()
    factor = 10_000 if scale else 1
    return tuple(float(number) * factor for number in (least, most) if number), unit


def fits(label: Label, figure: Figure) -> bool:
    """Whether a figure is of the label's kind, and says its number in its measure word."""
    keys, units = KINDS.get(label.kind, ((), ()))
    is_plan = any(door in figure.url for door in PLANNED)
    if figure.key not in keys or (label.planned is not is_plan and figure.key not in BOTH_WAYS):
        return False
    return says(label, f"{figure.text}{figure.unit}", units)


def says(label: Label, words: str, units: Sequence[str]) -> bool:
    """Whether words as shown have the label's number and measure word."""
    if label.unit in ("", "月", "月份") and figures_of_days(words):
        return _days(label, words)
    shown = read(words)
    if shown is None:
        return False
    factor = 10_000 if label.unit.startswith("万") else 1
    numbers = tuple(value * factor for value in label.values)
    own = label.unit.removeprefix("万")
    return shown[0] == numbers and (shown[1] == own or (own in (*units, "") and shown[1] in units))


def _days(label: Label, words: str) -> bool:
    found = figures_of_days(words)
    months = tuple(float(month) for month, _ in DAY.findall(words))
    return (months if label.unit else found) == label.values


def matched(
    labels: Sequence[Label], figures: Sequence[Figure], bears_out: Callable[[Label, Figure], bool]
) -> dict[Label, Figure]:
    """A figure for each label, and no figure for two, unless they are options of one thing."""
    taken: dict[int, Label] = {}

    def place(label: Label, tried: set[int]) -> bool:
        for spot, figure in enumerate(figures):
            if spot in tried or not fits(label, figure) or not bears_out(label, figure):
                continue
            tried.add(spot)
            if spot not in taken or place(taken[spot], tried):
                taken[spot] = label
                return True
        return False

    for label in labels:
        if not label.is_option:
            place(label, set())
    found = {label: figures[number] for number, label in taken.items()}
    return {**found, **_options(labels, [f for n, f in enumerate(figures) if n not in taken], bears_out)}


def _options(
    labels: Sequence[Label], figures: Sequence[Figure], bears_out: Callable[[Label, Figure], bool]
) -> dict[Label, Figure]:
    """Options of one thing share the figure of that thing."""
    options = [label for label in labels if label.is_option]
    for figure in figures:
        if options and all(fits(label, figure) and bears_out(label, figure) for label in options):
            return dict.fromkeys(options, figure)
    return {}
