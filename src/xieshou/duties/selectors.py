"""How the pairs of a county stand against its rules: who does enough, who owes none, who is helped by nobody."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from xieshou.pairings.models import Member, Strand
from xieshou.pairings.selectors import in_force
from xieshou.places.models import Place
from xieshou.places.selectors import schools_in, within

from .models import DutyRule


def rules_on(county: Place, day: date) -> list[DutyRule]:
    """Rules in force on a day that ask for something."""
    found: QuerySet[DutyRule] = DutyRule.objects.filter(in_force(day), county=county)
    return [rule for rule in found if rule.partners]


@dataclass(frozen=True)
class Standing:
    """A school against the rule of its class."""

    school: Place
    rule: DutyRule
    helped: tuple[Place, ...]
    given: frozenset[str]

    @property
    def lacking(self) -> int:
        """Partners still to be found."""
        return max(0, self.rule.partners - len(self.helped))

    @property
    def missing(self) -> tuple[str, ...]:
        """Dimensions asked for in which it helps nobody."""
        return tuple(one for one in self.rule.dimensions if one not in self.given)

    @property
    def met(self) -> bool:
        """Whether nothing is owed."""
        return not self.lacking and not self.missing


@dataclass
class Against:
    """The schools of a county against its rules on a day."""

    owing: list[Standing] = field(default_factory=list)
    free: list[Place] = field(default_factory=list)
    unserved: list[Place] = field(default_factory=list)

    @property
    def met(self) -> int:
        """How many do all that is asked of them."""
        return sum(one.met for one in self.owing)


def against(county: Place, day: date) -> Against:
    """Every school that stands: what it owes and does, or that it owes nothing; country schools whom nobody helps."""
    rules, schools = rules_on(county, day), list(schools_in(county).filter(outside=False))
    lanes = list(Strand.objects.filter(in_force(day)).select_related("giver", "receiver"))
    served = _served(county, day, lanes)
    found = Against()
    for school in schools:
        rule = _rule_of(school, rules)
        if rule is None:
            found.free.append(school)
        else:
            found.owing.append(_standing(school, rule, lanes))
        if school.setting == "country" and not any(place.covers(school) or school.covers(place) for place in served):
            found.unserved.append(school)
    found.owing.sort(key=lambda one: one.met)
    return found


def _rule_of(school: Place, rules: list[DutyRule]) -> DutyRule | None:
    """The rule of its stage, else the one of every stage."""
    own = {rule.stage: rule for rule in rules if rule.setting == school.setting}
    return own.get(school.stage) or own.get("")


def _standing(school: Place, rule: DutyRule, lanes: list[Strand]) -> Standing:
    helped, given = defaultdict(set), set()
    for lane in lanes:
        if school.covers(lane.giver):
            helped[lane.receiver].add(lane.dimension)
            given.add(lane.dimension)
    return Standing(school, rule, tuple(sorted(helped, key=lambda place: place.lo)), frozenset(given))


def _served(county: Place, day: date, lanes: list[Strand]) -> list[Place]:
    """Places that somebody helps: schools, campuses, whole towns, members of a community."""
    members = Member.objects.filter(in_force(day), within(county, "school__lo")).select_related("school")
    return [lane.receiver for lane in lanes if county.covers(lane.receiver)] + [row.school for row in members]
