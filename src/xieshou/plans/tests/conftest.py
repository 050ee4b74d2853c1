"""The head of the town school, who reads and accepts what the country school writes."""

from __future__ import annotations

from datetime import date

import pytest

from tests.world import PASSWORD, SYSTEM, World
from xieshou.accounts.operations.open_account import open_account

from .build import PARTNER


@pytest.fixture(autouse=True)
def partner(world: World) -> None:
    slip = open_account(
        SYSTEM, username="partner", name=PARTNER, place=world.a1, role="head", valid_from=date(2020, 1, 1),
        password=PASSWORD,
    )  # fmt: skip
    world.users[PARTNER] = slip.user
