"""Start-up of the pasting app."""

from django.apps import AppConfig


class PastingConfig(AppConfig):
    """Puts a line on a school's home page that leads to pasting."""

    name = "xieshou.pasting"

    def ready(self) -> None:
        from xieshou.web import slots

        from .doors import paste_door

        slots.register("home.school", paste_door, weight=60)
