"""Ways in, and days that pass, for the tests of accounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.test import Client

from tests.world import PASSWORD, World
from xieshou.accounts.models import Grant, User
from xieshou.files.models import Photo
from xieshou.files.storage import keep
from xieshou.places.models import Place
from xieshou.scoping.scope import unscoped

WRONG = "E-ACC-101"
LOCKED = "E-ACC-102"
LATE = "E-ACC-109"
Travel = Callable[[date], None]


def sign_in(username: str, password: str = PASSWORD, address: str = "10.0.0.1", client: Client | None = None) -> Any:
    """The answer of the sign-in page to somebody at this address."""
    given = {"username": username, "password": password}
    return (client or Client()).post("/sign-in/", given, REMOTE_ADDR=address)


def inside(answer: Any) -> bool:
    return bool(answer.status_code == 302 and answer.url == "/")


def enter(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def photo_of(school: Place) -> str:
    """A photo of a record that only this school has; returns its address."""
    with unscoped("a test keeps a photo"):
        row = Photo(
            source="activity", record=uuid4(), owner=school, by="李桂兰", by_label="user:1", key=uuid4(),
            path=keep(settings.FILES_ROOT, b"a photo of " + school.name.encode(), ".jpg"), sha256="0" * 64,
            likeness=0, width=1, height=1, size=1,
        )  # fmt: skip
        row.save()
    return f"/photos/{row.pk}/"


def doors_of(world: World, school: Place) -> list[str]:
    """What a person of this school may open and no stranger: a page, a list, a file."""
    return ["/", "/activities/", f"/schools/{school.uid}/", photo_of(school)]


def statuses(client: Client, doors: list[str]) -> set[int]:
    return {client.get(door).status_code for door in doors}


def grant(user: User, school: Place, role: str, since: date, until: date | None = None) -> None:
    """The one grant this person has, from any day to any day, also days that no page would take."""
    Grant.objects.filter(user=user).delete()
    Grant.objects.create(user=user, role=role, place=school, valid_from=since, valid_to=until)


def days(since: date, number: int) -> date:
    return since + timedelta(days=number)
