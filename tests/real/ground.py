"""The ground of a document's world: a county with its terms, schools and accounts, and ways to enter records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import count, product
from typing import Any

from django.utils import timezone

from tests.world import PASSWORD, SYSTEM
from xieshou.accounts.models import User
from xieshou.accounts.operations.open_account import open_account
from xieshou.activities.models import Activity
from xieshou.activities.operations.record_activity import TookPart, record_activity
from xieshou.documents.model import Document
from xieshou.pairings.models import Pairing
from xieshou.pairings.operations.open_pairing import Lane, open_pairing
from xieshou.placements.models import Batch, Placement
from xieshou.placements.operations.record_placement import record_placement
from xieshou.places.models import COUNTY, NATION, PROVINCE, SCHOOL, TOWN, Place
from xieshou.places.operations.add_place import add_place
from xieshou.reports.build import build
from xieshou.scoping.scope import use
from xieshou.subjects.material import Material
from xieshou.subjects.subject import Subject, span_of
from xieshou.terms.operations.set_term import set_term

YEAR = 2025
AUTUMN = (date(2025, 9, 1), date(2026, 1, 23))
SPRING = (date(2026, 2, 24), date(2026, 5, 29))
SURNAMES = "周林李吴陈赵孙钱郑冯韩杨朱许何吕"
GIVEN = ("敏", "芳华", "桂兰", "晓燕", "建国", "文静", "志强", "玉梅", "海涛", "春玲")


@dataclass(frozen=True)
class Paper:
    """A generated document, and who reads it."""

    document: Document
    viewer: User


class Ground:
    """A county of one year of terms. Names are drawn from lists, so that nobody real is meant."""

    def __init__(self) -> None:
        self._names = ("".join(pair) for pair in product(SURNAMES, GIVEN))
        self._accounts = count(1)
        nation = add_place(SYSTEM, parent=None, level=NATION, name="中国")
        province = add_place(SYSTEM, parent=nation, level=PROVINCE, name="青河省")
        self.county = add_place(SYSTEM, parent=province, level=COUNTY, name="云岭县")
        for ordinal, (name, days) in enumerate((("秋季学期", AUTUMN), ("春季学期", SPRING)), start=1):
            label = f"{days[0].year}年{name}"
            set_term(SYSTEM, county=self.county, year=YEAR, ordinal=ordinal, name=label, starts=days[0], ends=days[1])

    def name(self) -> str:
        """A name that nobody has yet."""
        return next(self._names)

    def town(self, name: str) -> Place:
        """A township of the county."""
        return add_place(SYSTEM, parent=self.county, level=TOWN, name=name, setting="country")

    def school(self, name: str, short: str, *, parent: Place | None = None, setting: str = "town") -> Place:
        """A school of the county or of one of its townships."""
        return add_place(SYSTEM, parent=parent or self.county, level=SCHOOL, name=name, short=short, setting=setting)

    def user(self, place: Place, role: str) -> User:
        """Somebody with a role in a place."""
        slip = open_account(
            SYSTEM,
            username=f"real{next(self._accounts)}",
            name=self.name(),
            place=place,
            role=role,
            valid_from=date(2020, 1, 1),
            password=PASSWORD,
        )
        return slip.user

    def pair(self, giver: Place, receiver: Place, *dimensions: str, since: date = date(2024, 9, 1)) -> Pairing:
        """A pair in which the first helps the second."""
        lanes = [Lane(giver, receiver, dimension) for dimension in dimensions or ("staffing",)]
        return open_pairing(SYSTEM, first=giver, second=receiver, since=since, lanes=lanes)

    def happened(self, kind: str, on: date, topic: str, schools: Iterable[Place], **values: Any) -> Activity:
        """An activity: the first school gave it, recorded it, and the others received."""
        owner, *others = schools
        took = [TookPart(owner, "gave"), *(TookPart(other, "received") for other in others)]
        return record_activity(SYSTEM, owner=owner, schools=took, by="联络人", kind=kind, on=on, topic=topic, **values)

    def sent(
        self, kind: str, owner: Place, host: Place, days: tuple[date, date], batch: Batch | None = None, **more: Any
    ) -> Placement:
        """One person sent from one school to another."""
        values = {"name": self.name(), "kind": kind, "starts": days[0], "ends": days[1], "batch": batch, **more}
        return record_placement(SYSTEM, owner=owner, host=host, by="联络人", **values)

    def report(self, kind: str, place: Place, viewer: User, pairing: Pairing | None = None) -> Paper:
        """The report of the school year, as the viewer gets it."""
        scope = viewer.scope_for("report.view")
        assert scope is not None
        span = span_of(place, str(YEAR))
        assert span is not None
        with use(scope):
            return Paper(build(Material(Subject(kind, place, span, timezone.now(), pairing)), {}), viewer)
