"""What a query may try against a closed table; each answers the text it saw, or raises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Subquery

Probe = Callable[..., Any]


def text_column(model: type[models.Model]) -> str:
    """A column that tells a row from all others: a text of its own, else the key."""
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, (models.CharField, models.TextField)) and not field.flatchoices
        if is_text and (field.max_length is None or field.max_length >= 12):
            return field.name
    return model._meta.pk.name


def _keys(model: Any) -> Any:
    return model.objects.order_by().values_list("pk")


def _union(model: Any, row: Any) -> Any:
    return list(_keys(model).union(_keys(model), all=True))


def _saved(model: Any, row: Any) -> Any:
    models.Model.save(row)
    return "saved"


def _rewritten(model: Any, row: Any) -> Any:
    row.save_base(force_update=True)
    return "saved"


def _column(model: Any) -> dict[str, Any]:
    field = next(f for f in model._meta.concrete_fields if not f.is_relation and not f.primary_key)
    return {field.name: F(field.name)}


# Against a row that lies elsewhere: nothing found, nothing changed, or refused.
OWN: dict[str, Probe] = {
    "all": lambda m, row: list(m.objects.all()),
    "filter": lambda m, row: list(m.objects.filter(pk=row.pk)),
    "get": lambda m, row: m.objects.get(pk=row.pk),
    "exclude": lambda m, row: list(m.objects.exclude(pk=None)),
    "count": lambda m, row: m.objects.count() or None,
    "exists": lambda m, row: m.objects.filter(pk=row.pk).exists() or None,
    "values": lambda m, row: list(m.objects.values()),
    "in_bulk": lambda m, row: list(m.objects.in_bulk([row.pk])),
    "aggregate": lambda m, row: m.objects.aggregate(n=Count("pk"))["n"] or None,
    "group": lambda m, row: list(m.objects.values("pk").annotate(n=Count("pk"))),
    "iterator": lambda m, row: list(m.objects.iterator(chunk_size=5)),
    "union": _union,
    "either": lambda m, row: list(m.objects.filter(pk=row.pk) | m.objects.exclude(pk=row.pk)),
    "intersection": lambda m, row: list(_keys(m).intersection(_keys(m))),
    "base manager": lambda m, row: list(m._base_manager.all()),
    "default manager": lambda m, row: list(m._default_manager.all()),
    "contains": lambda m, row: m.objects.contains(row) or None,
    "refresh": lambda m, row: row.refresh_from_db(),
    "raw": lambda m, row: list(m.objects.raw(f"SELECT * FROM {m._meta.db_table}")),
    "extra": lambda m, row: list(m.objects.extra(where=["1=1"])),
    "update": lambda m, row: m.objects.filter(pk=row.pk).update(**_column(m)) or None,
    "update all": lambda m, row: m.objects.update(**_column(m)) or None,
    "delete": lambda m, row: m.objects.filter(pk=row.pk).delete()[0] or None,
    "delete row": lambda m, row: row.delete()[0],
    "save": lambda m, row: row.save() or "saved",
    "save past its own save": _saved,
    "write": _rewritten,
    "bulk_create": lambda m, row: m.objects.bulk_create([row]) and "saved",
    "bulk_update": lambda m, row: m.objects.bulk_update([row], list(_column(m))) or None,
    "lock": lambda m, row: list(m.objects.select_for_update(of=("self",)).filter(pk=row.pk)),
}
# These do not reach the database, or raise before they would.
WITHOUT_SCOPE = {name: probe for name, probe in OWN.items() if name not in ("write", "save past its own save")}


def _walk(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


# Over a relation, from a row that may be read to one that may not.
def _found(model: Any, near: Any) -> Any:
    return model.objects.filter(pk=near.pk)


FORWARD: dict[str, Probe] = {
    "values": lambda m, near, p, n, f: list(_found(m, near).values_list(f"{p}__{f}", flat=True)),
    "select_related": lambda m, near, p, n, f: [getattr(_walk(row, p), f) for row in _found(m, near).select_related(p)],
    "F": lambda m, near, p, n, f: list(_found(m, near).annotate(x=F(f"{p}__{f}")).values_list("x", flat=True)),
    "aggregate": lambda m, near, p, n, f: _found(m, near).aggregate(x=Max(f"{p}__{f}"))["x"],
    "filter": lambda m, near, p, n, f: [n for _ in _found(m, near).filter(**{f"{p}__{f}": n})],
    "exclude": lambda m, near, p, n, f: _found(m, near).exclude(**{f"{p}__{f}": n}).exists() or n,
    "order": lambda m, near, p, n, f: [n for _ in _found(m, near).order_by(f"{p}__{f}")],
    "group": lambda m, near, p, n, f: list(_found(m, near).values(f"{p}__{f}").annotate(c=Count("pk"))),
    "dig": lambda m, near, p, n, f: getattr(_walk(_found(m, near).get(), p), f),
    "prefetch": lambda m, near, p, n, f: [getattr(_walk(row, p), f) for row in _found(m, near).prefetch_related(p)],
    "only": lambda m, near, p, n, f: [
        getattr(_walk(row, p), f) for row in _found(m, near).select_related(p).only(f"{p}__{f}")
    ],
}


def subquery(model: Any, near: Any, path: str, target: Any, text: str, column: str) -> Any:
    """The decent way to look across: the inner query carries its own condition."""
    inner = target.objects.filter(pk=OuterRef(path))
    found = _found(model, near).annotate(x=Subquery(inner.values(column)[:1]), y=Exists(inner))
    return [x for x, y in found.values_list("x", "y") if x is not None or y]


BACKWARD: dict[str, Probe] = {
    "values": lambda m, near, q, a, n, f: list(_found(m, near).values_list(f"{q}__{f}", flat=True)),
    "annotate": lambda m, near, q, a, n, f: [n for c in _found(m, near).annotate(c=Count(q)).values_list("c") if c[0]],
    "filter": lambda m, near, q, a, n, f: [n for _ in _found(m, near).filter(**{f"{q}__{f}": n})],
    "exclude": lambda m, near, q, a, n, f: _found(m, near).exclude(**{f"{q}__{f}": n}).exists() or n,
    "is null": lambda m, near, q, a, n, f: _found(m, near).filter(**{f"{q}__isnull": True}).exists() or n,
    "order": lambda m, near, q, a, n, f: [n for _ in _found(m, near).order_by(f"{q}__{f}")],
    "reverse manager": lambda m, near, q, a, n, f: [getattr(row, f) for row in getattr(near, a).all()],
    "prefetch": lambda m, near, q, a, n, f: [
        getattr(child, f) for row in _found(m, near).prefetch_related(Prefetch(a)) for child in getattr(row, a).all()
    ],
}
