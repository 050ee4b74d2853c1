"""Start-up of the files app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Plain configuration."""

    name = "xieshou.files"
