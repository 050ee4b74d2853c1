"""Take pupils off a school's list, with their guardians: for good, as the law gives a family the right to."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from xieshou.people.models import Pupil
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

from .open_pupils import checked_purpose


@operation("pupil.remove", "删去学生")
def remove_pupils(actor: Actor, *, school: Place, pupils: Sequence[UUID], purpose: str) -> Place:
    """Delete the rows; the log keeps their number and the purpose."""
    purpose = checked_purpose(purpose)
    found = Pupil.objects.filter(school=school, pk__in=pupils)
    number = found.count()
    if not number:
        raise Refused("E-PUP-104 还没有选学生。在要删的学生前面打勾。", "pupils")
    found.delete()
    current_deed().note(school, purpose=purpose, removed=number)
    return school
