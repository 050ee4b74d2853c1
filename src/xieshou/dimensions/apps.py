"""Start-up of the dimensions app."""

from django.apps import AppConfig


class DimensionsConfig(AppConfig):
    """A county's own dimensions and the page where its administrator keeps them."""

    name = "xieshou.dimensions"
