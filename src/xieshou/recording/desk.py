"""What is known before anything is typed: the school, its bonds, the kind that is due, the people it works with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from xieshou.accounts.models import User
from xieshou.activities.bonds import Bond, alone, bond_of, bonds_of, directions
from xieshou.activities.models import Activity, Participant
from xieshou.activities.selectors import kinds_used_by, last_of, used_lately
from xieshou.catalogue import Kind, catalogue
from xieshou.kernel.names import search_key
from xieshou.people.models import Staff
from xieshou.people.selectors import staff_of
from xieshou.places.models import Place
from xieshou.web import slots

TILES = 8
CHIPS = 8
ME = "me"
COMMON = (
    "lesson_observation",
    "joint_planning",
    "demonstration_lesson",
    "parallel_lesson",
    "lecture",
    "outreach_lesson",
    "moral_event",
    "joint_meeting",
)


@dataclass(frozen=True)
class Desk:
    """Everything the record form is built from."""

    school: Place
    user: User
    bonds: Sequence[Bond]
    bond: Bond
    asked: str = ""
    amended: Activity | None = None

    @cached_property
    def kinds(self) -> list[Kind]:
        """All kinds on offer, owed ones first; read only when they are shown or none was asked for."""
        kinds = kinds_in_order(self.school, self.bond, self.user.label[:40])
        own = catalogue.kinds[self.amended.kind] if self.amended else None
        return kinds if own is None or own in kinds else [own, *kinds]

    @cached_property
    def kind(self) -> Kind:
        """The kind asked for, else that of the record, else the first on offer."""
        found = next((kind for kind in catalogue.live() if kind.code == self.asked), None)
        if found is None and self.amended is not None:
            return catalogue.kinds[self.amended.kind]
        return found or self.kinds[0]

    @property
    def tiles(self) -> list[Kind]:
        """The kinds offered at once; the chosen one is always among them."""
        first = list(self.kinds[:TILES])
        return first if self.kind in first else [*first[:-1], self.kind]

    @property
    def further(self) -> dict[str, list[Kind]]:
        """The other kinds by family label."""
        shown = {kind.code for kind in self.tiles}
        found: dict[str, list[Kind]] = {}
        for family in catalogue.families.values():
            rest = [kind for kind in self.kinds if kind.family == family.code and kind.code not in shown]
            if rest:
                found[family.label] = rest
        return found

    @property
    def further_count(self) -> int:
        """How many kinds are not among the tiles."""
        return len(self.kinds) - len(self.tiles)

    @cached_property
    def directions(self) -> list[str]:
        """Where both sides help in this dimension, somebody has to say who did."""
        return directions(self.bond, self.school, self.kind.dimension)

    @cached_property
    def staff(self) -> list[Staff]:
        """Who works here now."""
        return list(staff_of(self.school))


def kinds_in_order(school: Place, bond: Bond, recorder: str) -> list[Kind]:
    """Owed first, then last used, then the common ones, then as the catalogue has them."""
    used = kinds_used_by(recorder)
    owed = slots.ask("activity.kinds", default=used, school=school, pairing=bond.pairing)
    live = {kind.code: kind for kind in catalogue.live()}
    codes = dict.fromkeys([*owed, *used, *COMMON, *live])
    return [live[code] for code in codes if code in live]


def _chosen(bonds: Sequence[Bond], code: str, user: User) -> Bond:
    """The bond asked for, else the one used last, else the first."""
    by_code = {bond.code: bond for bond in bonds}
    if len(by_code) == 1 or code in by_code:
        return by_code.get(code, bonds[0])
    last = last_of(user)
    return by_code.get(str(last.bond) if last else "", bonds[0])


def desk_for(user: User, school: Place, asked: Mapping[str, Any], like: Activity | None = None) -> Desk:
    """The desk of a new record; ``asked`` may name a kind and a bond, ``like`` is a record to copy."""
    bonds = bonds_of(school)
    bonds = [*bonds, alone(school)] if len(bonds) != 1 else bonds
    code = str(like.bond or "own") if like else str(asked.get("bond", ""))
    bond = _chosen(bonds, code, user)
    return Desk(school, user, bonds, bond, like.kind if like else str(asked.get("kind", "")))


def desk_of(user: User, activity: Activity, asked: Mapping[str, Any]) -> Desk:
    """The desk for amending a record: its own school and bond; the kind may change."""
    bond = bond_of(activity)
    return Desk(activity.owner, user, [bond], bond, str(asked.get("kind", "")), activity)


def met_lately(school: Place, limit: int = 200) -> list[str]:
    """Names of the school's people in recent records, newest first."""
    rows = Participant.objects.filter(school=school).order_by("-activity__on").values_list("name", flat=True)[:limit]
    return list(dict.fromkeys(rows))


def own_choices(desk: Desk) -> list[tuple[str, str]]:
    """The school's own people as chips: me first, then those met lately; others are typed."""
    rank = {search_key(name): number for number, name in enumerate(met_lately(desk.school))}
    here = desk.user.place.pk == desk.school.pk
    others = [one for one in desk.staff if not (here and is_me(desk.user, one))]
    others.sort(key=lambda one: rank.get(one.key, len(rank)))
    chips = [(str(one.pk), one.name) for one in others[:CHIPS]]
    return [(ME, "我"), *chips] if here else chips


def is_me(user: User, staff: Staff) -> bool:
    """Whether a member of staff is the person signed in."""
    return staff.pk == user.staff_id or (user.staff_id is None and staff.key == search_key(user.name))


def subjects_first(recorder: str, limit: int = 4) -> list[str]:
    """Subjects of this person's last records, newest first."""
    return list(dict.fromkeys(subject for _, subject in used_lately(recorder) if subject))[:limit]
