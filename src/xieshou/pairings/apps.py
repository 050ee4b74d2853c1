"""Start-up of the pairings app."""

from django.apps import AppConfig


class PairingsConfig(AppConfig):
    """Plain configuration."""

    name = "xieshou.pairings"
