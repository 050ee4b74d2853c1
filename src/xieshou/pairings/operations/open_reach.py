"""Who may read a community and the pairs in its name: every school of either side."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from xieshou.pairings.models import Community, Pairing
from xieshou.pairings.selectors import members_of, sides_of
from xieshou.scoping.models import set_reach


def open_reach(community: Community) -> None:
    """Members read their community and its pairs; so do the schools on the other side of those pairs."""
    day = max(timezone.localdate(), community.since)
    readers = members_of(community, day)
    named = Q(first_community=community) | Q(second_community=community)
    for pairing in Pairing.objects.filter(named).select_related("first", "second"):
        first, second = sides_of(pairing, day)
        set_reach("pairing", pairing.pk, [*first, *second])
        readers += second if pairing.first_community_id == community.pk else first
    set_reach("community", community.pk, readers)
