"""Start-up of the insights app."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """Plain configuration."""

    name = "xieshou.insights"
