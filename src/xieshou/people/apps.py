"""Start-up of the people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Staff follow their school when it passes into another."""

    name = "xieshou.people"

    def ready(self) -> None:
        from xieshou.places.following import FOLLOWERS, Follower  # (models exist only now)

        from .operations.follow_school import carry, foresee

        FOLLOWERS.append(Follower(foresee, carry))
