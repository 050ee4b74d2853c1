"""The network and the heat map of a county, for pages and for Word alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from xieshou.drawings.dimensions import mark_of
from xieshou.drawings.heatmap import HeatRow
from xieshou.drawings.network import Lane, LegendItem, Node, legend_of
from xieshou.kernel.periods import Period, split_months
from xieshou.ledger.asking import Ask
from xieshou.pairings.models import Pairing, Strand
from xieshou.pairings.sides import SideSign, signs_of
from xieshou.places.models import TOWN, Place
from xieshou.web.trace import url_of

from .county import ACTIVITY, BondRow, County

MOST_SCHOOLS = 40
VILLAGE = ("村", "教学点")
SUFFIXES = ("中心小学", "中心学校", "小学", "中学", "学校", "幼儿园", "教学点")
GROUPS, CENTRAL = ("共同体", "集团", "联盟", "学区", "片研会", "教共体"), "中心校"
BUSY = 0.75
LEAST_TEACHING = 0.25


@dataclass(frozen=True)
class Network:
    """Nodes and lanes to draw, the rows of the same as a table, and what may be chosen."""

    nodes: list[Node]
    lanes: list[Lane]
    rows: list[tuple[SideSign, str, SideSign]]
    legend: list[LegendItem]
    total: int
    towns: list[tuple[Place, bool]]
    sentence: str


def tier_of(school: SideSign, helped_by_country: bool) -> int:
    """0 in town; 2 a village school or teaching point; 1 between."""
    if school.setting != "country":
        return 0
    if any(word in school.name for word in VILLAGE):
        return 2
    return 2 if helped_by_country and "中心" not in school.name else 1


def network_of(county: County, dimension: str = "", town: str = "") -> Network:
    """Who helps whom, in one dimension or all; above forty schools, one town at a time."""
    strands, towns = _of_town(county, town)
    risky = {row.bond.pk for row in county.rows if row.tally.risk}
    urls = {row.bond.pk: row.url for row in county.rows}
    shown = [strand for strand in strands if dimension in ("", strand.dimension)]
    ends = {strand.pk: _ends(strand, county) for strand in strands}
    lanes = [
        Lane(ends[s.pk][0].id, ends[s.pk][1].id, s.dimension, urls[s.pairing_id], risk=s.pairing_id in risky)
        for s in shown
    ]
    nodes = _nodes(strands, ends, urls)
    rows = [(ends[s.pk][0].sign, mark_of(s.dimension).label, ends[s.pk][1].sign) for s in shown]
    legend = legend_of(Lane("", "", s.dimension, "") for s in strands)
    return Network(nodes, lanes, rows, legend, len(strands), towns, network_sentence(shown))


class End(NamedTuple):
    """Where a lane begins or ends: a community is a place of its own, beside its core school."""

    id: str
    place: Place
    sign: SideSign


def _ids(pairing: Pairing) -> tuple[str, str]:
    """Both sides told apart, in the order of the pair."""
    return str(pairing.first_community_id or pairing.first_id), str(pairing.second_community_id or pairing.second_id)


def _ends(strand: Strand, county: County) -> tuple[End, End]:
    """The giver's end and the receiver's."""
    pairing = county.pair_of[strand.pairing_id]
    ids, signs = _ids(pairing), signs_of(pairing)
    first, second = End(ids[0], pairing.first, signs[0]), End(ids[1], pairing.second, signs[1])
    return (first, second) if strand.giver_id == pairing.first_id else (second, first)


def _nodes(strands: Sequence[Strand], ends: Mapping[UUID, tuple[End, End]], urls: dict[UUID, str]) -> list[Node]:
    """Every side of the lanes, in the order of the tree; its door is its first pair."""
    found: dict[str, End] = {}
    door: dict[str, str] = {}
    helped: set[str] = set()
    for strand in strands:
        for end in ends[strand.pk]:
            found.setdefault(end.id, end)
            door.setdefault(end.id, urls[strand.pairing_id])
        giver, receiver = ends[strand.pk]
        if giver.sign.setting == "country":
            helped.add(receiver.id)
    return [
        Node(end.id, end.sign.name, end.sign.short, end.sign.setting, tier_of(end.sign, end.id in helped), door[end.id])
        for end in sorted(found.values(), key=lambda end: (end.place.lo, end.id))
    ]


def _of_town(county: County, town: str) -> tuple[list[Strand], list[tuple[Place, bool]]]:
    """All lanes of a small county; of a large one those of the chosen town, else of the one with most lanes."""
    strands = county.strands
    schools = {pk for strand in strands for pk in (strand.giver_id, strand.receiver_id)}
    if len(schools) <= MOST_SCHOOLS:
        return strands, []
    towns = list(Place.objects.filter(level=TOWN, lo__gte=county.place.lo, lo__lt=county.place.hi).order_by("lo"))
    lanes = {place.pk: [s for s in strands if place.covers(s.giver) or place.covers(s.receiver)] for place in towns}
    towns = [place for place in towns if lanes[place.pk]]
    if not towns:
        return strands, []
    chosen = next((one for one in towns if str(one.uid) == town), max(towns, key=lambda one: len(lanes[one.pk])))
    return lanes[chosen.pk], [(place, place.pk == chosen.pk) for place in towns]


def network_sentence(strands: Sequence[Strand]) -> str:
    """What to see: how many country schools help, and whom."""
    back = {s.giver_id for s in strands if s.giver.setting == "country" and s.receiver.setting != "country"}
    words = "箭头从支援学校指向受援学校。"
    return words + (f"往左走的线，是{len(back)}所乡村学校在帮县城学校。" if back else "")


@dataclass(frozen=True)
class Heat:
    """Activities by month and pair, in the order of risk."""

    rows: list[HeatRow]
    columns: list[str]
    values: list[list[int | None]]
    holidays: dict[int, str]
    urls: list[list[str]]
    sentence: str
    caption: str

    def cell_url(self, row: int, column: int) -> str:
        """The records of one cell."""
        return self.urls[row][column]


def heat_of(county: County) -> Heat:
    """Months of the school year up to today × pairs."""
    year = county.table.school_year()
    last = max(min(county.today, year.due), year.period.starts)
    months = split_months(Period(year.period.starts.replace(day=1), last))
    months[-1] = split_months(Period(months[-1].starts, months[-1].starts + timedelta(days=31)))[0]
    rows = county.rows
    names = short_names([row.bond for row in rows])
    counts = [[county.book.figure(_cell(row, month)) for month in months] for row in rows]
    holidays = {n: holiday for n, month in enumerate(months) if (holiday := _holiday(county, month))}
    silent = {n for n in range(len(months)) if n in holidays}
    return Heat(
        rows=[HeatRow(name, row.url) for name, row in zip(names, rows, strict=True)],
        columns=[f"{month.starts.month}月" if n == 0 else str(month.starts.month) for n, month in enumerate(months)],
        values=[list[int | None](line) for line in counts],
        holidays=holidays,
        urls=[[url_of(_cell(row, month)) for month in months] for row in rows],
        sentence=heat_sentence(names, months, counts, silent),
        caption=f"{len(rows)}对结对每月活动次数，{months[0].starts.year}年{months[0].starts.month}月到{months[-1].ends.year}年{months[-1].ends.month}月",
    )


def _cell(row: BondRow, month: Period) -> Ask:
    return Ask(ACTIVITY, bond=row.bond.pk, period=month)


def _holiday(county: County, month: Period) -> str:
    """The word for a month with hardly any school days."""
    spans = [term.period for term in county.table.terms]
    days = sum(max(0, (min(s.ends, month.ends) - max(s.starts, month.starts)).days + 1) for s in spans)
    return "" if days >= month.days * LEAST_TEACHING else "寒假" if month.starts.month <= 3 else "暑假"


def heat_sentence(
    names: Sequence[str], months: Sequence[Period], counts: Sequence[Sequence[int]], off: set[int]
) -> str:
    """What to see: the busiest months, and who has been silent for two or more."""
    sums = [sum(line[n] for line in counts) for n in range(len(months))]
    said = ["每月活动次数。"]
    top = max(sums, default=0)
    if top:
        busy = [n for n, number in enumerate(sums) if number >= top * BUSY]
        runs = [[n for _, n in run] for _, run in groupby(enumerate(busy), key=lambda pair: pair[1] - pair[0])]
        run = max(runs, key=lambda found: sum(sums[n] for n in found))
        first, last = months[run[0]].starts.month, months[run[-1]].starts.month
        said.append(f"{first}月最密" if first == last else f"{first}月到{last}月最密")
    silence = {name: _silent(line, off) for name, line in zip(names, counts, strict=True)}
    longest = [name for name, number in silence.items() if number >= 2]
    if longest:
        name = max(longest, key=lambda one: silence[one])
        others = f"，另有{len(longest) - 1}对也有两个月以上" if len(longest) > 1 else ""
        said.append(f"{'，' if top else ''}{name}已{silence[name]}个月没有活动{others}")
    return said[0] + "".join(said[1:]) + ("。" if len(said) > 1 else "")


def _silent(line: Sequence[int], off: set[int]) -> int:
    """Months of school without an activity, counted back from the last."""
    number = 0
    for n in range(len(line) - 1, -1, -1):
        if line[n]:
            break
        number += n not in off
    return number


def short_names(bonds: Sequence[object]) -> list[str]:
    """白塔→大湾, 实小→一小: two characters a school, as long as they stay apart."""
    pairs = [bond for bond in bonds if isinstance(bond, Pairing)]
    said = {end: sign.short for pair in pairs for end, sign in zip(_ids(pair), signs_of(pair), strict=True)}
    wished = {end: _shorter(name) for end, name in said.items()}
    often = Counter(name for names in wished.values() for name in names)
    named = {end: next((n for n in ways if often[n] == 1), said[end]) for end, ways in wished.items()}
    return [
        "→".join(_clipped(named[end]) for end in _ids(bond)) if isinstance(bond, Pairing) else _clipped(str(bond))
        for bond in bonds
    ]


def _clipped(name: str) -> str:
    """A community's name in the width of a pair's."""
    return name if len(name) <= 5 else f"{name[:4]}…"


def _shorter(name: str) -> list[str]:
    """Ways to say a school in two characters, the plainest first: 白塔, 实小, 一小, 青石."""
    if name.endswith(GROUPS):
        return []
    if name.endswith(CENTRAL):
        return [name.removesuffix(CENTRAL)]
    bare = next((name.removesuffix(end) for end in SUFFIXES if name.endswith(end)), name)
    kind = name[-2] if name.endswith(("小学", "中学")) else ""
    first, last = (name[-2:], name[:2]) if name.endswith(("小", "中")) else (name[:2], name[-2:])
    ways = [bare if len(bare) == 2 else "", name[0] + kind if kind else "", first, last]
    return list(dict.fromkeys(way for way in ways if len(way) == 2 and way not in SUFFIXES))
