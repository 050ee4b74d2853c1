import re
from xml.etree import ElementTree

import pytest

from xieshou.web.icons import ICONS, icon, names_used, sprite


@pytest.mark.parametrize("name", ICONS)
def test_every_drawing_is_well_formed_and_made_of_paths(name):
    symbol = ElementTree.fromstring(f"<symbol>{ICONS[name].body}</symbol>")
    assert len(symbol) > 0
    assert {child.tag for child in symbol} == {"path"}
    assert re.fullmatch(r"0 0 \d+ \d+", ICONS[name].box)


def test_an_icon_is_decoration_unless_it_has_a_label():
    assert icon("check") == '<svg class="ic" aria-hidden="true"><use href="#check"/></svg>'
    assert 'role="img" aria-label="支援"' in icon("arrow", "支援")


def test_a_label_is_escaped():
    assert "<b>" not in icon("arrow", "<b>")


def test_an_unknown_icon_becomes_the_dots():
    assert '"#k-more"' in icon("no-such-picture")


def test_the_sprite_holds_each_used_drawing_once_and_no_other():
    html = icon("check") + icon("bell") + icon("check") + '<use href="#stranger"/>'
    assert names_used(html) == ["check", "bell"]
    assert re.findall(r'id="([^"]+)" viewBox', sprite(names_used(html))) == ["check", "bell"]
