"""The condition that closes rows by default, compiled from the scope active when the SQL is made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, F, Func
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.datastructures import Join
from django.utils.tree import Node

from .scope import Scope, ScopeLeak, current

if TYPE_CHECKING:
    from .models import ScopedModel

_scoped_tables: dict[str, type[ScopedModel]] = {}


def register(model: type[ScopedModel]) -> None:
    """Remember that a table carries scoped rows."""
    _scoped_tables[model._meta.db_table] = model


def _route(query: Query, alias: str) -> tuple[str, ...]:
    """Names of the relations that lead from the query's own table to a joined one."""
    names: list[str] = []
    source: Any = query.alias_map[alias]
    while isinstance(source, Join):
        relation: Any = source.join_field
        names.insert(0, relation.name)
        source = query.alias_map[source.parent_alias]
    return tuple(names)


def _parts(node: Any) -> Iterator[Any]:
    """What a query, a condition or an expression is made of."""
    if isinstance(node, Query):
        yield from (node.where, *node.annotations.values(), *node.combined_queries)
        yield from (one for one in (*node.select, *node.order_by) if hasattr(one, "get_source_expressions"))
    elif isinstance(node, Node):
        yield from node.children
    elif hasattr(node, "get_source_expressions"):
        yield from (one for one in node.get_source_expressions() if one is not None)


def _bare_queries(node: Any) -> Iterator[Query]:
    """Queries inside a query that carry no condition: Django makes such for ``exclude`` over a to-many relation."""
    for part in _parts(node):
        if isinstance(part, Query):
            # Django wraps a bare boolean function as ``Exact(InScope(…), True)``
            if any(isinstance(getattr(leaf, "lhs", leaf), InScope) for leaf in _leaves(part.where)):
                continue
            yield part
        yield from _bare_queries(part)


def _leaves(node: Any) -> Iterator[Any]:
    for child in node.children:
        yield from _leaves(child) if isinstance(child, Node) else (child,)


def _escaping(model: type[ScopedModel], query: Query) -> Iterator[str]:
    """Scoped tables whose rows a query would show or test without their own condition."""
    ways = model.scope_routes()
    for alias, source in query.alias_map.items():
        if not query.alias_refcount.get(alias) or source.table_name not in _scoped_tables:
            continue
        named = source.table_name in model.visible_with
        route = _route(query, alias)
        if route and route not in ways and not (named and (len(route) == 1 or route[:-1] in ways)):
            yield source.table_name
    for inner in _bare_queries(query):
        used = (inner.alias_map[alias] for alias, count in inner.alias_refcount.items() if count)
        yield from (
            one.table_name for one in used if one.table_name in _scoped_tables.keys() - model.visible_with.keys()
        )


def _refuse_joins(model: type[ScopedModel], query: Query) -> None:
    table = next(_escaping(model, query), None)
    if table:
        raise ScopeLeak(
            f"{model.__name__} joins {table}: count or show it through a subquery of its own, "
            f"or name it in {model.__name__}.visible_with with the reason"
        )


class InScope(Func):
    """A WHERE condition whose value is the scope active when the SQL is compiled."""

    output_field = BooleanField()

    def __init__(self, model: type[ScopedModel], **extra: Any) -> None:
        self.model = model
        paths = [F(path) for path in model.scoped_by]
        paths += [F(path) for path in model.opens_below]
        if model.reached_by:
            paths.append(F(model.reached_by))
        super().__init__(*paths, **extra)

    def __repr__(self) -> str:
        return f"InScope({self.model.__name__})"

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Identity for query comparison: one condition per model."""
        return ("xieshou.scoping.condition.InScope", (self.model,), {})

    def as_sql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]  # narrower **extra
        """SQL text and parameters for the active scope."""
        scope = current()
        if scope.everything:
            return "1=1", []
        _refuse_joins(self.model, compiler.query)
        sources = list(self.get_source_expressions())
        reach = sources.pop() if self.model.reached_by else None
        below = sources[len(self.model.scoped_by) :]
        del sources[len(self.model.scoped_by) :]
        parts: list[str] = []
        params: list[Any] = []
        for source in sources:
            sql, given = compiler.compile(source)
            for lo, hi in scope.spans:
                parts.append(f"({sql} >= %s AND {sql} < %s)")
                params += [*given, lo, *given, hi]
        for ends in zip(below[::2], below[1::2], strict=True):
            (low, low_given), (high, high_given) = (compiler.compile(end) for end in ends)
            for lo, hi in scope.spans:
                parts.append(f"({low} <= %s AND {high} >= %s)")
                params += [*low_given, lo, *high_given, hi]
        if reach is not None and scope.spans:
            sql, given = compiler.compile(reach)
            reached, spans = _reached(scope, self.model)
            parts.append(f"{sql} IN ({reached})")
            params += [*given, *spans]
        return (f"({' OR '.join(parts)})" if parts else "1=0"), params


def _reached(scope: Scope, model: type[ScopedModel]) -> tuple[str, list[Any]]:
    """The subquery of records that reach a school inside the scope."""
    spans = " OR ".join("(place_lo >= %s AND place_lo < %s)" for _ in scope.spans)
    params: list[Any] = [bound for span in scope.spans for bound in span]
    source = model.reach_source
    if not source:
        return f"SELECT record FROM scoping_reach WHERE {spans}", params
    return f"SELECT record FROM scoping_reach WHERE source = %s AND ({spans})", [source, *params]
