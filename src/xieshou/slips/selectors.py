"""Which slip a token names, whether it still opens anything, and what it shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from xieshou.people.children import names_of_children
from xieshou.people.scanning import Names, names_in
from xieshou.places.models import Place
from xieshou.places.selectors import county_of
from xieshou.scoping.scope import unscoped, use

from .acts import ACTS, About, Bearer
from .models import Knock, Slip, digest_of

WINDOW = timedelta(minutes=15)
MISSES_FROM_ONE_ADDRESS = 20
BLOT = "□"
NOBODY = Names(())


def slip_of(token: str) -> Slip | None:
    """The slip of a link, used up or not; None for a token that was never given."""
    with unscoped("a slip is found by its token's digest before it is known whose it is"):
        found: Slip | None = Slip.objects.select_related("place", "owner").filter(digest=digest_of(token)).first()
        return found


def knocks_too_often(address: str | None) -> bool:
    """Whether too many tokens from this address opened nothing."""
    recent = Knock.objects.filter(address=address, at__gte=timezone.now() - WINDOW)
    return recent.count() >= MISSES_FROM_ONE_ADDRESS


def opens(slip: Slip) -> About | None:
    """What the slip shows now, in the open scope; None once it is used, ended, late, or its record counts otherwise."""
    if slip.used_at or slip.ended_at or slip.until <= timezone.now() or slip.act not in ACTS:
        return None
    about = ACTS[slip.act].about(slip.record, slip.place)
    return about if about is not None and about.stamp == slip.stamp else None


def shown_to_bearer(slip: Slip) -> About | None:
    """The same to a stranger: with the slip's scope and without any child's name."""
    with use(Bearer(slip).scope):
        about = opens(slip)
    if about is None:
        return None
    counties = [county for county in (county_of(slip.owner),) if county is not None]
    children = names_of_children(counties)

    lines = tuple((label, _blotted(value, children)) for label, value in about.lines)
    return replace(about, title=_blotted(about.title, children), lines=lines)


def _blotted(text: str, children: Names) -> str:
    """The text with every child's name covered."""
    for span in names_in(text, children, NOBODY):
        text = text[: span.start] + BLOT * (span.end - span.start) + text[span.end :]
    return text


def slips_on(act: str, record: UUID) -> list[Slip]:
    """Every slip of a record that may be seen, newest first."""
    return list(Slip.objects.filter(act=act, record=record).select_related("place"))


def live(act: str, record: UUID, place: Place) -> list[Slip]:
    """Slips of one place that may still be used, locked."""
    waits = Slip.objects.filter(act=act, record=record, place=place, used_at__isnull=True, ended_at__isnull=True)
    return list(waits.select_for_update(of=("self",)))
