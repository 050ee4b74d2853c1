import re
from itertools import combinations, pairwise
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from xieshou.drawings.dimensions import MARKS
from xieshou.drawings.network import Lane, Node, legend_of, network_svg
from xieshou.drawings.network_layout import Measures, arrange

TOWN = Node("a", "云溪县实验小学", "实验小学", "town", 0, "/a/")
TOWNSHIP = Node("b", "白塔镇中心小学", "白塔小学", "country", 1, "/b/")
VILLAGE = Node("c", "大湾村小学", "大湾小学", "country", 2, "/c/")
MEASURES = Measures(13, 116, 46.5, 21.5, 42, 26)


def links(svg):
    root = ElementTree.fromstring(svg)
    return list(root.iter("a"))


def test_every_school_and_every_lane_is_a_link_with_a_title():
    lanes = [Lane("a", "b", "staffing", "/1/"), Lane("b", "a", "research", "/2/")]
    for wide in (True, False):
        found = links(network_svg([TOWN, TOWNSHIP], lanes, wide))
        assert [link.get("href") for link in found] == ["/1/", "/2/", "/a/", "/b/"]
        assert [link.find("title").text for link in found] == [
            "云溪县实验小学支援白塔镇中心小学，师资",
            "白塔镇中心小学支援云溪县实验小学，教研",
            "云溪县实验小学",
            "白塔镇中心小学",
        ]


def test_the_badge_stands_at_the_giver_and_the_arrow_at_the_receiver():
    def ends(giver, receiver):
        link = links(network_svg([TOWN, TOWNSHIP], [Lane(giver, receiver, "moral", "/")]))[0]
        arrow = next(path.get("d") for path in link.iter("path") if path.get("class") == "hd")
        return float(link.find("circle").get("cx")), float(re.match(r"M([\d.]+)", arrow)[1])

    badge, arrow = ends("a", "b")
    assert badge < 300 < arrow
    badge, arrow = ends("b", "a")
    assert arrow < 300 < badge


def test_one_triangle_for_each_pair_at_risk_not_for_each_lane():
    lanes = [
        Lane("a", "b", "staffing", "/", risk=True),
        Lane("b", "a", "research", "/", risk=True),
        Lane("b", "c", "goods", "/"),
    ]
    assert network_svg([TOWN, TOWNSHIP, VILLAGE], lanes).count('class="rk"') == 1


def test_parallel_lanes_lie_thirteen_pixels_apart():
    svg = network_svg([TOWN, TOWNSHIP], [Lane("a", "b", code, "/") for code in ("staffing", "research", "moral")])
    starts = [float(y) for y in re.findall(r'class="ln" d="M182 ([\d.]+)', svg)]
    assert [round(b - a, 1) for a, b in pairwise(starts)] == [13, 13]


def test_a_lane_that_skips_a_tier_passes_between_schools():
    middle = [Node(f"m{i}", f"学校{i}", "", "country", 1, "/") for i in range(4)]
    lanes = [Lane("a", node.id, "moral", "/") for node in middle] + [Lane("a", "c", "goods", "/skip/")]
    svg = network_svg([TOWN, *middle, VILLAGE], lanes)
    skip = next(link for link in links(svg) if link.get("href") == "/skip/")
    path = next(p.get("d") for p in skip.iter("path") if p.get("class") == "ln")
    passing = float(re.search(r" 471 ([\d.]+)C", path)[1])
    boxes = [
        (float(y), float(h))
        for y, h in re.findall(r'class="box" x="471.8" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"', svg)
    ]
    assert len(boxes) == 4
    assert not any(y - 2 <= passing <= y + h + 2 for y, h in boxes)


def test_a_lane_within_a_tier_swings_outside():
    other = TOWN._replace(id="d", name="城关镇第一小学")
    svg = network_svg([TOWN, other, TOWNSHIP], [Lane("a", "d", "moral", "/"), Lane("a", "b", "goods", "/")])
    box = float(re.search(r'class="box" x="([\d.]+)"', svg)[1])
    control = float(re.search(r'class="ln" d="M[\d.]+ [\d.]+C([\d.]+)', svg)[1])
    assert 0 < control < box


def test_county_names_cannot_break_the_picture():
    node = TOWN._replace(name='<script>"&', url='/"onclick="x')
    lane = Lane("a", "b", '"><x', "javascript:'", title="<b>")
    root = ElementTree.fromstring(network_svg([node, TOWNSHIP], [lane]))
    assert {element.tag for element in root.iter()} <= {"svg", "a", "title", "path", "rect", "circle", "text", "g"}


def test_lanes_to_schools_that_are_not_shown_are_left_out():
    svg = network_svg([TOWN, TOWNSHIP], [Lane("a", "zzz", "moral", "/"), Lane("a", "a", "moral", "/")])
    assert "data-lane" not in svg
    assert network_svg([], []) == ""


def test_the_phone_picture_fits_five_schools_beside_each_other():
    five = [Node(str(i), f"学校{i}", f"校{i}", "country", 1, "/") for i in range(5)]
    lanes = [Lane("a", node.id, "moral", "/") for node in five]
    assert 'viewBox="0 0 358 ' in network_svg([TOWN, *five], lanes, wide=False)
    six = [*five, five[0]._replace(id="6")]
    assert 'class="net phone pan"' in network_svg(six, [], wide=False)


def test_the_legend_counts_the_dimensions():
    lanes = [Lane("a", "b", "goods", "/"), Lane("a", "b", "staffing", "/"), Lane("b", "c", "goods", "/")]
    assert [(item.code, item.number) for item in legend_of(lanes)] == [("staffing", 1), ("goods", 2)]


counties = st.integers(2, 24).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 2), min_size=n, max_size=n),
        st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=40),
    )
)


@settings(max_examples=60, deadline=None)
@given(counties)
def test_no_two_schools_of_a_tier_overlap_in_any_county(county):
    tiers, ends = county
    layout = arrange(list(enumerate(tiers)), ends, MEASURES)
    for boxes in layout.tiers:
        for one, other in combinations(boxes, 2):
            assert abs(one.centre - other.centre) >= (one.size + other.size) / 2
        for box in boxes:
            assert box.centre - box.size / 2 >= -0.01
            assert box.centre + box.size / 2 <= layout.reach + 0.01


@settings(max_examples=40, deadline=None)
@given(counties, st.data(), st.booleans())
def test_any_county_gives_a_picture_without_inline_style(county, data, wide):
    tiers, ends = county
    nodes = [
        Node(str(i), f"学校{i}", f"校{i}", "town" if t == 0 else "country", t, f"/{i}/") for i, t in enumerate(tiers)
    ]
    lanes = [Lane(str(a), str(b), data.draw(st.sampled_from(list(MARKS))), "/x/", risk=a % 2 == 0) for a, b in ends]
    svg = network_svg(nodes, lanes, wide)
    root = ElementTree.fromstring(svg)
    assert "style=" not in svg and "nan" not in svg
    assert sum(link.get("class", "").startswith("nd") for link in root.iter("a")) == len(nodes)
    assert sum(1 for link in root.iter("a") if link.get("data-lane")) == sum(a != b for a, b in ends)
