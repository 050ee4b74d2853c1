from types import SimpleNamespace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html
from hypothesis import given
from hypothesis import strategies as st

from xieshou.web.listing import Column, Empty, Filter, Listing

COLUMNS = [
    Column(
        "name", "名称", lambda row: format_html('<a class="name" href="#">{}</a>', row.model), sort="model", title=True
    ),
    Column("app", "来源", lambda row: row.app_label, sort="app_label,model"),
    Column("number", "人次", lambda row: str(row.pk), numeric=True, unit="人次", export=lambda row: row.pk),
]
FILTERS = [
    Filter("q", "找名称", lambda rows, text: rows.filter(model__contains=text)),
    Filter("app", "来源", lambda rows, app: rows.filter(app_label=app), [("one", "甲"), ("two", "乙")]),
]


def listing(address="", **kwargs):
    request = SimpleNamespace(GET=QueryDict(address), path="/list/")
    kwargs.setdefault("default_sort", "name")
    return Listing(request, ContentType.objects.all(), COLUMNS, FILTERS, **kwargs)


def test_only_named_columns_order_the_list():
    assert listing("sort=-app").found.query.order_by == ("-app_label", "-model", "pk")
    for asked in ("sort=pk", "sort=number", "sort=model", "sort=--name", "sort=name&sort=app", "sort=app_label__x"):
        assert listing(asked).found.query.order_by == ("model", "pk")


def test_only_named_choices_filter_the_list():
    assert listing("app=one").values["app"] == "one"
    for asked in ("app=three", "app=one&app=two", "app=%00", "app__contains=o", "pk=1"):
        assert not listing(asked).found.query.where


def test_words_to_look_for_are_short_and_plain():
    assert listing("q=%E8%88%AA%E6%A8%A1%00%0A").searched == "航模"
    assert len(listing("q=" + "a" * 500).searched) == 50


def test_a_default_condition_holds_until_another_is_chosen():
    term = Filter("term", "学期", lambda rows, value: rows, [("", "全部学期"), ("2026", "2026年春")], default="2026")

    def ask(address):
        request = SimpleNamespace(GET=QueryDict(address), path="/")
        return Listing(request, ContentType.objects.all(), COLUMNS, [term])

    assert ask("").values["term"] == "2026" and not ask("").active_filters
    assert ask("term=").values["term"] == "" and ask("term=").active_filters == [term]
    assert ask("term=").url(page=2) == "?term=&page=2"


def test_a_head_turns_the_order_round_and_keeps_the_conditions():
    heads = listing("q=a&sort=app").heads
    assert [head.order for head in heads] == ["", "ascending", ""]
    assert heads[1].url == "?q=a&sort=-app"
    assert heads[2].url == ""


def test_conditions_in_force_come_first():
    other = Filter("b", "学科", lambda rows, value: rows, [("x", "语文")])
    request = SimpleNamespace(GET=QueryDict("b=x"), path="/")
    pills = Listing(request, ContentType.objects.all(), COLUMNS, [*FILTERS, other]).pills
    assert [(pill.name, pill.active) for pill in pills] == [("b", True), ("app", False)]
    assert pills[0].options == '<option value="">学科</option>\n<option value="x" selected>语文</option>'


def test_nothing_found_is_not_the_same_as_nothing_there():
    first = Empty("还没有活动", "记下第一次，两校都会看到。", "记一次活动", "/new/")
    assert listing(empty=first).nothing == first
    assert listing("q=%E8%88%AA%E6%A8%A1", empty=first).nothing.title == "没有找到“航模”"
    assert listing("app=one", empty=first).nothing.url == "/list/"


@given(st.dictionaries(st.sampled_from(["q", "app", "sort", "page", "x"]), st.lists(st.text(max_size=20), max_size=3)))
def test_no_address_makes_a_list_fail(asked):
    address = QueryDict(mutable=True)
    for name, values in asked.items():
        address.setlist(name, values)
    one = Listing(SimpleNamespace(GET=address, path="/"), ContentType.objects.none(), COLUMNS, FILTERS, "name")
    assert one.count == 0 and one.rows == [] and one.url(page=1).startswith("?")
    assert "<script" not in render_to_string("web/_listing.html", {"listing": one})


@pytest.fixture
def rows(db):
    ContentType.objects.all().delete()
    ContentType.objects.bulk_create(ContentType(app_label="one", model=f"m{n:02}") for n in range(30))


@pytest.mark.usefixtures("rows")
def test_pages_hold_what_they_say():
    first, second = listing(), listing("page=2")
    assert (first.count, len(first.rows), len(second.rows)) == (30, 25, 5)
    assert (first.previous_url, first.next_url, second.next_url) == ("", "?page=2", "")
    for asked in ("page=99", "page=-1", "page=abc", "page=1&page=2", "page=" + "9" * 5000):
        assert listing(asked).rows


@pytest.mark.usefixtures("rows")
def test_the_export_holds_every_record_found():
    sheet = list(listing("q=m0").export())
    assert sheet[0] == ["名称", "来源", "人次"]
    assert [row[0] for row in sheet[1:]] == [f"m0{n}" for n in range(10)]
    assert isinstance(sheet[1][2], int)


@pytest.mark.usefixtures("rows")
def test_a_list_works_without_script_and_quicker_with_it():
    html = render_to_string("web/_listing.html", {"listing": listing("q=m&sort=-name")})
    assert 'action="/list/"' in html and 'hx-get="/list/"' in html and 'hx-select="#listing"' in html
    assert 'name="sort" value="-name"' in html
    assert 'aria-sort="descending"' in html
    assert "30条" in html and "清除条件" in html and "第1到25条，共30条" in html
    assert '<td class="r">' in html and '<span class="u">人次</span>' in html
    assert html.index("m29") < html.index("m28")
