"""S53: reports of a school, a pair and the county write themselves, with the documents' parts, as page and as Word."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import change_to, figures, go, record, report, saved_file

WHOSE = [
    ("方志远", "云溪县实验小学", "云溪县实验小学2026年秋季学期结对帮扶工作总结"),
    ("马德昌", "实验小学与白塔小学", "云溪县实验小学与白塔镇中心小学2026年秋季学期结对帮扶工作总结"),
    ("王建平", "云溪县教育局", "云溪县教育局2026年秋季学期结对帮扶工作情况报告"),
]
PARTS = ("一、组织领导", "二、工作开展", "三、主要成效", "四、存在的不足", "五、下一步打算", "六、有关数据")
VAGUE = ("多次", "若干", "许多", "大量", "数十")
TERM = re.compile(r"20\d\d年[春秋]季学期")


def plain(text: str) -> str:
    """Without white space, and with the term of today read as any term."""
    return TERM.sub("学期", re.sub(r"\s", "", text))


def words_of(path: Path) -> str:
    """Everything a Word file says, paragraphs and tables."""
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return plain("".join(paragraph.text for paragraph in document.paragraphs) + "".join(cells))


@pytest.mark.parametrize(("person", "whose", "title"), WHOSE, ids=["school", "pair", "county"])
def test_a_report_has_the_parts_of_the_documents_and_word_says_the_same(
    desk: Page, tmp_path: Path, person: str, whose: str, title: str
) -> None:
    sign_in_as(desk, person)
    report(desk, whose)
    paper = plain(desk.locator(".paper").inner_text())
    assert plain(title) in paper
    assert re.search(r"根据\S{1,20}〔20\d\d〕\d+号《", paper)
    assert not [word for word in VAGUE if word in paper]
    path = saved_file(desk, "下载Word", tmp_path)
    assert plain(path.stem) == plain(title)
    said = words_of(path)
    assert [part for part in PARTS if plain(part) in paper] == [part for part in PARTS if plain(part) in said] != []
    assert all(plain(part) in said for part in PARTS)
    missing = [words for words, _ in figures(desk) if words and plain(words) not in said]
    assert not missing


def test_word_is_set_as_the_standard_wants(desk: Page, tmp_path: Path) -> None:
    sign_in_as(desk, "方志远")
    report(desk, "云溪县实验小学")
    section = Document(str(saved_file(desk, "下载Word", tmp_path))).sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides if side] == [37, 35, 28, 26]
    assert (round((section.page_width or 0) / 36000), round((section.page_height or 0) / 36000)) == (210, 297)


def test_word_opens_in_an_office_suite_without_repair(desk: Page, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office, "缺LibreOffice，请管理员执行：apt-get install libreoffice-writer"
    sign_in_as(desk, "王建平")
    report(desk, "云溪县教育局")
    path = saved_file(desk, "下载Word", tmp_path)
    copy = shutil.copy(path, tmp_path / "report.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(copy)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "report.pdf").stat().st_size > 20_000
    assert zipfile.ZipFile(path).testzip() is None


def test_a_head_adds_own_words_and_issues_it_and_it_prints_again_byte_for_byte(desk: Page, tmp_path: Path) -> None:
    sign_in_as(desk, "方志远")
    report(desk, "云溪县实验小学")
    places = desk.locator("#own textarea")
    own = ("由分管校长牵头。", "孩子敢开口了。", "路远。", "先把英语补上。")
    for place, words in zip(places.all(), own, strict=True):
        place.fill(words)
    desk.get_by_role("button", name="保存自己的话").click()
    expect(desk.get_by_text("定稿前还有")).to_have_count(0)
    expect(desk.locator("#own textarea").first).to_have_value("由分管校长牵头。")
    desk.get_by_role("button", name="定稿").click()
    issued = desk.locator("#issued")
    expect(issued.get_by_text("校验码")).to_be_visible()
    no_axe_faults(desk)
    here = desk.url
    (tmp_path / "first").mkdir()
    first = saved_file(desk, "云溪县实验小学", tmp_path / "first").read_bytes()
    change_to(desk, "周敏")
    record(desk, "讲座", "定稿以后又办的一次", "白塔小学")
    desk.goto(here)
    again = saved_file(desk, "云溪县实验小学", tmp_path).read_bytes()
    assert first == again
    assert "孩子敢开口了" in words_of(tmp_path / "first" / next((tmp_path / "first").iterdir()).name)


def test_last_term_and_the_whole_year_are_there_too(desk: Page) -> None:
    sign_in_as(desk, "马德昌")
    desk.goto("/")
    go(desk, "总结")
    no_axe_faults(desk)
    year = desk.get_by_role("navigation", name="哪个学期").get_by_role("link", name=re.compile("学年$")).first
    name = year.inner_text()
    year.click()
    desk.get_by_role("link", name="白塔镇中心小学", exact=True).click()
    expect(desk.get_by_role("heading", level=1).first).to_contain_text(name)
    expect(desk.locator(".paper")).to_contain_text(name)


def test_a_teacher_reads_the_report_on_a_phone_but_does_not_write_in_it(phone: Page) -> None:
    sign_in_as(phone, "李桂兰")
    report(phone, "白塔镇中心小学")
    expect(phone.locator(".paper")).to_contain_text("组织领导")
    expect(phone.locator("textarea")).to_have_count(0)
    expect(phone.get_by_role("button", name="定稿")).to_have_count(0)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    no_axe_faults(phone)
