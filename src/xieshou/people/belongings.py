"""Subjects by stage and honours of one person, each written as a whole list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from .models import Honour, Staff, Teaching

Plain = Mapping[str, Sequence[Sequence[str]]]


class Won(NamedTuple):
    """An honour before it is kept: its level, what it is called, and since when."""

    level: str
    title: str
    on: date


def set_teachings(person: Staff, wanted: Iterable[tuple[str, str]]) -> None:
    """Stages and subjects a person teaches now; what is not named is over."""
    listed = dict.fromkeys(wanted)
    for row in Teaching.objects.filter(staff=person):
        if (row.stage, row.subject) in listed:
            listed.pop((row.stage, row.subject))
        else:
            row.delete()
    Teaching.objects.bulk_create(Teaching(staff=person, stage=stage, subject=subject) for stage, subject in listed)


def set_honours(person: Staff, wanted: Iterable[Won]) -> None:
    """Honours of a person; one that is not named was a mistake and goes."""
    listed = dict.fromkeys(wanted)
    for row in Honour.objects.filter(staff=person):
        known = Won(row.level, row.title, row.on)
        if known in listed:
            listed.pop(known)
        else:
            row.delete()
    Honour.objects.bulk_create(Honour(staff=person, level=w.level, title=w.title, on=w.on) for w in listed)


def plain_lists(person: Staff) -> dict[str, list[list[str]]]:
    """Both lists in words and days as text, as a batch of an import keeps them."""
    return {
        "teachings": [[one.stage, one.subject] for one in person.teachings.all()],
        "honours": [[one.level, one.title, one.on.isoformat()] for one in person.honours.all()],
    }


def set_plain_lists(person: Staff, lists: Plain) -> None:
    """Write those lists that are named."""
    if "teachings" in lists:
        set_teachings(person, [(stage, subject) for stage, subject in lists["teachings"]])
    if "honours" in lists:
        set_honours(person, [Won(level, title, date.fromisoformat(on)) for level, title, on in lists["honours"]])


def create_plain_lists(lists: Mapping[Staff, Plain]) -> None:
    """Lists of new people, in bulk."""
    taught = [(person, one) for person, plain in lists.items() for one in plain["teachings"]]
    won = [(person, one) for person, plain in lists.items() for one in plain["honours"]]
    Teaching.objects.bulk_create((Teaching(staff=p, stage=a, subject=b) for p, (a, b) in taught), batch_size=500)
    rows = (Honour(staff=p, level=a, title=b, on=date.fromisoformat(c)) for p, (a, b, c) in won)
    Honour.objects.bulk_create(rows, batch_size=500)
