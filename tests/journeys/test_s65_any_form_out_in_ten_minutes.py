"""S65: a form never seen before is filled from what is known, asked for the rest, and goes up as one sheet."""

import io
import re
from datetime import date, timedelta
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from xieshou.blankforms.tests.books import book, two_rows
from xieshou.blankforms.tests.singles import pairs
from xieshou.files.tests.test_wording import word

from .conftest import no_axe_faults, sign_in_as
from .steps import amount, change_to, go, saved_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SCHOOLS = 12
LATE_CLERK = "马德昌"


def drop(page: Page, data: bytes) -> None:
    """The officer drops an empty form in."""
    page.goto("/")
    go(page, "报送")
    page.get_by_role("link", name="上级来了一张表").click()
    page.set_input_files("input[type=file]", {"name": "附件2.xlsx", "mimeType": XLSX, "buffer": data})
    page.get_by_role("button", name="看看哪些已经知道").click()


def downloaded(page: Page, folder: Path) -> "openpyxl.worksheet.worksheet.Worksheet":
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^下载")).click()
    path = folder / "汇总.xlsx"
    download.value.save_as(path)
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes())).active


def send(page: Page) -> None:
    """The officer: dropped in, recognised, corrected, looked at, sent."""
    drop(page, two_rows())
    expect(page.get_by_role("heading", level=1)).to_have_text("12列，7列自动填，3列要问学校")
    expect(page.get_by_text(f"学校标识码；{SCHOOLS}所没有，会问")).to_be_visible()
    no_axe_faults(page)
    page.get_by_role("link", name="改K列").click()
    no_axe_faults(page)
    page.get_by_role("link", name="空着").click()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("12列，7列自动填，2列要问学校")
    page.get_by_label("哪天前交").fill(str(date.today() + timedelta(days=5)))
    page.get_by_role("button", name="先看各校填好的样子").click()
    expect(page.locator("main tbody tr")).to_have_count(SCHOOLS)
    no_axe_faults(page)
    figure = page.locator("main tbody a.fig[href^='/trace/']").first
    said = re.sub(r"\D.*", "", figure.inner_text())
    figure.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(said)
    page.go_back()
    page.locator(".crumb").click()
    page.get_by_role("button", name="发给学校填").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{SCHOOLS}所学校，交了0所")
    expect(page.get_by_text("打开就能填：")).to_be_visible()
    no_axe_faults(page)


def hand_in(page: Page, code: str) -> None:
    """The clerk: one tap from the home page, only the rest is typed."""
    page.goto("/")
    page.locator("main a.name").filter(has_text="工作情况统计表").click()
    expect(page.get_by_role("heading", name="已经填好的")).to_be_visible()
    known = page.locator("dl.facts").inner_text()
    assert "云溪县实验小学" in known and "方志远" in known
    no_axe_faults(page)
    page.get_by_label("学校标识码").fill(code)
    page.locator("label").filter(has_text=re.compile("^是$")).click()
    page.get_by_role("button", name="先存着").click()
    expect(page.get_by_text("存好了，还没有交。")).to_be_visible()
    page.get_by_role("button", name="交", exact=True).click()
    expect(page.get_by_text("工作情况统计表》交了。")).to_be_visible()


def figure_changes(phone: Page, desk: Page) -> None:
    """The school corrects a headcount after it handed in; the officer sees what it was and what it is now."""
    phone.goto("/collection/?state=all")
    phone.locator("main a.name").filter(has_text="工作情况统计表").click()
    cell = phone.locator("dl.facts div").filter(has_text="在校学生数").first
    before = int(amount(cell.locator("dd").inner_text()))
    cell.get_by_role("link").click()
    phone.get_by_role("link", name="填一个学年").click()
    phone.get_by_label("学年").select_option("2025", force=True)
    phone.get_by_label("学生数").fill(str(before + 7))
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_text("学校规模记上了。")).to_be_visible()
    desk.get_by_role("link", name="看整张表").click()
    expect(desk.get_by_text("1格的数后来变了。")).to_be_visible()
    row = desk.locator("main tbody tr").filter(has_text="云溪县实验小学")
    expect(row).to_contain_text(str(before))
    expect(row).to_contain_text(f"现在是{before + 7}")
    no_axe_faults(desk)
    desk.locator(".crumb").click()


def test_a_form_never_seen_goes_out_comes_back_and_goes_up_as_one_sheet(
    desk: Page, phone: Page, tmp_path: Path
) -> None:
    sign_in_as(desk, "王建平")
    send(desk)
    sign_in_as(phone, "周敏")
    hand_in(phone, "2153000017")
    row = desk.locator("main tbody tr").filter(has_text="云溪县实验小学")
    desk.reload()
    row.get_by_role("link").click()
    no_axe_faults(desk)
    desk.get_by_label("要改哪里").fill("标识码再核一下")
    desk.get_by_role("button", name="退回实验小学").click()
    expect(row).to_contain_text("退回：标识码再核一下")
    phone.goto("/")
    phone.locator("main a.name").filter(has_text="工作情况统计表").click()
    expect(phone.get_by_text("标识码再核一下")).to_be_visible()
    hand_in(phone, "2153000018")
    desk.reload()
    row.get_by_role("link").click()
    desk.get_by_role("button", name="通过").click()
    expect(row).to_contain_text("通过")
    figure_changes(phone, desk)
    sheet = downloaded(desk, tmp_path)
    line = {sheet.cell(at, 2).value: at for at in range(6, 6 + SCHOOLS)}["云溪县实验小学"]
    assert [sheet.cell(line, at).value for at in (3, 9, 10, 11)] == ["2153000018", "方志远", "是", None]
    assert sheet.cell(6 + SCHOOLS, 1).value == "合计" and sheet.cell(7 + SCHOOLS, 1).value == "填表人："
    assert sheet.cell(6 + SCHOOLS, 4).value == sum(sheet.cell(at, 4).value for at in range(6, 6 + SCHOOLS))


def test_when_everything_is_known_nobody_is_asked(desk: Page, tmp_path: Path) -> None:
    sign_in_as(desk, "王建平")
    drop(desk, book({"A1": "学校名称", "B1": "在校学生数", "C1": "听评课节数", "D1": "结对学校"}))
    expect(desk.get_by_role("heading", level=1)).to_have_text("4列，4列自动填，都不用问")
    desk.get_by_role("button", name="看填好的表，再下载").click()
    sheet = downloaded(desk, tmp_path)
    assert sheet.max_row == 1 + SCHOOLS and all(sheet.cell(2, at).value not in (None, "") for at in (1, 2, 3))


def test_a_file_that_is_no_form_is_answered_with_what_to_do(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    drop(desk, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"))
    expect(desk.locator(".err").filter(has_text="E-COL-101")).to_contain_text("另存为 .xlsx")
    no_axe_faults(desk)


def test_papers_and_tables_stand_in_one_list_by_the_day_they_are_due(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    for title, days in (("帮扶工作总结", 9), ("自查报告", 3)):
        desk.goto("/collection/")
        desk.get_by_role("link", name="要一份材料").click()
        no_axe_faults(desk)
        desk.locator("label").filter(has_text=re.compile("^自查报告$" if days == 3 else "^工作总结$")).click()
        desk.get_by_label("叫什么").fill(title)
        desk.get_by_label("哪天前交").fill(str(date.today() + timedelta(days=days)))
        desk.get_by_role("button", name="发给学校").click()
        expect(desk.get_by_role("heading", level=1)).to_contain_text("交了0所")
    change_to(desk, "马德昌")
    go(desk, "报送")
    titles = [text for text in desk.locator("main a.name").all_inner_texts() if text in ("帮扶工作总结", "自查报告")]
    assert titles == ["自查报告", "帮扶工作总结"]
    no_axe_faults(desk)
    desk.locator("main a.name").filter(has_text="自查报告").click()
    desk.get_by_role("button", name="交", exact=True).click()
    expect(desk.locator(".err").filter(has_text="E-COL-123")).to_be_visible()
    desk.get_by_label("写一句").fill("纸质稿已送人事股")
    desk.get_by_role("button", name="交", exact=True).click()
    expect(desk.get_by_text("《自查报告》交了。")).to_be_visible()


def test_a_form_of_one_sheet_a_school_comes_back_as_one_workbook_of_all(
    desk: Page, phone: Page, tmp_path: Path
) -> None:
    sign_in_as(desk, "王建平")
    drop(desk, pairs())
    expect(desk.get_by_role("heading", level=1)).to_have_text("20格，12格自动填，7格要问学校")
    expect(desk.get_by_text("C4格 学校名称")).to_be_visible()
    no_axe_faults(desk)
    desk.get_by_label("哪天前交").fill(str(date.today() + timedelta(days=5)))
    desk.get_by_role("button", name="发给学校填").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(f"{SCHOOLS}所学校，交了0所")
    sign_in_as(phone, "周敏")
    phone.locator("main a.name").filter(has_text="基本情况登记表").click()
    assert "云溪县实验小学" in phone.locator("dl.facts").inner_text()
    no_axe_faults(phone)
    asked = {
        "学校标识码": "2153000017",
        "联系电话": "0715-5550101",
        "其中：复式班个数": "0",
        "主要做法及成效": "每周同上一节课。",
    }
    for label, answer in {**asked, "存在的问题": "无", "填表人·联系电话": "0715-5550102"}.items():
        phone.get_by_label(label, exact=True).fill(answer)
    phone.locator("label").filter(has_text=re.compile("^是$")).click()
    phone.get_by_role("button", name="交", exact=True).click()
    expect(phone.get_by_text("登记表》交了。")).to_be_visible()
    downloaded(desk, tmp_path)
    whole = openpyxl.load_workbook(tmp_path / "汇总.xlsx")
    assert whole.sheetnames[0] == "汇总" and len(whole.sheetnames) == SCHOOLS + 1
    sheet = whole["云溪县实验小学"]
    assert [sheet[at].value for at in ("C4", "C5", "E4", "E10")] == ["云溪县实验小学", "方志远", "2153000017", "是"]
    assert "周敏" in sheet["A14"].value and sheet["B11"].value == "每周同上一节课。"


def test_who_is_late_stands_first_and_a_paper_is_handed_in_as_a_file(desk: Page, phone: Page, tmp_path: Path) -> None:
    sign_in_as(desk, "王建平")
    desk.locator("main a.name").filter(has_text="帮扶协议复印件").click()
    expect(desk.get_by_role("heading", name="2所迟了", exact=True)).to_be_visible()
    late = desk.locator("main tbody tr").filter(has_text="还没交，迟了")
    expect(late).to_have_count(2)
    expect(desk.locator("main tbody tr").first).to_contain_text("迟了")
    sentence = desk.locator("#remind").inner_text()
    school = late.first.locator("a.name").inner_text().strip()
    assert "已经截止，还没有交的：" in sentence
    no_axe_faults(desk)
    sign_in_as(phone, LATE_CLERK)
    phone.locator("main a.name").filter(has_text="帮扶协议复印件").click()
    no_axe_faults(phone)
    hand_file(phone, word("本协议一式三份，两校各执一份，县教育局存一份，有效期三年。"))
    expect(phone.get_by_text("《帮扶协议复印件》交了。")).to_be_visible()
    desk.reload()
    expect(desk.get_by_role("heading", name="1所迟了", exact=True)).to_be_visible()
    row = desk.locator("main tbody tr").filter(has_text=school)
    row.get_by_role("link").click()
    no_axe_faults(desk)
    assert saved_file(desk, "Word", tmp_path).suffix == ".docx"
    desk.get_by_label("要改哪里").fill("没有盖章的一页")
    desk.get_by_role("button", name="退回").click()
    phone.goto("/")
    phone.locator("main a.name").filter(has_text="帮扶协议复印件").click()
    expect(phone.get_by_text("没有盖章的一页")).to_be_visible()
    hand_file(phone, b"PK\3\4 cut off")
    expect(phone.locator(".err").filter(has_text="E-ATT-104")).to_be_visible()
    hand_file(phone, word("本协议一式三份，两校各执一份，县教育局存一份，有效期三年。盖章页在后面。"))
    desk.reload()
    row.get_by_role("link").click()
    desk.get_by_role("button", name="通过").click()
    expect(row).to_contain_text("通过")


def hand_file(page: Page, data: bytes) -> None:
    """Choose a Word file and hand it in."""
    page.set_input_files("input[type=file]", {"name": "协议.docx", "mimeType": DOCX, "buffer": data})
    page.get_by_role("button", name="交", exact=True).click()
