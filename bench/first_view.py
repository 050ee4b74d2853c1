"""Bytes and requests of a first visit, compressed as they are served: 48 KB and 4 requests at most."""

import gzip
import re
import sys
from collections.abc import Iterator

import _ground
from django.contrib.staticfiles import finders
from django.test import Client

from tests.world import build

MOST_KB, MOST_REQUESTS = 48, 4
LINKED = re.compile(
    r'<link[^>]+rel="(?:stylesheet|preload|modulepreload|manifest|icon)"[^>]*>|<script[^>]+>|<img[^>]+>'
)
ADDRESS = re.compile(r'(?:href|src)="([^"]+)"')
NESTED = re.compile(r"""(?:url\(["']?|@import\s+["']|from\s+["']|import\s+["'])(/static/[^"')]+)""")
PAGES = (("sign-in", "", "/sign-in/"), ("record form", "李桂兰", "/activities/new/"), ("home", "李桂兰", "/"))


def packed(body: bytes) -> int:
    return len(gzip.compress(body, 6, mtime=0))


def linked(text: str) -> Iterator[str]:
    """What a browser fetches for this text."""
    for tag in LINKED.findall(text):
        yield from ADDRESS.findall(tag)
    yield from NESTED.findall(text)


def static(url: str) -> bytes:
    path = finders.find(url.split("?")[0].removeprefix("/static/"))
    if not isinstance(path, str):
        raise SystemExit(f"no such file: {url}")
    with open(path, "rb") as file:
        return file.read()


def fetched(client: Client, url: str) -> dict[str, int]:
    """Compressed size by address, the page itself first."""
    page = client.get(url)
    if page.status_code != 200:
        raise SystemExit(f"{url} answers {page.status_code}")
    sizes, waiting = {url: packed(page.content)}, list(linked(page.content.decode()))
    while waiting:
        address = waiting.pop(0)
        if address in sizes or address.startswith("data:"):
            continue
        body = static(address) if address.startswith("/static/") else client.get(address).content
        sizes[address] = packed(body)
        if address.endswith((".css", ".js")):
            waiting += linked(body.decode())
    return sizes


def main() -> int:
    _ground.tables()
    world, over = build(), 0
    for name, person, url in PAGES:
        client = Client()
        if person:
            client.force_login(world.user(person))
        sizes = fetched(client, url)
        kb = sum(sizes.values()) / 1024
        over += kb > MOST_KB or len(sizes) > MOST_REQUESTS
        shares = f"ratio {kb / MOST_KB:.2f} of {MOST_KB} KB, {len(sizes)} of {MOST_REQUESTS} requests"
        print(f"{name:12} {kb:5.1f} KB, {shares}: " + ", ".join(f"{at} {n}" for at, n in sizes.items()))
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main())
