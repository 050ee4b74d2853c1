"""Several schools become one: one of them takes in the others, or a new one begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xieshou.places.models import CAMPUS, SCHOOL, Place
from xieshou.places.succession import begin, end, fresh_name, locked, note, shut
from xieshou.scoping.operations import Actor, Refused, operation


@operation("place.merge", "学校合并")
def merge_schools(
    actor: Actor,
    *,
    schools: Sequence[Place],
    on: date,
    into: Place | None = None,
    name: str = "",
    parent: Place | None = None,
    as_campus: bool = False,
    reason: str = "",
) -> Place:
    """The merged school shows the records of all; ``into`` is one of them, else ``name`` begins under ``parent``.

    With ``as_campus`` the place of each school that ends goes on as a campus.
    """
    rows = [locked(school, on) for school in sorted(schools, key=lambda one: one.pk)]
    if len({row.pk for row in rows}) < 2:
        raise Refused("E-PLC-117 合并至少要两所学校。", "others")
    heir = next((row for row in rows if into is not None and row.pk == into.pk), None)
    if heir is None:
        where = parent or rows[0].parent
        if where is None:
            raise Refused("E-PLC-118 新学校在哪个乡镇还没有选。", "parent")
        for row in rows:
            shut(row, on)
        heir = begin(
            actor, rows[0], parent=where, level=SCHOOL, name=fresh_name(where, name), on=on, short="", code="",
            aliases=[],
        )  # fmt: skip
    for row in rows:
        if row.pk == heir.pk:
            continue
        note("merged", row, heir, on, reason)
        end(actor, row, heir, on)
        if as_campus:
            begin(actor, row, parent=heir, level=CAMPUS, name=row.name, on=on, kind="campus", code="")
    return heir
