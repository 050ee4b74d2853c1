"""Start-up of the audit app: the chain closes every operation."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Hooks the chain in as the last step of every operation."""

    name = "xieshou.audit"

    def ready(self) -> None:
        from xieshou.scoping.operations import SEALS

        from .chain import seal

        SEALS.append(seal)
