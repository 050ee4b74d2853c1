"""What is known before a batch: schools, towns, staff, pairs and accounts; new ones join as rows are planned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from rapidfuzz import fuzz, process

from xieshou.accounts.models import User
from xieshou.dimensions.selectors import own_labels
from xieshou.kernel.names import school_key, search_key
from xieshou.pairings.models import Pairing, Strand
from xieshou.people.models import Staff
from xieshou.places.models import COUNTY, TOWN, Figures, Place
from xieshou.places.selectors import at_level, schools_in

from .plan import Row

LIKE = 84.0
TOWN_ENDS = ("镇", "乡", "街道", "街道办事处", "苏木", "农场", "管理区")


@dataclass
class SchoolRef:
    """A school that is there, or that this batch would add."""

    token: str
    name: str
    short: str = ""
    town: str = ""
    place: Place | None = None

    @property
    def full(self) -> str:
        """The name as nobody could mistake it."""
        return self.name if not self.town or self.town in self.name else f"{self.town}{self.name}"


@dataclass
class StaffRef:
    """A member of staff who is there, or whom this batch would add."""

    name: str
    key: str
    number: str = ""
    post: str = ""
    subject: str = ""
    pk: UUID | None = None
    person: Staff | None = None
    claimed_by: Row | None = None
    row: Row | None = None


@dataclass
class Directory:
    """Everything a row may refer to."""

    within: Place
    county: Place
    year: int
    schools: dict[str, SchoolRef] = field(default_factory=dict)
    keys: dict[str, list[SchoolRef]] = field(default_factory=dict)
    towns: dict[str, Place | None] = field(default_factory=dict)
    town_names: dict[str, str] = field(default_factory=dict)
    staff: dict[str, list[StaffRef]] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    pairs: dict[frozenset[str], Pairing] = field(default_factory=dict)
    lanes: dict[Any, set[tuple[str, str, str]]] = field(default_factory=dict)
    figures: dict[int, Figures] = field(default_factory=dict)
    dimensions: list[str] = field(default_factory=list)

    def add_school(self, ref: SchoolRef, aliases: list[str] | None = None) -> None:
        """Make a school findable by its name, its short name, its other names, and its town with its name."""
        self.schools[ref.token] = ref
        for said in (ref.name, ref.short, *(aliases or [])):
            if said:
                self._key(school_key(said), ref)
        if ref.town:
            self._key(school_key(ref.town + ref.name), ref)

    def _key(self, key: str, ref: SchoolRef) -> None:
        found = self.keys.setdefault(key, [])
        if ref not in found:
            found.append(ref)

    def find(self, text: str, town: str = "") -> list[SchoolRef]:
        """Schools of that name; a town, or the county's name before it, narrows or widens the search."""
        key = school_key(text)
        found = self.keys.get(key, [])
        county = self.county.name
        for start in (county, county.rstrip("县市区")):
            if not found and len(start) > 1:
                found = (
                    self.keys.get(key.removeprefix(school_key(start)), []) if key.startswith(school_key(start)) else []
                )
                found = found or self.keys.get(school_key(start) + key, [])
        if town and len(found) > 1:
            name = self.town_named(town)
            found = [ref for ref in found if ref.town == name] or found
        exact = [ref for ref in found if school_key(ref.name) == key]
        return exact if len(exact) == 1 and len(found) > 1 and not exact[0].town else found

    def guesses(self, text: str, most: int = 3) -> list[str]:
        """Names that a school's name was probably meant to be."""
        names = {
            (token, said): said
            for token, ref in self.schools.items()
            for said in (ref.full, ref.name, ref.short)
            if said
        }
        best = process.extract(text, names, scorer=fuzz.WRatio, limit=3 * most, score_cutoff=60.0)
        return list(dict.fromkeys(self.schools[key[0]].full for _, _, key in best))[:most]

    def town_named(self, text: str) -> str:
        """The town as it is called here: 白塔 is 白塔镇 where there is one."""
        key = school_key(text)
        for end in ("", *TOWN_ENDS):
            if name := self.town_names.get(key + end):
                return name
        return text

    def see_town(self, name: str, place: Place | None = None) -> None:
        """Make a town findable."""
        self.towns[name] = place
        self.town_names[school_key(name)] = name


def _schools(found: Directory) -> None:
    for town in Place.objects.filter(level=TOWN, lo__gte=found.county.lo, lo__lt=found.county.hi):
        found.see_town(town.name, town)
    for school in schools_in(found.within).select_related("parent"):
        town_name = school.parent.name if school.parent and school.parent.level == TOWN else ""
        found.add_school(SchoolRef(f"p{school.pk}", school.name, school.short, town_name, school), school.aliases)
    within = {"school__lo__gte": found.within.lo, "school__lo__lt": found.within.hi}
    found.figures = {one.school_id: one for one in Figures.objects.filter(year=found.year, **within)}


def _people(found: Directory) -> None:
    inside = Staff.objects.filter(school__lo__gte=found.within.lo, school__lo__lt=found.within.hi)
    for one in inside.prefetch_related("teachings", "honours"):
        ref = StaffRef(one.name, one.key, one.number, one.post, one.subject, one.pk, one)
        found.staff.setdefault(f"p{one.school_id}", []).append(ref)
    found.users = {user.username.lower(): user for user in User.objects.all()}


def _pairs(found: Directory) -> None:
    of_schools = Pairing.objects.filter(first_community=None, second_community=None)
    standing = {one.pk: one for one in of_schools.filter(until__isnull=True)}
    found.pairs = {frozenset((f"p{one.first_id}", f"p{one.second_id}")): one for one in standing.values()}
    for lane in Strand.objects.filter(until__isnull=True):
        found.lanes.setdefault(lane.pairing_id, set()).add(
            (f"p{lane.giver_id}", f"p{lane.receiver_id}", lane.dimension)
        )


def directory_of(within: Place, year: int) -> Directory | None:
    """The directory of a county, or of one school in it; none above the county."""
    county = within if within.level == COUNTY else at_level(within, COUNTY)
    if county is None:
        return None
    found = Directory(within, county, year)
    _schools(found)
    _people(found)
    _pairs(found)
    found.dimensions = own_labels()
    return found


def named_here(found: Directory, token: str, name: str) -> list[StaffRef]:
    """Staff of a school with exactly this name who still work there."""
    key = search_key(name)
    return [one for one in found.staff.get(token, []) if one.key == key and not (one.person and one.person.left)]
