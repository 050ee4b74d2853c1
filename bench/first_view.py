"""Compressed bytes and requests of the first view of the pages people open first, beside the limits."""

import gzip
import re
import sys
from pathlib import Path

from _ground import open_ground

open_ground()

from django.contrib.staticfiles import finders  # noqa: E402  (after the set-up)
from django.test import Client  # noqa: E402  (likewise)

from tests.world import build  # noqa: E402  (likewise)
from xieshou.activities.tests.build import client_of, record  # noqa: E402  (likewise)

MOST_BYTES, MOST_REQUESTS = 48 * 1024, 4
LOADED = re.compile(
    r"""<(?:script|img)\b[^>]*?\ssrc="([^"]+)"|<link\b(?=[^>]*\brel="(?:stylesheet|icon|manifest)")[^>]*?\shref="([^"]+)\""""
)
INSIDE = re.compile(r"""url\(["']?(?!data:)([^)"']+)""")


def compressed(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def loaded(page: str) -> list[str]:
    """Addresses that a browser fetches for this page, each once."""
    found = (script or link for script, link in LOADED.findall(page))
    return list(dict.fromkeys(address for address in found if not address.startswith(("data:", "#"))))


def static(address: str) -> bytes:
    place = finders.find(address.removeprefix("/static/"))
    if not isinstance(place, str):
        raise SystemExit(f"{address} is not ours")
    return Path(place).read_bytes()


def measured(client: Client, url: str) -> tuple[int, int]:
    """Bytes and requests."""
    answer = client.get(url, headers={"accept-encoding": "gzip"})
    if answer.status_code != 200:
        raise SystemExit(f"{url}: {answer.status_code}")
    body = gzip.decompress(answer.content) if answer.headers.get("Content-Encoding") == "gzip" else answer.content
    parts = {address: static(address) for address in loaded(body.decode()) if address.startswith("/static/")}
    for address, content in list(parts.items()):
        if address.endswith(".css") and INSIDE.search(content.decode()):
            raise SystemExit(f"{address} loads more: {INSIDE.findall(content.decode())}")
    others = len(loaded(body.decode())) - len(parts)
    return len(answer.content) + sum(map(compressed, parts.values())), 1 + len(parts) + others


def main() -> int:
    world = build()
    made = record(world)
    pages = (
        ("sign in", Client(), "/sign-in/"),
        ("home, teacher", client_of(world, "李桂兰"), "/"),
        ("home, officer", client_of(world, "安"), "/"),
        ("activity form", client_of(world, "李桂兰"), "/activities/new/"),
        ("activities", client_of(world, "李桂兰"), "/activities/"),
        ("activity", client_of(world, "李桂兰"), f"/activities/{made.pk}/"),
        ("county", client_of(world, "安"), "/county/"),
    )
    over = 0
    for name, client, url in pages:
        size, requests = measured(client, url)
        over += size > MOST_BYTES or requests > MOST_REQUESTS
        told = f"{size / 1024:5.1f} KiB, ratio {size / MOST_BYTES:.2f}; {requests} requests of {MOST_REQUESTS}"
        print(f"{name:14} {told}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
