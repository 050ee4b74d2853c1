"""The network picture: who helps whom, each relation a lane with a badge at the giver and an arrow at the receiver."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .dimensions import Mark, mark_of
from .network_layout import Box, Bundle, Layout, Measures, arrange

HEADS = ("县城学校", "乡镇学校", "村小和教学点")


class Node(NamedTuple):
    """A school of the picture; tier 0 is the town, 1 the townships, 2 the villages."""

    id: str
    name: str
    short: str
    setting: str
    tier: int
    url: str


class Lane(NamedTuple):
    """One relation: the giver helps the receiver in one dimension."""

    giver: str
    receiver: str
    dimension: str
    url: str
    title: str = ""
    risk: bool = False


class LegendItem(NamedTuple):
    """A dimension that occurs, and how often."""

    code: str
    mark: Mark
    number: int


class Frame(NamedTuple):
    """A drawing's measures, along and across, and the shapes that depend on its direction."""

    sizes: Measures
    depth: float  # of a school, along
    stations: tuple[float, float, float]  # where the tiers begin, along
    start: float  # of the first school, across
    end: float  # after the last school, across
    length: float  # of the picture, along
    badge: float  # radius
    first_badge: float
    next_badge: float
    letter: float  # from a badge's centre down to its character's baseline
    head: tuple[float, float]  # an arrow's length and half width
    deep: int = 4  # after so many badges the next stands before the first again
    risk: float = 0.69  # where on a lane its triangle stands


WIDE = Frame(
    Measures(13, 116, 46.5, 21.5, 42, 26), 178, (0, 471, 942), 35, 36, 1120, 12, 36, 33, 5.2, (10.2, 6)
)  # fmt: skip
PHONE = Frame(
    Measures(12, 73.25, 63.5, 15.5, 9.5, 4.8), 40, (2, 236, 486), 0.8, 0.7, 528, 10.5, 22, 23.2, 4.8, (8.5, 5)
)  # fmt: skip
# As wide as the text of a page: at 15.6 cm a name of 16 units is set in 10 pt.
PAPER = Frame(
    Measures(13, 76, 40, 13, 20, 22), 164, (0, 277, 554), 35, 12, 720, 11, 18, 23, 5.2, (10.2, 6), deep=2, risk=0.56
)  # fmt: skip
PHONE_WIDTH = 358
AWAY = 4  # between a school and its lanes
ARC, ARC_MARGIN = 34, 16
TRIANGLE = '<path class="cas" d="M0-9 10 9H-10z"/><path d="M0-9 10 9H-10z"/><path class="knock" d="M0-3v5M0 5.6v.1"/>'

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]


class Track(NamedTuple):
    """A lane as drawn: curves from its lower school to its higher, in (along, across)."""

    curves: list[Curve]
    outwards: tuple[int, int]  # on which side of the two schools it ends: -1 before, 1 behind


def legend_of(lanes: Iterable[Lane]) -> list[LegendItem]:
    """The dimensions of these lanes in the order of the badges, each with its number."""
    counts = Counter(lane.dimension for lane in lanes)
    return sorted(
        (LegendItem(c, mark_of(c), n) for c, n in counts.items()), key=lambda item: (item.mark.css, item.code)
    )


def network_svg(nodes: Sequence[Node], lanes: Sequence[Lane], wide: bool = True, *, paper: bool = False) -> SafeString:
    """Draws the picture, from left to right when wide (narrower on paper), from top to bottom for a phone."""
    if not nodes:
        return mark_safe("")
    return _Picture(nodes, lanes, wide, PAPER if paper else WIDE if wide else PHONE).svg()


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _at(curve: Curve, t: float) -> Point:
    u = 1 - t
    weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
    x, y = (sum(w * point[axis] for w, point in zip(weights, curve, strict=True)) for axis in (0, 1))
    return x, y


def _where(curve: Curve, along: float) -> Point:
    """The point of a curve that rises along the picture, at a given place."""
    low, high = 0.0, 1.0
    for _ in range(24):
        middle = (low + high) / 2
        low, high = (middle, high) if _at(curve, middle)[0] < along else (low, middle)
    return _at(curve, low)


class _Picture:
    """One drawing in the making."""

    def __init__(self, nodes: Sequence[Node], lanes: Sequence[Lane], wide: bool, frame: Frame) -> None:
        self.nodes, self.lanes, self.wide, self.frame = nodes, lanes, wide, frame
        ends = [(lane.giver, lane.receiver) for lane in lanes]
        self.layout: Layout = arrange([(node.id, node.tier) for node in nodes], ends, self.frame.sizes)
        self.by_id = {node.id: node for node in nodes}
        self.ports: dict[tuple[int, int, int], float] = {}
        self.given: Counter[tuple[int, int]] = Counter()
        self.levels = self._arc_levels()
        self.shift = self._shift()
        self.stations = self._stations()
        self._assign_ports()

    def svg(self) -> SafeString:
        """The whole picture, lanes first, schools above them."""
        width, height = self._extent()
        drawn = [self._bundle(bundle) for bundle in self.layout.bundles]
        parts = [*self._heads(), *(lane for lane, _ in drawn), *(risk for _, risk in drawn), *self._schools()]
        css = "net wide" if self.wide else ("net phone" if width <= PHONE_WIDTH else "net phone pan")
        size = "" if self.wide or width <= PHONE_WIDTH else f' width="{_n(width)}" height="{_n(height)}"'
        label = f"结对网络图，{len(self.nodes)}所学校，{sum(len(b.lanes) for b in self.layout.bundles)}条帮扶关系"
        return mark_safe(
            f'<svg class="{css}" viewBox="0 0 {_n(width)} {_n(height)}"{size} role="group" aria-label="{label}">'
            f"{''.join(parts)}</svg>"
        )

    # the frame

    def _arcs(self, tier: int) -> list[Bundle]:
        return [b for b in self.layout.bundles if b.level and b.low.tier == tier]

    def _arc_levels(self) -> dict[int, int]:
        """How far out the first lane of each bundle within a tier must swing, so that arcs nest."""
        levels: dict[int, int] = {}
        for tier in range(3):
            placed: list[tuple[float, float, int]] = []
            for bundle in sorted(self._arcs(tier), key=lambda b: abs(b.low.centre - b.high.centre)):
                top, bottom = sorted((bundle.low.centre, bundle.high.centre))
                inner = max((level for a, b, level in placed if a < bottom and b > top), default=0)
                levels[id(bundle)] = inner
                placed.append((top, bottom, inner + len(bundle.lanes)))
        return levels

    def _swing(self, tier: int) -> float:
        """Room that a tier's own lanes need beside it, along the picture."""
        reaches = [self.levels[id(b)] + len(b.lanes) for b in self._arcs(tier)]
        return ARC + self.frame.sizes.lane * max(reaches) + ARC_MARGIN if reaches else 0

    def _stations(self) -> tuple[float, float, float]:
        first, _, last = self.frame.stations
        if not self.wide:  # a phone's picture grows downwards
            before = self._swing(0)
            middle = self.frame.stations[1] + before + self._swing(1) / 2
            return first + before, middle, last + before + self._swing(1)
        before, after = self._swing(0), self._swing(2)
        return first + before, (first + before + last - after) / 2, last - after

    def _shift(self) -> float:
        """What brings the picture to its place across: a narrow phone picture stands in the middle."""
        spare = 0.0 if self.wide else max(0.0, PHONE_WIDTH - self.frame.start - self.frame.end - self.layout.reach)
        return self.frame.start + spare / 2

    def _extent(self) -> tuple[float, float]:
        across = self.frame.start + self.layout.reach + self.frame.end
        if self.wide:
            return self.frame.length, across
        used = [tier for tier, boxes in enumerate(self.layout.tiers) if any(not box.passing for box in boxes)]
        bottom = self.stations[used[-1]] + self.frame.depth + 2 + (self._swing(used[-1]) if used[-1] else 0)
        return max(PHONE_WIDTH, across), bottom

    def _place(self, point: Point) -> Point:
        """(along, across) to (x, y)."""
        along, across = point[0], point[1] + self.shift
        return (along, across) if self.wide else (across, along)

    # ports: where lanes leave a school

    def _side(self, bundle: Bundle, box: Box) -> int:
        if bundle.level:
            return -1 if box.tier == 0 else 1
        return 1 if box is bundle.low else -1

    def _assign_ports(self) -> None:
        for boxes in self.layout.tiers:
            for box in boxes:
                for side in (-1, 1):
                    self._assign_side(box, side)

    def _assign_side(self, box: Box, side: int) -> None:
        """Lanes leave in the order of where they go, so that they do not cross at the school."""
        leaving = []
        for bundle in self.layout.bundles:
            if box in (bundle.low, bundle.high) and self._side(bundle, box) == side:
                other = bundle.high if box is bundle.low else bundle.low
                leaving += [(*self._port_key(bundle, box, other, i), lane) for i, lane in enumerate(bundle.lanes)]
        for place, (*_, lane) in enumerate(sorted(leaving)):
            self.ports[id(box), side, lane] = box.centre + (place - (len(leaving) - 1) / 2) * self.frame.sizes.lane

    def _port_key(self, bundle: Bundle, box: Box, other: Box, index: int) -> tuple[int, float, int]:
        if not bundle.level:
            return 1, (bundle.via or other).centre, index
        if other.centre < box.centre:
            return 0, box.centre - other.centre, -index
        return 2, box.centre - other.centre, index

    # lanes

    def _track(self, bundle: Bundle, index: int) -> Track:
        lane = bundle.lanes[index]
        sides = self._side(bundle, bundle.low), self._side(bundle, bundle.high)
        start = self._end_of(bundle.low, sides[0], lane)
        end = self._end_of(bundle.high, sides[1], lane)
        if bundle.level:
            swing = ARC + self.frame.sizes.lane * (self.levels[id(bundle)] + len(bundle.lanes) - 1 - index)
            out = start[0] + sides[0] * swing * 4 / 3
            return Track([(start, (out, start[1]), (out, end[1]), end)], sides)
        if not bundle.via:
            return Track([_bow(start, end)], sides)
        across = bundle.via.centre + (index - (len(bundle.lanes) - 1) / 2) * self.frame.sizes.lane
        enter, leave = (self.stations[1], across), (self.stations[1] + self.frame.depth, across)
        return Track([_bow(start, enter), (enter, enter, leave, leave), _bow(leave, end)], sides)

    def _end_of(self, box: Box, side: int, lane: int) -> Point:
        edge = self.stations[box.tier] + (self.frame.depth if side > 0 else 0)
        return edge + side * AWAY, self.ports[id(box), side, lane]

    def _bundle(self, bundle: Bundle) -> tuple[str, str]:
        tracks = [self._track(bundle, index) for index in range(len(bundle.lanes))]
        drawn = "".join(self._lane(bundle, lane, track) for lane, track in zip(bundle.lanes, tracks, strict=True))
        at_risk = any(self.lanes[lane].risk for lane in bundle.lanes)
        return drawn, self._triangle(bundle, tracks) if at_risk else ""

    def _lane(self, bundle: Bundle, number: int, track: Track) -> str:
        lane, mark = self.lanes[number], mark_of(self.lanes[number].dimension)
        forth = lane.giver == bundle.low.id
        giver, side = (bundle.low, track.outwards[0]) if forth else (bundle.high, track.outwards[1])
        x, y = self._place(self._badge_point(track, forth, self.given[id(giver), side]))
        self.given[id(giver), side] += 1
        d, r = self._d(track.curves), _n(self.frame.badge)
        dash = f' stroke-dasharray="{mark.dash}"' if mark.dash else ""
        title = lane.title or f"{self.by_id[lane.giver].name}支援{self.by_id[lane.receiver].name}，{mark.label}"
        return (
            f'<a class="{mark.css}" href="{escape(lane.url)}" data-lane="{escape(lane.dimension)}">'
            f'<title>{escape(title)}</title><path class="hit" d="{d}"/><path class="ln" d="{d}"{dash}/>'
            f"{self._arrow(track, forth)}"
            f'<circle class="hd" cx="{_n(x)}" cy="{_n(y)}" r="{r}"/><text x="{_n(x)}" y="{_n(y + self.frame.letter)}">'
            f"{escape(mark.character)}</text></a>"
        )

    def _d(self, curves: Sequence[Curve]) -> str:
        pieces = ["M" + " ".join(map(_n, self._place(curves[0][0])))]
        for curve in curves:
            pieces.append("C" + " ".join(_n(value) for point in curve[1:] for value in self._place(point)))
        return "".join(pieces)

    def _badge_point(self, track: Track, forth: bool, count: int) -> Point:
        """Badges near the giver, staggered: lanes lie closer than a badge is wide."""
        away = self.frame.first_badge + count % self.frame.deep * self.frame.next_badge
        if track.outwards[0] == track.outwards[1]:
            t = 0.16 + 0.08 * (count % 4)
            return _at(track.curves[0], t if forth else 1 - t)
        curve = track.curves[0] if forth else track.curves[-1]
        return _where(curve, curve[0][0] + away if forth else curve[3][0] - away)

    def _arrow(self, track: Track, forth: bool) -> str:
        end, side = (track.curves[-1][3], track.outwards[1]) if forth else (track.curves[0][0], track.outwards[0])
        length, half = self.frame.head
        tip = _n(end[0] - 2 * side), _n(end[1] + self.shift)
        back = _n(side * length)
        if self.wide:
            return f'<path class="hd" d="M{tip[0]} {tip[1]}l{back} {_n(-half)}v{_n(2 * half)}z"/>'
        return f'<path class="hd" d="M{tip[1]} {tip[0]}l{_n(-half)} {back}h{_n(2 * half)}z"/>'

    def _triangle(self, bundle: Bundle, tracks: Sequence[Track]) -> str:
        if bundle.level:
            points = [_at(track.curves[0], 0.5) for track in tracks]
        else:
            first, last = tracks[0].curves[-1][0][0], tracks[0].curves[-1][3][0]
            points = [_where(track.curves[-1], first + (last - first) * self.frame.risk) for track in tracks]
        along, across = (sum(point[axis] for point in points) / len(points) for axis in (0, 1))
        x, y = self._place((along, across))
        return f'<g class="rk" transform="translate({_n(x)} {_n(y)})">{TRIANGLE}</g>'

    # schools

    def _heads(self) -> list[str]:
        if not self.wide:
            return []
        counts = Counter(min(max(node.tier, 0), 2) for node in self.nodes)
        middles = [station + self.frame.depth / 2 for station in self.stations]
        said = [(_n(middles[tier]), f"{HEADS[tier]}{number}所") for tier, number in sorted(counts.items())]
        return [f'<text class="net-h" x="{x}" y="18" text-anchor="middle">{text}</text>' for x, text in said]

    def _schools(self) -> list[str]:
        boxes = {box.id: box for tier in self.layout.tiers for box in tier if not box.passing}
        return [self._school(node, boxes[node.id]) for node in self.nodes]

    def _school(self, node: Node, box: Box) -> str:
        country = node.setting == "country"
        x, y = self._place((self.stations[box.tier] + 0.8, box.centre - box.size / 2))
        depth = self.frame.depth - 1.5
        width, height = (depth, box.size) if self.wide else (box.size, depth)
        radius = (height / 2 + 0.8) if country else (10 if self.wide else 7)
        rect = (
            f'<rect class="box" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="{_n(radius)}"/>'
        )
        inside = self._sign(node, x, y + height / 2) if self.wide else self._short(node, x + width / 2, y + height / 2)
        css = "nd c" if country else "nd"
        return f'<a class="{css}" href="{escape(node.url)}"><title>{escape(node.name)}</title>{rect}{inside}</a>'

    def _sign(self, node: Node, x: float, y: float) -> str:
        if node.setting == "country":
            sign, left = f'<circle class="mc" cx="{_n(x + 21.2)}" cy="{_n(y)}" r="6"/>', x + 35.2
        else:
            sign, left = (
                f'<rect class="mt" x="{_n(x + 15.2)}" y="{_n(y - 5.5)}" width="11" height="11" rx="2"/>',
                x + 35.2,
            )
        name = node.name if len(node.name) <= 8 else (node.short or node.name)
        return f'{sign}<text x="{_n(left)}" y="{_n(y + 5.8)}">{escape(name[:8])}</text>'

    def _short(self, node: Node, x: float, y: float) -> str:
        name = escape((node.short or node.name)[:4])
        return f'<text x="{_n(x)}" y="{_n(y + 5)}" text-anchor="middle">{name}</text>'


def _bow(start: Point, end: Point) -> Curve:
    middle = (start[0] + end[0]) / 2
    return start, (middle, start[1]), (middle, end[1]), end
