"""Start-up of the scoping app: learn which tables carry scoped rows."""

from django.apps import AppConfig, apps


def shut_hidden_relations() -> None:
    """Django lets a relation hidden by ``related_name="+"`` be queried as ``+``, even from open tables."""
    for model in apps.get_models():
        model._meta.fields_map.pop("+", None)


class ScopingConfig(AppConfig):
    """Registers every scoped table, so that a join to one is noticed."""

    name = "xieshou.scoping"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (Django registers checks on import)
        from .condition import register
        from .models import ScopedModel

        shut_hidden_relations()
        for model in apps.get_models():
            if issubclass(model, ScopedModel):
                register(model)
