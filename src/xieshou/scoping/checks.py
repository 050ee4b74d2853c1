"""System checks: every domain table is scoped, or listed here with the reason."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db import models

from .models import ScopedManager, ScopedModel

OPEN_TABLES = {
    "scoping.Reach": "the scope's own table; read only by the condition",
    "scoping.OperationKey": "keys of requests; no content",
    "places.Place": "the directory of places is readable by everyone who signs in",
    "places.Change": "what became of schools; as open as the directory",
    "places.Figures": "published headcounts of the directory",
    "accounts.User": "accounts; pages list them through grants in scope",
    "accounts.Grant": "read by the gate before a scope exists",
    "accounts.SignInAttempt": "read by the sign-in gate before anyone is known",
    "terms.Term": "calendar of a county, shown on every page",
    "calendars.Subscription": "digest of a secret address; read before it is known whose it is",
    "slips.Knock": "tokens that opened nothing, counted before anyone is known",
    "audit.Head": "digest of the chain, no content",
}


@register()
def tables_are_scoped(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse to start with a table that is neither scoped nor listed."""
    faults: list[CheckMessage] = []
    for model in apps.get_models():
        if not model.__module__.startswith("xieshou."):
            continue
        if not issubclass(model, ScopedModel):
            if model._meta.label not in OPEN_TABLES:
                faults.append(Error(f"{model._meta.label} is neither scoped nor listed as open", id="xieshou.E001"))
            faults += _doors(model)
            continue
        if not model.scoped_by and not model.reached_by:
            faults.append(Error(f"{model._meta.label} says no scope", id="xieshou.E002"))
        if not all(isinstance(one, ScopedManager) for one in (*model._meta.managers, model._base_manager)):
            faults.append(Error(f"{model._meta.label} has a manager without the condition", id="xieshou.E004"))
        faults += _crooked_paths(model)
    return faults


def _doors(model: type[models.Model]) -> list[CheckMessage]:
    """Relations by which a query of an open table, which has no condition, would reach scoped rows."""
    hidden: set[str] = set(model._meta.fields_map) - {field.name for field in model._meta.get_fields()}
    return [
        Error(f"{model._meta.label}.{field.name} leads from an open table to scoped rows", id="xieshou.E005")
        for field in (*model._meta.get_fields(), *(model._meta.fields_map[name] for name in sorted(hidden)))
        if field.is_relation and field.related_model and issubclass(field.related_model, ScopedModel)
    ]


def _crooked_paths(model: type[ScopedModel]) -> list[CheckMessage]:
    """Paths over to-many relations would repeat rows and lock others."""
    faults: list[CheckMessage] = []
    for path in model.scoped_by:
        step: Any = model
        for part in path.split("__"):
            column = step._meta.get_field(part)
            if isinstance(column, (models.ManyToManyField, models.ManyToOneRel)):
                faults.append(Error(f"{model._meta.label}.{path} is not to-one", id="xieshou.E003"))
                break
            step = column.related_model
    return faults
