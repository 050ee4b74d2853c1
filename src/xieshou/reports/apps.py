"""Start-up of the reports app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Puts 总结 into the menus."""

    name = "xieshou.reports"

    def ready(self) -> None:
        from xieshou.web.navigation import Entry, register

        register(Entry("总结", "reports:list", "report.view", 30, icon="report"))
