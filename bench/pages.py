"""Processor time and queries of the everyday pages, beside a bare Django view with one indexed query."""

import itertools
import statistics
import sys
import time
import types
from collections.abc import Callable
from datetime import timedelta

from _ground import milliseconds, open_ground

open_ground()

from django.db import connection  # noqa: E402  (after the set-up)
from django.http import HttpRequest, HttpResponse  # noqa: E402  (likewise)
from django.test import Client, override_settings  # noqa: E402  (likewise)
from django.test.utils import CaptureQueriesContext  # noqa: E402  (likewise)
from django.urls import path  # noqa: E402  (likewise)
from django.utils import timezone  # noqa: E402  (likewise)

from tests.world import build  # noqa: E402  (likewise)
from xieshou.activities.tests.build import client_of, post_data, record  # noqa: E402  (likewise)
from xieshou.places.models import Place  # noqa: E402  (likewise)

ROUNDS, RECORDS, MOST_MS, MOST_QUERIES = 30, 100, 25, 15
YEAR = 2025  # a school year, so that the tables tell both of its terms


def bare(request: HttpRequest, pk: int) -> HttpResponse:
    """The least a Django page with data can be."""
    return HttpResponse(Place.objects.get(pk=pk).name)


def median(ask: Callable[[], object]) -> float:
    """Processor time of one request; the first ones warm templates and the catalogue."""
    for _ in range(3):
        ask()
    return statistics.median(milliseconds(ask, time.process_time) for _ in range(ROUNDS))


def queries(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        ask()
    return len(seen)


def answered(client: Client, url: str, data: dict[str, object] | None = None) -> HttpResponse:
    answer = client.get(url) if data is None else client.post(url, data)
    if answer.status_code >= 400 or (data is not None and answer.status_code != 302):
        raise SystemExit(f"{url}: {answer.status_code}")
    return answer


def bare_time(place: Place) -> float:
    routes = types.ModuleType("bench_routes")
    routes.urlpatterns = [path("<int:pk>/", bare)]  # type: ignore[attr-defined]  # a urlconf made here
    client = Client()
    with override_settings(ROOT_URLCONF=routes):
        return median(lambda: answered(client, f"/{place.pk}/"))


def main() -> int:
    world = build()
    topics = (f"第{number}次听评课" for number in itertools.count(1))
    made = [
        record(world, topic=next(topics), on=timezone.localdate() - timedelta(days=number)) for number in range(RECORDS)
    ]
    teacher, officer = client_of(world, "李桂兰"), client_of(world, "安")
    pages = {
        "home, school": lambda: answered(teacher, "/"),
        "home, county": lambda: answered(officer, "/"),
        "list": lambda: answered(teacher, "/activities/?term=all"),
        "detail": lambda: answered(teacher, f"/activities/{made[5].pk}/"),
        "form": lambda: answered(teacher, "/activities/new/"),
        "save": lambda: answered(teacher, "/activities/new/", post_data(world, topic=next(topics))),
        "pairs": lambda: answered(officer, "/pairs/"),
        "pair": lambda: answered(officer, f"/pairs/{world.pair.pk}/"),
        "county": lambda: answered(officer, "/county/"),
        "report, school": lambda: answered(officer, f"/reports/school/{world.a1.uid}/{YEAR}/"),
        "report, pair": lambda: answered(officer, f"/reports/pair/{world.pair.pk}/{YEAR}/"),
        "report, county": lambda: answered(officer, f"/reports/county/{world.county_a.uid}/{YEAR}/"),
    }
    least = bare_time(world.a1)
    print(f"{connection.vendor}, {RECORDS} records; bare view {least:.2f} ms of processor time")
    for name, ask in pages.items():
        took, asked = median(ask), queries(ask)
        over = " over its budget" if took > MOST_MS or asked > MOST_QUERIES else ""
        print(f"  {name:14} {took:6.2f} ms, ratio {took / least:5.1f}, {asked:2} queries{over}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
