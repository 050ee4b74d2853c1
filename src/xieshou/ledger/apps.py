"""Start-up of the ledger app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Plain configuration."""

    name = "xieshou.ledger"
