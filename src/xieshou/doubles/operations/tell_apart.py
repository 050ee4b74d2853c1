"""Two records that look alike are two events; nobody is asked again."""

from __future__ import annotations

from uuid import UUID

from xieshou.activities.models import Activity
from xieshou.doubles.models import ToldApart
from xieshou.kernel.text import clean_line
from xieshou.scoping.operations import Actor, Refused, current_deed, operation
from xieshou.scoping.scope import OutOfScope, current, unscoped


@operation("activity.tell_apart", "说明不是同一件")
def tell_apart(actor: Actor, *, first: UUID, second: UUID, by: str, because: str) -> ToldApart:
    """One sentence why; any school of both may say it. A second time leaves the first sentence."""
    because = clean_line(because, 120)
    if not because:
        raise Refused("E-DBL-106 写一句为什么不是同一件。", "because")
    low, high = sorted((first, second), key=str)
    rows = [Activity.objects.get(pk=pk) for pk in (low, high)]
    if not all(current().covers(*row.schools.values_list("school__lo", flat=True)) for row in rows):
        raise OutOfScope("neither school of these records is inside the active scope")
    known: ToldApart | None = ToldApart.objects.filter(activity=low, other=high).first()
    if known is not None:
        return known
    with unscoped("the sentence lies with the record of either school"):
        said = ToldApart(activity=rows[0], other=high, because=because, by=by)
        said.save()
    current_deed().note(said, first=str(low), second=str(high), because=because)
    return said
