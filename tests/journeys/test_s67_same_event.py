"""S67: both schools enter the same event; the second is told before saving, joins it or says why it is another."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import fill_activity, item, record, save

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
    fill_activity(phone, "说课", topic, "实验小学", "数学")
    phone.get_by_role("button", name="保存").click()
    phone.get_by_role("button", name="另存一条").click()
    expect(phone.get_by_text("写一句为什么是另一件，两校都会看到。")).to_be_visible()
    phone.get_by_label("为什么是另一件").fill("上午语文，这是下午的数学")
    phone.get_by_role("button", name="另存一条").click()
    expect(phone.get_by_role("heading", name="记上了")).to_be_visible()
    assert shown(desk, topic) == 2
    item(desk, f"数学说课，{topic}").get_by_role("link").first.click()
    expect(desk.get_by_text("上午语文，这是下午的数学")).to_be_visible()
    desk.get_by_role("link", name="同一天的另一条").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(re.compile("语文说课"))


def test_two_lessons_of_one_day_with_other_topics_raise_no_alarm(desk: Page, phone: Page) -> None:
    sign_in_as(desk, "周敏")
    record(desk, "公开课", "《圆的周长》", "白塔小学", "数学")
    sign_in_as(phone, "李桂兰")
    fill_activity(phone, "公开课", "《桂林山水》", "实验小学", "语文")
    save(phone)
