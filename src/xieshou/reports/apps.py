"""Start-up of the reports app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Plain configuration."""

    name = "xieshou.reports"
