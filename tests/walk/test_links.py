"""No page shows a link that its reader cannot open: for every role, the links of the pages that the role opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

import pytest
from django.test import Client

from xieshou.accounts.policy import ROLES

from .planted import Planted
from .samples import routes, samples
from .test_roles import account
from .test_urls import Pick

LINK = re.compile(r"<a\b[^>]*?\shref=\"([^\"]*)\"")
SHUT = (403, 404)
BEHIND_A_FIGURE = re.compile(r"/trace/|/progress/present/")  # no sample names them: a figure does


def links(base: str, page: str) -> Iterator[str]:
    """Addresses of the installation that a page leads to, without the spot on their page."""
    for found in LINK.findall(page):
        address = urldefrag(urljoin(base, unescape(found))).url
        if address.startswith("/") and not address.startswith("/static/"):
            yield address


def like(address: str) -> object:
    """Addresses that differ only in the values they ask for open for the same people."""
    parts = urlsplit(address)
    return parts.path, frozenset(parse_qs(parts.query, keep_blank_values=True))


@pytest.mark.parametrize("role", list(ROLES))
def test_every_link_of_a_page_opens_for_whoever_reads_the_page(role: str, planted: Planted, cells_of: Pick) -> None:
    client = Client()
    client.force_login(account(planted, role))
    cells = [(route, sample) for route in routes() if not route.is_open for sample in samples(route, planted)]
    waiting = [route.url(sample.values) for route, sample in cells_of(f"links {role}", cells)]
    answers: dict[object, int] = {}
    faults, read = [], set(waiting)
    while waiting:
        base = waiting.pop()
        answer = client.get(base)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        for address in sorted(set(links(base, answer.content.decode()))):
            door = like(address)
            if door not in answers:
                answers[door] = client.get(address).status_code
                if BEHIND_A_FIGURE.match(address) and address not in read:
                    read.add(address)
                    waiting.append(address)
            if answers[door] in SHUT:
                faults.append(f"{role} reads {base} and is led to {address}: {answers[door]}")
    assert not faults, "\n".join(faults)
