import re
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

PLACE = SimpleNamespace(name="白塔镇中心小学", short="白塔小学", setting="country")
INSIDE = {
    "me": SimpleNamespace(pk=7, name="李桂兰"),
    "here": PLACE,
    "nav": [
        SimpleNamespace(label="首页", url="/", current=True),
        SimpleNamespace(label="活动", url="/a/", current=False),
    ],
    "tabs": [SimpleNamespace(label="记一次", url="/new/", icon="plus", go=True, current=False)],
}
INSIDE["menu"] = INSIDE["nav"]


@pytest.mark.parametrize(
    "template",
    [
        "web/base.html",
        "web/focus.html",
        "404.html",
        "500.html",
        "web/offline.html",
        "web/home.html",
        "web/help.html",
        "web/privacy.html",
    ],
)
@pytest.mark.parametrize("context", [{}, INSIDE], ids=["stranger", "inside"])
def test_a_page_needs_nothing_inline_and_nothing_from_elsewhere(template, context):
    html = render_to_string(template, context)
    assert not re.search(r"<script(?![^>]* src=)|\sstyle=|\son\w+=|https?://", html)
    assert html.count("<script") <= 2 and html.count("stylesheet") == 1
    assert 'lang="zh-CN"' in html and 'id="main"' in html


def test_a_stranger_sees_no_menu():
    html = render_to_string("web/base.html", {})
    assert "主导航" not in html and "退出" not in html


def test_the_frame_shows_where_one_is_and_who_one_is():
    html = render_to_string("web/base.html", INSIDE)
    assert '<span class="sch c">白塔镇中心小学</span>' in html
    assert "李桂兰" in html
    assert html.count('aria-current="page"') == 2
    assert 'class="go"' in html
    assert html.index("跳到正文") < html.index("主导航") < html.index('id="main"')


def test_no_page_with_records_is_kept_by_the_browser_script():
    config = re.search(r"name=\"htmx-config\" content='([^']*)'", render_to_string("web/base.html", {}))[1]
    assert '"historyCacheSize":0' in config and '"allowEval":false' in config


def test_every_picture_a_page_refers_to_is_on_it():
    html = render_to_string("web/base.html", INSIDE)
    used = set(re.findall(r'<use href="#([^"]+)"', html))
    assert used == set(re.findall(r'<symbol id="([^"]+)"', html)) and "logo" in used


def test_a_form_with_one_job_has_a_way_back_and_no_tabs():
    html = render_to_string("web/focus.html", {**INSIDE, "heading": "记一次活动", "back": "/activities/"})
    assert "<h1>记一次活动</h1>" in html and 'href="/activities/"' in html
    assert "底部导航" not in html


def test_the_page_without_a_network_names_nobody():
    html = render_to_string("web/offline.html", INSIDE)
    assert "李桂兰" not in html and "白塔" not in html
