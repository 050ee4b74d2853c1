"""Subjects by stage and honours of one person, each written as a whole list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from .models import Honour, Staff, Teaching


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
