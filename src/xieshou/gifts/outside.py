"""What an outside partner is shown of a gift, and how its word is taken without an account."""

from __future__ import annotations

from uuid import UUID

from xieshou.kernel.dates import full
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor
from xieshou.slips.acts import About, Act, Said, stamp_of

from .lists import value_of
from .models import DIFFERS, Gift
from .operations.record_gift import COUNTS, snapshot
from .operations.vouch_gift import vouch_gift


def _about(record: UUID, place: Place) -> About | None:
    """None where the gift is withdrawn, is not this place's, or was vouched for."""
    shown = Gift.objects.select_related("owner", "giver", "receiver")
    gift = shown.filter(pk=record, withdrawn_on__isnull=True).first()
    if gift is None or place.pk not in (gift.giver_id, gift.receiver_id) or gift.outside_said not in ("", DIFFERS):
        return None
    now = snapshot(gift)
    lines = (
        ("日期", full(gift.on)),
        ("谁捐的", gift.donor),
        ("捐给", gift.receiver.name),
        ("捐了什么", gift.what),
        ("金额" if gift.sort == "cash" else "估价", value_of(gift)),
        ("用途", gift.purpose),
        ("谁记的", f"{gift.owner.name}{gift.recorded_by}"),
    )
    return About(
        title=f"捐赠{gift.what}",
        lines=tuple((label, value) for label, value in lines if value),
        stamp=stamp_of([now[name] for name in COUNTS]),
        owner=gift.owner,
        recorded_by=gift.recorded_by,
    )


def _say(actor: Actor, record: UUID, place: Place, said: Said) -> None:
    vouch_gift(actor, gift=record, place=place, by=said.by, way=said.way, true=said.true)


WORD = Act("gift", "gifts", frozenset({"gift.vouch"}), _about, _say)
