from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from xieshou.documents.charts import bars, grouped_bars, has_glyphs, png, svg
from xieshou.documents.vectors import safe_svg
from xieshou.drawings.palette import BRAND, DIMENSIONS

ROWS = [{"school": "喆䶮村小", "n": 12}, {"school": "白塔<&>小学", "n": 5}]


def test_each_bar_says_its_number_with_the_measure_word() -> None:
    texts = list(ElementTree.fromstring(svg(bars(ROWS, "school", "n", "节"))).itertext())
    assert texts == ["喆䶮村小", "白塔<&>小学", "12节", "5节"]


def test_bars_stand_in_the_order_given_and_grow_with_the_figure() -> None:
    drawn = ElementTree.fromstring(svg(bars(ROWS, "school", "n", "节")))
    filled = [e.get("d", "") for e in drawn.iter() if e.get("fill") == f"var(--brand, {BRAND})"]
    lengths = [float(path.split("h")[1].split("v")[0]) for path in filled]
    assert lengths[0] / lengths[1] == pytest.approx(12 / 5)


def test_a_group_is_told_in_words_and_a_dimension_keeps_its_colour() -> None:
    rows = [{"s": "甲校", "d": "师资", "n": 1}, {"s": "甲校", "d": "教研", "n": 2}]
    drawn = svg(grouped_bars(rows, "s", "n", "d", "次"))
    assert "师资 1次" in drawn and "教研 2次" in drawn
    assert DIMENSIONS["师资"] in drawn and DIMENSIONS["教研"] in drawn and BRAND not in drawn


def test_a_figure_of_nothing_is_still_drawn() -> None:
    assert "0次" in svg(bars([{"a": "甲", "b": 0}], "a", "b", "次"))


def test_a_chart_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="rows"):
        bars([], "a", "b", "次")


def test_the_drawing_for_word_is_14_cm_of_points_wide() -> None:
    image = Image.open(BytesIO(png(bars(ROWS, "school", "n", "节"), scale=3)))
    assert image.width == pytest.approx(14 / 2.54 * 72 * 3, abs=3)


def test_chinese_words_are_drawn_as_characters_not_as_boxes() -> None:
    one = png(bars([{"a": "喆", "b": 1}], "a", "b", "次"))
    other = png(bars([{"a": "䶮", "b": 1}], "a", "b", "次"))
    box = png(bars([{"a": "\ue123", "b": 1}], "a", "b", "次"))
    assert len({one, other, box}) == 3


def test_the_doctor_can_ask_whether_names_can_be_drawn() -> None:
    assert has_glyphs("喆堃昇犇玥祎䶮 〔2026〕—□■①")
    assert not has_glyphs("☐")


def test_what_could_reach_out_or_run_is_dropped() -> None:
    drawn = safe_svg(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="x()">'
        '<script>x()</script><a xlink:href="http://e.example/"><path d="M1,1"/></a><image href="http://e.example/i"/>'
        '<style>@import "x"</style><rect style="fill:red; stroke : blue" fill-opacity="1" filter="url(http://e.example)"/>'
        '<clipPath id="c"/><g clip-path="url(#c)" id="q"/></svg>',
        label="说明",
    )
    root = ElementTree.fromstring(drawn)
    assert "e.example" not in drawn and "x()" not in drawn and "style" not in drawn and "@import" not in drawn
    rect, clip, group = list(root)
    assert (rect.get("fill"), rect.get("stroke"), rect.get("filter")) == ("red", "blue", None)
    assert group.get("clip-path") == f"url(#{clip.get('id')})"
    assert root.get("aria-label") == "说明"


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x.json", "file:///etc/hostname"])
def test_a_specification_may_not_fetch_its_data(url: str) -> None:
    spec = {"data": {"url": url}, "mark": "bar", "encoding": {"x": {"field": "a"}}}
    with pytest.raises(ValueError, match="address"):
        svg(spec)


def test_words_in_a_drawing_follow_the_theme_of_the_reader() -> None:
    assert 'fill="var(--ink, #18221d)"' in svg(bars(ROWS, "school", "n", "节"))
