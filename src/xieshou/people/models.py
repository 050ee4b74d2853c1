"""Staff: who, the name as written, and the schools where they hold a post."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models

from xieshou.kernel.names import initials, search_key, sort_key
from xieshou.places.models import Place
from xieshou.scoping.models import Editable, ScopedModel


class Staff(Editable):
    """A member of staff; an account is optional and points here."""

    scoped_by = ("school__lo",)

    school = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    key = models.CharField(max_length=80, editable=False)
    initials = models.CharField(max_length=60, editable=False)
    order = models.CharField(max_length=120, editable=False)
    number = models.CharField(max_length=20, blank=True)
    post = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=20, blank=True)
    since = models.DateField(null=True, blank=True)
    left = models.DateField(null=True, blank=True)

    class Meta(Editable.Meta):
        ordering = ["order"]
        indexes = [models.Index(fields=["school", "key"], name="staff_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "number"], condition=~models.Q(number=""), name="staff_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key, self.initials, self.order = search_key(self.name), initials(self.name), sort_key(self.name)
        super().save(*args, **kwargs)


class Post(ScopedModel):
    """A further post of a member of staff, in another school or with another subject."""

    scoped_by = ("school__lo",)
    visible_with = {"people_staff": "a post shows the name of who holds it, in the school where it is held"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=20, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta(ScopedModel.Meta):
        ordering = ["-since"]

    def __str__(self) -> str:
        return f"{self.title} {self.since}"
