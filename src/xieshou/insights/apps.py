"""Start-up of the insights app."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """Puts the county's picture on its home page."""

    name = "xieshou.insights"

    def ready(self) -> None:
        from xieshou.web import slots  # (models exist only now)

        from . import panels

        slots.register("home.county", panels.head, weight=5)
        slots.register("home.county", panels.network, weight=10)
        slots.register("home.county", panels.pairs, weight=20)
