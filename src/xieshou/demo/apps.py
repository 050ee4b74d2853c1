"""Start-up of the demo app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Plain configuration."""

    name = "xieshou.demo"
