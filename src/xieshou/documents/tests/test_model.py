from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshou.documents.model import (
    Document,
    Doubt,
    Figure,
    Heading,
    Own,
    Paragraph,
    RunIn,
    Signature,
    Table,
    Text,
    compose,
    doubts,
    figures,
    open_slots,
    plain_text,
    words,
)
from xieshou.documents.tests.sample import sample_report

DOOR = Figure("12", "节", "/ledger/?q=1")


def test_a_sentence_is_composed_of_words_and_doors() -> None:
    assert compose("开展听评课{n}，其中语文{m}节。", n=DOOR, m=5) == (
        Text("开展听评课"),
        DOOR,
        Text("，其中语文"),
        Text("5"),
        Text("节。"),
    )


def test_a_sentence_without_a_place_for_its_figure_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for n"):
        compose("开展听评课。", n=DOOR)


def test_a_place_without_its_figure_is_refused() -> None:
    with pytest.raises(KeyError):
        compose("开展听评课{n}。")


@given(st.text())
def test_a_value_is_never_read_as_a_place(text: str) -> None:
    assert words(compose("说{t}。", t=text)) == f"说{text}。"


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "data:text/html,x", "records"])
def test_a_figure_without_the_address_of_its_records_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="address"):
        Figure("1", "次", url)


def test_a_row_with_too_few_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="as many cells"):
        Table(("甲", "乙"), (("1",),))


def test_headings_are_numbered_and_start_again_under_a_higher_one() -> None:
    blocks = (
        Heading(1, "甲"),
        RunIn("子", compose("话。")),
        Heading(3, "细"),
        Heading(4, "微"),
        RunIn("丑。", compose("话。")),
        Heading(3, "细"),
        Heading(1, "乙"),
        Heading(2, "寅"),
    )
    assert plain_text(Document("题", blocks=blocks)).splitlines() == [
        "题",
        "一、甲",
        "（一）子。话。",
        "1.细",
        "（1）微",
        "（二）丑。话。",
        "1.细",
        "二、乙",
        "（一）寅",
    ]


def test_issuer_and_date_sign_a_document_that_has_no_signature() -> None:
    document = Document("题", issuer="白塔小学", date=date(2026, 6, 1))
    assert document.signed_blocks == (Signature(("白塔小学", "2026年6月1日")),)
    assert Document("题", issuer="甲", blocks=(Signature(("乙",)),)).signed_blocks == (Signature(("乙",)),)


def test_figures_in_tables_and_lists_are_found_too() -> None:
    report = sample_report()
    assert len(list(figures(report))) == 3 + 4 + 19 + 3 + 1 + 2
    assert sum(figure.text == "86" for figure in figures(report)) == 1


def test_what_is_still_open_can_be_asked() -> None:
    report = sample_report()
    assert [slot.slot for slot in open_slots(report)] == ["thanks"]
    assert [doubt.reason for doubt in doubts(report)] == ["没有问卷，也没有基线。"]


def test_plain_text_carries_the_authors_words_and_table_rows() -> None:
    text = plain_text(sample_report())
    assert "英语教师只有1人，教研缺了对手。\n下学期请中心校一起排课。" in text
    assert "图书\t620册\t实验小学少先队" in text
    assert "①三年级写信41封" in text


def test_a_slot_is_named_so_that_a_form_field_can_carry_it() -> None:
    with pytest.raises(ValueError, match="slot"):
        Own('a"b', "问？")


def test_a_doubt_and_a_mark_keep_their_words_in_plain_text() -> None:
    assert plain_text(Document("题", blocks=(Paragraph((Doubt("家长满意。", "无"),)),))) == "题\n家长满意。"
