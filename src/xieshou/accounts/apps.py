"""Start-up of the accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Plain configuration."""

    name = "xieshou.accounts"
