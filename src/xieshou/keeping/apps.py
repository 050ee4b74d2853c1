"""Start-up of the keeping app."""

from django.apps import AppConfig


class KeepingConfig(AppConfig):
    """Puts 备份 into the menu, and a word on the county's home page when the last good one is old."""

    name = "xieshou.keeping"

    def ready(self) -> None:
        from xieshou.web import navigation, slots

        from .panels import stale

        navigation.register(navigation.Entry("备份", "keeping:list", "backup.view", 95))
        slots.register("home.county", stale, weight=-20)
