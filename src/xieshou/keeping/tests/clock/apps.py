"""The day is looked at often, since a test does not wait for a quarter of an hour."""

from django.apps import AppConfig


class ClockConfig(AppConfig):
    """Shortens the waits of the daily look."""

    name = "xieshou.keeping.tests.clock"
    label = "clock"

    def ready(self) -> None:
        from xieshou.keeping import daily

        daily.FIRST_LOOK = daily.EVERY = 0.3
