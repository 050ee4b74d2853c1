"""S67: both schools enter the same event; the second is told before saving, joins it or says why it is another."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import change_to, fill_activity, item, record, save

OBSERVED = {"browser": "《草船借箭》怎样读", "wechat": "《狼牙山五壮士》怎样讲"}
EXPLAINED = {"browser": "怎样上复习课", "wechat": "怎样出一份练习"}


def shown(page: Page, topic: str) -> int:
    """How many records with this topic the list of activities has."""
    page.goto("/activities/")
    return page.locator("main tbody tr").filter(has_text=topic).count()


@pytest.mark.also_in_wechat
def test_the_second_school_is_shown_the_record_joins_it_and_there_is_one(
    phone: Page, desk: Page, surroundings: str
) -> None:
    topic = OBSERVED[surroundings]
    sign_in_as(desk, "周敏")
    record(desk, "听评课", topic, "白塔小学", "语文")
    sign_in_as(phone, "李桂兰")
    fill_activity(phone, "听评课", f"听评课{topic}", "实验小学", "语文")
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_role("heading", name="这一件已经有人记过")).to_be_visible()
    expect(item(phone, topic)).to_contain_text("实验小学周敏记")
    no_axe_faults(phone)
    phone.get_by_role("button", name="是同一件，加入这一条").click()
    expect(phone.get_by_role("heading", name="记上了")).to_be_visible()
    assert shown(phone, topic) == shown(desk, topic) == 1
    expect(item(desk, topic)).to_contain_text("两校已确认")


@pytest.mark.also_in_wechat
def test_another_event_of_the_same_day_is_kept_apart_with_its_reason(
    phone: Page, desk: Page, surroundings: str
) -> None:
    topic = EXPLAINED[surroundings]
    sign_in_as(desk, "周敏")
    record(desk, "说课", topic, "白塔小学", "语文")
    sign_in_as(phone, "李桂兰")
    fill_activity(phone, "说课", topic, "实验小学", "语文")
    phone.get_by_role("button", name="保存").click()
    phone.get_by_role("button", name="另存一条").click()
    expect(phone.get_by_text("写一句为什么是另一件，两校都会看到。")).to_be_visible()
    phone.get_by_label("为什么是另一件").fill("上午三年级，这是下午的五年级")
    phone.get_by_role("button", name="另存一条").click()
    expect(phone.get_by_role("heading", name="记上了")).to_be_visible()
    assert shown(desk, topic) == 2
    item(desk, f"语文说课，{topic}").get_by_role("link").first.click()
    expect(desk.get_by_text("上午三年级，这是下午的五年级")).to_be_visible()
    desk.get_by_role("link", name="同一天的另一条").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(re.compile("语文说课"))


def test_two_lessons_of_one_day_with_other_topics_raise_no_alarm(desk: Page, phone: Page) -> None:
    sign_in_as(desk, "周敏")
    record(desk, "公开课", "《圆的周长》", "白塔小学", "数学")
    sign_in_as(phone, "李桂兰")
    fill_activity(phone, "公开课", "《桂林山水》", "实验小学", "语文")
    save(phone)


def mended(page: Page, was: str, topic: str) -> None:
    """Whoever recorded it writes the topic as it should be."""
    page.goto("/activities/")
    item(page, was).get_by_role("link").first.click()
    page.get_by_role("link", name="改一改").click()
    page.get_by_label("主题", exact=True).fill(topic)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("改好了")).to_be_visible()


def suspect(page: Page, words: str) -> Locator:
    """The row of two records that look like one event."""
    page.goto("/doubles/")
    return page.locator("li.ask").filter(has_text=words).filter(has_text="不是同一件")


def test_a_double_found_later_is_merged_and_can_be_taken_apart_again(desk: Page, phone: Page) -> None:
    sign_in_as(desk, "周敏")
    record(desk, "公开课", "《将相和》", "白塔小学", "语文")
    sign_in_as(phone, "李桂兰")
    record(phone, "公开课", "《跳水》", "实验小学", "语文")
    mended(phone, "《跳水》", "《將相和》第一課时")
    row = suspect(phone, "《將相和》第一課时")
    expect(row).to_contain_text("实验小学周敏记")
    no_axe_faults(phone)
    row.get_by_role("button", name="是同一件，合并，留实验小学周敏记的").click()
    expect(phone.get_by_text("合并了")).to_be_visible()
    said = phone.get_by_role("region", name="两边怎么说")
    expect(said).to_contain_text("李桂兰")
    expect(said).to_contain_text("同一件事")
    assert shown(desk, "《将相和》") == 1 and shown(desk, "《將相和》") == 0
    expect(suspect(desk, "《將相和》第一課时")).to_have_count(0)
    phone.goto("/doubles/")
    gone = item(phone, "《将相和》").get_by_role("link", name="看撤回的一条")
    gone.click()
    expect(phone.locator(".head")).to_contain_text("是同一件，合并")
    phone.get_by_role("link", name="看留下的一条").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("《将相和》")
    phone.goto("/doubles/")
    item(phone, "《将相和》").get_by_role("button", name="撤销合并").click()
    expect(phone.get_by_text("撤销了")).to_be_visible()
    assert shown(desk, "《将相和》") == shown(desk, "《將相和》") == 1


def test_the_county_merges_one_suspect_and_a_school_tells_another_apart_for_good(desk: Page, phone: Page) -> None:
    sign_in_as(desk, "周敏")
    record(desk, "讲座", "怎样和孩子一起夜读", "白塔小学")
    record(desk, "集体备课", "第五单元", "白塔小学", "语文")
    sign_in_as(phone, "李桂兰")
    record(phone, "讲座", "心理健康", "实验小学")
    record(phone, "集体备课", "习作", "实验小学", "语文")
    mended(phone, "心理健康", "怎么和孩子一起夜读")
    mended(phone, "习作", "第五单元备课")
    row = suspect(phone, "第五单元备课")
    row.locator("summary").click()
    row.get_by_role("button", name="不是同一件，记下").click()
    expect(phone.get_by_role("alert")).to_contain_text("写一句为什么不是同一件")
    row = suspect(phone, "第五单元备课")
    row.locator("summary").click()
    row.get_by_label("为什么不是同一件").fill("上午三年级，下午五年级")
    row.get_by_role("button", name="不是同一件，记下").click()
    expect(phone.get_by_text("以后不再问这两条")).to_be_visible()
    expect(suspect(desk, "第五单元备课")).to_have_count(0)
    change_to(desk, "王建平")
    desk.goto("/pairs/")
    item(desk, "白塔").get_by_role("link").first.click()
    desk.get_by_role("link", name=re.compile("可能记了两遍")).first.click()
    no_axe_faults(desk)
    row = desk.locator("li.ask").filter(has_text="怎么和孩子一起夜读").filter(has_text="不是同一件")
    expect(row.get_by_role("button", name=re.compile("是同一件，合并"))).to_have_count(2)
    row.get_by_role("button", name="留实验小学周敏记的").click()
    expect(desk.get_by_role("region", name="两边怎么说")).to_contain_text("李桂兰")
    assert shown(desk, "和孩子一起夜读") == 1
