"""Who subscribed to the calendar: the digest of a secret address, never the address."""

from __future__ import annotations

import hashlib

from django.db import models

from xieshou.accounts.models import User


def digest_of(token: str) -> str:
    """What is kept of a secret address."""
    return hashlib.sha256(token.encode()).hexdigest()


class Subscription(models.Model):
    """One secret address of a person; a new one ends the old one."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    opened_on = models.DateField(auto_now=True)

    def __str__(self) -> str:
        return str(self.user)
