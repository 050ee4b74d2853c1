"""Start-up of the office app."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Plain configuration."""

    name = "xieshou.office"
