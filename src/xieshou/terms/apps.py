"""Start-up of the terms app."""

from django.apps import AppConfig


class TermsConfig(AppConfig):
    """Plain configuration."""

    name = "xieshou.terms"
