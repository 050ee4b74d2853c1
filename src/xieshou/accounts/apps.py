"""Start-up of the accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts follow their school when it passes into another."""

    name = "xieshou.accounts"

    def ready(self) -> None:
        from xieshou.places.following import FOLLOWERS, Follower  # (models exist only now)

        from .operations.follow_school import carry, foresee

        FOLLOWERS.append(Follower(foresee, carry))
