"""Start-up of the bulk app."""

from django.apps import AppConfig


class BulkConfig(AppConfig):
    """Answers the lists of records where a table may be sent."""

    name = "xieshou.bulk"

    def ready(self) -> None:
        from xieshou.web import slots

        from .doors import entry_url, under_way

        slots.answer("list.entry", entry_url)
        slots.register("list.top", under_way)
