"""Start-up of the activities app."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """Opens the app's door for the ledger and the reading side."""

    name = "xieshou.activities"

    def ready(self) -> None:
        from xieshou.ledger.sources import Source, register  # noqa: PLC0415  (models exist only now)

        from .facts import parts_of  # noqa: PLC0415
        from .models import Activity  # noqa: PLC0415
        from .selectors import lines  # noqa: PLC0415

        register(Source("activity", "活动", Activity, parts_of, lines))
