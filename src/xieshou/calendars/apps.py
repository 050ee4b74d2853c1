"""Start-up of the calendars app."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """Puts the calendar into the menu."""

    name = "xieshou.calendars"

    def ready(self) -> None:
        from xieshou.web import navigation  # (models exist only now)

        navigation.register(navigation.Entry("日历", "calendars:month", "plan.view", 65))
