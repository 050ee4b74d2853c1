"""Papers, pairs, needs, agreements, steering groups and the community, each on its day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from xieshou.communities.operations.open_community import open_community
from xieshou.pairings.operations.open_pairing import Lane, open_pairing
from xieshou.pairings.operations.state_need import state_need
from xieshou.pairings.operations.write_agreement import Wording, sign_agreement, write_agreement
from xieshou.papers.operations.register_policy import register_policy
from xieshou.places.models import Place
from xieshou.steering.models import SteeringGroup
from xieshou.steering.operations.set_group import Seat, set_group

from .content import papers
from .content.pairs import COMMUNITY
from .diary import Diary
from .ground import Bond, Ground, actor_of
from .spec import PairSpec

ENDS_IN = timedelta(days=45)


def write_papers(ground: Ground, county: Place) -> list[Any]:
    """The chain of papers from the province to the county's trial."""
    rows: list[Any] = []
    for title, number, issuer, before, parent, pilot in papers.PAPERS:
        place = ground.above[len(rows)] if len(rows) < len(ground.above) else county
        year = ground.years[0] - before
        issued = date(year, 3 + len(rows), 12) if before else ground.opens
        more = {"implements": rows[parent] if parent is not None else None, "pilot": pilot}
        named = {"title": title, "issuer": issuer, "number": number.format(y=year)}
        rows.append(
            register_policy(actor_of(place), place=place, issued_on=issued, in_force_from=issued, **named, **more)
        )
    return rows


def write_pair(ground: Ground, spec: PairSpec, basis: Any, diary: Diary) -> Bond:
    """A pair with its lanes, needs and agreement."""
    first, second = ground.schools[spec.first], ground.schools[spec.second]
    since = min(date(ground.years[-1] - 2, 9, 1), ground.opens)
    ends = {"a": (first, second), "b": (second, first)}
    lanes = [Lane(*ends[side], dimension) for side, dimension in (lane.split(":") for lane in spec.lanes.split())]
    contacts = {"first_contact": spec.contacts[0], "second_contact": spec.contacts[1]}
    pairing = open_pairing(actor_of(first), first=first, second=second, since=since, lanes=lanes, **contacts)
    bond = Bond(spec, pairing, first, second)
    ground.bonds.append(bond)
    for need in spec.needs:
        school = bond.side(need.side)
        said = {"sort": need.sort, "dimension": need.dimension, "text": need.text, "basis": need.basis}
        bond.needs.append(state_need(actor_of(school), school=school, pairing=pairing, stated_on=since, **said))
    starts, until = _three_years(ground, spec)
    number = len(ground.bonds)
    diary.add(max(starts, ground.opens), lambda: _write_agreement(bond, number, basis, starts, until))
    return bond


def _three_years(ground: Ground, spec: PairSpec) -> tuple[date, date]:
    """The usual three years hold the newest school year; some are about to end."""
    if spec.agreement == "ending":
        ends = ground.today + ENDS_IN
        return date(ends.year - 3, ends.month, min(ends.day, 28)), ends
    return date(ground.years[-1] - 2, 9, 1), date(ground.years[-1] + 1, 8, 31)


def _write_agreement(bond: Bond, number: int, basis: Any, starts: date, ends: date) -> None:
    actor = actor_of(bond.first)
    paper = write_agreement(
        actor,
        pairing=bond.pairing,
        starts=starts,
        ends=ends,
        clauses=[Wording(text, heading) for heading, text in papers.CLAUSES],
        number=f"云教结〔{starts.year}〕{number}号" if bond.spec.agreement != "draft" else "",
        basis=basis,
        rhythm=papers.RHYTHM,
        money=papers.MONEY,
        appraisal=papers.APPRAISAL,
    )
    bond.agreement = paper
    if bond.spec.agreement != "draft":
        bond.agreement = sign_agreement(actor, agreement=paper, on=starts)


def _seats(people: tuple[tuple[str, str, str], ...]) -> list[Seat]:
    return [Seat(name, post, role) for name, post, role in people]


def write_groups(ground: Ground, county: Place, diary: Diary) -> None:
    """Steering groups of the county, of schools and of a pair; a member of the county's changed in mid-year."""
    office, since = "人事股（支教办公室）", ground.opens
    words = {"name": "城乡学校结对帮扶工作领导小组", "office": office, "duties": "定计划，管派遣，查落实。"}
    group = set_group(actor_of(county), place=county, seats=_seats(papers.COUNTY_GROUP), since=since, **words)
    for name, people in papers.SCHOOL_GROUPS.items():
        if school := ground.schools.get(name):  # a small county is without some
            set_group(actor_of(school), place=school, name="结对帮扶工作领导小组", seats=_seats(people), since=since)
    bond = ground.bonds[0]
    seats = _seats(papers.PAIR_GROUP)
    set_group(
        actor_of(bond.first), place=bond.first, pairing=bond.pairing, name="两校帮扶工作小组", seats=seats, since=since
    )
    changed = date(ground.years[0] + 1, 1, 1)
    diary.add(changed, lambda: _change_group(county, group, changed, office))


def _change_group(county: Place, group: SteeringGroup, on: date, office: str) -> None:
    seats = _seats(papers.COUNTY_GROUP_LATER)
    set_group(
        actor_of(county),
        place=county,
        group=group,
        name=group.name,
        seats=seats,
        since=on,
        office=office,
        duties=group.duties,
    )


def write_community(ground: Ground) -> None:
    """A core school with members in several towns, one of them over the county's border."""
    name, core, members = COMMUNITY
    rows = [ground.schools[member] for member in members if ground.has(member)]
    school = ground.schools[core]
    ground.community = open_community(actor_of(school), core=school, name=name, since=ground.opens, members=rows)
