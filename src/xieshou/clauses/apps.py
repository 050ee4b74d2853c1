"""Start-up of the clauses app."""

from django.apps import AppConfig


class ClausesConfig(AppConfig):
    """Puts promises and their state beside the clauses of an agreement, and clauses into the form of a promise."""

    name = "xieshou.clauses"

    def ready(self) -> None:
        from xieshou.web import slots

        from .panels import beginning, clauses_here  # (models exist only now)

        slots.register("agreement.clauses", clauses_here)
        slots.answer("promise.beginning", beginning)
