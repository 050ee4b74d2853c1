"""Start-up of the slips app."""

from django.apps import AppConfig


class SlipsConfig(AppConfig):
    """What may be said by a slip is registered by the apps whose records it is about."""

    name = "xieshou.slips"
