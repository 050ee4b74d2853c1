"""Make a slip for an outside partner, as a link or for paper, and take it back."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation
from xieshou.scoping.scope import OutOfScope, current
from xieshou.slips.acts import ACTS
from xieshou.slips.models import LINK, Slip, digest_of
from xieshou.slips.selectors import live, slips_on

LINK_LASTS, PAPER_LASTS = timedelta(days=14), timedelta(days=90)


class Made(NamedTuple):
    """A new slip and its token, which is told once and kept nowhere."""

    slip: Slip
    token: str


@operation("slip.make", "请外单位确认")
def make_slip(actor: Actor, *, act: str, record: UUID, place: Place, by: str, way: str = LINK) -> Made:
    """A new slip; those made before for the same record and place open nothing from now on."""
    about = ACTS[act].about(record, place) if act in ACTS and place.outside else None
    if about is None and slips_on(act, record):
        raise Refused("E-SLP-101 这条记录现在不用这个单位确认。")
    if about is None:
        raise OutOfScope(f"nothing here waits for {place}")
    if not current().covers(about.owner.lo):
        raise OutOfScope(f"{about.owner} is outside the active scope")
    now = timezone.now()
    for old in live(act, record, place):
        old.ended_at = now
        old.save()
    token = secrets.token_urlsafe(24)
    slip = Slip(
        digest=digest_of(token), way=way, act=act, record=record, place=place, owner=about.owner, stamp=about.stamp,
        made_by=by, until=now + (LINK_LASTS if way == LINK else PAPER_LASTS),
    )  # fmt: skip
    slip.save()
    current_deed().note(slip, record=str(record), place=place.pk, way=way, until=str(slip.until))
    return Made(slip, token)


@operation("slip.end", "收回给外单位的确认")
def end_slip(actor: Actor, *, slip: UUID) -> Slip:
    """It opens nothing any more; a second time changes nothing."""
    row: Slip = Slip.objects.select_for_update(of=("self",)).get(pk=slip)
    row.assert_in_scope()
    if row.used_at:
        raise Refused("E-SLP-102 对方已经说过了，收不回。有变动就修改记录，再请对方确认。")
    if row.ended_at is None:
        row.ended_at = timezone.now()
        row.save()
        current_deed().note(row, ended=True)
    return row
