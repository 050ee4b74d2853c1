"""Start-up of the transitions app."""

from django.apps import AppConfig


class TransitionsConfig(AppConfig):
    """What follows a school, what comes along into a new year, and the doors to both on the pages of the rosters."""

    name = "xieshou.transitions"

    def ready(self) -> None:
        from xieshou.places.following import FOLLOWERS, Follower  # (models exist only now)
        from xieshou.terms.turning import TURNERS, Turner
        from xieshou.web import slots

        from . import doors, groups_follow, needs_follow, pairs_follow, pairs_turn, plans_turn

        for follows in (pairs_follow, needs_follow, groups_follow):  # pairs first: the others ask which pair goes on
            FOLLOWERS.append(Follower(follows.foresee, follows.carry))
        TURNERS.append(Turner("pairs", "到此为止的结对", pairs_turn.offers, pairs_turn.carry))
        TURNERS.append(Turner("plans", "照着做新一年的计划", plans_turn.offers, plans_turn.carry))
        slots.register("school.below", doors.changes)
        slots.register("terms.head", doors.new_year)
