"""One step of the walk: a request whose writes are taken back, and what may be said about its answer."""

from __future__ import annotations

import copy
import hashlib
import random
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from django import forms
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models, transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.world import World
from xieshou.scoping.scope import unscoped

# Sessions and the memory of failed sign-ins may change for anybody; nothing else may.
NOT_COUNTED = frozenset({"sessions.Session", "accounts.SignInAttempt", "slips.Knock", "contenttypes.ContentType"})
CHANGED_BY_DESIGN = re.compile(r'(INSERT|UPDATE|DELETE)\b[^"]*"(django_session|accounts_signinattempt|slips_knock)"')
WRITES = re.compile(r"(INSERT|UPDATE|DELETE)\b")
JUNK = (
    "", " ", "\x00", "-1", "0", "9" * 40, "1e999", "NaN", "2026-02-30", "2026-03-05", "9999-12-31", "0001-01-01",
    "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "../../etc/passwd", "很长" * 3000, "\ud7ff\ufffd\u202e𠮷", "on",
    "{{ 7*7 }}", "%s%n", "' OR 1=1 --", "00000000-dead-4dea-8dea-00000000dead", "语文", "next=//elsewhere.example",
)  # fmt: skip
METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE")
VARIABLE = re.compile(
    rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    rb'|(?<=csrfmiddlewaretoken" value=")\w+|\b987654321\b'
)


class TakenBack(Exception):
    """Rolls a step's writes back."""


def field_names() -> list[str]:
    """The fields of every form of the installation, so that junk arrives where it is read."""
    found: set[str] = {"step", "change", "school", "version", "next", "table", "row", "value", "typed", "state", "ids"}
    waiting = list(forms.BaseForm.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        found |= set(getattr(kind, "base_fields", ()))
    return sorted(found)


@lru_cache(maxsize=8)
def junk_body(seed: str) -> bytes:
    """Junk as a browser sends it; the few seeds of one address come again for each of its records."""
    return encode_multipart(BOUNDARY, junk(seed))


def junk(seed: str) -> dict[str, Any]:
    """A body that no form asked for; one in four is empty."""
    dice = random.Random(seed)
    if dice.random() < 0.25:
        return {}
    body: dict[str, Any] = {name: dice.choice(JUNK) for name in field_names() if dice.random() < 0.7}
    for name in ("photo", "file"):
        body[name] = SimpleUploadedFile(dice.choice(("a.jpg", "b.xlsx", "=c.csv")), dice.randbytes(200))
    return body


def unpack(body: bytes, depth: int = 3) -> Iterator[bytes]:
    """The body, and what lies in it when it is a zip, a workbook or a document."""
    yield body
    if depth and body[:4] == b"PK\3\4":
        with zipfile.ZipFile(BytesIO(body)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpack(archive.read(name), depth - 1)


def rows() -> str:
    """A digest of every row that a person can change."""
    digest = hashlib.sha256()
    with unscoped("the walk compares every table"):
        for model in apps.get_models():
            if model._meta.label not in NOT_COUNTED:
                digest.update(f"{model._meta.label}\n".encode())
                for row in models.QuerySet(model).order_by("pk").values_list():
                    digest.update(repr(row).encode())
    return digest.hexdigest()


@dataclass(frozen=True)
class Seen:
    """What came back."""

    status: int
    body: bytes
    headers: dict[str, str]
    changed: bool
    error: str

    def plain(self, *asked: str) -> tuple[int, bytes, bytes]:
        """Status, goal and text, without what was asked and what differs from one request to the next."""
        said, goal = (VARIABLE.sub(b"*", text) for text in (self.body, self.headers.get("Location", "").encode()))
        for text in asked:
            left = VARIABLE.sub(b"*", text.encode())
            said, goal = said.replace(left, b"*"), goal.replace(left, b"*")
        return self.status, goal, said


class Walker:
    """One person with a browser."""

    def __init__(self, world: World, name: str, before: str) -> None:
        self.client = Client(raise_request_exception=False)
        self.name = name
        self.before = before
        if name != "anonymous":
            self.client.force_login(world.user(name))
        self.cookies = copy.deepcopy(self.client.cookies)
        # What is asked about no record is the same for each record of an address, and so is its answer.
        self.step_once = lru_cache(maxsize=64)(self.step)

    def step(self, method: str, url: str, htmx: bool = False, seed: str = "") -> Seen:
        """Ask, look whether rows changed, and take everything back."""
        self.client.cookies = copy.deepcopy(self.cookies)
        wrote: list[str] = []

        def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if WRITES.match(sql) and not CHANGED_BY_DESIGN.match(sql):
                wrote.append(sql)
            return execute(sql, params, many, context)

        try:
            with transaction.atomic():
                with connection.execute_wrapper(watch):
                    answer = self._ask(method, url, htmx, seed)
                changed = bool(wrote) and answer.status_code < 500 and rows() != self.before
                raise TakenBack
        except TakenBack:
            pass
        told = getattr(answer, "exc_info", None)
        error = repr(told[1]) if told else ""
        return Seen(answer.status_code, _whole(answer), dict(answer.items()), changed, error)

    def _ask(self, method: str, url: str, htmx: bool, seed: str) -> Any:
        headers = {"HX-Request": "true"} if htmx else {}
        if method in ("GET", "HEAD"):
            return self.client.generic(method, url, headers=headers)
        return self.client.generic(method, url, junk_body(seed), content_type=MULTIPART_CONTENT, headers=headers)


def _whole(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content
