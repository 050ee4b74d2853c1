"""Start-up of the gifts app."""

from django.apps import AppConfig


class GiftsConfig(AppConfig):
    """Plain configuration."""

    name = "xieshou.gifts"
