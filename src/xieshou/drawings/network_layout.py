"""Where the schools and lanes of a network picture lie: pure geometry, no drawing.

Every tier is a line of boxes across the picture. `across` runs along a tier, `along` from tier to tier. A lane that
skips a tier gets an invisible box there, so that it runs between two schools and not through one.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

TIERS = 3
SWEEPS = 8


class Measures(NamedTuple):
    """The sizes of one drawing, in pixels."""

    lane: float  # between two parallel lanes
    pitch: float  # between the centres of two schools
    least: float  # of a school, across
    padding: float  # of a school around its lanes, across
    gap: float  # between two schools
    pass_by: float  # between a school and a lane that passes it


@dataclass(eq=False)
class Box:
    """A school, or the room a passing bundle of lanes needs in a tier."""

    id: Hashable
    tier: int
    passing: bool = False
    size: float = 0.0
    centre: float = 0.0
    beside: list["Box"] = field(default_factory=list)


@dataclass(eq=False)
class Bundle:
    """All lanes between two schools, the one of the lower tier first."""

    low: Box
    high: Box
    lanes: list[int]
    via: Box | None = None

    @property
    def level(self) -> bool:
        """Whether both schools are in one tier."""
        return self.low.tier == self.high.tier


@dataclass
class Layout:
    """The arrangement: tiers of boxes in order, bundles, and how far the picture reaches across."""

    tiers: list[list[Box]]
    bundles: list[Bundle]
    reach: float = 0.0


def arrange(nodes: Sequence[tuple[Hashable, int]], ends: Sequence[tuple[Hashable, Hashable]], m: Measures) -> Layout:
    """Lays out schools (id, tier 0..2) and lanes (giver, receiver), so that few lanes cross."""
    boxes = {id: Box(id, min(max(tier, 0), TIERS - 1)) for id, tier in nodes}
    bundles = _bundles(boxes, ends)
    tiers: list[list[Box]] = [[box for box in boxes.values() if box.tier == tier] for tier in range(TIERS)]
    tiers[1] += [bundle.via for bundle in bundles if bundle.via]
    _join(bundles)
    _size(boxes, bundles, m)
    layout = Layout(_fewest_crossings(tiers), bundles)
    _place(layout, m)
    return layout


def _bundles(boxes: dict[Hashable, Box], ends: Sequence[tuple[Hashable, Hashable]]) -> list[Bundle]:
    order = {id: place for place, id in enumerate(boxes)}
    found: dict[tuple[int, int], Bundle] = {}
    for lane, (giver, receiver) in enumerate(ends):
        if giver == receiver or giver not in boxes or receiver not in boxes:
            continue
        low, high = sorted((boxes[giver], boxes[receiver]), key=lambda box: (box.tier, order[box.id]))
        bundle = found.setdefault((order[low.id], order[high.id]), Bundle(low, high, []))
        bundle.lanes.append(lane)
    for bundle in found.values():
        bundle.lanes.sort(key=lambda lane: ends[lane][0] != bundle.low.id)  # the ones that come back lie together
        if bundle.high.tier - bundle.low.tier > 1:
            bundle.via = Box(None, 1, passing=True)
    return list(found.values())


def _join(bundles: Sequence[Bundle]) -> None:
    """Tells each box which boxes it wants to lie level with, once for each lane."""
    for bundle in bundles:
        if bundle.level:
            continue
        hops = [bundle.low, bundle.via, bundle.high] if bundle.via else [bundle.low, bundle.high]
        for one, other in pairwise(box for box in hops if box):
            one.beside += [other] * len(bundle.lanes)
            other.beside += [one] * len(bundle.lanes)


def _size(boxes: dict[Hashable, Box], bundles: Sequence[Bundle], m: Measures) -> None:
    busiest = dict.fromkeys(boxes, 0)
    for id in boxes:
        sides: dict[bool, int] = {True: 0, False: 0}
        for bundle in bundles:
            if id in (bundle.low.id, bundle.high.id):
                outwards = bundle.low.id == id if not bundle.level else bundle.low.tier > 0
                sides[outwards] += len(bundle.lanes)
        busiest[id] = max(sides.values())
    for id, box in boxes.items():
        box.size = max(m.least, m.lane * (busiest[id] - 1) + m.padding)
    for bundle in bundles:
        if bundle.via:
            bundle.via.size = m.lane * (len(bundle.lanes) - 1)


def _fewest_crossings(tiers: list[list[Box]]) -> list[list[Box]]:
    """Orders the tiers by the mean place of their neighbours, back and forth, and keeps the best order seen."""
    best, fewest = tiers, _crossings(tiers)
    current = tiers
    for sweep in range(SWEEPS):
        path = (1, 2, 1, 0) if sweep % 2 == 0 else (1, 0, 1, 2)
        for tier in path:
            current = _sorted_tier(current, tier)
            crossings = _crossings(current)
            if crossings < fewest:
                best, fewest = current, crossings
    return best


def _sorted_tier(tiers: list[list[Box]], tier: int) -> list[list[Box]]:
    place = {id(box): position for boxes in tiers for position, box in enumerate(boxes)}

    def mean(box: Box) -> float:
        return sum(place[id(other)] for other in box.beside) / len(box.beside) if box.beside else place[id(box)]

    return [sorted(boxes, key=mean) if t == tier else boxes for t, boxes in enumerate(tiers)]


def _crossings(tiers: list[list[Box]]) -> int:
    place = {id(box): position for boxes in tiers for position, box in enumerate(boxes)}
    total = 0
    for upper in tiers[:-1]:
        links = [
            (place[id(box)], place[id(other)]) for box in upper for other in box.beside if other.tier == box.tier + 1
        ]
        total += sum((a - c) * (b - d) < 0 for i, (a, b) in enumerate(links) for c, d in links[:i])
    return total


def _place(layout: Layout, m: Measures) -> None:
    """Gives each box its centre: level with its neighbours as far as the room allows."""
    rooms = [_offsets(boxes, m) for boxes in layout.tiers]
    layout.reach = max(
        (room[-1] + boxes[-1].size / 2 for room, boxes in zip(rooms, layout.tiers, strict=True) if boxes)
    )
    for boxes, room in zip(layout.tiers, rooms, strict=True):
        spare = (layout.reach - room[-1] - boxes[-1].size / 2) / len(boxes) if boxes else 0
        for place, box in enumerate(boxes):
            box.centre = room[place] + spare * place
    for sweep in range(SWEEPS):
        for tier in (1, 0, 2) if sweep % 2 == 0 else (0, 2, 1):
            _settle(layout.tiers[tier], rooms[tier], layout.reach)


def _offsets(boxes: Sequence[Box], m: Measures) -> list[float]:
    """The nearest each box of a tier may lie to the picture's start."""
    offsets = [boxes[0].size / 2] if boxes else []
    for one, other in pairwise(boxes):
        halves = (one.size + other.size) / 2
        apart = halves + m.pass_by if one.passing or other.passing else max(m.pitch, halves + m.gap)
        offsets.append(offsets[-1] + apart)
    return offsets


def _settle(boxes: Sequence[Box], offsets: Sequence[float], reach: float) -> None:
    """Least squares under the order: neighbours' mean minus offset, made rising by pooling, held within the picture."""
    if not boxes:
        return
    pools: list[tuple[float, int]] = []
    for box, offset in zip(boxes, offsets, strict=True):
        wish = sum(other.centre for other in box.beside) / len(box.beside) if box.beside else box.centre
        value, count = wish - offset, 1
        while pools and pools[-1][0] > value:
            before, number = pools.pop()
            value, count = (before * number + value * count) / (number + count), number + count
        pools.append((value, count))
    slack = reach - offsets[-1] - boxes[-1].size / 2
    levels = [min(max(value, 0.0), slack) for value, count in pools for _ in range(count)]
    for box, level, offset in zip(boxes, levels, offsets, strict=True):
        box.centre = level + offset
