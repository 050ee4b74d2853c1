"""Who is signed in, read together with the place he works in and what he is granted: every page asks for both."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from .models import Grant, User


class WithPlace(ModelBackend):
    """Django's own gate by name and password."""

    def get_user(self, user_id: int) -> User | None:
        grants = list(Grant.objects.filter(user=user_id).select_related("place", "user__place"))
        if grants:
            user: User | None = grants[0].user
            grants[0].user.holds(grants)
        else:
            user = User.objects.select_related("place").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
