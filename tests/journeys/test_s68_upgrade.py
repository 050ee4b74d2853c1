"""S68: the next version comes from the page: checked, backed up, switched to; one that does not open is left again."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from xieshou.upgrading.tests.archives import LATER, NEVER_SERVES, Desk, lay_out, packed

from .conftest import no_axe_faults
from .site import ROOT
from .steps import go

SECRET = "清清溪水2026"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """What a double click on the installer leaves on a machine without Python."""
    place = tmp_path_factory.mktemp("installed")
    desk = Desk(place / "home")
    program = lay_out(place, "0.2.0")
    said = desk.double_click(program.with_name("安装携手.desktop"))
    assert "装好了携手 0.2.0" in said, said
    yield desk
    desk.stop()


def open_county(page: Page, told: Path) -> None:
    """The page that the double click has opened goes on by itself to the first page of all."""
    page.goto(told.as_uri())
    expect(page.get_by_role("heading", name="开通一个县")).to_be_visible()
    for label, words in (("省（自治区、直辖市）", "云岭省"), ("县（区）", "白水县"), ("您的姓名", "安国栋")):
        page.get_by_label(label).fill(words)
    page.get_by_label("登录账号").fill("an")
    page.get_by_label("密码").fill(SECRET)
    page.get_by_role("button", name="开通").click()
    page.wait_for_url(lambda url: "/start/" not in url)


def choose(page: Page, archive: Path) -> None:
    """From the menu to the page that says what the archive is."""
    go(page, "备份")
    page.get_by_role("link", name="升级", exact=True).click()
    page.get_by_label("新的安装包").set_input_files(archive)
    page.get_by_role("button", name="查看这个安装包").click()


def test_the_page_upgrades_after_a_backup_and_goes_back_from_a_version_that_does_not_open(
    desk: Page, site: Desk, tmp_path: Path
) -> None:
    open_county(desk, site.told)
    spoilt = tmp_path / "spoilt.tar.gz"
    spoilt.write_bytes(b"no archive")
    choose(desk, spoilt)
    expect(desk.get_by_text("这不是携手的安装包")).to_be_visible()
    no_axe_faults(desk)
    desk.goto("/")
    archive = packed(lay_out(tmp_path, "0.3.0", LATER))
    choose(desk, archive)
    expect(desk.get_by_text(hashlib.sha256(archive.read_bytes()).hexdigest())).to_be_visible()
    no_axe_faults(desk)
    desk.get_by_role("button", name="升级到这一版").click()
    expect(desk.get_by_role("heading", name="正在升级")).to_be_visible()
    expect(desk.get_by_role("heading", name="携手正在升级")).to_be_visible(timeout=60_000)
    no_axe_faults(desk)
    expect(desk.get_by_text("升级到了0.3.0")).to_be_visible(timeout=120_000)
    expect(desk.get_by_text("现在是0.3.0")).to_be_visible()
    expect(desk.get_by_text("升级前做的")).to_be_visible()
    # one that migrates and then does not open: version and data are those of before
    choose(desk, packed(lay_out(tmp_path, "0.4.0", LATER, NEVER_SERVES)))
    desk.get_by_role("button", name="升级到这一版").click()
    expect(desk.get_by_role("heading", name="用自己的账号登录")).to_be_visible(timeout=180_000)
    desk.get_by_label("手机号或账号").fill("an")
    desk.get_by_label("密码", exact=True).fill(SECRET)
    desk.get_by_role("button", name="登录").click()
    go(desk, "备份")
    expect(desk.get_by_text("没有升级成，已经退回0.3.0")).to_be_visible()
    expect(desk.get_by_text("新的版本坏了")).to_be_visible()
    expect(desk.get_by_text("现在是0.3.0")).to_be_visible()
    no_axe_faults(desk)
    assert site.runs == "0.3.0" and not list((site.root / "versions").glob("0.4.0*"))


def test_the_instructions_for_installing_are_one_printed_page(browser: Browser) -> None:
    page = browser.new_page()
    page.goto((ROOT / "docs" / "install.html").as_uri())
    no_axe_faults(page)
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert re.findall(rb"/Type /Pages\b.*?/Count (\d+)", printed, re.DOTALL) == [b"1"]
    page.close()
