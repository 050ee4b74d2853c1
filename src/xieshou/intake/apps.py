"""Start-up of the intake app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Plain configuration."""

    name = "xieshou.intake"
