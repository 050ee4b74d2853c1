"""Every role × every page: what is in the table opens, what is not is as if it were not there."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.world import PASSWORD, SYSTEM
from xieshou.accounts.models import User
from xieshou.accounts.operations.open_account import open_account
from xieshou.accounts.policy import OFFICES, POLICY, ROLES
from xieshou.places.models import SCHOOL
from xieshou.places.operations.add_place import add_place

from .planted import Planted
from .samples import Route, routes, samples
from .test_urls import Pick

OPENS = (200, 302)
# Pages without a record in their address that are nothing to some who hold the action: why.
NOT_FOR_ALL = {
    "web:trace": "asks for a figure in its address",
    "progress:present": "asks for a figure in its address",
    "upgrading:choose": "the whole machine's: nothing to who looks after one of its counties",
    "activities:new": "a school's: nobody records for a county or a town",
    "activities:waiting": "a school's: it waits for a school's word",
}


def account(planted: Planted, role: str) -> User:
    """Somebody with this role, and no other, where such a role is held."""
    world = planted.world
    place = world.county_a if role in OFFICES else world.town if role == "town" else world.a2
    if role == "donor":
        place = add_place(SYSTEM, parent=world.county_a, level=SCHOOL, name="公司", setting="town", outside=True)
    given = {"place": place, "role": role, "valid_from": date(2020, 1, 1), "password": PASSWORD}
    return open_account(SYSTEM, username=f"as-{role}", name="试一试", **given).user


def fault_of(route: Route, role: str, status: int) -> str:
    """What is wrong with an answer to somebody of this role."""
    if role not in POLICY[route.action]:
        return "" if status == 404 else f"{role} gets {status} from {route.label} without {route.action}"
    expected = {*OPENS, 405} if not route.kwargs and route.label not in NOT_FOR_ALL else {*OPENS, 405, 404}
    return "" if status in expected else f"{role} gets {status} from {route.label} although {route.action} is granted"


@pytest.mark.parametrize("role", list(ROLES))
def test_each_role_opens_the_pages_of_its_column_and_no_other(role: str, planted: Planted, cells_of: Pick) -> None:
    client = Client()
    client.force_login(account(planted, role))
    cells = [(route, sample) for route in routes() if not route.is_open for sample in samples(route, planted)]
    asked = cells_of(f"roles {role}", cells)
    faults = [fault_of(route, role, client.get(route.url(sample.values)).status_code) for route, sample in asked]
    assert not any(faults), "\n".join(filter(None, faults))
