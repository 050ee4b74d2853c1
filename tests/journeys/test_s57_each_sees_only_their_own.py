"""S57: each sees only their own: what people of 云溪县 open is as if it were not there for the other county."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import no_axe_faults, sign_in_as
from .site import Site
from .steps import change_to

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
COMMUNITY = re.compile(r"/reports/group/[^/]+/\d+/")
FEW = 12


def met(page: Page, found: dict[str, set[str]]) -> None:
    """Note every address with a record or place in it, by the sort of page it leads to."""
    for address in page.locator("a[href]").evaluate_all("all => all.map(a => a.getAttribute('href'))"):
        if address.startswith("/trace/") or UUID.search(address.partition("?")[0]):
            sort = re.sub(r"[0-9a-f]{8}-[0-9a-f-]+|\d+", "…", address.partition("?")[0])
            found.setdefault(sort, set()).add(address)


def walked(page: Page, steps: int) -> dict[str, set[str]]:
    """What a person of 云溪县 meets on the pages of the menu and one step behind each."""
    found: dict[str, set[str]] = {}
    page.goto("/")
    menu = page.locator("nav.nav a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    for address in [*menu, "/schools/", "/staff/", "/openings/"]:
        if page.goto(address).status == 200:  # type: ignore[union-attr]  # it answers
            met(page, found)
    for address in [one for addresses in list(found.values()) for one in sorted(addresses)[:steps]]:
        if page.goto(address).status == 200:  # type: ignore[union-attr]  # it answers
            met(page, found)
    return found


@pytest.mark.parametrize("person", ["王建平", "方志远", "周敏"])
def test_the_other_countys_officer_gets_404_for_whatever_they_open(desk: Page, person: str) -> None:
    sign_in_as(desk, "陈立新")
    hers = {name for sort in walked(desk, 5).values() for address in sort for name in UUID.findall(address)}
    change_to(desk, person)
    found = walked(desk, 1)
    assert len(found) > 8, sorted(found)
    addresses = [address for sort in found.values() for address in sorted(sort)[:FEW]]
    foreign = [one for one in addresses if desk.request.get(one).status == 200 and set(UUID.findall(one)) - hers]
    assert len(foreign) > 30
    change_to(desk, "陈立新")
    answers = {address: desk.request.get(address) for address in foreign}
    # What 河口小学 over the border took part in is hers too, and so is what lies behind the report of its community.
    opened = [one for one, answer in answers.items() if answer.status != 404 and "河口小学" not in answer.text()]
    reports = {one: COMMUNITY.match(one) for one in opened}
    assert not [
        one for one, whole in reports.items() if not whole or "河口小学" not in desk.request.get(whole.group()).text()
    ]


def test_nothing_of_it_is_named_on_the_other_countys_pages(desk: Page) -> None:
    sign_in_as(desk, "陈立新")
    for address in ("/", "/activities/", "/placements/", "/gifts/", "/schools/", "/staff/", "/reports/", "/openings/"):
        desk.goto(address)
        text = desk.locator("main").inner_text()
        assert "石桥中学" not in text and "沙坝中学" not in text, address


def test_a_school_does_not_see_a_pair_it_is_not_in(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    desk.goto("/reports/")
    foreign = desk.get_by_role("link", name="第二中学与沙坝中学", exact=True).get_attribute("href") or ""
    assert desk.request.get(foreign).status == 200
    change_to(desk, "周敏")
    assert desk.request.get(foreign).status == 404
    desk.goto(foreign)
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    no_axe_faults(desk)


def test_who_is_not_signed_in_is_led_to_the_door_and_back(desk: Page) -> None:
    desk.goto("/activities/")
    expect(desk.get_by_role("heading", name="用自己的账号登录")).to_be_visible()
    no_axe_faults(desk)
    desk.locator(".person").filter(has_text="周敏").click()
    desk.wait_for_url("**/activities/")


def test_after_five_wrong_passwords_the_door_stays_shut_from_there_and_opens_from_elsewhere(desk: Page) -> None:
    desk.goto("/")
    for _ in range(5):
        desk.get_by_label("手机号或账号").fill("wangjianping")
        desk.get_by_label("密码", exact=True).fill("不是这个密码")
        desk.get_by_role("button", name="登录").click()
        expect(desk.get_by_text("账号或密码不对")).to_be_visible()
    desk.get_by_label("手机号或账号").fill("wangjianping")
    desk.get_by_label("密码", exact=True).fill("还不是这个密码")
    desk.get_by_role("button", name="登录").click()
    expect(desk.get_by_text("密码错了太多次。过15分钟再试")).to_be_visible()
    no_axe_faults(desk)


def test_a_teacher_is_offered_only_what_she_may_do(phone: Page) -> None:
    sign_in_as(phone, "李桂兰")
    for address in ("/accounts/", "/county/", "/rosters/", "/progress/rules/", "/placements/record/", "/gifts/record/"):
        assert phone.request.get(address).status == 404, address
    phone.goto("/help/")
    expect(phone.get_by_role("heading", name="谁能做什么")).to_be_visible()
    no_axe_faults(phone)


def test_closing_the_browser_on_a_shared_phone_ends_the_session(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    page.goto("/activities/")
    page.locator(".person").filter(has_text="周敏").click()
    page.wait_for_url("**/activities/")
    page.goto("/")
    page.get_by_role("button", name="退出").locator("visible=true").click()
    expect(page.get_by_role("heading", name="用自己的账号登录")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", name="用自己的账号登录")).to_be_visible()
    context.close()
