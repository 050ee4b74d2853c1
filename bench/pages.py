"""The list, one record and saving of activities, against a bare view with one indexed query behind the same server."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import _ground
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from django.utils import timezone

from tests.world import SYSTEM, World, build
from xieshou.activities.operations.record_activity import Person, TookPart, record_activity
from xieshou.places.models import Place
from xieshou.web.pages import open_page

RECORDS, ROUNDS = 120, 25
MOST_CPU, MOST_QUERIES = 25, 15


@open_page("the measure of the comparison")
def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(Place.objects.get(pk=1).name)


urlpatterns = [path("bare/", bare), path("", include("xieshou.config.urls"))]


def fill(world: World) -> str:
    """Write the records; the address of the last."""
    sides = [TookPart(world.a2, "joined", 0, (Person(world.a2, "李桂兰"),)), TookPart(world.a1, "joined", 2)]
    for number in range(RECORDS):
        activity = record_activity(
            SYSTEM, owner=world.a2, schools=sides, by="李桂兰", pairing=world.pair, kind="lesson_observation",
            on=timezone.localdate() - timedelta(days=number), topic=f"第{number}课时", subject="语文", lessons=1,
        )  # fmt: skip
    return f"/activities/{activity.pk}/"


def saving(client: Client, world: World) -> Callable[[], None]:
    """Send the form, each time another topic."""

    def save() -> None:
        data = {
            "key": str(uuid4()), "kind": "lesson_observation", "bond": str(world.pair.pk), "day": "today",
            "subject": "语文", "lessons": "2", "topic": uuid4().hex, f"people_{world.a2.pk}": ["me"],
            f"more_{world.a1.pk}": "周敏、林芳",
        }  # fmt: skip
        answer = client.post("/activities/new/", data)
        if answer.status_code == 200 and b"differs_because" in answer.content:  # asked whether it is the same event
            raise SystemExit("the form asked back; give every save a day of its own")
        if answer.status_code != 302:
            raise SystemExit(f"saving answers {answer.status_code}")

    return save


def opening(client: Client, url: str) -> Callable[[], None]:
    def get() -> None:
        if client.get(url).status_code != 200:
            raise SystemExit(f"{url} does not open")

    return get


def main() -> None:
    _ground.tables()
    settings.ROOT_URLCONF = __name__
    world = build()
    record = fill(world)
    client = Client()
    client.force_login(world.user("李桂兰"))
    works = {
        "bare view": opening(client, "/bare/"),
        "list": opening(client, "/activities/"),
        "detail": opening(client, record),
        "record form": opening(client, "/activities/new/"),
        "save": saving(client, world),
    }
    for work in works.values():
        work()
    times = _ground.median(_ground.cpu, ROUNDS, *works.values())
    print(f"{RECORDS} records, SQLite; wanted: {MOST_CPU} ms CPU and {MOST_QUERIES} queries")
    for (name, work), spent in zip(works.items(), times, strict=True):
        with CaptureQueriesContext(connection) as asked:
            work()
        print(f"{name:12} {spent:6.1f} ms CPU, {len(asked):3} queries, ratio {spent / times[0]:.1f}")


if __name__ == "__main__":
    main()
