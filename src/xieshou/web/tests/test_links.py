"""Links that their reader cannot follow are words."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from tests.world import PASSWORD, SYSTEM, World
from xieshou.accounts.models import User
from xieshou.accounts.operations.open_account import open_account
from xieshou.web.links import only_open

pytestmark = pytest.mark.django_db
PAIR = f"/pairs/{uuid.uuid4()}/"


@pytest.fixture
def clerk(world: World) -> User:
    """Somebody of the finance office, who opens no pair."""
    given = {"place": world.county_a, "role": "finance", "password": PASSWORD, "valid_from": date(2020, 1, 1)}
    return open_account(SYSTEM, username="caiwu", name="财务", **given).user


def shown(page: str, user: User, kind: str = "text/html; charset=utf-8") -> str:
    return only_open(HttpResponse(page, content_type=kind), user).content.decode()


def test_the_words_of_a_link_stand_where_its_reader_may_not_follow(world: World, clerk: User) -> None:
    page = f'<a class="name" href="{PAIR}?term=1&amp;x=2#a" data-n="1">两校</a>，<a href="/gifts/">捐赠</a>'
    assert shown(page, clerk) == '<a class="name" data-n="1">两校</a>，<a href="/gifts/">捐赠</a>'
    assert shown(page, world.user("安")) == page


@pytest.mark.parametrize(
    "kept",
    [
        '<a href="/sign-in/">登录</a>',
        '<a href="/no/such/page/">没有</a>',
        '<a href="https://example.org/pairs/">外面</a>',
        '<a href="#net">下面</a>',
        f'<a class="btn main" href="{PAIR}">看一看</a>',
        f'<area href="{PAIR}">',
    ],
)
def test_open_addresses_foreign_ones_and_buttons_are_left_alone(clerk: User, kept: str) -> None:
    assert shown(kept, clerk) == kept


def test_only_pages_are_read(clerk: User) -> None:
    text = f'<a href="{PAIR}">两校</a>'
    assert shown(text, clerk, "text/csv") == text
    streamed = StreamingHttpResponse([text.encode()])
    assert only_open(streamed, clerk) is streamed
