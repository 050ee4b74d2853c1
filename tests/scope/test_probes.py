"""From every closed table, to every other that a relation reaches, by every way of asking."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, models, transaction

from tests.world import World
from xieshou.scoping.models import ScopedModel
from xieshou.scoping.operations import NotAnOperation
from xieshou.scoping.scope import OutOfScope, Scope, ScopeError, ScopeLeak, unscoped, use

from .planting import Planter, scoped_keys, scoped_models
from .probing import BACKWARD, FORWARD, OWN, WITHOUT_SCOPE, subquery, text_column

REFUSED = (ScopeLeak, ScopeError, OutOfScope, ObjectDoesNotExist, NotAnOperation, DatabaseError, AttributeError)
Pick = Callable[[str, list[Any]], Iterable[Any]]


class Undone(Exception):
    """Takes a probe's writes back."""


def outcome(probe: Callable[[], Any], scope: Scope | None) -> Any:
    """What the probe saw; None when it was refused or found nothing."""
    found: Any = None
    try:
        with transaction.atomic():
            if scope is None:
                found = probe()
            else:
                with use(scope):
                    found = probe()
            raise Undone
    except Undone:
        return found
    except REFUSED:
        return None


@pytest.fixture
def planter(world: World) -> Planter:
    planter = Planter(world)
    with unscoped("probes"):
        for model in scoped_models():
            for where in ("far", "near", "chain"):
                planter.row(model, where)
    return planter


@pytest.fixture
def county_b(world: World) -> Scope:
    return world.user("陈").scope_for("activity.amend")


def fresh(model: type[models.Model], pk: Any) -> Any:
    return models.QuerySet(model).get(pk=pk)


def test_nothing_of_another_county_is_read_or_written(planter: Planter, county_b: Scope, cells_of: Pick) -> None:
    cells = [(model, name) for model in scoped_models() for name in OWN]
    leaks = []
    for model, name in cells_of("scope own", cells):
        pk = planter.row(model, "far").pk
        row = fresh(model, pk)
        seen = outcome(lambda model=model, row=row, name=name: OWN[name](model, row), county_b)
        mine = set(map(str, _visible(model, county_b)))
        if str(pk) in mine or (seen is not None and not _only(seen, model, mine)):
            leaks.append((model._meta.label, name, str(seen)[:80]))
    assert not leaks


def _visible(model: type[ScopedModel], scope: Scope) -> list[Any]:
    with use(scope):
        return list(model.objects.values_list("pk", flat=True))


def _only(seen: Any, model: type[ScopedModel], mine: set[str]) -> bool:
    """Whether what was seen are rows of one's own county only."""
    if isinstance(seen, bool) or not isinstance(seen, (list, int)):
        return False
    if isinstance(seen, int):
        return seen <= len(mine)
    keys = [one.pk if isinstance(one, models.Model) else one for one in seen]
    keys = [one.get("pk", one.get(model._meta.pk.attname)) if isinstance(one, dict) else one for one in keys]
    return {str(one[0] if isinstance(one, tuple) else one) for one in keys} <= mine


def test_without_a_scope_every_way_is_an_error(planter: Planter, cells_of: Pick) -> None:
    cells = [(model, name) for model in scoped_models() for name in WITHOUT_SCOPE]
    silent = []
    for model, name in cells_of("scope none", cells):
        row = fresh(model, planter.row(model, "far").pk)
        try:
            with transaction.atomic():
                WITHOUT_SCOPE[name](model, row)
            silent.append((model._meta.label, name))
        except (ScopeError, NotAnOperation):  # a counted record asks for an operation even before its scope
            pass
    assert not silent


def paths(model: type[ScopedModel], depth: int = 2) -> Iterator[tuple[str, type[ScopedModel], bool]]:
    """Paths of forward relations to closed tables, and whether the path is named or on the way to the scope."""
    for key in scoped_keys(model):
        target = key.related_model
        named = (key.name,) in model.scope_routes() or target._meta.db_table in model.visible_with
        yield key.name, target, named
        if depth > 1:
            for rest, end, _ in paths(target, depth - 1):
                route = (key.name, *rest.split("__"))
                on_the_way = route in model.scope_routes()
                listed = named and end._meta.db_table in model.visible_with
                yield "__".join(route), end, on_the_way or listed


def test_no_forward_relation_shows_a_row_of_another_county(planter: Planter, county_b: Scope, cells_of: Pick) -> None:
    every = [(m, *path, probe) for m in scoped_models() for path in paths(m) for probe in (*FORWARD, "subquery")]
    cells = [cell for cell in every if not cell[3] or cell[4] in ("subquery", "dig", "prefetch")]
    leaks = []
    for model, path, target, _, name in cells_of("scope forward", cells):
        near = planter.row(model, "near" if "__" not in path else "chain")
        end = _end(near, path)
        if end is None or end.pk in _visible(target, county_b):
            continue
        column = text_column(target)
        text = getattr(end, column)
        if name == "subquery":
            probe = lambda: subquery(model, near, path, target, text, column)  # noqa: E731, B023  (runs at once)
        else:
            probe = lambda: FORWARD[name](model, fresh(model, near.pk), path, text, column)  # noqa: E731, B023  (runs at once)
        seen = outcome(probe, county_b)
        if str(text) in str(seen):
            leaks.append((model._meta.label, path, name))
    assert not leaks


def _end(row: Any, path: str) -> Any:
    with unscoped("probes"):
        for name in path.split("__"):
            row = getattr(row, name) if row is not None else None
    return row


def test_no_reverse_relation_counts_or_shows_a_row_of_another_county(
    planter: Planter, county_b: Scope, cells_of: Pick
) -> None:
    cells = []
    for model in scoped_models():
        for relation in model._meta.related_objects:
            if relation.related_model._meta.db_table not in model.visible_with:
                cells += [(model, relation, name) for name in BACKWARD]
    leaks = []
    for model, relation, name in cells_of("scope backward", cells):
        near, child = planter.row(model, "near"), relation.related_model
        far = planter.plant(child, "far", **{relation.field.name: near})
        if far.pk in _visible(child, county_b):
            continue
        column, accessor, query = text_column(child), relation.get_accessor_name(), relation.name
        probe = BACKWARD[name]
        text = getattr(far, column)
        seen = outcome(
            lambda: probe(model, fresh(model, near.pk), query, accessor, text, column),  # noqa: B023  (runs at once)
            county_b,
        )
        if str(text) in str(seen):
            leaks.append((model._meta.label, accessor, name))
    assert not leaks


def test_the_probes_find_a_table_whose_condition_is_switched_off(
    planter: Planter, county_b: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The probes above can fail."""
    model = scoped_models()[0]
    pk = planter.row(model, "far").pk
    monkeypatch.setattr(type(model.objects), "get_queryset", lambda self: models.QuerySet(self.model))
    assert str(pk) in str(_visible(model, county_b))
