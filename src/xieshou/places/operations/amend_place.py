"""Change what a school is called and how it is described; never where it lies."""

from __future__ import annotations

from typing import Any

from xieshou.kernel.names import clean_school_name
from xieshou.places.models import Figures, Place
from xieshou.places.naming import keep_apart
from xieshou.scoping.operations import Actor, current_deed, operation
from xieshou.scoping.scope import OutOfScope, current

EDITABLE = frozenset({"name", "short", "setting", "stage", "kind", "code", "aliases"})


@operation("place.amend", "修改单位")
def amend_place(actor: Actor, *, place: Place, **changes: Any) -> Place:
    """Change some of ``EDITABLE``; a changed name keeps the old one as an alias."""
    if not current().everything and not current().covers(place.lo):
        raise OutOfScope(f"{place.name} is outside the active scope")
    place = Place.objects.select_for_update().get(pk=place.pk)
    unknown = set(changes) - EDITABLE
    if unknown:
        raise TypeError(f"not editable: {sorted(unknown)}")
    if "name" in changes:
        changes["name"] = clean_school_name(changes["name"])
        if changes["name"] != place.name and place.name not in place.aliases:
            changes["aliases"] = [*changes.get("aliases", place.aliases), place.name]
    for name, value in changes.items():
        setattr(place, name, value)
    place.save()
    if {"name", "short"} & set(changes):
        keep_apart(place)
    current_deed().note(place, **changes)
    return place


@operation("place.figures", "填写学校规模")
def set_figures(
    actor: Actor, *, school: Place, year: int, pupils: int | None, teachers: int | None, classes: int | None
) -> Figures:
    """Headcounts of a school in a school year."""
    if not current().everything and not current().covers(school.lo):
        raise OutOfScope(f"{school.name} is outside the active scope")
    figures, _ = Figures.objects.update_or_create(
        school=school, year=year, defaults={"pupils": pupils, "teachers": teachers, "classes": classes}
    )
    current_deed().note(figures, pupils=pupils, teachers=teachers, classes=classes)
    return figures
