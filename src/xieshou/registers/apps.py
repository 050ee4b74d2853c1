"""Start-up of the registers app."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Adds its sorts to those that a table may be sent for."""

    name = "xieshou.registers"

    def ready(self) -> None:
        from xieshou.bulk.sorts import register

        from .sorts.communities import COMMUNITIES
        from .sorts.groups import GROUPS
        from .sorts.needs import NEEDS
        from .sorts.papers import PAPERS
        from .sorts.plans import PLANS

        for sort in (NEEDS, PAPERS, GROUPS, COMMUNITIES, PLANS):
            register(sort)
