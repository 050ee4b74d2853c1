"""Records and posts that the tests of this app share."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.world import World
from xieshou.activities.models import Activity
from xieshou.activities.operations.record_activity import Person, TookPart, record_activity
from xieshou.ledger.models import Fact
from xieshou.scoping.scope import unscoped


def client_of(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.user(name))
    return client


def record(world: World, by: str = "李桂兰", topic: str = "《赵州桥》第一课时", **values: Any) -> Activity:
    """An activity of the pair, recorded by one of the country school, or of the town school for 周敏."""
    owner, other = (world.a1, world.a2) if by == "周敏" else (world.a2, world.a1)
    schools = [TookPart(owner, "joined", 0, (Person(owner, by),)), TookPart(other, "joined")]
    given = {"kind": "lesson_observation", "on": timezone.localdate(), "subject": "语文", "lessons": 2, **values}
    return record_activity(
        world.user(by), owner=owner, schools=schools, by=by, topic=topic, pairing=world.pair, **given
    )


def post_data(world: World, **changes: Any) -> dict[str, Any]:
    """What the form of 李桂兰 posts."""
    data: dict[str, Any] = {
        "key": str(uuid.uuid4()),
        "kind": "lesson_observation",
        "bond": str(world.pair.pk),
        "day": "today",
        "on": "",
        "subject": "语文",
        "lessons": "2",
        "topic": "《赵州桥》第一课时",
        f"people_{world.a2.pk}": ["me"],
        f"more_{world.a1.pk}": "周敏、林芳",
    }
    data.update(changes)
    return {name: value for name, value in data.items() if value is not None}


def only() -> Activity:
    with unscoped("test"):
        return Activity.objects.select_related("owner", "pairing").get()


def count() -> int:
    with unscoped("test"):
        return Activity.objects.count()


def facts_of(activity: Activity) -> int:
    """What the record sums to in the ledger, over its main indicator."""
    from_source = "activity"
    with unscoped("test"):
        rows = Fact.objects.filter(source=from_source, source_id=activity.pk, indicator="lesson.observed")
        return sum(row.amount for row in rows)


def yesterday() -> str:
    return str(timezone.localdate() - timedelta(days=1))


def tomorrow() -> str:
    return str(timezone.localdate() + timedelta(days=1))
