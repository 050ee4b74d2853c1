"""Who may read a pair and a community: every school that a side acts for, and those on the other side."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from xieshou.pairings.models import Community, Pairing
from xieshou.pairings.selectors import members_of, sides_of
from xieshou.scoping.models import set_reach


def reach_pair(pairing: Pairing) -> None:
    """The pair is read by the schools of both sides; so is the community in whose name a side acts."""
    first, second = sides_of(pairing, max(timezone.localdate(), pairing.since))
    set_reach("pairing", pairing.pk, [pairing.first, pairing.second, *first, *second])


def reach_community(community: Community) -> None:
    """Members read their community and its pairs; so do the schools on the other side of those pairs."""
    day = max(timezone.localdate(), community.since)
    readers = members_of(community, day)
    named = Q(first_community=community) | Q(second_community=community)
    for pairing in Pairing.objects.filter(named).select_related("first", "second"):
        first, second = sides_of(pairing, day)
        readers += second if pairing.first_community_id == community.pk else first
        reach_pair(pairing)
    set_reach("community", community.pk, readers)
