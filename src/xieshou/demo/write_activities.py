"""What pairs and the community did: drawn up from their lines, recorded by one school, judged by the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from xieshou.activities.models import Activity
from xieshou.activities.operations.record_activity import Person, TookPart, record_activity
from xieshou.catalogue import catalogue
from xieshou.pairings.models import Community
from xieshou.people.models import Staff
from xieshou.places.models import Place

from .calendar import TermDays, month_before
from .content.programs import COMMUNITY_LINES
from .content.topics import FIVE_ONES, LESSONS, TOPICS
from .ground import Bond, Ground, actor_of
from .spec import Line

AWAY = frozenset({"study_visit"})
FEW_IN_FRONT = 0.65


@dataclass
class Event:
    """Something that happened, and the record that was made of it."""

    on: date
    line: Line
    subject: str
    topic: str
    schools: tuple[Place, ...]
    owner: Place
    rng: Random
    bond: Bond | None = None
    community: Community | None = None
    turn: int = 0
    record: Any = None

    @property
    def others(self) -> list[Place]:
        """Schools that are to say whether the record is true."""
        return [school for school in self.schools if school.pk != self.owner.pk]


def events_of(ground: Ground, bond: Bond) -> Iterator[Event]:
    """All that a pair did up to today."""
    for term in ground.terms:
        for number, line in enumerate(bond.spec.lines):
            if line.yearly and term.ordinal == 2:
                continue
            rng = ground.rng(bond.spec.first, bond.spec.second, term.year, term.ordinal, number)
            for turn, day in enumerate(_days(term, line, rng)):
                event = _event(ground, bond, line, day, rng, turn)
                if day <= ground.today and not _lapsed(ground, bond, event):
                    yield event


def _days(term: TermDays, line: Line, rng: Random) -> list[date]:
    return term.monthly(rng) if line.monthly else term.spread(line.times, line.season, rng)


def _lapsed(ground: Ground, bond: Bond, event: Event) -> bool:
    """What a pair in trouble has left undone since the last month that is over."""
    if event.on < month_before(ground.today):
        return False
    left = ((kind in ("*", event.line.kind), subject in ("", event.subject)) for kind, subject in bond.spec.lapsing)
    return bond.spec.lapse == "quiet" or any(all(both) for both in left)


def _event(ground: Ground, bond: Bond, line: Line, day: date, rng: Random, turn: int) -> Event:
    subject, topic = _topic(line, bond.second.stage, rng, turn)
    home = bond.first if line.by == "a" and line.kind not in AWAY else bond.second
    other = bond.second if home.pk == bond.first.pk else bond.first
    share = 0.5 if line.by == "both" else FEW_IN_FRONT
    owner = home if rng.random() < share else other
    return Event(day, line, subject, topic, (bond.first, bond.second), owner, rng, bond, turn=turn)


def _topic(line: Line, stage: str, rng: Random, turn: int) -> tuple[str, str]:
    subjects = line.subjects.split()
    subject = subjects[turn % len(subjects)] if subjects else ""
    school = "middle" if stage == "middle" else "primary"
    lesson = rng.choice(LESSONS.get(f"{school}.{subject}") or LESSONS[f"{school}.语文"])
    pattern = TOPICS[line.kind][rng.randrange(len(TOPICS[line.kind]))]
    return subject, pattern.format(l=lesson)


def community_events(ground: Ground, members: Sequence[Place]) -> Iterator[Event]:
    """What the whole community did, entered once by its core school."""
    for term in ground.terms:
        for number, line in enumerate(COMMUNITY_LINES):
            rng = ground.rng("community", term.year, term.ordinal, number)
            for turn, day in enumerate(_days(term, line, rng)):
                if day <= ground.today:
                    subject, topic = _topic(line, "primary", rng, turn)
                    core, own = members[0], ground.community
                    yield Event(day, line, subject, topic, tuple(members), core, rng, community=own, turn=turn)


def record(ground: Ground, event: Event) -> Activity:
    """Enter it once, in the school that owns it."""
    placed = _placed(ground, event)
    took = [_took_part(ground, event, school, placed) for school in event.schools]
    took.sort(key=lambda part: part.school.pk != event.owner.pk)
    event.record = record_activity(
        actor_of(event.owner),
        owner=event.owner,
        schools=took,
        by=_recorder(event, took[0]),
        pairing=event.bond.pairing if event.bond else None,
        community=event.community,
        bearer=placed.pk if placed else None,
        **values_of(event),
    )
    return event.record  # type: ignore[no-any-return]  # the record was made a line above


def _recorder(event: Event, own: TookPart) -> str:
    contact = event.bond.contact(event.owner) if event.bond else ""
    if contact and event.rng.random() < FEW_IN_FRONT:
        return contact
    return own.people[0].name if own.people else contact or "教导处"


def values_of(event: Event) -> dict[str, Any]:
    """The columns and the tail that the kind asks for."""
    line, rng = event.line, event.rng
    given: dict[str, Any] = {"subject": event.subject, "lessons": line.lessons or None, "level": line.level}
    given |= {"pupils": _about(line.pupils, rng), "items": line.items or None, "ict": line.ict, "online": line.online}
    asked = {one.name for one in catalogue.kinds[line.kind].fields}
    values = {name: value for name, value in given.items() if name in asked}
    tail: dict[str, Any] = dict(line.tail)
    if line.kind == "five_ones":
        less = rng.randint(0, 9)
        tail = {name: amount - min(less, amount // 4) for name, amount in FIVE_ONES.items()}
    named = {"kind": line.kind, "on": event.on, "topic": event.topic, "parts": list(line.parts), "tail": tail}
    return {**named, **values}


def _about(number: int, rng: Random) -> int | None:
    return number + rng.randint(-number // 12, number // 12) if number else None


def _placed(ground: Ground, event: Event) -> Any:
    """Whose lesson it was, where it is owed by somebody who was sent."""
    if not event.line.placed or event.bond is None:
        return None
    ends = (event.bond.first.pk, event.bond.second.pk)
    serving = [one for one in ground.placed.get(ends, []) if one.period.contains(event.on) and one.kind == "teaching"]
    return serving[event.turn % len(serving)] if serving else None


def _took_part(ground: Ground, event: Event, school: Place, placed: Any) -> TookPart:
    line, rng = event.line, event.rng
    giver = event.bond.side(line.by) if event.bond and line.by != "both" else None
    side = "joined" if giver is None else "gave" if giver.pk == school.pk else "received"
    if placed is not None and side == "gave":
        return TookPart(school, side, people=(Person(school, placed.name, placed.staff),))
    number = line.teachers
    if side == "gave":
        number = max(1, number // 2) if line.kind not in AWAY else 1
    elif number > 1:
        number = max(1, number + rng.randint(-1, 1))
    staff = _chosen(ground.staff.get(school.pk, []), event.subject, number, rng)
    return TookPart(school, side, people=tuple(Person(school, one.name, one) for one in staff))


def _chosen(staff: list[Staff], subject: str, number: int, rng: Random) -> list[Staff]:
    """Teachers of the subject first, then others; never two whose names are alike."""
    order = sorted(staff, key=lambda one: (one.subject != subject, rng.random()))
    return list({one.name: one for one in reversed(order)}.values())[::-1][:number]
