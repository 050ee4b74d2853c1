import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshou.kernel.names import search_key
from xieshou.people.scanning import Names, names_in, numbers_in

NOBODY = Names(())
NAMES = ["张小花", "王芳", "阿依古丽·买买提", "䶮生", "欧阳子涵", "Li", "Anna Lee"]


def said(text: str, *names: str, allowed: tuple[str, ...] = ()) -> list[str]:
    known, free = (Names(search_key(name) for name in some) for some in (names or NAMES, allowed))
    return [text[span.start : span.end] for span in names_in(text, known, free)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("和张小花一起读书", ["张小花"]),
        ("和张 小　花一起读书", ["张 小　花"]),
        ("和张\u200b小花一起", ["张\u200b小花"]),
        ("阿依古丽买买提、阿依古丽•买买提", ["阿依古丽买买提", "阿依古丽•买买提"]),
        ("䶮生的作品", ["䶮生"]),
        ("ＡＮＮＡ ｌｅｅ的信", ["ＡＮＮＡ ｌｅｅ"]),
        ("英语课listen，Li", []),
        ("没有谁的名字", []),
    ],
)
def test_a_name_is_found_however_it_is_spaced_or_written(text: str, found: list[str]) -> None:
    assert said(text) == found


def test_a_name_inside_an_allowed_word_is_free_and_beside_it_is_not() -> None:
    assert said("向阳小学的向阳同学", "向阳", allowed=("向阳小学",)) == ["向阳"]
    assert said("王芳老师上课", "王芳", allowed=("王芳",)) == []
    assert said("王芳华来了", "王芳华", allowed=("王芳",)) == ["王芳华"]


@given(st.text(alphabet="王芳张小花和在，。 ·", max_size=40))
def test_it_finds_what_a_plain_search_of_the_bare_text_finds(text: str) -> None:
    bare = text.replace(" ", "").replace("·", "")
    assert bool(said(text, "王芳", "张小花")) == ("王芳" in bare or "张小花" in bare)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("电话13812345678，", ["13812345678"]),
        ("电话１３８ 1234-5678", ["１３８ 1234-5678"]),
        ("第12 13812345678号", ["13812345678"]),
        ("110101201001011234", ["110101201001011234"]),
        ("11010120100101123x", ["11010120100101123x"]),
        ("捐款13800元，到2026年9月", []),
        ("1381234567890", []),
    ],
)
def test_personal_numbers_are_found_and_other_figures_are_not(text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in numbers_in(text)] == found
