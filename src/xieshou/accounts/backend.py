"""Who is signed in, read together with the place he works in: every page names it."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from .models import User


class WithPlace(ModelBackend):
    """Django's own gate by name and password."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("place").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
