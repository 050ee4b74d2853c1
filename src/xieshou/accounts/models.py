"""Accounts, grants with a place and a time, and the memory of failed sign-ins."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from xieshou.places.models import Place
from xieshou.scoping.scope import Scope

from .policy import SECOND_STEP, role_choices, roles_for


class UserManager(BaseUserManager["User"]):
    """Finds an account by its sign-in name, whatever the case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """Somebody who signs in. What he may do is in his grants."""

    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    staff_id = models.UUIDField(null=True, blank=True)
    post = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    must_change = models.BooleanField(default=False)
    slip_until = models.DateField(null=True, blank=True)
    second_secret = models.CharField(max_length=32, blank=True)
    second_used = models.BigIntegerField(default=0)
    second_by = models.DateField(null=True, blank=True)
    demo = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("username"), name="one_name_whatever_the_case")]

    def __str__(self) -> str:
        return self.name

    def grants_today(self) -> list[Grant]:
        """Grants in force today; read once per request."""
        known: tuple[date, list[Grant]] | None = getattr(self, "_grants", None)
        if known is None or known[0] != timezone.localdate():
            return self.holds(Grant.objects.filter(user=self).select_related("place"))
        return known[1]

    def holds(self, grants: Iterable[Grant]) -> list[Grant]:
        """Those of the person's grants that are in force today, and no others until the day is over."""
        today = timezone.localdate()
        found = [row for row in grants if row.valid_from <= today and (row.valid_to is None or row.valid_to >= today)]
        self._grants: Any = (today, found)
        return found

    @property
    def slip_is_late(self) -> bool:
        """Whether the printed password was to be replaced before today."""
        return self.must_change and self.slip_until is not None and self.slip_until < timezone.localdate()

    @property
    def needs_second_step(self) -> bool:
        """Whether a role held today wants a second step, and there is none yet."""
        return not self.second_secret and not self.roles().isdisjoint(SECOND_STEP)

    @property
    def second_step_is_late(self) -> bool:
        """Whether nothing else opens before the second step is set up."""
        late = self.second_by is not None and self.second_by < timezone.localdate()
        return late and self.needs_second_step

    def roles(self) -> frozenset[str]:
        """Roles held today, anywhere."""
        return frozenset(grant.role for grant in self.grants_today())

    def scope_for(self, action: str) -> Scope | None:
        """Places where the action is granted today, or None."""
        if not self.is_active:
            return None
        roles = roles_for(action)
        places = [grant.place for grant in self.grants_today() if grant.role in roles]
        if not places:
            return None
        if any(place.lo == 0 for place in places):
            return Scope(everything=True, why="a grant over the whole tree")
        return Scope(spans=tuple(sorted({span for place in places for span in place.spans})))

    def may(self, action: str, *positions: int) -> bool:
        """Whether the action is granted, at one of the positions when any is given."""
        scope = self.scope_for(action)
        return scope is not None and (not positions or scope.covers(*positions))

    @property
    def label(self) -> str:
        """For the audit trail."""
        return f"user:{self.pk}"

    @property
    def home_lo(self) -> int:
        """For the audit trail."""
        return self.place.lo


class Grant(models.Model):
    """A role at a place, from a day to a day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=16, choices=role_choices)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["place", "role"])]

    def __str__(self) -> str:
        return f"{self.user} {self.role} {self.place}"


class SignInAttempt(models.Model):
    """A failed sign-in, by name and address; the limit lives in the database, not in a cache."""

    username = models.CharField(max_length=40)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["username", "at"]), models.Index(fields=["address", "at"])]

    def __str__(self) -> str:
        return f"{self.username} {self.at}"
