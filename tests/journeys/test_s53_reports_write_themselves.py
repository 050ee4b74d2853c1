"""S53: reports of schools, pairs, communities, county and teachers write themselves; no child's name leaves in one."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import amount, change_to, figures, go, kind_figure, pick, record, report, saved_file

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


def test_the_list_offers_halves_and_calendar_years_and_a_half_tells_its_own_days(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    go(desk, "总结")
    half = desk.get_by_role("navigation", name="哪个学期").get_by_role("link", name=re.compile("年[上下]半年$")).last
    name = half.inner_text()
    half.click()
    desk.get_by_role("link", name="云溪县教育局", exact=True).click()
    expect(desk.locator(".paper")).to_contain_text(f"{name}结对帮扶工作情况报告")
    first, last = ("01-01", "06-30") if name.endswith("上半年") else ("07-01", "12-31")
    days = f"f={name[:4]}-{first}&t={name[:4]}-{last}"
    doors = [address for _, address in figures(desk) if address.startswith("/trace/?i=") and days in address]
    assert len(doors) > 5
    desk.goto(doors[0])
    expect(desk.locator("main")).to_contain_text(re.compile(f"{name[:4]}年{int(first[:2])}月1日至{int(last[:2])}月"))


def test_a_community_reports_as_one_and_its_members_read_it(desk: Page, tmp_path: Path) -> None:
    sign_in_as(desk, "方志远")
    report(desk, "青山教育共同体")
    expect(desk.locator(".paper")).to_contain_text(re.compile(r"由云溪县实验小学牵头，成员学校\d所"))
    parts = desk.locator(".paper h3").all_inner_texts()
    assert [part.split("、")[1] for part in parts] == [part.split("、")[1] for part in PARTS]
    expect(desk.locator("textarea")).to_have_count(4)
    said = words_of(saved_file(desk, "下载Word", tmp_path))
    assert all(plain(part) in said for part in PARTS)
    change_to(desk, "马德昌")
    report(desk, "青山教育共同体")
    expect(desk.locator("textarea")).to_have_count(0)
    no_axe_faults(desk)


def test_a_teacher_reads_writes_and_issues_his_own_and_the_head_reads_it(phone: Page, desk: Page) -> None:
    sign_in_as(phone, "李桂兰")
    report(phone, "李桂兰的个人总结")
    paper = phone.locator(".paper")
    expect(paper).to_contain_text("本人李桂兰，在白塔镇中心小学工作")
    expect(paper).to_contain_text("本人参加")
    assert not re.search("得分|排名|名次|分数", paper.inner_text())
    told = paper.locator("a.fig").filter(has_text=re.compile(r"^\d+[次节]$")).first
    number, address = amount(told.inner_text()), told.get_attribute("href") or ""
    phone.locator("#own textarea").first.fill("我学会了分层备课。")
    with phone.expect_navigation():
        phone.get_by_role("button", name="保存自己的话").click()
    phone.get_by_role("button", name="定稿").click()
    expect(phone.locator("#issued").get_by_text("校验码")).to_be_visible()
    no_axe_faults(phone)
    phone.goto(address)
    assert sum(amount(text) for text in phone.locator("td[data-amount]").all_inner_texts()) == number
    sign_in_as(desk, "马德昌")
    go(desk, "总结")
    desk.get_by_role("link", name="各位教师的个人总结").click()
    no_axe_faults(desk)
    desk.get_by_role("searchbox").fill("李桂兰")
    desk.get_by_role("button", name="查找").click()
    desk.get_by_role("link", name="李桂兰").click()
    expect(desk.locator(".paper")).to_contain_text("我学会了分层备课。")
    expect(desk.locator("textarea")).to_have_count(0)
    own = desk.url
    change_to(desk, "王建平")
    answer = desk.goto(own)
    assert answer and answer.status == 404


def test_a_childs_name_stops_the_file_until_it_is_taken_out(desk: Page, tmp_path: Path) -> None:
    sign_in_as(desk, "马德昌")
    go(desk, "名册")
    desk.get_by_role("link", name="学生和监护人").click()
    no_axe_faults(desk)
    desk.get_by_role("link", name="添加名单").first.click()
    desk.get_by_label("名单").fill("姓名\t年级\t班级\t监护人\n缪小禾\t五年级\t2班\t缪长青\n")
    desk.get_by_label("用途").fill("总结发出前核对姓名")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("1行存好了")).to_be_visible()
    expect(desk.get_by_text("缪小禾")).to_have_count(0)
    pick(desk, "年级", "五年级（1人）")
    desk.get_by_label("用途").fill("核对刚贴的名单")
    desk.get_by_role("button", name="打开名单").click()
    expect(desk.get_by_text("缪小禾", exact=True)).to_be_visible()
    no_axe_faults(desk)
    # written down by the *other* school of the pair: it does not see the list, and is stopped all the same
    change_to(desk, "方志远")
    report(desk, "实验小学与白塔小学")
    effects = desk.locator("#own-effects textarea")
    effects.fill("缪小禾同学敢开口了，电话138 1234 5678。")
    desk.get_by_role("button", name="保存自己的话").click()
    expect(desk.get_by_text("E-RPT-102")).to_be_visible()
    effects.fill("缪 小禾同学敢开口了。")
    desk.get_by_role("button", name="保存自己的话").click()
    slip = desk.locator(".slip").filter(has_text="不能写出去的姓名")
    expect(slip).to_contain_text("“缪 小禾同学敢开口了。”有学生或监护人的姓名")
    no_axe_faults(desk)
    for press in (desk.get_by_role("link", name="下载Word"), desk.get_by_role("button", name="定稿")):
        here = desk.url
        press.click()
        expect(desk.get_by_role("alert")).to_contain_text("“三、主要成效”里的“缪 小禾同学敢开口了。”")
        expect(desk.get_by_role("alert")).to_contain_text("删去")
        no_axe_faults(desk)
        desk.goto(here)
    effects.fill("孩子们敢开口了。")
    desk.get_by_role("button", name="保存自己的话").click()
    expect(slip).to_have_count(0)
    assert "孩子们敢开口了" in words_of(saved_file(desk, "下载Word", tmp_path))


def test_what_was_corrected_after_issue_is_shown_before_and_after(desk: Page) -> None:
    sign_in_as(desk, "方志远")
    report(desk, "实验小学与白塔小学")
    desk.locator("#own textarea").first.fill("由分管校长牵头。")
    with desk.expect_navigation():
        desk.get_by_role("button", name="保存自己的话").click()
    before = kind_figure(desk, "讲座")
    desk.get_by_role("button", name="定稿").click()
    expect(desk.locator("#issued")).to_contain_text("定稿以后数没有变")
    here = desk.url
    change_to(desk, "周敏")
    record(desk, "讲座", "新课标怎样落进课堂", "白塔小学")
    change_to(desk, "方志远")
    desk.goto(here)
    desk.get_by_role("link", name=re.compile(r"定稿以后\d+个数变了")).click()
    row = desk.locator("tbody tr").filter(has_text="讲座").first
    told = [amount(text) for text in row.locator("a.fig").all_inner_texts()]
    assert told == [before, before + 1]
    no_axe_faults(desk)
