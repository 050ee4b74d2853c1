"""Start-up of the activities app."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """Opens the app's door for the ledger and the reading side."""

    name = "xieshou.activities"

    def ready(self) -> None:
        from xieshou.ledger.sources import Source, register

        from .facts import parts_of
        from .models import Activity
        from .selectors import lines

        register(Source("activity", "活动", Activity, parts_of, lines))
