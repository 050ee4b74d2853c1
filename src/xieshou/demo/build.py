"""Write the demonstration: 云溪县 and its neighbour, and more counties by pattern where more schools are wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from xieshou.accounts.demonstration import claim_for_demonstration
from xieshou.collection.demonstration import collect_sample
from xieshou.duties.demonstration import ask_sample
from xieshou.kernel.periods import school_year_of
from xieshou.pairings.selectors import members_of
from xieshou.places.models import NATION, PROVINCE, Place
from xieshou.places.operations.add_place import add_place
from xieshou.scoping.operations import SystemActor
from xieshou.scoping.scope import unscoped

from .clock import Clock, at_the_time
from .content import county as content
from .content.pairs import PAIRS
from .diary import Diary
from .ground import Ground, actor_of, write_cards, write_county, write_staff
from .judging import add_events
from .pattern import counties
from .spec import CountySpec
from .write_activities import Event, community_events, events_of
from .write_bonds import write_community, write_groups, write_pair, write_papers
from .write_gifts import add_gifts, write_openings
from .write_placements import add_placements
from .write_plans import add_community_plans, add_plans

FEWEST = 4
Say = Callable[[str], object]


@dataclass(frozen=True)
class Wish:
    """What was asked for."""

    schools: int = len(content.SCHOOLS)
    years: int = 2
    seed: int = 1


def build(wish: Wish, say: Say) -> int:
    """Write everything; refuses where real people are, or the demonstration is already. Returns the dated writes."""
    claim_for_demonstration()
    if Place.objects.exists():
        raise SystemExit("这里已经有单位了，不再写入演示数据。换一个数据目录：XIESHOU_HOME=… xieshou demo")
    today = timezone.localdate()
    newest = school_year_of(today)
    years = tuple(range(newest - max(wish.years, 1) + 1, newest + 1))
    with unscoped("the demonstration is written before anybody could see it"), at_the_time() as clock:
        clock.set(min(date(years[0], 8, 20), today))
        with transaction.atomic():
            province = _province()
        written = _yunxi(Ground(wish.seed, today, years), max(wish.schools, FEWEST), province, clock, say)
        for spec in counties(wish.schools - len(content.SCHOOLS), wish.seed):
            clock.set(min(date(years[0], 8, 20), today))
            written += _another(Ground(wish.seed, today, years), spec, province, clock, say)
    return written


def _province() -> Place:
    system = SystemActor("demonstration")
    nation = add_place(system, parent=None, level=NATION, name="中国")
    return add_place(system, parent=nation, level=PROVINCE, name=content.PROVINCE)


def _yunxi(ground: Ground, schools: int, province: Place, clock: Clock, say: Say) -> int:
    """The county of the cards, with its neighbour over the border."""
    main = CountySpec(content.COUNTY, content.CITY, content.SCHOOLS[:schools], PAIRS)
    other = CountySpec(content.OTHER_COUNTY, content.OTHER_CITY, content.OTHER_SCHOOLS)
    diary = Diary(ground.today, say)
    with transaction.atomic():
        county = write_county(ground, main, province)
        write_county(ground, other, province)
        write_staff(ground, (*main.schools, *other.schools))
        write_cards(county)
        basis = write_papers(ground, county)[2]
        for pair in main.pairs:
            if ground.has(pair.first, pair.second):
                write_pair(ground, pair, basis, diary)
        write_groups(ground, county, diary)
        ask_sample(actor_of(county), county, ground.opens, basis.number)
        write_community(ground)
        write_openings(ground, county)
    say(f"{main.name}：{len(ground.schools)}所学校")
    add_placements(ground, county, diary)
    add_gifts(ground, diary)
    lately, everyone = max(ground.today - timedelta(days=3), ground.opens), list(ground.schools.values())
    diary.add(lately, lambda: collect_sample(county, everyone, ground.today, actor_of))
    events: list[Event] = []
    if ground.community is not None:
        members = members_of(ground.community, ground.today)
        add_community_plans(ground, members, diary)
        events += community_events(ground, members)
    return _live(ground, events, diary, clock, main.name)


def _another(ground: Ground, spec: CountySpec, province: Place, clock: Clock, say: Say) -> int:
    """A county by pattern: the same tables, nobody's account."""
    diary = Diary(ground.today, say)
    with transaction.atomic():
        write_county(ground, spec, province)
        write_staff(ground, spec.schools)
        for pair in spec.pairs:
            write_pair(ground, pair, None, diary)
    return _live(ground, [], diary, clock, spec.name)


def _live(ground: Ground, events: list[Event], diary: Diary, clock: Clock, name: str) -> int:
    """Plans and activities of every pair, then all of it day by day."""
    for bond in ground.bonds:
        add_plans(ground, bond, diary)
        events += events_of(ground, bond)
    add_events(ground, events, diary)
    return diary.write(clock, name)
