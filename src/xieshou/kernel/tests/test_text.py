import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshou.kernel.text import bigrams, clean_line, clean_text, search_terms, shorten

han = st.text(alphabet="送教下乡语文备课䶮的一\U00020087", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("第一行\r\n第二行\r第三行", "第一行\n第二行\n第三行"),
        ("\ufeff送\u200b教", "送教"),
        ("abc\u202edef\u2066", "abcdef"),
        ("送\u200d教", "送教"),
        ("👨\u200d👩", "👨\u200d👩"),
        ("行尾  \n　　段首", "行尾\n　　段首"),
        ("\n\n两端\n\n", "两端"),
        ("e\u0301", "é"),
        ("一\t二", "一\t二"),
    ],
)
def test_text_is_cleaned_of_what_is_harmless(typed, kept):
    assert clean_text(typed, 100) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("送\x00教", "第2个字是看不见的控制字符（U\\+0000）"),
        ("好\n送教\x1b", "第2行第3个字是看不见的控制字符（U\\+001B）"),
        ("\ud800", "U\\+D800"),
        ("\uffff", "U\\+FFFF"),
        ("\x9f", "U\\+009F"),
    ],
)
def test_control_characters_are_refused_with_their_place(typed, why):
    with pytest.raises(ValueError, match=why):
        clean_text(typed, 100)


def test_a_line_has_no_breaks_and_single_spaces():
    assert clean_line("  送教\r\n下乡　 到\t校 ", 20) == "送教 下乡 到 校"


def test_the_limit_is_counted_after_cleaning():
    assert clean_line("送教\u200b ", 2) == "送教"
    with pytest.raises(ValueError, match="最多2个字，现在是4个，多了2个"):
        clean_line("送教下乡", 2)
    with pytest.raises(ValueError, match="最多2个字"):
        clean_text("送教下乡", 2)


@pytest.mark.parametrize("clean", [clean_line, clean_text])
@given(text=st.text(max_size=60))
def test_cleaned_text_is_composed_and_stays_as_it_is(clean, text):
    try:
        once = clean(text, 200)
    except ValueError as refusal:
        assert "控制字符" in str(refusal)
        return
    assert unicodedata.is_normalized("NFC", once)
    assert clean(once, 200) == once
    assert "\r" not in once
    once.encode()


def test_bigrams_hold_pairs_letters_and_whole_words():
    assert bigrams("送教STEM课2") == "送教 送 教 stem 课 2"
    assert bigrams("，。") == ""


@given(before=han, query=han, after=han)
def test_every_chinese_passage_is_found_in_its_text(before, query, after):
    assert set(search_terms(query)) <= set(bigrams(before + query + after).split())


@given(st.text(max_size=40))
def test_a_text_is_found_by_itself(text):
    assert set(search_terms(text)) <= set(bigrams(text).split())


def test_a_single_letter_can_be_searched():
    assert search_terms("䶮 送教下乡 STEM") == ["䶮", "送教", "教下", "下乡", "stem"]


@given(st.text(max_size=40), st.integers(1, 40))
def test_shortened_text_fits(text, n):
    short = shorten(text, n)
    assert len(short) <= n
    assert "\n" not in short


def test_shortening_says_that_something_is_missing_and_keeps_figures_whole():
    assert shorten("送教下乡", 4) == "送教下乡"
    assert shorten("送教下乡活动", 5) == "送教下乡…"
    assert shorten("捐书1200册", 5) == "捐书…"
    assert shorten("捐款3.25万元", 5) == "捐款…"
    with pytest.raises(ValueError, match="至少留1个字"):
        shorten("送教", 0)
