"""Amend a placement, also by ending it early: the difference goes to the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

from xieshou.ledger.posting import post
from xieshou.placements.models import Placement
from xieshou.scoping.models import set_reach
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

from .record_placement import COLUMNS, check_ends, checked, pairing_of, snapshot, the_person


@operation("placement.amend", "修改派遣")
def amend_placement(actor: Actor, *, placement: Placement, version: int | None = None, **changes: Any) -> Placement:
    """Change some of ``COLUMNS``; only in the sending school. A new host takes over the reach."""
    row: Placement = Placement.locked(placement.pk)
    if row.withdrawn_on:
        raise Refused("E-SND-120 这条已经撤回，不能再改。")
    row.advance(version)
    was = snapshot(row)
    full = {name: getattr(row, name) for name in COLUMNS} | {k: v for k, v in changes.items() if k in COLUMNS}
    values = checked(full)
    check_ends(row.owner, values["host"], values["batch"])
    if values["name"] != row.name:
        values["name"], row.staff = the_person(row.owner, values["name"])
    moved = values["host"].pk != row.host_id
    for name, value in values.items():
        setattr(row, name, value)
    if moved:
        row.pairing = pairing_of(row.owner, row.host)
    row.save()
    set_reach("placement", row.pk, [row.owner, row.host])
    post(row)
    current_deed().note(row, was=was, now=snapshot(row))
    return row


def end_placement(
    actor: Actor, *, placement: Placement, actual_end: date, because: str, version: int | None = None
) -> Placement:
    """End a placement before its day, with a reason; an amendment, so that the same people may do it."""
    if not because.strip():
        raise Refused("E-SND-121 写一句为什么提前结束。", "because")
    return amend_placement(actor, placement=placement, version=version, actual_end=actual_end, ended_because=because)
