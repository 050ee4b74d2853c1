"""Start-up of the upgrading app."""

from django.apps import AppConfig


class UpgradingConfig(AppConfig):
    """Puts 升级 on the page of backups."""

    name = "xieshou.upgrading"

    def ready(self) -> None:
        from xieshou.web import slots

        from .panels import door

        slots.register("keeping.doors", door)
