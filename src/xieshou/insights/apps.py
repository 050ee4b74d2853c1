"""Start-up of the insights app."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """Puts the county's picture on its home page."""

    name = "xieshou.insights"

    def ready(self) -> None:
        from xieshou.web import slots  # (models exist only now)

        from . import panels

        # The home page is whose it is; the county's own page is also opened from above, with the county it is about.
        for slot in ("home.county", "county.page"):
            slots.register(slot, panels.head, weight=5)
            slots.register(slot, panels.network, weight=10)
            slots.register(slot, panels.pairs, weight=20)
