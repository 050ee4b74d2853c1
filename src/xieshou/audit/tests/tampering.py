"""Somebody with the database's own password, and the ways he may rewrite the past."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.db import connection, models

from xieshou.audit.chain import digest, link
from xieshou.audit.models import Entry, Head, Payload
from xieshou.scoping.triggers import append_only

FAR = 9999
WAYS: dict[str, Callable[[Any], None]] = {}
NEEDS_EXPORT: set[str] = set()


def without_triggers(table: str) -> None:
    """Open an append-only table, as whoever owns the database can."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no trigger is dropped while checks of its table wait
        editor: Any = SimpleNamespace(connection=connection, execute=cursor.execute)
        step: Any = append_only(table)
        step.reverse_code(None, editor)


class Tamperer:
    """Works on the chain of one county and year, which holds at least eight entries."""

    def __init__(self, county_lo: int, year: int, other_lo: int) -> None:
        self.county_lo, self.year, self.other_lo = county_lo, year, other_lo

    @property
    def chain(self) -> models.QuerySet[Any]:
        return Entry.objects.filter(county_lo=self.county_lo, year=self.year).order_by("sequence")

    @property
    def head(self) -> models.QuerySet[Any]:
        return Head.objects.filter(county_lo=self.county_lo, year=self.year)

    def entry(self, sequence: int) -> Any:
        return self.chain.get(sequence=sequence)

    def edit(self, number: int, /, **columns: Any) -> None:
        self.chain.filter(sequence=number).update(**columns)

    def payload(self, sequence: int) -> models.QuerySet[Any]:
        return Payload.objects.filter(entry=self.entry(sequence))

    def delete(self, *sequences: int) -> None:
        Payload.objects.filter(entry__in=[self.entry(number).pk for number in sequences]).delete()
        self.chain.filter(sequence__in=sequences).delete()

    def last(self) -> int:
        return int(self.chain.count())

    def insert(self, sequence: int) -> Any:
        """A forged entry, its own digest and payload in order."""
        given = {"county_lo": self.county_lo, "year": self.year, "sequence": sequence, "actor": "user:1"}
        named = {"action": "activity.confirm", "model": "activities.activity", "object_id": "1"}
        salt, body = "00" * 16, {"state": "confirmed"}
        entry = Entry(**given, **named, at=self.entry(1).at, digest=digest(salt, body), head="")
        entry.save()
        Payload.objects.create(entry=entry, salt=salt, body=body)
        return entry

    def shift(self, since: int, by: int) -> None:
        """Renumber the entries from one on."""
        numbers = list(self.chain.filter(sequence__gte=since).values_list("sequence", flat=True))
        for number in sorted(numbers, reverse=by > 0):
            self.edit(number, sequence=number + by)

    def rebuild(self) -> None:
        """Compute every link again, the head too: from the inside nothing is left to see."""
        before = ""
        for entry in self.chain:
            before = link(before, entry)
            Entry.objects.filter(pk=entry.pk).update(head=before)
        self.head.update(sequence=self.last(), head=before)


def way(name: str, needs_export: bool = False) -> Callable[[Callable[[Tamperer], None]], Callable[[Tamperer], None]]:
    """Name one way of tampering; ``needs_export`` when the chain alone cannot tell."""

    def add(tamper: Callable[[Tamperer], None]) -> Callable[[Tamperer], None]:
        WAYS[name] = tamper
        if needs_export:
            NEEDS_EXPORT.add(name)
        return tamper

    return add


def _column(name: str, value: Any) -> None:
    WAYS[f"{name} of an entry is edited"] = lambda t: t.edit(3, **{name: value})


for _name, _value in (
    ("year", 1999), ("sequence", FAR), ("actor", "user:999"), ("action", "place.amend"), ("model", "people.staff"),
    ("object_id", "424242"), ("digest", "0" * 64), ("head", "0" * 64),
):  # fmt: skip
    _column(_name, _value)


@way("an entry is moved to another county's chain")
def _to_another_county(t: Tamperer) -> None:
    t.edit(3, county_lo=t.other_lo, sequence=FAR)


@way("an entry is moved to a county without a chain")
def _to_no_county(t: Tamperer) -> None:
    t.edit(3, county_lo=424242)


@way("the time of an entry is edited by a second")
def _time(t: Tamperer) -> None:
    t.edit(3, at=t.entry(3).at + timedelta(seconds=1))


@way("the body of a payload is edited")
def _body(t: Tamperer) -> None:
    t.payload(3).update(body={"name": "另一所小学"})


@way("a word is added to a payload")
def _word(t: Tamperer) -> None:
    t.payload(3).update(body={**t.payload(3).get().body, "approved": True})


@way("a payload is emptied instead of erased")
def _emptied(t: Tamperer) -> None:
    t.payload(3).update(body={})


@way("the salt alone is edited")
def _salt(t: Tamperer) -> None:
    t.payload(3).update(salt="0" * 32)


@way("the salt alone is erased")
def _no_salt(t: Tamperer) -> None:
    t.payload(3).update(salt="")


@way("two payloads change places")
def _swapped_payloads(t: Tamperer) -> None:
    one, other = t.payload(3).get(), t.payload(5).get()
    t.payload(3).update(salt=other.salt, body=other.body)
    t.payload(5).update(salt=one.salt, body=one.body)


@way("a payload is hung on another entry")
def _moved_payload(t: Tamperer) -> None:
    t.payload(5).delete()
    t.payload(3).update(entry=t.entry(5))


@way("a payload gets a digest of its own")
def _new_digest(t: Tamperer) -> None:
    body = {"name": "另一所小学"}
    t.payload(3).update(body=body)
    t.edit(3, digest=digest(t.payload(3).get().salt, body))


@way("the first entry is deleted")
def _first(t: Tamperer) -> None:
    t.delete(1)


@way("an entry in the middle is deleted")
def _middle(t: Tamperer) -> None:
    t.delete(4)


@way("an entry is deleted and the rest renumbered")
def _renumbered(t: Tamperer) -> None:
    t.delete(4)
    t.shift(5, -1)


@way("the last entry is deleted")
def _last(t: Tamperer) -> None:
    t.delete(t.last())


@way("the tail is cut")
def _cut(t: Tamperer) -> None:
    t.delete(*range(t.last() - 2, t.last() + 1))


@way("the tail is cut and the head set back", needs_export=True)
def _cut_and_set_back(t: Tamperer) -> None:
    _cut(t)
    t.head.update(sequence=t.last(), head=t.entry(t.last()).head)


@way("an entry is added at the end")
def _appended(t: Tamperer) -> None:
    t.insert(t.last() + 1)


@way("an entry is squeezed in")
def _squeezed(t: Tamperer) -> None:
    t.shift(4, 1)
    t.insert(4)


@way("two entries change places")
def _swapped(t: Tamperer) -> None:
    t.edit(3, sequence=FAR)
    t.edit(5, sequence=3)
    t.edit(FAR, sequence=5)


@way("two neighbours say each other's deed")
def _swapped_deeds(t: Tamperer) -> None:
    one, other = t.entry(3), t.entry(4)
    t.edit(3, actor=other.actor, object_id=other.object_id)
    t.edit(4, actor=one.actor, object_id=one.object_id)


@way("an entry is repeated in place of another")
def _repeated(t: Tamperer) -> None:
    one = t.entry(3)
    t.edit(4, actor=one.actor, action=one.action, object_id=one.object_id, digest=one.digest, head=one.head)


@way("the head counts fewer")
def _head_sequence(t: Tamperer) -> None:
    t.head.update(sequence=2)


@way("the head is edited")
def _head(t: Tamperer) -> None:
    t.head.update(head="0" * 64)


@way("the head is handed to another county")
def _head_county(t: Tamperer) -> None:
    t.head.update(county=None)


@way("the head is deleted")
def _no_head(t: Tamperer) -> None:
    t.head.delete()


@way("an entry is edited and the chain rebuilt", needs_export=True)
def _edit_and_rebuild(t: Tamperer) -> None:
    t.edit(3, actor="user:999")
    t.rebuild()


@way("a payload is edited, its digest too, and the chain rebuilt", needs_export=True)
def _payload_and_rebuild(t: Tamperer) -> None:
    _new_digest(t)
    t.rebuild()


@way("an entry is deleted and the chain rebuilt", needs_export=True)
def _delete_and_rebuild(t: Tamperer) -> None:
    _renumbered(t)
    t.rebuild()


@way("an entry is squeezed in and the chain rebuilt", needs_export=True)
def _insert_and_rebuild(t: Tamperer) -> None:
    _squeezed(t)
    t.rebuild()


@way("two entries change places and the chain is rebuilt", needs_export=True)
def _swap_and_rebuild(t: Tamperer) -> None:
    _swapped(t)
    t.rebuild()


@way("the whole chain is gone, head and all", needs_export=True)
def _gone(t: Tamperer) -> None:
    t.delete(*range(1, t.last() + 1))
    t.head.delete()


@way("the chain is begun again with one entry", needs_export=True)
def _begun_again(t: Tamperer) -> None:
    t.delete(*range(2, t.last() + 1))
    t.rebuild()
