"""S56: the county's page says what to look at; each tile opens what it adds up to; pictures are in Word too."""

import re
from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import amount, report, saved_file


def tile(page: Page, label: str) -> tuple[str, str]:
    """What a tile says: its figure, and its measure word."""
    key = page.locator("a.key").filter(has_text=label)
    return key.locator("b").inner_text(), key.locator("i").inner_text()


def test_pairs_stand_in_the_order_of_risk_with_a_text_to_paste_and_open_their_promises(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    expect(desk.get_by_role("heading", level=1)).to_have_text(re.compile(r"^\d+对学校、1个共同体，\d+处要看一看$"))
    no_axe_faults(desk)
    rows = desk.locator("li.prow")
    at_risk = ["有风险" in text for text in rows.all_inner_texts()]
    assert at_risk == sorted(at_risk, reverse=True) and any(at_risk)
    desk.get_by_text("把提醒发到群里").click()
    text = desk.locator("#remind-all")
    expect(text).to_be_visible()
    assert len(re.findall(r"\d+\. ", text.inner_text())) == sum(at_risk)
    figure = rows.first.locator("a.fig")
    done, total = (int(number) for number in re.findall(r"\d+", figure.inner_text()))
    figure.click()
    expect(desk.locator("li.promise")).to_have_count(total)
    assert len([one for one in desk.locator("li.promise").all_inner_texts() if "已完成" in one]) == done
    no_axe_faults(desk)


def test_every_tile_opens_what_it_adds_up_to(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    figure, _ = tile(desk, "承诺完成")
    desk.locator("a.key").filter(has_text="承诺完成").click()
    expect(desk.locator("li.promise")).to_have_count(int(figure.split("/")[-1]))
    desk.go_back()
    figure, _ = tile(desk, "有风险")
    desk.locator("a.key").filter(has_text="有风险").click()
    expect(desk.locator("li.promise")).to_have_count(int(figure))
    desk.go_back()
    for label in ("本学期活动", "捐赠资金"):
        figure, unit = tile(desk, label)
        desk.locator("a.key").filter(has_text=label).click()
        total = amount(figure + unit)
        word = desk.locator("main thead th").last.inner_text()
        assert sum(amount(text + word) for text in texts_of_all_pages(desk)) == total, label
        no_axe_faults(desk)
        desk.goto("/")
    figure, _ = tile(desk, "在岗交流教师")
    desk.locator("a.key").filter(has_text="在岗交流教师").click()
    expect(desk.locator("main tbody tr")).to_have_count(int(figure))
    no_axe_faults(desk)


def behind(page: Page, label: str) -> tuple[int, int]:
    """Press a tile that stands for two numbers, and what they are: 12/13所."""
    page.goto("/county/")
    figure, unit = tile(page, label)
    page.locator("a.key").filter(has_text=label).click()
    expect(page.locator("h1")).not_to_have_text(re.compile("对学校"))
    every = re.search(r"/(\d+)", unit)
    return int(amount(figure)), int(every[1]) if every else 0


def test_coverage_on_time_flows_and_effects_have_tiles_that_go_down_to_a_school_and_its_records(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    taking, every = behind(desk, "参加的学校")
    expect(desk.locator("h1")).to_have_text(f"{every}所学校，{taking}所参加了活动")
    no_axe_faults(desk)
    rows = desk.locator("main tbody tr")
    expect(rows).to_have_count(every)
    doors = rows.first.locator("a.fig")
    number, door = int(amount(doors.first.inner_text())), doors.first.get_attribute("href") or ""
    desk.goto(door)
    assert sum(amount(text) for text in texts_of_all_pages(desk)) == number
    desk.go_back()
    rows.first.locator("a.name").click()
    expect(desk.get_by_role("heading", name="学校规模")).to_be_visible()

    kept, due = behind(desk, "到期的按时做到")
    expect(desk.locator("h1")).to_have_text(f"到期{due}段，按时做到{kept}段")
    no_axe_faults(desk)
    expect(desk.locator("main tbody tr")).to_have_count(due)
    expect(desk.locator("main tbody tr").filter(has_text="按时做到")).to_have_count(kept)
    figure = desk.locator("main tbody tr").last.locator("a.fig")
    done = int(amount(figure.inner_text()))
    figure.click()
    expect(desk.locator("h1")).to_contain_text(str(done))

    sent, _ = behind(desk, "派出教师")
    expect(desk.locator("h1")).to_have_text(f"派出教师{sent}人次")
    no_axe_faults(desk)
    flows = [int(amount(text)) for text in desk.locator("main a.fig").all_inner_texts()]
    assert sum(flows) == sent and len(flows) > 1
    desk.locator("main a.fig").first.click()
    expect(desk.locator("td[data-amount]")).to_have_count(flows[0])

    desk.goto("/county/")
    desk.get_by_role("navigation", name="看哪个学期").get_by_role("link").nth(1).click()
    expect(desk.locator("[aria-current=true]").first).to_have_text(re.compile("学期$"))
    prizes = int(amount(tile(desk, "成果获奖")[0]))
    desk.locator("a.key").filter(has_text="成果获奖").click()
    expect(desk.locator("h1")).to_contain_text(f"获奖{prizes}项")
    assert sum(amount(text) for text in texts_of_all_pages(desk)) == prizes > 0


def texts_of_all_pages(page: Page) -> list[str]:
    """What each record adds, through all pages."""
    found = page.locator("td[data-amount]").all_inner_texts()
    while page.get_by_role("link", name="下一页").count():
        page.get_by_role("link", name="下一页").click()
        page.wait_for_load_state()
        found += page.locator("td[data-amount]").all_inner_texts()
    return found


def test_the_network_is_a_picture_with_a_table_and_filters_by_dimension(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    network = desk.locator("section").filter(has=desk.get_by_role("heading", name="结对网络"))
    expect(network.locator("figure svg").first).to_be_visible()
    every = int(amount(network.locator(".legend a").first.inner_text()))
    network.get_by_text("看成表格").click()
    expect(network.locator("tbody tr")).to_have_count(every)
    moral = network.locator(".legend a").filter(has_text="德育")
    number = int(amount(moral.inner_text()))
    assert 0 < number < every
    network.locator("tbody tr").first.wait_for()
    assert len([row for row in network.locator("tbody tr").all_inner_texts() if "德育" in row]) == number


def test_a_cell_of_the_years_rhythm_opens_that_months_records(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    rhythm = desk.locator("section").filter(has=desk.get_by_role("heading", name="一年的节奏"))
    cell = rhythm.locator("td a").filter(has_text=re.compile(r"[1-9]")).locator("visible=true").first
    number = int(amount(cell.inner_text()))
    cell.click()
    assert sum(amount(text) for text in texts_of_all_pages(desk)) == number


def test_an_earlier_term_is_still_there_and_the_drawing_stands_on_a_phone(desk: Page, phone: Page) -> None:
    sign_in_as(desk, "王建平")
    now = tile(desk, "本学期活动")
    desk.get_by_role("navigation", name="看哪个学期").get_by_role("link", name=re.compile("春季学期$")).last.click()
    assert tile(desk, "本学期活动") != now
    sign_in_as(phone, "王建平")
    expect(phone.locator("figure.netbox svg").locator("visible=true")).to_have_count(1)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    no_axe_faults(phone)


def test_the_charts_of_the_county_are_drawn_in_its_word_report(desk: Page, tmp_path: Path) -> None:
    sign_in_as(desk, "王建平")
    report(desk, "云溪县教育局")
    drawn = desk.locator(".paper figure").count()
    document = Document(str(saved_file(desk, "下载Word", tmp_path)))
    assert len(document.inline_shapes) == drawn >= 3
    said = "".join(paragraph.text for paragraph in document.paragraphs)
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert "结对网络：箭头从支援学校指向受援学校" in said and ["支援学校", "维度", "受援学校"] in heads
    assert "每月活动次数" in said and any(head[0] == "结对" for head in heads)
