"""S57: each office sees and does what is its own; two posts, a move, and the second step at the door."""

import re

import pyotp
import pytest
from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import change_to, go

# Who, what the role's menu has, and what it has not.
OFFICES = {
    "秦红梅": ("活动", "名册"),
    "邵为民": ("总结", "名册"),
    "骆秀英": ("捐赠", "操作记录"),
    "谭国庆": ("捐赠", "活动"),
    "江波": ("账号", "捐赠"),
    "葛兴华": ("操作记录", "活动"),
    "莫少平": ("结对", "账号"),
    "庞继英": ("名册", "账号"),
    "许文静": ("计划", "名册"),
    "孙立群": ("活动", "名册"),
    "邓佳": ("捐赠", "人员"),
    "韩志明": ("我的捐赠", "活动"),
}


def words_of(page: Page) -> set[str]:
    """Everything the person's menu says, 更多 included."""
    page.goto("/all/")
    return {text.strip() for text in page.locator("main li a").all_inner_texts()}


def leave(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="退出").locator("visible=true").first.click()
    page.wait_for_url("**/sign-in/**")


def sign_in_by_password(page: Page, username: str, password: str) -> None:
    page.goto("/sign-in/")
    page.get_by_label("手机号或账号").fill(username)
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def test_each_office_has_its_own_menu_and_a_home_that_says_something(desk: Page) -> None:
    desk.goto("/sign-in/")
    desk.locator("summary").filter(has_text="身份").click()
    no_axe_faults(desk)
    for name, (has, lacks) in OFFICES.items():
        sign_in_as(desk, name)
        expect(desk.get_by_role("heading", level=1).first).to_be_visible()
        words = words_of(desk)
        assert has in words and lacks not in words, (name, words)
        leave(desk)


def test_the_auditor_reads_who_did_what_and_that_nothing_was_changed(desk: Page) -> None:
    sign_in_as(desk, "葛兴华")
    desk.get_by_role("link", name="操作记录").first.click()
    expect(desk.locator("tbody tr").first).to_be_visible()
    no_axe_faults(desk)
    desk.get_by_role("link", name="核对有没有被改过").click()
    expect(desk.get_by_text(re.compile(r"\d+条完整")).first).to_be_visible()


@pytest.fixture
def slip(desk: Page) -> tuple[str, str]:
    """An account that the officer opens, with the password of its slip."""
    sign_in_as(desk, "王建平")
    desk.goto("/accounts/new/")
    desk.get_by_label("单位").select_option(label="白塔镇中心小学")
    desk.get_by_label("姓名").fill("贺小川")
    desk.get_by_label("账号").fill("hexiaochuan")
    desk.get_by_label("角色").select_option(label="教师")
    desk.get_by_role("button", name="保存").click()
    return "hexiaochuan", desk.locator("dd.code").inner_text()


def test_a_second_post_a_move_and_the_second_step(desk: Page, slip: tuple[str, str]) -> None:
    # a second post in another school, from today
    desk.goto("/accounts/?q=贺小川")
    desk.get_by_role("link", name="办理").or_(desk.get_by_role("link", name="重设密码或停用")).first.click()
    account = desk.url
    desk.get_by_role("link", name="加一个角色").click()
    no_axe_faults(desk)
    desk.get_by_label("单位").select_option(label="大湾村小学")
    desk.get_by_label("角色").select_option(label="教务主任")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("教务主任", exact=True)).to_be_visible()
    leave(desk)
    # the person signs in by the slip, replaces the password, and goes from one school to the other
    username, password = slip
    sign_in_by_password(desk, username, password)
    desk.get_by_label("新密码").fill("shan-gao-2026")
    desk.get_by_label("再写一遍").fill("shan-gao-2026")
    desk.get_by_role("button", name="保存").click()
    desk.goto("/me/")
    no_axe_faults(desk)
    desk.get_by_role("button", name="换到这个单位").click()
    expect(desk.get_by_text("现在是大湾村小学的身份")).to_be_visible()
    # the second step: the phone shows that it knows the secret, and from then on it is asked for
    desk.goto("/me/second-step/")
    no_axe_faults(desk)
    secret = desk.locator("code.code").inner_text().replace(" ", "")
    desk.get_by_label("手机上的六位数字").fill(pyotp.TOTP(secret).now())
    desk.get_by_role("button", name="开启").click()
    expect(desk.get_by_text("两步登录开了")).to_be_visible()
    leave(desk)
    sign_in_by_password(desk, username, "shan-gao-2026")
    expect(desk.get_by_label("手机上的六位数字")).to_be_visible()
    no_axe_faults(desk)
    assert desk.request.get("/activities/", max_redirects=0).status == 302
    desk.get_by_label("手机上的六位数字").fill("12")
    desk.get_by_role("button", name="登录", exact=True).click()
    expect(desk.get_by_text("验证码是六位数字")).to_be_visible()
    # moved: what was open in the old school is closed on the next request
    desk.goto("/sign-in/")
    sign_in_as(desk, "王建平")
    desk.goto(account)
    desk.get_by_role("link", name="调到别的单位").click()
    desk.get_by_label("单位").select_option(label="青石岭小学")
    desk.get_by_label("角色").select_option(label="教师")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("调过去了")).to_be_visible()
    change_to(desk, "马德昌")
    assert desk.request.get(account).status == 404


def test_a_donor_sees_whether_what_he_gave_arrived_and_nothing_else(desk: Page) -> None:
    sign_in_as(desk, "韩志明")
    expect(desk.get_by_role("heading", level=1, name="次已收到")).to_be_visible()
    expect(desk.get_by_text("白塔镇中心小学").first).to_be_visible()
    no_axe_faults(desk)
    for address in ("/activities/", "/staff/", "/reports/", "/pairings/", "/pupils/", "/accounts/"):
        assert desk.request.get(address).status == 404, address
    go(desk, "我的捐赠")
    expect(desk.get_by_text("奖教奖学").first).to_be_visible()
