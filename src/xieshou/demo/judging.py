"""What became of each record: confirmed after some days, still waiting, disputed, amended, withdrawn or joined."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from xieshou.activities.operations.amend_activity import amend_activity
from xieshou.activities.operations.confirm_activities import confirm_activities, dispute_activity, join_activity
from xieshou.activities.operations.record_activity import Person
from xieshou.activities.operations.withdraw_activity import withdraw_activity
from xieshou.places.models import Place

from .content.county import BAITA, EXPERIMENTAL
from .content.topics import DISPUTED, WITHDRAWN
from .diary import Diary
from .ground import Ground, actor_of
from .write_activities import Event, record

DELAYS = (1, 1, 2, 2, 3, 4, 5, 7, 9)
LEFT_WAITING = 6
AMENDED_IN = ("城关镇第一小学", "枫林镇中心小学")
WITHDRAWN_IN = ("云溪县第二中学", "沙坝中学")
NEW, LATE = timedelta(days=14), timedelta(days=22)
UNSEEN = 0.4


def add_events(ground: Ground, events: Sequence[Event], diary: Diary) -> None:
    """Put every event, and what was said of it, into the diary."""
    fates = _fates(ground, events)
    for number, event in enumerate(events):
        diary.add(event.on, partial(record, ground, event))
        fate = fates.get(number, "confirmed")
        after = timedelta(days=DELAYS[event.rng.randrange(len(DELAYS))])
        for school in event.others:
            if fate == "unseen" or (fate == "waiting" and school.name == BAITA):
                continue
            if fate != "withdrawn":
                diary.add(event.on + after, partial(_judge, ground, event, school, fate))
        if fate == "amended":
            diary.add(event.on + after + timedelta(days=2), partial(_amend, event))
        if fate == "withdrawn":
            diary.add(event.on + timedelta(days=1), partial(_withdraw, event))


def _fates(ground: Ground, events: Sequence[Event]) -> dict[int, str]:
    """Some of the newest are not yet seen; those of 白塔 wait for it; then one each of what seldom happens."""
    if not ground.has(BAITA):
        return {}
    recent = [n for n, event in enumerate(events) if ground.today - event.on < NEW]
    fates = {n: "unseen" for n in recent if ground.rng("unseen", n).random() < UNSEEN}
    ours = (n for n, event in enumerate(events) if event.owner.name == BAITA and NEW < ground.today - event.on < LATE)
    fates.update(dict.fromkeys(list(ours)[:1], "unseen"))
    newest = sorted(range(len(events)), key=lambda number: events[number].on, reverse=True)
    for_baita = [n for n in newest if any(school.name == BAITA for school in events[n].others)]
    fates.update(dict.fromkeys(for_baita[:LEFT_WAITING], "waiting"))
    of_pair = [n for n in for_baita[LEFT_WAITING:] if events[n].bond and events[n].owner.name == EXPERIMENTAL]
    fates.update(zip(of_pair[:2], ("disputed", "joined"), strict=False))
    for pair, fate, place in ((AMENDED_IN, "amended", 2), (WITHDRAWN_IN, "withdrawn", 1)):
        own = [n for n in newest if _of(events[n], pair) and events[n].line.lessons]
        fates.update(dict.fromkeys(own[place : place + 1], fate))
    return fates


def _of(event: Event, pair: tuple[str, str]) -> bool:
    return event.bond is not None and (event.bond.spec.first, event.bond.spec.second) == pair


def _by(event: Event, school: Place) -> str:
    return (event.bond.contact(school) if event.bond else "") or "教导处"


def _judge(ground: Ground, event: Event, school: Place, fate: str) -> None:
    actor, by, pk = actor_of(school), _by(event, school), event.record.pk
    if fate == "disputed":
        dispute_activity(actor, school=school, activity=pk, by=by, remark=DISPUTED)
    elif fate == "joined":
        more = [Person(school, one.name, one) for one in ground.staff[school.pk][2:5]]
        join_activity(actor, school=school, activity=pk, by=by, people=more)
    else:
        confirm_activities(actor, school=school, activities=[pk], by=by)


def _amend(event: Event) -> None:
    """One lesson more than was written at first: what was confirmed waits again."""
    event.record.refresh_from_db()
    more = (event.record.lessons or 0) + 1
    amend_activity(actor_of(event.owner), activity=event.record, by=_by(event, event.owner), lessons=more)


def _withdraw(event: Event) -> None:
    by = _by(event, event.owner)
    withdraw_activity(actor_of(event.owner), activity=event.record, by=by, because=WITHDRAWN)
