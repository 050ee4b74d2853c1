"""Writing a planned batch, in bulk where rows are many; runs inside the operation that imports it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from xieshou.accounts.models import Grant, User
from xieshou.accounts.operations.open_account import SLIP_LASTS
from xieshou.kernel.periods import school_year_of
from xieshou.pairings.models import Pairing, Strand
from xieshou.pairings.operations.open_pairing import Lane, amend_pairing, open_pairing
from xieshou.people.belongings import Plain, create_plain_lists, set_plain_lists
from xieshou.people.joining import link_typed_names
from xieshou.people.models import Staff
from xieshou.places.models import COUNTY, SCHOOL, TOWN, Figures, Place
from xieshou.places.operations.add_place import add_place
from xieshou.places.operations.amend_place import amend_place, set_figures
from xieshou.places.selectors import at_level
from xieshou.scoping.operations import Refused

from .planning.plan import Plan, Row

FIGURES = ("pupils", "teachers", "classes")
STAFF_COLUMNS = ["name", "key", "initials", "order", "number", "post", "subject", "since", "left", "version"]


@dataclass(frozen=True)
class NewLogin:
    """A password for one row of accounts, hashed before the transaction begins."""

    password: str
    hashed: str


@dataclass
class Work:
    """What is being written, and the keys of what was made."""

    actor: User
    within: Place
    plan: Plan
    logins: Mapping[str, NewLogin]
    demo: bool = False
    places: dict[str, Place] = field(default_factory=dict)
    towns: dict[str, Place] = field(default_factory=dict)
    people: dict[tuple[int, int], uuid.UUID] = field(default_factory=dict)
    users: list[User] = field(default_factory=list)
    made: dict[str, list[Any]] = field(default_factory=dict)

    def remember(self, what: str, *keys: Any) -> None:
        """Add keys of made or changed things."""
        self.made.setdefault(what, []).extend(keys)


def row_key(row: Row) -> str:
    """Where a row stands in its batch."""
    return f"{row.table}.{row.number}"


def write(work: Work) -> None:
    """Towns, schools, staff, pairs, accounts: each needs those before it."""
    county = work.within if work.within.level == COUNTY else at_level(work.within, COUNTY)
    if county is None:
        raise Refused("E-IMP-123 您的账号不在某一个县里，不能导入名册。")
    below = Place.objects.filter(lo__gte=county.lo, lo__lt=county.hi)
    work.places = {f"p{one.pk}": one for one in below.filter(level=SCHOOL)}
    work.towns = {one.name: one for one in below.filter(level=TOWN)}
    _schools(work, county)
    _staff(work)
    _pairs(work)
    _accounts(work)


def _schools(work: Work, county: Place) -> None:
    year = school_year_of(timezone.localdate(), 8)
    for row in work.plan.of("schools"):
        values = row.values
        if row.deed == "new":
            work.places[values["ref"]] = _new_school(work, county, values)
        elif row.deed == "changed" and values["changes"]:
            place = work.places[values["ref"]]
            before = {name: getattr(place, name) for name in values["changes"]}
            work.places[values["ref"]] = amend_place(work.actor, place=place, **values["changes"])
            work.remember("places_changed", [place.pk, before, values["changes"]])
        told = values.get("figures") or ({name: values[name] for name in FIGURES} if row.deed == "new" else {})
        if any(value is not None for value in told.values()):
            _figures(work, work.places[values["ref"]], year, told)


def _new_school(work: Work, county: Place, values: dict[str, Any]) -> Place:
    parent = county
    if values["town"]:
        if values["town"] not in work.towns:
            town = add_place(work.actor, parent=county, level=TOWN, name=values["town"], setting="country")
            work.towns[values["town"]] = town
            work.remember("towns", town.pk)
        parent = work.towns[values["town"]]
    described = {name: values[name] for name in ("short", "setting", "stage", "kind", "code", "aliases")}
    school = add_place(work.actor, parent=parent, level=SCHOOL, name=values["name"], **described)
    work.remember("schools", school.pk)
    return school


def _figures(work: Work, school: Place, year: int, told: dict[str, int | None]) -> None:
    before = Figures.objects.filter(school=school, year=year).values(*FIGURES).first()
    row = set_figures(work.actor, school=school, year=year, **told)
    if before is None:
        work.remember("figures", row.pk)
    else:
        work.remember("figures_changed", [row.pk, before, told])


def _staff(work: Work) -> None:
    fresh: list[Staff] = []
    lists: dict[Staff, Plain] = {}
    for row in work.plan.of("staff"):
        if row.deed != "new":
            continue
        columns = {name: row.values[name] for name in ("name", "number", "post", "subject")}
        since = date.fromisoformat(row.values["since"]) if row.values["since"] else None
        person = Staff(school=work.places[row.values["school"]], since=since, **columns)
        person.index_name()
        lists[person] = row.values
        work.people[(row.table, row.number)] = person.pk
        fresh.append(person)
    Staff.objects.bulk_create(fresh, batch_size=500)
    link_typed_names(fresh)
    create_plain_lists(lists)
    work.remember("staff", *(str(person.pk) for person in fresh))
    _change_staff(
        work, {row.values["pk"]: row.values["changes"] for row in work.plan.of("staff") if row.deed == "changed"}
    )
    _change_lists(work)


def _change_lists(work: Work) -> None:
    rows = {row.values["pk"]: row.values for row in work.plan.of("staff") if row.values.get("lists")}
    for person in Staff.objects.select_for_update(of=("self",)).filter(pk__in=list(rows)):
        told = rows[str(person.pk)]
        set_plain_lists(person, told["lists"])
        work.remember("staff_lists", [str(person.pk), {name: told["before"][name] for name in told["lists"]}])


def _change_staff(work: Work, changes: Mapping[str, Mapping[str, Any]]) -> None:
    people = list(Staff.objects.select_for_update(of=("self",)).filter(pk__in=list(changes)))
    for person in people:
        wanted = changes[str(person.pk)]
        before = {name: getattr(person, name) for name in wanted}
        before = {name: value.isoformat() if isinstance(value, date) else value for name, value in before.items()}
        work.remember("staff_changed", [str(person.pk), before, dict(wanted)])
        for name, value in wanted.items():
            setattr(person, name, date.fromisoformat(value) if name == "since" else value)
        person.version += 1
        person.index_name()
    if people:
        Staff.objects.bulk_update(people, STAFF_COLUMNS, batch_size=200)


def _pairs(work: Work) -> None:
    """Rows of the same two schools are written as one pair."""
    by_pair: dict[frozenset[str], list[Row]] = {}
    for row in work.plan.of("pairings"):
        if row.values["dimensions"]:
            by_pair.setdefault(frozenset((row.values["giver"], row.values["receiver"])), []).append(row)
    for rows in by_pair.values():
        first = rows[0].values
        lanes = [
            Lane(work.places[row.values["giver"]], work.places[row.values["receiver"]], code)
            for row in rows
            for code in row.values["dimensions"]
        ]
        since = min(date.fromisoformat(row.values["since"]) for row in rows)
        if first["pk"]:
            _more_lanes(work, first["pk"], lanes, since)
            continue
        sides = {"first": work.places[first["giver"]], "second": work.places[first["receiver"]]}
        pairing = open_pairing(work.actor, since=since, lanes=lanes, **sides)
        work.remember("pairings", str(pairing.pk))


def _more_lanes(work: Work, pk: str, lanes: list[Lane], since: date) -> None:
    pairing = Pairing.objects.get(pk=pk)
    standing = list(Strand.objects.filter(pairing=pairing, until__isnull=True).select_related("giver", "receiver"))
    kept = [Lane(one.giver, one.receiver, one.dimension) for one in standing]
    contacts = {"first_contact": pairing.first_contact, "second_contact": pairing.second_contact}
    amend_pairing(work.actor, pairing=pairing, lanes=[*kept, *lanes], on=max(since, pairing.since), **contacts)
    fresh = Strand.objects.filter(pairing=pairing, until__isnull=True).exclude(pk__in=[one.pk for one in standing])
    work.remember("strands", *(str(one.pk) for one in fresh))


def _accounts(work: Work) -> None:
    today = timezone.localdate()
    grants: list[Grant] = []
    for row in work.plan.of("accounts"):
        login = work.logins.get(row_key(row))
        if row.deed != "new" or login is None:
            continue
        values, place = row.values, work.places[row.values["school"]]
        at = tuple(values["staff_row"])
        staff = values["staff"] or (work.people.get((at[0], at[1])) if at else None)
        user = User(username=values["username"], name=values["name"], place=place, post=values["post"][:40])
        user.staff_id, user.must_change, user.demo, user.password = staff, True, work.demo, login.hashed
        user.slip_until = today + SLIP_LASTS
        work.users.append(user)
        grants.append(Grant(user=user, role=values["role"], place=place, valid_from=today))
    User.objects.bulk_create(work.users, batch_size=200)
    Grant.objects.bulk_create(grants, batch_size=200)
    work.remember("users", *(user.pk for user in work.users))
