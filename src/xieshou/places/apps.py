"""Start-up of the places app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Plain configuration."""

    name = "xieshou.places"
