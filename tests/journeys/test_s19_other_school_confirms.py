"""S19: the other school confirms with one tap or says what differs; amending asks again, withdrawing takes it back."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import amount, go, item, pick, record

TRUE = {"browser": "阅读课怎样起步", "wechat": "口算为什么慢"}
UNKNOWN = {"browser": "家校怎样沟通", "wechat": "留守儿童怎样陪"}
DIFFERS = {"browser": "《圆的面积》", "wechat": "《比例尺》"}
CONFIRMED = {"browser": "《将相和》", "wechat": "《荷塘》"}


def open_waiting(page: Page) -> None:
    """From home to the list of what waits for this school."""
    page.goto("/")
    page.locator("section").filter(has=page.get_by_role("heading", name="等我校确认")).get_by_role(
        "link", name=re.compile("^全部")
    ).click()


def open_record(page: Page, topic: str) -> None:
    """Find a record in the list of activities and open it."""
    page.goto("/")
    go(page, "活动")
    item(page, topic).get_by_role("link").first.click()


@pytest.mark.also_in_wechat
def test_everything_that_waits_is_confirmed_with_one_tap(phone: Page, desk: Page, surroundings: str) -> None:
    topic = CONFIRMED[surroundings]
    sign_in_as(desk, "周敏")
    record(desk, "听评课", topic, "白塔小学", "语文")
    open_record(desk, topic)
    expect(desk.locator(".conf")).to_contain_text("等白塔小学确认")
    sign_in_as(phone, "李桂兰")
    expect(phone.get_by_role("heading", name="等我校确认")).to_be_visible()
    open_waiting(phone)
    expect(item(phone, topic).locator("input")).to_be_checked()
    no_axe_faults(phone)
    phone.get_by_role("button", name=re.compile("^确认")).click()
    expect(phone.get_by_role("status")).to_contain_text(re.compile(r"确认了\d+件"))
    expect(phone.get_by_role("heading", name="没有等我校确认的")).to_be_visible()
    desk.reload()
    expect(desk.locator(".conf")).to_contain_text("两校已确认")


@pytest.mark.also_in_wechat
def test_one_that_is_not_true_is_left_out_of_the_tap(phone: Page, desk: Page, surroundings: str) -> None:
    sign_in_as(desk, "周敏")
    for topic in (TRUE[surroundings], UNKNOWN[surroundings]):
        record(desk, "讲座", topic, "白塔小学")
    sign_in_as(phone, "李桂兰")
    open_waiting(phone)
    item(phone, UNKNOWN[surroundings]).locator("label").click()
    phone.get_by_role("button", name=re.compile("^确认")).click()
    expect(item(phone, UNKNOWN[surroundings])).to_be_visible()
    expect(phone.get_by_text(TRUE[surroundings])).to_have_count(0)


@pytest.mark.also_in_wechat
def test_what_differs_is_said_seen_by_both_mended_and_confirmed(phone: Page, desk: Page, surroundings: str) -> None:
    topic = DIFFERS[surroundings]
    sign_in_as(desk, "周敏")
    record(desk, "示范课", topic, "白塔小学", "数学")
    sign_in_as(phone, "李桂兰")
    open_waiting(phone)
    item(phone, topic).get_by_role("link", name="有出入").click()
    no_axe_faults(phone)
    phone.get_by_label("哪里有出入").fill("那天上了2节")
    phone.get_by_role("button", name="告诉实验小学").click()
    expect(phone.get_by_text("那天上了2节")).to_be_visible()
    open_waiting(desk)
    expect(item(desk, topic)).to_contain_text("那天上了2节")
    item(desk, topic).get_by_role("link", name="改一改").click()
    no_axe_faults(desk)
    desk.get_by_label(re.compile("^节数")).fill("2")
    desk.get_by_role("button", name="保存").click()
    expect(desk.locator(".conf")).to_contain_text("等白塔小学确认")
    open_record(phone, topic)
    phone.get_by_role("button", name="确认").click()
    expect(phone.locator(".conf")).to_contain_text("两校已确认")
    desk.reload()
    expect(desk.locator(".conf")).to_contain_text("两校已确认")


def test_what_was_amended_after_the_list_was_opened_is_not_confirmed_unseen(phone: Page, desk: Page) -> None:
    same, changed = "这一件没有动", "这一件刚改过"
    sign_in_as(desk, "周敏")
    record(desk, "示范课", same, "白塔小学", "语文")
    record(desk, "示范课", changed, "白塔小学", "语文")
    sign_in_as(phone, "李桂兰")
    open_waiting(phone)
    expect(item(phone, changed).locator("input")).to_be_checked()
    open_record(desk, changed)
    desk.get_by_role("link", name="改一改").click()
    desk.get_by_label(re.compile("^节数")).fill("4")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_role("status")).to_contain_text("改好了")
    phone.get_by_role("button", name=re.compile("^确认")).click()
    expect(phone.get_by_role("alert")).to_contain_text(f"实验小学改过语文示范课，{changed}")
    expect(phone.get_by_role("alert")).to_contain_text("没有确认")
    expect(item(phone, changed)).to_contain_text("现在是4")
    expect(item(phone, changed).locator("input")).not_to_be_checked()
    expect(phone.get_by_text(same)).to_have_count(0)
    no_axe_faults(phone)
    item(phone, changed).locator("label").click()
    phone.get_by_role("button", name=re.compile("^确认")).click()
    expect(phone.get_by_role("heading", name="没有等我校确认的")).to_be_visible()


def test_amending_clears_the_confirmation_says_so_and_keeps_the_earlier_state(phone: Page, desk: Page) -> None:
    topic = "改了要再确认"
    sign_in_as(desk, "周敏")
    record(desk, "示范课", topic, "白塔小学", "语文")
    open_record(desk, topic)
    sign_in_as(phone, "李桂兰")
    open_record(phone, topic)
    phone.get_by_role("button", name="确认").click()
    expect(phone.locator(".conf")).to_contain_text("两校已确认")
    desk.get_by_role("link", name="改一改").click()
    desk.get_by_label(re.compile("^节数")).fill("3")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_role("status")).to_contain_text("白塔小学原来的话不算了，要再确认一次")
    expect(desk.locator(".conf")).to_contain_text("等白塔小学确认")
    phone.reload()
    expect(phone.locator(".conf")).to_contain_text("等我校确认")
    no_axe_faults(phone)
    phone.locator(".said a").last.click()
    expect(phone.get_by_role("heading", name=re.compile("的样子$"))).to_be_visible()
    expect(phone.locator("dl.facts div").filter(has_text="现在是3")).to_contain_text("节数")
    no_axe_faults(phone)


def test_withdrawing_takes_the_number_back_and_the_record_stays_to_be_seen(phone: Page, desk: Page) -> None:
    topic = "记错了的一次"
    sign_in_as(desk, "周敏")
    sign_in_as(phone, "李桂兰")
    before = _promise(desk, "主题德育活动")
    record(desk, "主题德育", topic, "白塔小学")
    assert _promise(desk, "主题德育活动") == _promise(phone, "主题德育活动") == before + 1
    open_record(phone, topic)
    here = phone.url
    open_record(desk, topic)
    desk.get_by_role("link", name="撤回").click()
    no_axe_faults(desk)
    desk.get_by_role("button", name="撤回这一条").click()
    expect(desk.get_by_text("写一句为什么撤回，对方会看到。")).to_be_visible()
    desk.get_by_label("为什么撤回").fill("这天没有办成")
    desk.get_by_role("button", name="撤回这一条").click()
    expect(desk.get_by_text("撤回，不再计数")).to_be_visible()
    assert _promise(desk, "主题德育活动") == _promise(phone, "主题德育活动") == before
    phone.goto(here)
    expect(phone.get_by_text("这天没有办成")).to_be_visible()
    phone.locator(".said a").last.click()
    expect(phone.get_by_role("heading", name=re.compile("的样子$"))).to_be_visible()


def _promise(page: Page, name: str) -> int:
    """How often a promise is kept, on a school's home."""
    page.goto("/")
    return int(amount(page.locator("li.promise").filter(has_text=name).locator("a.fig").first.text_content() or ""))


def photo_with_a_place() -> bytes:
    """A picture as a phone takes it, saying where it was taken."""
    picture, exif, file = Image.new("RGB", (900, 600), "#7799aa"), Image.Exif(), io.BytesIO()
    exif.get_ifd(0x8825).update({1: "N", 2: (25.0, 7.0, 30.0), 3: "E", 4: (102.0, 43.0, 12.0)})
    exif[0x8825] = exif.get_ifd(0x8825)
    picture.save(file, "JPEG", exif=exif)
    return file.getvalue()


def test_a_photo_loses_the_place_where_it_was_taken_and_none_is_needed_to_save(phone: Page) -> None:
    raw = photo_with_a_place()
    assert Image.open(io.BytesIO(raw)).getexif().get_ifd(0x8825)
    sign_in_as(phone, "李桂兰")
    record(phone, "讲座", "没有照片也记得上")
    record_with_photo(phone, "有照片的一次", raw)
    phone.get_by_role("link", name="看这一条").click()
    shown = phone.locator("#h-photos + *, section[aria-labelledby=h-photos]").locator("img").first
    if not shown.is_visible():
        phone.locator("section[aria-labelledby=h-photos] a, section[aria-labelledby=h-photos] summary").first.click()
    answer = phone.request.get(shown.get_attribute("src") or "")
    kept = Image.open(io.BytesIO(answer.body()))
    assert not kept.getexif() and b"Exif" not in answer.body()


def record_with_photo(page: Page, topic: str, raw: bytes) -> None:
    """Record a lecture with one photo and wait until it has gone."""
    page.goto("/")
    page.locator("a").filter(has_text="记一次").locator("visible=true").first.click()
    pick(page, "哪一天", "昨天")
    page.get_by_label("主题", exact=True).fill(topic)
    page.set_input_files("input[type=file]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": raw})
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已送出")).to_be_visible()
