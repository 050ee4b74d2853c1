"""The pair that a row is about: its own school and the one in another cell."""

from __future__ import annotations

from xieshou.bulk.sorts.declare import Known
from xieshou.intake.planning.plan import Row
from xieshou.pairings.models import Pairing
from xieshou.places.models import Place

PARTNER = ("对方学校", "结对学校", "哪一对", "写给哪一对")


def pairing_with(row: Row, known: Known, owner: Place) -> Pairing | None:
    """The pair of the owner and the school in a cell; none while the cell is empty."""
    other = known.school(row, "partner")
    if other is None:
        return None
    found = known.directory.pairs.get(frozenset((f"p{owner.pk}", f"p{other.pk}")))
    if found is None:
        row.fault("partner", f"{owner.brief}和{other.brief}没有结对。还没有结对就把这一格空着。")
    return found
