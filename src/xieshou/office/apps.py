"""Start-up of the office app."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Puts 名册 into the menu, and what is missing on an officer's home page."""

    name = "xieshou.office"

    def ready(self) -> None:
        from xieshou.web import navigation, slots

        from .rosters.setup import missing_here

        navigation.register(navigation.Entry("名册", "office:rosters", "staff.add", 50))
        navigation.register(navigation.Entry("操作记录", "office:audit", "audit.view", 60))
        slots.register("home.county", missing_here, weight=-10)
