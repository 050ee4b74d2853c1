"""Start-up of the web app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers the check that every view declares its action, and the first words of the menu."""

    name = "xieshou.web"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (Django registers checks on import)
        from .navigation import Entry, register

        register(Entry("首页", "web:home", "home.view", 0, icon="home"))
