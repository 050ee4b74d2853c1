"""Start-up of the people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Plain configuration."""

    name = "xieshou.people"
