"""Start-up of the progress app."""

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """Plain configuration."""

    name = "xieshou.progress"
