"""Start-up of the openings app."""

from django.apps import AppConfig


class OpeningsConfig(AppConfig):
    """Opens the app's door for the ledger, and answers how a sum is said when there is an opening sum too."""

    name = "xieshou.openings"

    def ready(self) -> None:
        from xieshou.ledger.sources import OPENING, Source, register
        from xieshou.web import slots

        from .facts import parts_of
        from .models import Opening
        from .selectors import lines, together

        register(Source(OPENING, "期初数", Opening, parts_of, lines))
        slots.answer("sum_in_words", together)
