"""The world of every test: two counties in two provinces, pairs inside and across, and four people.

安 edits county A, 白 views it, 陈 edits county B, 丁 sees A's province. 甲教师/乙教师 work at A's two schools.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

import pytest
from django.db import connection, transaction
from django.test import override_settings

from xieshou.accounts.models import User
from xieshou.accounts.operations.open_account import open_account
from xieshou.communities.operations.open_community import open_community
from xieshou.pairings.models import Community, Pairing
from xieshou.pairings.operations.open_pairing import Lane, open_pairing
from xieshou.people.models import Staff
from xieshou.people.operations.add_staff import add_staff
from xieshou.places.models import COUNTY, NATION, PROVINCE, SCHOOL, TOWN, Place
from xieshou.places.operations.add_place import add_place
from xieshou.scoping.operations import SystemActor
from xieshou.terms.models import Term
from xieshou.terms.operations.set_term import set_term

Thing = TypeVar("Thing")
SYSTEM = SystemActor("the world of a test")
PASSWORD = "shan-he-2026"
TODAY = date(2026, 6, 11)
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@dataclass
class World:
    """What a test may use; names are as in the docstring of the module."""

    nation: Place
    county_a: Place
    county_b: Place
    county_c: Place
    town: Place
    a1: Place
    a2: Place
    b1: Place
    b2: Place
    c1: Place
    pair: Pairing
    across: Pairing
    community: Community
    term: Term
    staff: dict[str, Staff] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def user(self, name: str) -> User:
        """A fresh account object, so that no grants are remembered from before."""
        return User.objects.get(pk=self.users[name].pk)


def _place(parent: Place | None, level: int, name: str, short: str = "", setting: str = "town") -> Place:
    details: dict[str, Any] = {} if parent is None else {"short": short, "setting": setting}
    return add_place(SYSTEM, parent=parent, level=level, name=name, **details)


def _terms(county: Place) -> Term:
    autumn = ("2025年秋季学期", date(2025, 9, 1), date(2026, 1, 23))
    spring = ("2026年春季学期", date(2026, 2, 24), date(2026, 7, 3))
    for ordinal, (name, starts, ends) in enumerate((autumn, spring), start=1):
        term = set_term(SYSTEM, county=county, year=2025, ordinal=ordinal, name=name, starts=starts, ends=ends)
    return term


def build() -> World:
    """Write the world through the operations of the product."""
    nation = _place(None, NATION, "中国")
    province_a, province_b = _place(nation, PROVINCE, "甲省"), _place(nation, PROVINCE, "乙省")
    county_a, county_b = _place(province_a, COUNTY, "甲县"), _place(province_b, COUNTY, "乙县")
    county_c = _place(province_b, COUNTY, "丙县")
    town = _place(county_a, TOWN, "白塔镇", setting="country")
    a1 = _place(county_a, SCHOOL, "甲县实验小学", "实验小学")
    a2 = _place(town, SCHOOL, "白塔镇中心小学", "白塔小学", "country")
    b1 = _place(county_b, SCHOOL, "乙县第一小学", "乙一小")
    b2 = _place(county_b, SCHOOL, "乙县柳河小学", "柳河小学", "country")
    c1 = _place(county_c, SCHOOL, "丙县石桥小学", "石桥小学", "country")
    terms = [_terms(county) for county in (county_a, county_b, county_c)]
    lanes = [Lane(a1, a2, "staffing"), Lane(a1, a2, "research"), Lane(a2, a1, "sports_arts")]
    pair = open_pairing(SYSTEM, first=a1, second=a2, since=date(2024, 9, 1), lanes=lanes)
    across = open_pairing(SYSTEM, first=a1, second=b2, since=date(2025, 9, 1), lanes=[Lane(a1, b2, "research")])
    members = [a1, a2, b1, c1]
    community = open_community(SYSTEM, core=a1, name="青山共同体", since=date(2025, 9, 1), members=members)
    world = World(nation, county_a, county_b, county_c, town, a1, a2, b1, b2, c1, pair, across, community, terms[0])
    for name, school, subject in (
        ("周敏", a1, "语文"),
        ("林芳", a1, "英语"),
        ("李桂兰", a2, "英语"),
        ("吴晓燕", a2, "数学"),
    ):
        world.staff[name] = add_staff(SYSTEM, school=school, name=name, subject=subject)
    people = (
        ("安", "officer", county_a),
        ("白", "viewer", county_a),
        ("陈", "officer", county_b),
        ("丁", "viewer", province_a),
        ("周敏", "clerk", a1),
        ("马校长", "head", a2),
        ("李桂兰", "teacher", a2),
        ("乙校长", "head", b2),
    )
    for number, (name, role, place) in enumerate(people):
        slip = open_account(
            SYSTEM,
            username=f"u{number}",
            name=name,
            place=place,
            role=role,
            valid_from=date(2020, 1, 1),
            password=PASSWORD,
        )
        world.users[name] = slip.user
    return world


@dataclass(frozen=True)
class Written(Generic[Thing]):
    """What building a thing wrote, table by table, and the thing itself."""

    rows: dict[str, list[tuple[Any, ...]]]
    thing: Thing

    def again(self) -> Thing:
        """Write the same rows into the present transaction: as the operations left them, without running them."""
        with connection.cursor() as cursor:
            for table, rows in self.rows.items():
                places = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} VALUES ({places})", rows)
        return deepcopy(self.thing)


def rows_of_all_tables() -> dict[str, list[tuple[Any, ...]]]:
    """Every table of the product that holds anything."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = cursor.fetchall()
    return {table: rows for table, rows in found.items() if rows}


def written_once(make: Callable[[], Thing], blocker: Any) -> Written[Thing]:
    """Build a thing in an empty database, note what was written, and take it back."""
    with blocker.unblock(), override_settings(PASSWORD_HASHERS=QUICK), transaction.atomic():
        before = rows_of_all_tables()
        thing = make()
        rows = {table: rows for table, rows in rows_of_all_tables().items() if table not in before}
        transaction.set_rollback(True)
    return Written(rows, thing)


@pytest.fixture(scope="session")
def written(django_db_setup: None, django_db_blocker: Any) -> Written[World]:
    """The world, built once before any test has set its clock or its settings."""
    return written_once(build, django_db_blocker)


@pytest.fixture
def world(written: Written[World], db: None) -> World:
    """A fresh world in the test's transaction."""
    return written.again()


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Argon2 is slow on purpose; tests of the gate itself ask for it."""
    settings.PASSWORD_HASHERS = QUICK
