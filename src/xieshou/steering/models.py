"""Who leads: a group and the people in it, each from a day to a day."""

from __future__ import annotations

import uuid

from django.db import models

from xieshou.pairings.models import Pairing
from xieshou.places.models import Place
from xieshou.scoping.models import Editable, ScopedModel


class SteeringGroup(Editable):
    """领导小组 of a county, a school or a pair."""

    scoped_by = ("place__lo", "pairing__first__lo", "pairing__second__lo")
    opens_below = ("place__lo", "place__hi")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    pairing = models.ForeignKey(Pairing, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    office = models.CharField(max_length=80, blank=True)
    duties = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class GroupMember(ScopedModel):
    """A name and post in a steering group, with or without an account, from a day to a day."""

    scoped_by = ("group__place__lo", "group__pairing__first__lo", "group__pairing__second__lo")
    opens_below = ("group__place__lo", "group__place__hi")

    ROLES = (("head", "组长"), ("deputy", "副组长"), ("member", "成员"), ("office", "办公室"))

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(SteeringGroup, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(max_length=60)
    post = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=8, choices=ROLES, default="member")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta(ScopedModel.Meta):
        ordering = ["since", "name"]

    def __str__(self) -> str:
        return self.name
