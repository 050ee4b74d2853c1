"""What stands before anything happens: places, terms, staff and the six cards of the door."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from xieshou.accounts.operations.open_account import new_password, open_account
from xieshou.pairings.models import Agreement, Community, Need, Pairing
from xieshou.people.belongings import Won
from xieshou.people.models import Staff
from xieshou.people.operations.add_staff import add_staff
from xieshou.places.models import CITY, COUNTY, SCHOOL, TOWN, Place
from xieshou.places.operations.add_place import add_place
from xieshou.places.operations.amend_place import set_figures
from xieshou.scoping.operations import SystemActor
from xieshou.terms.operations.set_term import set_term

from .calendar import TermDays, terms_of_year
from .content.county import CARDS
from .content.names import GIVEN, HONOURS, POSTS, SUBJECTS, SURNAMES
from .spec import CountySpec, PairSpec, SchoolSpec


@dataclass
class Bond:
    """A pair as it stands in the tables, with what was written for it."""

    spec: PairSpec
    pairing: Pairing
    first: Place
    second: Place
    agreement: Agreement | None = None
    needs: list[Need] = field(default_factory=list)

    def side(self, letter: str) -> Place:
        """The school that the content calls a or b."""
        return self.first if letter == "a" else self.second

    def contact(self, school: Place) -> str:
        """Who records for a school."""
        return self.spec.contacts[0 if school.pk == self.first.pk else 1]


@dataclass
class Ground:
    """Everything of the counties that are written together."""

    seed: int
    today: date
    years: tuple[int, ...]
    counties: dict[str, Place] = field(default_factory=dict)
    above: tuple[Place, ...] = ()
    schools: dict[str, Place] = field(default_factory=dict)
    staff: dict[int, list[Staff]] = field(default_factory=dict)
    bonds: list[Bond] = field(default_factory=list)
    placed: dict[tuple[int, int], list[Any]] = field(default_factory=dict)
    community: Community | None = None

    @property
    def terms(self) -> list[TermDays]:
        """Terms of the school years, oldest first; the newest may lie ahead."""
        return [term for year in self.years for term in terms_of_year(year)]

    @property
    def opens(self) -> date:
        """The day on which the counties began to use the product."""
        return min(date(self.years[0], 8, 20), self.today)

    def rng(self, *words: object) -> Random:
        """Chance that depends on the seed and what it is for, not on the order of writing."""
        return Random("/".join(map(str, (self.seed, *words))))

    def has(self, *names: str) -> bool:
        """Whether all of these schools are in this demonstration."""
        return all(name in self.schools for name in names)


def actor_of(place: Place) -> SystemActor:
    """The system in the name of a place: no school confirms what it recorded itself."""
    return SystemActor(f"demonstration {place.pk}", place.lo)


def write_county(ground: Ground, spec: CountySpec, above: Place) -> Place:
    """A county in its city, with terms, towns, schools and their headcounts."""
    system = SystemActor("demonstration")
    city = Place.objects.filter(parent=above, name=spec.city).first()
    city = city or add_place(system, parent=above, level=CITY, name=spec.city)
    county = add_place(system, parent=city, level=COUNTY, name=spec.name)
    ground.counties[spec.name] = county
    ground.above = ground.above or (above, city)
    for term in ground.terms:
        span = {"name": term.name, "starts": term.period.starts, "ends": term.period.ends}
        set_term(actor_of(county), county=county, year=term.year, ordinal=term.ordinal, **span)
    _write_schools(ground, spec, county)
    return county


def _write_schools(ground: Ground, spec: CountySpec, county: Place) -> None:
    actor, towns = actor_of(county), {"": county}
    for school in spec.schools:
        if school.town not in towns:
            setting = "town" if school.town.startswith("城关") else "country"
            towns[school.town] = add_place(actor, parent=county, level=TOWN, name=school.town, setting=setting)
        details = {"short": school.short, "stage": school.stage, "setting": school.setting}
        row = add_place(actor, parent=towns[school.town], level=SCHOOL, name=school.name, **details)
        ground.schools[school.name] = row
        for year in ground.years:
            _write_figures(row, school, year, ground.years[-1] - year)


def _write_figures(row: Place, school: SchoolSpec, year: int, back: int) -> None:
    pupils = school.pupils + back * max(1, school.pupils // 60)
    figures = {"pupils": pupils, "teachers": school.teachers - (back if back < 3 else 0), "classes": school.classes}
    set_figures(actor_of(row), school=row, year=year, **figures)


def write_cards(county: Place) -> None:
    """The people of the door, in its order, before anybody else has an account; the last is of a firm that gives."""
    add_place(actor_of(county), parent=county, level=SCHOOL, name=CARDS[-1][3], setting="town", outside=True)
    for username, name, post, place_name, role in CARDS:
        place = Place.objects.get(name=place_name)
        person = Staff.objects.filter(school=place, name=name).first()
        open_account(
            actor_of(place),
            username=username,
            name=name,
            place=place,
            role=role,
            post=post,
            staff_id=person.pk if person else None,
            password=new_password(),
            demo=True,
        )


def write_staff(ground: Ground, schools: Iterable[SchoolSpec]) -> None:
    """The staff lists: those named in the content, and as many more as the list is long."""
    for spec in schools:
        school, actor = ground.schools[spec.name], actor_of(ground.schools[spec.name])
        rng = ground.rng("staff", spec.name)
        people = [*named(spec), *_more_people(spec, rng)]
        rows = ground.staff.setdefault(school.pk, [])
        for number, (name, post, subject) in enumerate(people, start=1):
            since = date(ground.years[0] - rng.randint(0, 18), 9, 1) - timedelta(days=30)
            known = {"number": f"{number:03}", "post": post, "subject": subject, "since": since}
            won = [Won(*HONOURS[number % 3], date(ground.years[0], 9, 10))] if number % 5 == 0 else []
            rows.append(add_staff(actor, school=school, name=name, honours=won, **known))


def named(spec: SchoolSpec) -> list[tuple[str, str, str]]:
    """Name, post and subject of those whom the content names."""
    parts = (person.split("/") for person in spec.people.split())
    return [(name, post, subject) for name, post, subject in parts]


def _more_people(spec: SchoolSpec, rng: Random) -> list[tuple[str, str, str]]:
    subjects = SUBJECTS[spec.stage]
    taken = {name for name, _, _ in named(spec)}
    more: list[tuple[str, str, str]] = []
    while len(named(spec)) + len(more) < spec.listed:
        name = rng.choice(SURNAMES) + rng.choice(GIVEN)
        if name not in taken:
            taken.add(name)
            more.append((name, POSTS[len(more) % len(POSTS)], subjects[len(more) % len(subjects)]))
    return more
