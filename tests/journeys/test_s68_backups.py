"""S68: an administrator who never saw a command line backs up, sees it proved, finds a spoilt one, and goes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import no_axe_faults
from .site import Site
from .steps import go

SECRET = "清清溪水2026"
CLOCK = "xieshou.keeping.tests.clock.settings"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation with one county and nothing else."""
    home = tmp_path_factory.mktemp("kept") / "home"
    home.mkdir()
    with Site(home, settings=CLOCK) as site:
        yield site


def sign_in(page: Page) -> None:
    """The first page of all the first time, signing in afterwards."""
    page.goto("/sign-in/")
    if page.request.get("/start/").status == 200:
        page.goto("/start/")
        for label, words in (("省（自治区、直辖市）", "云岭省"), ("县（区）", "白水县"), ("您的姓名", "安国栋")):
            page.get_by_label(label).fill(words)
        page.get_by_label("登录账号").fill("an")
        page.get_by_label("密码").fill(SECRET)
        page.get_by_role("button", name="开通").click()
    else:
        page.get_by_label("手机号或账号").fill("an")
        page.get_by_label("密码", exact=True).fill(SECRET)
        page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url and "/start/" not in url)


def open_account(page: Page, name: str, username: str) -> None:
    """Something to be there, or not to be there, after going back."""
    page.goto("/accounts/new/")
    page.get_by_label("姓名").fill(name)
    page.get_by_label("账号", exact=True).fill(username)
    page.get_by_label("角色").select_option(label="上级查看")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="1张账号条")).to_be_visible()
    page.goto("/")


def make(page: Page) -> None:
    """Press the one button and wait until it is green."""
    page.get_by_role("button", name="现在做一份备份").click()
    expect(page.get_by_role("heading", name="正在做备份")).to_be_visible()
    no_axe_faults(page)
    expect(page.get_by_text("做好了，恢复过一遍")).to_be_visible(timeout=90_000)


def spoil(site: Site) -> Path:
    """What a bad stick does to the newest archive."""
    path = max((site.home / "backups").glob("*.zip"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)
    return path


def test_one_button_makes_a_backup_that_was_restored_before_it_is_green_and_going_back_loses_nothing(
    desk: Page, site: Site, tmp_path: Path
) -> None:
    sign_in(desk)
    open_account(desk, "白雪", "bai")
    go(desk, "备份")
    expect(desk.get_by_role("heading", name="还没有能恢复的备份")).to_be_visible()
    expect(desk.get_by_text("断电不丢")).to_be_visible()
    no_axe_faults(desk)
    make(desk)
    expect(desk.get_by_role("heading", level=1, name="的备份能恢复")).to_be_visible()
    no_axe_faults(desk)
    open_account(desk, "冯乐", "feng")
    go(desk, "备份")
    desk.locator("main tbody a").first.click()
    expect(desk.get_by_text("张表")).to_be_visible()
    no_axe_faults(desk)
    # a quarter of an hour later the password is asked for once more, and the download goes on from there
    (site.home / "ahead").write_text(str(16 * 60))
    desk.get_by_role("link", name="下载这一份").click()
    expect(desk.get_by_role("heading", name="再输一次密码")).to_be_visible()
    no_axe_faults(desk)
    desk.get_by_label("密码", exact=True).fill("不是这个")
    desk.get_by_role("button", name="接着办").click()
    expect(desk.get_by_text("密码不对")).to_be_visible()
    desk.get_by_label("密码", exact=True).fill(SECRET)
    desk.get_by_role("button", name="接着办").click()
    no_axe_faults(desk)
    with desk.expect_download() as download:
        desk.get_by_role("button", name="下载").click()
    download.value.save_as(tmp_path / "taken.zip")
    [kept] = (site.home / "backups").glob("*.zip")
    assert (tmp_path / "taken.zip").read_bytes() == kept.read_bytes()
    desk.get_by_role("link", name="回到这一份").click()
    desk.get_by_role("link", name="恢复到这一份").click()
    no_axe_faults(desk)
    desk.get_by_role("checkbox").check()
    desk.get_by_role("button", name="恢复到这一份").click()
    expect(desk.get_by_role("heading", name="用自己的账号登录")).to_be_visible(timeout=120_000)
    sign_in(desk)
    go(desk, "备份")
    expect(desk.get_by_text("恢复好了")).to_be_visible()
    expect(desk.get_by_text("恢复前做的")).to_be_visible()
    desk.goto("/accounts/")
    expect(desk.get_by_text("白雪")).to_be_visible()
    expect(desk.get_by_text("冯乐")).to_have_count(0)


def test_a_spoilt_backup_turns_red_cannot_be_gone_back_to_and_the_last_good_one_cannot_be_deleted(
    phone: Page, site: Site
) -> None:
    sign_in(phone)
    phone.goto("/backups/")
    make(phone)
    whole = phone.locator("main tbody tr").count()
    make(phone)
    spoil(site)
    phone.locator("main tbody a").first.click()
    phone.get_by_role("button", name="核对一次").click()
    expect(phone.get_by_text("换一份备份，换一个盘").first).to_be_visible(timeout=60_000)
    no_axe_faults(phone)
    phone.locator("main tbody a").first.click()
    expect(phone.get_by_text("不能用")).to_be_visible()
    expect(phone.get_by_role("link", name="恢复到这一份")).to_have_count(0)
    phone.get_by_role("button", name="删掉这份").click()
    for _ in range(whole):  # the good ones go too, but for one
        expect(phone.get_by_text("能恢复").first).to_be_visible()
        phone.locator("main tbody a").last.click()
        phone.get_by_role("button", name="删掉这份").click()
    expect(phone.get_by_text("最后一份好的备份，不能删")).to_be_visible()
