"""Names that were typed before the person stood on the staff list find the person when he joins it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from xieshou.scoping.scope import unscoped

from .models import Staff

WHY = "a typed name belongs to the person of its own school, whoever recorded it"


@dataclass(frozen=True)
class TypedNames:
    """A table of typed names: its column of the school, and when the record was made."""

    model: type[models.Model]
    school: str
    recorded: str


TABLES: list[TypedNames] = []


def register(names: TypedNames) -> None:
    """Called by each app whose records carry names."""
    TABLES.append(names)


def _by_school(people: Iterable[Staff]) -> Iterator[tuple[int, dict[str, Staff]]]:
    """Those who are alone with their name in their school; of two nobody can say which one was meant."""
    joined: dict[int, dict[str, Staff]] = {}
    for person in people:
        joined.setdefault(person.school_id, {})[person.name] = person
    for school, named in joined.items():
        there = list(
            Staff.objects.filter(school=school, left__isnull=True, name__in=named).values_list("name", flat=True)
        )
        yield school, {name: person for name, person in named.items() if there.count(name) == 1}


def link_typed_names(people: Iterable[Staff]) -> int:
    """Tie typed names to people who have just joined the list; returns how many were tied."""
    tied = 0
    with unscoped(WHY):
        for school, named in _by_school(people):
            for table in TABLES:
                typed: Any = table.model._default_manager.filter(
                    **{table.school: school, "staff__isnull": True, "name__in": list(named)}
                )
                for name in sorted(set(typed.values_list("name", flat=True))):
                    tied += typed.filter(name=name).update(staff=named[name])
    return tied


def untie_typed_names(people: Iterable[Staff]) -> None:
    """Leave the names of older records as they were typed, before these people go from the list again."""
    with unscoped(WHY):
        for person in people:
            for table in TABLES:
                before = {"staff": person, f"{table.recorded}__lt": person.created_at}
                table.model._default_manager.filter(**before).update(staff=None)
