"""S57: what harms others stays behind the password and the second step, in a county of people with passwords."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pyotp
import pytest
from playwright.sync_api import Page, expect

from .conftest import no_axe_faults
from .site import Site

SECRET = "清清溪水2026"
CLOCK = "xieshou.keeping.tests.clock.settings"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation with a county of its own, whose clock the test sets."""
    home = tmp_path_factory.mktemp("real") / "home"
    home.mkdir()
    with Site(home, settings=CLOCK) as site:
        yield site


def later(site: Site, **how_long: float) -> float:
    """So long after the real time; returns the seconds."""
    seconds = timedelta(**how_long).total_seconds()
    (site.home / "ahead").write_text(str(seconds))
    return seconds


def open_county(page: Page) -> None:
    page.goto("/start/")
    for label, words in (("省（自治区、直辖市）", "云岭省"), ("县（区）", "白水县"), ("您的姓名", "安国栋")):
        page.get_by_label(label).fill(words)
    page.get_by_label("登录账号").fill("an")
    page.get_by_label("密码").fill(SECRET)
    page.get_by_role("button", name="开通").click()
    page.wait_for_url(lambda url: "/start/" not in url)


def sign_in(page: Page) -> None:
    page.goto("/sign-in/")
    page.get_by_label("手机号或账号").fill("an")
    page.get_by_label("密码", exact=True).fill(SECRET)
    page.get_by_role("button", name="登录", exact=True).click()


def answer(page: Page) -> None:
    """Give the password once more."""
    expect(page.get_by_role("heading", name="再输一次密码")).to_be_visible()
    no_axe_faults(page)
    page.get_by_label("密码", exact=True).fill(SECRET)
    page.get_by_role("button", name="接着办").click()


def test_after_a_quarter_of_an_hour_accounts_ask_again_and_what_was_typed_is_saved(desk: Page, site: Site) -> None:
    open_county(desk)
    desk.goto("/accounts/new/")
    desk.get_by_label("姓名").fill("白雪")
    desk.get_by_label("账号", exact=True).fill("bai")
    desk.get_by_label("角色").select_option(label="上级查看")
    later(site, minutes=20)
    desk.get_by_role("button", name="保存").click()
    answer(desk)
    expect(desk.get_by_role("heading", name="1张账号条")).to_be_visible()
    desk.goto("/accounts/?q=白雪")
    expect(desk.get_by_text("bai", exact=True)).to_be_visible()
    later(site, minutes=40)
    desk.goto("/activities/")  # everyday work asks nothing
    expect(desk.get_by_role("heading", name="再输一次密码")).to_have_count(0)
    desk.goto("/accounts/?q=白雪")
    answer(desk)
    expect(desk.get_by_text("bai", exact=True)).to_be_visible()


def test_who_can_close_accounts_must_have_a_second_step_after_fourteen_days(desk: Page, site: Site) -> None:
    later(site)
    sign_in(desk)
    expect(desk.get_by_text("您的角色要开启两步登录")).to_be_visible()  # one click in, with a fortnight to do it
    no_axe_faults(desk)
    ahead = later(site, days=15)
    desk.goto("/activities/")
    answer(desk)  # the page that sets it up is itself behind the password
    expect(desk.get_by_text("14天到了")).to_be_visible()
    no_axe_faults(desk)
    secret = desk.locator("code.code").inner_text().replace(" ", "")
    desk.get_by_label("手机上的六位数字").fill(pyotp.TOTP(secret).at(int(time.time() + ahead)))
    desk.get_by_role("button", name="开启").click()
    expect(desk.get_by_text("两步登录开了")).to_be_visible()
    desk.goto("/activities/")
    expect(desk.get_by_role("heading", name="再输一次密码")).to_have_count(0)
    assert desk.url.endswith("/activities/")
