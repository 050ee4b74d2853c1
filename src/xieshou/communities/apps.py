"""Start-up of the communities app."""

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    """Pages of communities; their tables lie in pairings, whose sides they may be."""

    name = "xieshou.communities"
