"""What people do again and again: change places at the screen, record an activity, read a figure, save a file."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from .conftest import sign_in_as

AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?")


def change_to(page: Page, name: str) -> None:
    """Whoever sits here leaves, and another person signs in."""
    page.goto("/")
    page.get_by_role("button", name="退出").locator("visible=true").first.click()
    page.wait_for_url("**/sign-in/**")
    sign_in_as(page, name)


def go(page: Page, word: str) -> None:
    """Press a word of the main menu, on a phone that of the bar below, or one behind 更多."""
    menu = page.locator("nav.nav a, nav.tabs a")
    shown = menu.filter(has_text=re.compile(f"^{word}$")).locator("visible=true")
    if not shown.count():
        menu.filter(has_text="更多").locator("visible=true").click()
        shown = page.locator("main a").filter(has_text=re.compile(f"^\\s*{word}\\s*$"))
    shown.first.click()


def amount(text: str) -> Decimal:
    """The first figure of a text as a number, with 万 read as ten thousand."""
    found = AMOUNT.search(text)
    assert found, f"no figure in {text!r}"
    return Decimal(found.group().replace(",", "")) * (10_000 if "万" in text else 1)


def choose(page: Page, word: str) -> None:
    """Tap a chip or tile of the record form that changes the fields below it."""
    label = page.locator("label").filter(has_text=re.compile(f"^{re.escape(word)}$")).first
    if label.locator("input").is_checked():
        return
    if not label.is_visible():
        page.locator("summary").filter(has_text=re.compile("^其他")).click()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        label.click()
    expect(page.locator(".htmx-request, .htmx-settling, .htmx-swapping")).to_have_count(0)


def pick(page: Page, legend: str, word: str) -> None:
    """Tap a chip that changes nothing else, in the group with this legend."""
    group = page.locator("fieldset").filter(has=page.locator("legend", has_text=legend)).first
    chip = group.locator("label").filter(has_text=re.compile(f"^{re.escape(word)}$")).first
    if not chip.is_visible():
        group.locator("summary").first.click()
    chip.click()


def fill_activity(page: Page, kind: str, topic: str, partner: str = "", subject: str = "") -> None:
    """Open the record form from where one is and fill it, without saving."""
    page.goto("/")
    page.locator("a").filter(has_text="记一次").locator("visible=true").first.click()
    choose(page, kind)
    if partner:
        choose(page, partner)
    if subject:
        pick(page, "学科", subject)
    page.get_by_label("主题", exact=True).fill(topic)


def save(page: Page) -> None:
    """Press 保存 and wait for 记上了."""
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="记上了")).to_be_visible()


def record(page: Page, kind: str, topic: str, partner: str = "", subject: str = "") -> None:
    """Record an activity of today."""
    fill_activity(page, kind, topic, partner, subject)
    save(page)


def item(page: Page, words: str) -> Locator:
    """The row of a list that has these words."""
    return page.locator("main li, main tbody tr").filter(has_text=words).first


def report(page: Page, name: str) -> None:
    """Open this term's report of a school, a pair or the county from 总结."""
    go(page, "总结")
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1).first).to_contain_text("总结")


def kind_figure(page: Page, kind: str) -> int:
    """The figure of a kind in the table 各类活动 of an open report; 0 where the kind has no row."""
    rows = page.locator("table tr").filter(has=page.locator("td", has_text=re.compile(f"^{kind}$")))
    return int(amount(rows.first.locator("td").last.inner_text())) if rows.count() else 0


def saved_file(page: Page, words: str, folder: Path) -> Path:
    """Press a word that gives a file, and where the file then lies."""
    with page.expect_download() as download:
        page.get_by_role("link", name=words).first.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def figures(page: Page) -> Iterator[tuple[str, str]]:
    """Words and address of every figure with a dotted line."""
    rows = page.locator("a.fig").evaluate_all("all => all.map(a => [a.textContent.trim(), a.getAttribute('href')])")
    yield from ((words, address) for words, address in rows)
