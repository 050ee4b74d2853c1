"""S61: an officer alone sets a county up in the browser, from an empty installation to the first record."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from xieshou.intake.tests.books import tidy, ugly

from .conftest import no_axe_faults
from .site import Site
from .steps import go, record

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SECRET = "清清溪水2026"


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product with nothing in it, a new one for each test."""
    home = tmp_path_factory.mktemp("empty") / "home"
    home.mkdir()
    with Site(home) as site:
        yield site


def open_county(page: Page) -> None:
    """The first page of all: name the county and oneself."""
    page.goto("/")
    for label, words in (("省（自治区、直辖市）", "云岭省"), ("市（州）", "青山市"), ("县（区）", "白水县")):
        page.get_by_label(label).fill(words)
    page.get_by_label("您的姓名").fill("安国栋")
    page.get_by_label("登录账号").fill("an")
    page.get_by_label("密码").fill(SECRET)
    no_axe_faults(page)
    page.get_by_role("button", name="开通").click()
    expect(page.get_by_role("heading", name="还差5步，就能记活动")).to_be_visible()


def send(page: Page, name: str, data: bytes) -> None:
    """Choose a workbook and look at what it would do."""
    page.set_input_files("input[type=file]", {"name": name, "mimeType": XLSX, "buffer": data})
    page.get_by_role("button", name="看看能导入什么").click()


def test_sixty_schools_and_three_thousand_staff_from_one_workbook_to_the_first_record(
    desk: Page, browser: Browser, site: Site
) -> None:
    open_county(desk)
    no_axe_faults(desk)
    desk.get_by_role("link", name="设置学期").click()
    desk.get_by_role("button", name=re.compile("^就用这")).click()
    no_axe_faults(desk)
    desk.goto("/")
    expect(desk.get_by_role("heading", name="还差4步，就能记活动")).to_be_visible()
    go(desk, "名册")
    no_axe_faults(desk)
    desk.get_by_role("link", name="一个Excel全导入").click()
    no_axe_faults(desk)
    send(desk, "白水县名册.xlsx", tidy(60, 3000))
    expect(desk.get_by_role("heading", name="3075行可以导入")).to_be_visible()
    expect(desk.get_by_text("现在还没有导入任何一行")).to_be_visible()
    no_axe_faults(desk)
    desk.get_by_role("button", name="导入3075行").click(no_wait_after=True)
    expect(desk.locator(".slips li")).to_have_count(12, timeout=60_000)
    no_axe_faults(desk)
    slip = desk.locator(".slips li").first
    account, password = slip.locator("dd").nth(1).inner_text(), slip.locator("dd.code").inner_text()
    desk.get_by_role("link", name="打印好了").click()
    expect(desk.get_by_role("heading", name="都齐了")).to_be_visible()
    desk.goto("/schools/")
    expect(desk.get_by_text("60所").first).to_be_visible()
    twins = desk.locator("main tbody tr").filter(has_text="中心小学").all_inner_texts()
    assert any("白塔镇" in one for one in twins) and any("青石镇" in one for one in twins)
    _a_teacher_begins(browser, site, account, password)


def _a_teacher_begins(browser: Browser, site: Site, account: str, password: str) -> None:
    """A teacher with a printed slip signs in, chooses a password of her own and records."""
    context = browser.new_context(base_url=site.address, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto("/")
    expect(page.locator(".person")).to_have_count(0)
    page.get_by_label("手机号或账号").fill(account)
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_role("button", name="登录").click()
    page.get_by_label("新密码").fill(SECRET)
    page.get_by_label("再写一遍").fill(SECRET)
    page.get_by_role("button", name="保存").click()
    record(page, "听评课", "第一次记录", subject="语文")
    context.close()


def test_a_messy_workbook_is_told_cell_by_cell_mended_here_and_taken_back_whole(desk: Page) -> None:
    open_county(desk)
    desk.goto("/schools/")
    desk.get_by_role("link", name="导入Excel").click()
    send(desk, "情况一览表.xlsx", ugly())
    expect(desk.get_by_role("heading", name="3行要改")).to_be_visible()
    row = desk.locator("tr").filter(has_text="约一百")
    expect(row).to_contain_text("第5行")
    expect(row).to_contain_text("这里要填数字")
    no_axe_faults(desk)
    row.get_by_placeholder("学生数改成").fill("100")
    row.get_by_role("button", name="改", exact=True).click()
    expect(desk.get_by_role("heading", name="2行要改")).to_be_visible()
    desk.get_by_role("button", name="先导入3行").click()
    expect(desk.get_by_role("heading", name=re.compile("^导入了，新添3"))).to_be_visible()
    desk.get_by_role("button", name="整批撤回").click()
    expect(desk.get_by_role("heading", name="已经撤回")).to_be_visible()
    desk.goto("/schools/")
    expect(desk.get_by_text("云溪县实验小学")).to_have_count(0)


def test_a_real_county_has_no_cards_to_choose_from_and_no_invented_data(desk: Page) -> None:
    open_county(desk)
    assert desk.request.post("/sign-in/demo/1/").status in (403, 404)
    desk.get_by_role("button", name="退出").locator("visible=true").click()
    expect(desk.get_by_role("heading", name="用自己的账号登录")).to_be_visible()
    expect(desk.get_by_text("演示")).to_have_count(0)
    assert desk.request.get("/start/").status == 404
