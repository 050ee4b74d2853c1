"""Start-up of the intake app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Answers the rosters where a workbook may be sent, and shows what was sent lately."""

    name = "xieshou.intake"

    def ready(self) -> None:
        from xieshou.web import slots

        from .doors import pairings_standing, upload_url
        from .views.batch import recent

        slots.answer("intake.url", upload_url)
        slots.answer("setup.pairings", pairings_standing)
        slots.register("rosters.below", recent)
