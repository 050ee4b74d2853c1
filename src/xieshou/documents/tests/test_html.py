from html import unescape
from html.parser import HTMLParser
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from xieshou.documents.characters import legal
from xieshou.documents.html import to_html
from xieshou.documents.model import (
    Document,
    Doubt,
    Figure,
    Heading,
    ListBlock,
    Mark,
    Own,
    PageBreak,
    Paragraph,
    Picture,
    RunIn,
    Signature,
    Table,
    Text,
    figures,
)
from xieshou.documents.tests.sample import sample_report

VOID = {"br", "hr", "use"}


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, Any]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def having(self, name: str) -> list[dict[str, Any]]:
        return [attrs for _, attrs in self.tags if name in (attrs.get("class") or "").split()]


def test_every_figure_is_a_link_that_opens_its_records() -> None:
    links = Page(to_html(sample_report())).having("fig")
    assert [link["href"] for link in links] == [figure.url for figure in figures(sample_report())]


def test_a_strict_policy_finds_nothing_to_refuse() -> None:
    page = Page(to_html(sample_report(), editable=True))
    assert not page.open
    for tag, attrs in page.tags:
        assert tag not in ("script", "style", "iframe", "image", "foreignobject")
        assert not [name for name in attrs if name == "style" or name.startswith("on")]
        assert not [v for n, v in attrs.items() if n in ("src", "xlink:href")]


def test_a_figure_is_a_link_only_where_it_leads_somewhere() -> None:
    every, none = Page(to_html(sample_report())), Page(to_html(sample_report(), leads=lambda url: False))
    assert every.having("fig") and not none.having("fig")
    assert not [attrs for tag, attrs in none.tags if tag == "a" and attrs.get("href", "#")[0] != "#"]
    said = '<a href="/pairs/1/">甲</a><a href="/gifts/?a=1&amp;b=2">乙</a>'
    table = Table(("对", "次"), (("甲", "1"),))
    drawn = Document("总结", blocks=(Picture(said, "", "图", table),))
    html = to_html(drawn, leads=lambda url: url == "/gifts/?a=1&b=2")
    assert "<a>甲</a>" in html and '<a href="/gifts/?a=1&amp;b=2">乙</a>' in html


def test_own_words_are_a_field_only_where_they_may_be_edited() -> None:
    fields = [attrs for tag, attrs in Page(to_html(sample_report(), editable=True)).tags if tag == "textarea"]
    assert [field["name"] for field in fields] == ["own-difficulty", "own-thanks"]
    read = to_html(sample_report())
    assert "<textarea" not in read and "<p>英语教师只有1人，教研缺了对手。</p>" in read
    assert "想感谢谁" not in read


def test_a_doubt_is_underlined_and_explained_only_in_a_draft() -> None:
    draft = Page(to_html(sample_report(), editable=True))
    assert [mark["id"] for mark in draft.having("doubt")] == ["doubt-1"]
    assert len(draft.having("slip")) == 1 and "没有基线" in to_html(sample_report(), editable=True)
    assert not Page(to_html(sample_report())).having("slip")


def test_ids_are_not_given_twice() -> None:
    ids = [attrs["id"] for _, attrs in Page(to_html(sample_report(), editable=True)).tags if "id" in attrs]
    assert len(ids) == len(set(ids)) > 4


def test_headings_carry_their_numbers_and_levels() -> None:
    html = to_html(sample_report())
    assert '<h3 class="p-1">二、工作开展</h3>' in html
    assert '<h4 class="p-2">（三）学生活动</h4>' in html
    assert '<p><b class="p-2">（一）教研互助</b>。两校' in html


def test_the_last_row_of_a_summed_table_is_its_foot() -> None:
    html = to_html(sample_report())
    assert '<tfoot><tr><th scope="row">合计</th>' in html
    assert html.count("<tfoot>") == 1


def test_a_chart_comes_with_its_sentence_and_its_figures() -> None:
    html = to_html(sample_report())
    assert "<figcaption>英语的听评课由上学期的1节增加到3节，增加最多。</figcaption><svg" in html
    assert html.count("<details><summary>看成表格</summary><table") == 2


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=40))
def test_no_text_becomes_markup(text: str) -> None:
    parts = (Text(text), Figure(text, text, "/?" + text), Doubt(text, text), Mark(text))
    blocks = (
        Heading(1, text),
        RunIn(text, parts),
        Paragraph(parts),
        Table((text,), ((parts,), (text,)), caption=text, total=True),
        Own("a", text, text),
        ListBlock((text, parts)),
        PageBreak(),
        Signature((text,)),
    )
    html = to_html(Document(text, text, text, None, text, blocks), editable=True)
    plain = to_html(Document("甲", "甲", "甲", None, "甲", _replaced(blocks)), editable=True)
    kinds = [tag for tag, _ in Page(html).tags if tag not in ("br", "span", "p")]
    assert kinds == [tag for tag, _ in Page(plain).tags if tag not in ("br", "span", "p")]
    assert legal(text) in unescape(html)
    html.encode()


def _replaced(blocks: tuple[Any, ...]) -> tuple[Any, ...]:
    parts = (Text("甲"), Figure("甲", "甲", "/?甲"), Doubt("甲", "甲"), Mark("甲"))
    return (
        Heading(1, "甲"),
        RunIn("甲", parts),
        Paragraph(parts),
        Table(("甲",), ((parts,), ("甲",)), caption=blocks[3].caption and "甲", total=True),
        Own("a", "甲", "甲"),
        ListBlock(("甲", parts)),
        PageBreak(),
        Signature(("甲",)),
    )
