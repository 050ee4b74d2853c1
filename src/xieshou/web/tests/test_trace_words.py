"""What the page of a figure says it was narrowed to, and where its records lead."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.world import SYSTEM, World
from xieshou.accounts.operations.open_account import open_account
from xieshou.ledger.asking import Ask
from xieshou.scoping.scope import unscoped
from xieshou.web.pages import leads
from xieshou.web.trace import words_of


def test_the_moment_of_the_data_is_told_in_the_time_of_the_county() -> None:
    at_half_past_nine = datetime(2026, 11, 28, 21, 30, tzinfo=UTC)
    assert words_of(Ask(indicator="activity.count", as_of=at_half_past_nine)) == ["数据到11月29日05:30"]


def test_a_link_leads_only_where_the_role_opens_the_page(world: World) -> None:
    with unscoped("test"):
        money = open_account(SYSTEM, username="u90", name="谭", role="finance", place=world.county_a, demo=True).user
    record, pair = f"/activities/{world.pair.pk}/", f"/pairs/{world.pair.pk}/?x=1#top"
    assert leads(world.user("安"), record) and leads(world.user("安"), pair)
    assert not leads(money, record) and not leads(money, pair) and leads(money, "/gifts/")
