"""More may be read than may be written, and no road around the condition is left open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import FieldError, ObjectDoesNotExist
from django.db import DatabaseError, models, transaction
from django.db.models import Count
from django.test.utils import isolate_apps

from tests.world import World
from xieshou.activities.models import Activity, School
from xieshou.activities.operations.record_activity import TookPart, record_activity
from xieshou.audit.models import Payload
from xieshou.pairings.models import Agreement, Pairing, Strand
from xieshou.people.models import Staff
from xieshou.places.models import Place
from xieshou.scoping import checks
from xieshou.scoping.apps import shut_hidden_relations
from xieshou.scoping.models import Editable, ScopedManager, ScopedModel
from xieshou.scoping.scope import OutOfScope, Scope, ScopeError, ScopeLeak, unscoped, use


def span(*places: Place) -> Scope:
    return Scope(spans=tuple((place.lo, place.hi) for place in places))


@pytest.fixture
def shared(world: World) -> Activity:
    """A record of county A that county B may read, because its school took part."""
    sides = [TookPart(world.a1, "gave"), TookPart(world.b2, "received")]
    return record_activity(
        world.user("周敏"), owner=world.a1, schools=sides, by="周敏", pairing=world.across, kind="lesson_observation",
        on=date(2026, 6, 9), topic="跨省听评课", subject="语文", lessons=1,
    )  # fmt: skip


def topic(activity: Activity) -> tuple[str, str]:
    with unscoped("test"):
        return Activity.objects.values_list("topic", "owner__name").get(pk=activity.pk)


def test_who_takes_part_may_read_but_not_write(world: World, shared: Activity) -> None:
    before = topic(shared)
    with use(span(world.county_b)):
        row = Activity.objects.get(pk=shared.pk)
        assert Activity.objects.filter(pk=row.pk).update(topic="改了") == 0
        assert Activity.objects.filter(pk=row.pk).delete()[0] == 0
        assert School.objects.filter(activity=row).update(standing="confirmed") == 0
        assert Activity.objects.bulk_update([row], ["topic"]) == 0
        for write in (row.delete, lambda: Activity.locked(row.pk), lambda: ScopedModel.save(row)):
            with pytest.raises(OutOfScope):
                write()
    assert topic(shared) == before


def test_a_readable_record_cannot_be_taken_over(world: World, shared: Activity) -> None:
    before = topic(shared)
    with use(span(world.county_b)):
        row = Activity.objects.get(pk=shared.pk)
        row.owner, row.topic = world.b2, "现在是我的"
        with pytest.raises(DatabaseError), transaction.atomic():  # no row of that key may be updated, nor inserted
            ScopedModel.save(row)
        with pytest.raises(ScopeLeak):
            Activity.objects.filter(pk=row.pk).update(owner=world.b2)
    assert topic(shared) == before


def test_a_row_may_be_moved_inside_ones_own_places(world: World) -> None:
    with use(span(world.county_a)):
        person = Staff.objects.filter(school=world.a1).first()
        person.school = world.a2
        person.save()
        assert Staff.objects.get(pk=person.pk).school == world.a2
        person.school = world.b1
        with pytest.raises(OutOfScope):
            person.save()


def test_conflicting_rows_are_not_overwritten_in_bulk(world: World) -> None:
    with use(span(world.county_a)), pytest.raises(ScopeLeak):
        Staff.objects.bulk_create(
            [Staff(school=world.a1, name="某")], update_conflicts=True, unique_fields=["id"], update_fields=["name"]
        )


def test_hidden_reverse_relations_cannot_be_named(world: World) -> None:
    with use(span(world.county_b)):
        for ask in (lambda: Place.objects.filter(**{"+__id": 1}), lambda: Place.objects.annotate(n=Count("+"))):
            with pytest.raises(FieldError):
                list(ask())


@pytest.mark.parametrize(
    "ask",
    [
        lambda: Pairing.objects.exclude(strands__dimension="research"),
        lambda: Pairing.objects.filter(strands__dimension="research"),
        lambda: Pairing.objects.annotate(n=Count("strands")),
        lambda: Agreement.objects.exclude(clauses__text="周敏"),
        lambda: Strand.objects.filter(pairing__strands__dimension="research"),
        lambda: Pairing.objects.raw("SELECT * FROM pairings_pairing"),
        lambda: Pairing.objects.extra(where=["1=1"]),
    ],
)
def test_a_road_around_the_condition_is_closed(world: World, ask: Any) -> None:
    with use(span(world.county_a)), pytest.raises(ScopeLeak):
        list(ask())


def test_a_payload_is_read_where_its_entry_is(world: World) -> None:
    with unscoped("test"):
        assert Payload.objects.exists()
    with use(span(world.county_b)):
        assert not Payload.objects.filter(entry__county_lo=world.county_a.lo).exists()
    with pytest.raises(ScopeError):
        Payload.objects.exists()


def test_an_empty_scope_sees_and_writes_nothing(world: World) -> None:
    with use(Scope()):
        assert not Staff.objects.exists()
        assert Staff.objects.update(name="某") == 0
        with pytest.raises(OutOfScope):
            Staff(school=world.a1, name="某").save()
        with pytest.raises(ObjectDoesNotExist):
            Staff.objects.get(name="周敏")


def test_inner_scopes_end_where_they_end(world: World) -> None:
    with use(span(world.county_b)):
        with unscoped("test"):
            assert Staff.objects.filter(name="周敏").exists()
        assert not Staff.objects.filter(name="周敏").exists()


def codes(model: type[models.Model], monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What the start-up checks say of one table."""
    monkeypatch.setattr(checks, "apps", SimpleNamespace(get_models=lambda: [model]))
    return {fault.id for fault in checks.tables_are_scoped(None)}


def _made(name: str, base: type[models.Model], **body: Any) -> Any:
    meta = type("Meta", (getattr(base, "Meta", object),), {"app_label": "probe", "abstract": False})
    return type(name, (base,), {"__module__": "xieshou.probe", "Meta": body.pop("Meta", meta), **body})


class _Plain:
    app_label = "probe"


@pytest.fixture
def sketched() -> Iterator[None]:
    """Tables made for one test are forgotten, and so is what they did to the tables they point at."""
    with isolate_apps("xieshou.places"):
        yield
    shut_hidden_relations()


def test_the_start_up_checks_name_what_is_open(sketched: None, monkeypatch: pytest.MonkeyPatch) -> None:
    key = {"on_delete": models.CASCADE, "related_name": "+"}
    place = {"school": models.ForeignKey(Place, **key), "scoped_by": ("school__lo",)}
    assert codes(_made("Open", models.Model, Meta=_Plain), monkeypatch) == {"xieshou.E001"}
    door = _made("Door", models.Model, Meta=_Plain, staff=models.ForeignKey(Staff, **key))
    assert codes(door, monkeypatch) == {"xieshou.E001", "xieshou.E005"}
    assert codes(_made("Silent", ScopedModel), monkeypatch) == {"xieshou.E002"}
    assert codes(_made("Base", ScopedModel, Meta=_Plain, **place), monkeypatch) == set()
    loose = _made(
        "Loose", ScopedModel, objects=models.Manager(), **{**place, "school": models.ForeignKey(Place, **key)}
    )
    assert "xieshou.E004" in codes(loose, monkeypatch)
    sound = _made("Sound", Editable, **{**place, "school": models.ForeignKey(Place, **key)})
    assert codes(sound, monkeypatch) == set()
    assert isinstance(sound._base_manager, ScopedManager)
