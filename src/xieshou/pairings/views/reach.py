"""Which pair or paper a page is about, and 404 where the person may not do what the page is for."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from xieshou.accounts.models import User
from xieshou.pairings.models import Agreement, Pairing
from xieshou.places.models import Place
from xieshou.scoping.scope import current
from xieshou.web.pages import SignedIn


def may_on(user: User, action: str, pairing: Pairing) -> bool:
    """Whether the action is granted at either side of a pair."""
    return any(user.may(action, side.lo) for side in (pairing.first, pairing.second))


def pairing_for(request: SignedIn, pk: UUID, action: str = "") -> Pairing:
    """A pair in sight; with an action, one at whose sides it is granted."""
    found: Pairing = Pairing.objects.select_related("first", "second").get(pk=pk)
    if action and not may_on(request.user, action, found):
        raise Http404
    return found


def agreement_for(request: SignedIn, pk: UUID, action: str = "") -> Agreement:
    """An agreement in sight, with its pair."""
    found: Agreement = Agreement.objects.select_related("basis", "pairing__first", "pairing__second").get(pk=pk)
    if action and not may_on(request.user, action, found.pairing):
        raise Http404
    return found


def home_side(user: User, pairing: Pairing) -> Place:
    """The side a person stands on: his own school, else one inside what he may see."""
    sides = (pairing.first, pairing.second)
    own = [side for side in sides if side.pk == user.place_id]
    inside = [side for side in sides if current().covers(side.lo)]
    return [*own, *inside, pairing.first][0]
