"""Start-up of the placements app."""

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    """Plain configuration."""

    name = "xieshou.placements"
