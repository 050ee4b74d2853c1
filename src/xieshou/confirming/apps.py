"""Start-up of the confirming app."""

from django.apps import AppConfig


class ConfirmingConfig(AppConfig):
    """Puts what waits on a school's home page."""

    name = "xieshou.confirming"

    def ready(self) -> None:
        from xieshou.web import slots

        from .panels import waiting_here

        slots.register("home.side", waiting_here, weight=10)
