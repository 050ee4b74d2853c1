"""Start-up of the plans app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plain configuration."""

    name = "xieshou.plans"
