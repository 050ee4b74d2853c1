"""Start-up of the scoping app: learn which tables carry scoped rows."""

from django.apps import AppConfig, apps


class ScopingConfig(AppConfig):
    """Registers every scoped table, so that a join to one is noticed."""

    name = "xieshou.scoping"

    def ready(self) -> None:
        from . import checks  # noqa: F401, PLC0415  (Django registers checks on import, after the apps are loaded)
        from .condition import register  # noqa: PLC0415
        from .models import ScopedModel  # noqa: PLC0415

        for model in apps.get_models():
            if issubclass(model, ScopedModel):
                register(model)
