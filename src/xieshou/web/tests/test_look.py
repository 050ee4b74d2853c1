import datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template

from xieshou.web.forms import DayInput, PhotoInput, Pick, PickMany, Tiles, look_of
from xieshou.web.templatetags import look

TOWN = SimpleNamespace(name="云溪县实验小学", short="实验小学", setting="town")
COUNTRY = SimpleNamespace(name="白塔镇中心小学", short="白塔小学", setting="country")
TODAY = datetime.date(2026, 6, 11)


def render(source, **context):
    return Template("{% load look %}" + source).render(Context(context))


def test_a_bar_has_one_piece_for_each_promise():
    html = look.bar(["on", "due", "", "opt"], "共4次")
    assert html.startswith('<div class="bar" role="img" aria-label="共4次">')
    assert '<i class="on"></i><i class="due"></i><i></i><i class="opt"></i></div>' in html
    assert 'class="bar tall"' in look.bar(["on"], "x", "tall")


def test_above_sixteen_pieces_the_bar_becomes_a_track():
    assert "<i" in look.bar(["on"] * 16, "x")
    html = look.bar(["on"] * 15 + [""] * 3 + ["due"] * 2, "x")
    assert 'class="track"' in html and 'width="75.00%"' in html and 'x="90.00%"' in html


def test_a_piece_nobody_knows_is_an_empty_one():
    assert "script" not in look.bar(['"><script>'], "x")


@pytest.mark.parametrize("state, word", [("done", "已完成"), ("owed", "待完成"), ("risk", "有风险")])
def test_a_state_has_shape_and_word(state, word):
    html = look.status(state, 3)
    assert f'"#s-{state}"' in html and f"{word}3" in html


def test_schools_have_the_shape_of_their_place():
    assert look.school(TOWN) == '<span class="sch">云溪县实验小学</span>'
    assert look.school(COUNTRY, "short") == '<span class="sch c">白塔小学</span>'
    assert look.school(None) == ""
    assert look.face("白塔", "country") == '<span class="face c" aria-hidden="true">白</span>'


def test_a_figure_is_a_door_only_with_an_address():
    assert look.fig(12, "节", "/x/") == '<a class="fig" href="/x/">12节</a>'
    assert look.fig(12, "节") == '<span class="n">12节</span>'


def test_who_has_confirmed_is_a_picture_and_words():
    assert '"#both-10"' in look.both(True, False, "等我校确认")
    assert "两校已确认" in look.both(True, True)
    assert "等两校确认" in look.both(False, False)


def test_a_dimension_keeps_its_character_even_when_nobody_knows_it():
    assert look.dimension("research") == '<b class="dm d3" title="教研">研</b>'
    assert ">x<" in look.dimension("xylophone")
    assert 'aria-label="维度：教研、物资"' in look.dimensions(["research", "goods"])


def test_days_are_said_as_people_say_them(monkeypatch):
    monkeypatch.setattr(look.timezone, "localdate", lambda value=None: value.date() if value else TODAY)
    assert look.day(TODAY) == "今天"
    assert look.day(datetime.date(2026, 6, 9)) == "6月9日"
    assert look.day(datetime.datetime(2025, 6, 9, tzinfo=datetime.UTC)) == "2025年6月9日"
    assert look.ago(datetime.date(2026, 4, 24)) == "48天前"
    assert look.day(None) == look.ago("soon") == ""


def test_only_the_drawings_that_a_page_uses_are_put_on_it():
    html = render('{% sprite %}{% icon "check" %}{{ made }}{% endsprite %}', made=look.status("risk"))
    assert 'symbol id="check"' in html and 'symbol id="s-risk"' in html
    assert html.count("<symbol") == 2


class Sample(forms.Form):
    kind = forms.ChoiceField(label="类型", widget=Tiles({"a": "k-ear"}), choices=[("a", "听评课"), ("b", "讲座")])
    subject = forms.ChoiceField(label="学科", required=False, choices=[("", "--"), ("1", "语文"), ("2", "数学")])
    many = forms.ChoiceField(choices=[(str(n), str(n)) for n in range(1, 9)])
    on = forms.ChoiceField(widget=Pick, choices=[("t", "今天")])
    who = forms.MultipleChoiceField(widget=PickMany, choices=[("1", "吴晓燕"), ("2", "张小梅")], initial=["2"])
    topic = forms.CharField(label="主题", help_text="一句话。")
    day = forms.DateField(widget=DayInput, initial=TODAY)
    photos = forms.FileField(required=False, widget=PhotoInput({"data-optional": "可不传"}))
    faces = forms.BooleanField(label="有学生", required=False)
    key = forms.CharField(widget=forms.HiddenInput)


@pytest.mark.parametrize(
    "name, shape",
    [
        ("kind", "tiles"), ("subject", "pick"), ("many", "text"), ("on", "pick"), ("who", "pick"),
        ("topic", "text"), ("photos", "photos"), ("faces", "check"), ("key", "hidden"),
    ],
)  # fmt: skip
def test_a_field_is_shown_by_its_widget_and_the_number_of_its_choices(name, shape):
    assert look_of(Sample()[name]).shape == shape


def test_what_may_be_left_out_says_so():
    form = Sample()
    assert look_of(form["subject"]).aside == "可不填"
    assert look_of(form["photos"]).aside == "可不传"
    assert look_of(form["topic"]).aside == ""


def test_chips_offer_not_choosing_only_where_one_need_not_choose():
    assert [option.label for option in look_of(Sample()["subject"]).options] == ["不选", "语文", "数学"]
    assert [option.chosen for option in look_of(Sample()["who"]).options] == [False, True]
    assert look_of(Sample()["kind"]).options[0].icon == "k-ear"


def test_an_error_stands_under_its_field_and_is_announced_with_it():
    html = render("{% field form.topic %}{% field form.kind %}", form=Sample({"kind": "zzz"}))
    assert 'id="id_topic_error"' in html and 'aria-describedby="id_topic_helptext id_topic_error"' in html
    assert 'aria-invalid="true"' in html
    assert html.count('class="err"') == 2


def test_what_a_person_typed_comes_back_escaped():
    html = render("{% field form.topic %}", form=Sample({"topic": '"><script>'}))
    assert "<script>" not in html and "&quot;&gt;&lt;script&gt;" in html


def test_every_control_has_a_label_and_dates_are_iso():
    html = render("{% for f in form %}{% field f %}{% endfor %}", form=Sample())
    assert '<label for="id_topic">主题' in html
    assert 'type="date"' in html and 'value="2026-06-11"' in html
    assert 'style="' not in html
