"""Open a school's list of pupils for a stated purpose; the log keeps who, when, why and how many."""

from __future__ import annotations

from xieshou.kernel.text import clean_line
from xieshou.people.children import Listed, listed
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

SHORTEST_PURPOSE = 4


def checked_purpose(purpose: str) -> str:
    """A purpose that says something."""
    try:
        clean = clean_line(purpose, 80)
    except ValueError as fault:
        raise Refused(str(fault), "purpose") from fault
    if len(clean) < SHORTEST_PURPOSE:
        raise Refused("E-PUP-101 用途还没有写清楚。写一句为什么要看，比如“写总结前核对姓名”。", "purpose")
    return clean


@operation("pupil.open", "打开学生名单")
def open_pupils(actor: Actor, *, school: Place, grade: str, purpose: str) -> list[Listed]:
    """The pupils of one grade, once the opening is written down."""
    purpose = checked_purpose(purpose)
    found = listed(school, grade)
    current_deed().note(school, purpose=purpose, grade=grade, rows=len(found))
    return found
