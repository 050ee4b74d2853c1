"""How many queries a page takes, for the people who may open it."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from .planted import Planted
from .samples import routes, samples

READERS = ("安", "周敏")


def queries(planted: Planted) -> dict[str, int]:
    """Queries by page and reader: the most that any of its samples takes."""
    found: dict[str, int] = {}
    for name in READERS:
        client = Client()
        client.force_login(planted.world.user(name))
        client.get("/")  # what is remembered for good does not count
        for route in routes():
            for sample in samples(route, planted):
                url = route.url(sample.values)
                with CaptureQueriesContext(connection) as asked:
                    status = client.get(url).status_code
                if status == 200:
                    key = f"{route.label} {name}"
                    found[key] = max(found.get(key, 0), len(asked))
    return found
