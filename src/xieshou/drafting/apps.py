"""Start-up of the drafting app."""

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    """Pages with forms only: what they write belongs to plans."""

    name = "xieshou.drafting"
