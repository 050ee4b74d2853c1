"""Start-up of the ledger app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Facts follow the terms of their county."""

    name = "xieshou.ledger"

    def ready(self) -> None:
        from xieshou.terms.changes import AFTER

        from .posting import follow_terms

        AFTER.append(follow_terms)
