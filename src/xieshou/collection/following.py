"""What a school that passes into another still owes: the heir hands it in once, a closed school owes nothing more."""

from __future__ import annotations

from xieshou.places.following import Passing
from xieshou.scoping.models import add_reach
from xieshou.scoping.operations import Actor, current_deed

from .models import Due


def _open(passing: Passing) -> list[Due]:
    if passing.staff is not None:  # of a split nothing goes along
        return []
    found = Due.objects.filter(school=passing.old, state__in=("owed", "returned"), call__state="sent")
    return list(found.select_related("call"))


def foresee(passing: Passing) -> list[str]:
    """How much is owed, and by whom from then on."""
    number = len(_open(passing))
    if not number:
        return []
    if passing.heir is None:
        return [f"还没交的材料和表{number}件不用再交。"]
    return [f"还没交的材料和表{number}件由{passing.heir.name}交；它自己也要交的，只交一份。"]


def carry(actor: Actor, passing: Passing) -> None:
    """What was handed in stays with the school that handed it in."""
    heir = passing.heir
    for due in _open(passing):
        current_deed().note(due.call, old=passing.old.pk, heir=heir.pk if heir else None)
        if heir is None or Due.objects.filter(call=due.call, school=heir).exists():
            due.delete()
            continue
        due.school = heir
        due.advance(None)
        due.save()
        add_reach("call", due.call_id, [heir])
