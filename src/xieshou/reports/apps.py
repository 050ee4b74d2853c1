"""Start-up of the reports app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Puts 总结 into the menus, and answers which issued reports a school may hand in."""

    name = "xieshou.reports"

    def ready(self) -> None:
        from xieshou.web import slots
        from xieshou.web.navigation import Entry, register

        from .doors import issued_papers

        register(Entry("总结", "reports:list", "report.view", 30, icon="report"))
        slots.answer("collection.papers", issued_papers)
