"""Start-up of the duties app."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """Puts the page beside the pairs."""

    name = "xieshou.duties"

    def ready(self) -> None:
        from xieshou.web import navigation

        navigation.register_sister("pairs", navigation.Entry("帮扶任务", "duties:list", "county.view", 15))
