"""Which names stop a report: those of every pupil and guardian of its counties, but for staff who took part."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from xieshou.documents.gate import NOBODY, Hit, free_words, hits_in, names_stand_in
from xieshou.documents.model import Document
from xieshou.kernel.names import search_key
from xieshou.ledger.sources import SOURCES
from xieshou.people.children import names_of_children
from xieshou.people.scanning import Names
from xieshou.places.models import COUNTY, Place
from xieshou.places.selectors import county_of
from xieshou.steering.selectors import group_of, seats
from xieshou.subjects.material import Material
from xieshou.subjects.subject import Subject


def hits_of(material: Material, document: Document) -> list[Hit]:
    """Every passage that stops the report, in reading order; names of every school of its counties are compared."""
    children = names_of_children(_counties(material.subject))
    return hits_in(document, children, _allowed(material) if names_stand_in(document, children) else NOBODY)


def _counties(subject: Subject) -> list[Place]:
    found = [place if place.level == COUNTY else county_of(place) for place in (subject.place, *subject.schools)]
    return list(dict.fromkeys(county for county in found if county is not None))


def _allowed(material: Material) -> Names:
    """Words that may equal a child's name: staff who took part, officials by post, places, words of the product."""
    subject = material.subject
    return Names(search_key(word) for word in (*_staff(material), *_schools(subject), *free_words(_counties(subject))))


def _staff(material: Material) -> Iterator[str]:
    """Names of staff whom a record behind the report links to the staff list, and seats of its steering group."""
    subject = material.subject
    if subject.person is not None:
        yield subject.person.name
    events = {*material.overview.events, *material.overview.so_far("placement.sent").events}
    for source, rows in groupby(sorted(events, key=str), key=lambda event: event[0]):
        for line in SOURCES[source].lines([record for _, record in rows]):
            yield from line.staff
    group = group_of(subject.place, subject.pairing)
    if group is not None:
        yield from (seat.name for seat in seats(group, subject.span.period.starts, subject.span.period.ends))


def _schools(subject: Subject) -> Iterator[str]:
    for school in subject.schools:
        yield from (word for word in (school.name, school.short) if word)
