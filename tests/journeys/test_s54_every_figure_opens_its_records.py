"""S54: every figure of a report is a door to exactly the records that sum to it; own sentences are judged."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import amount, report

# What a page behind a figure says in one breath: its rows, and what they add up to.
READ = """
async addresses => {
  const found = [];
  for (const address of addresses) {
    const told = {status: 0, amounts: [], rows: 0, promises: 0, tables: [], text: "", h1: "", ids: []};
    let next = address;
    while (next) {
      const answer = await fetch(next);
      told.status = answer.status;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const all = css => [...page.querySelectorAll(css)];
      told.amounts.push(...all("td[data-amount]").map(cell => cell.textContent));
      told.rows += all("main tbody tr").filter(row => row.querySelector("td.t a, td a.name")).length;
      told.tables.push(...all("main tbody").map(table => table.rows.length));
      told.promises += all("main li.promise").length;
      told.h1 ||= all("main h1").map(one => one.textContent.trim()).join();
      told.text += all("main").map(one => one.textContent).join();
      told.ids.push(...all("main [id]").map(one => one.id));
      const more = all("nav.pages a").find(one => one.textContent.trim() === "下一页");
      next = more ? new URL(more.getAttribute("href"), new URL(next, location.href)).href : "";
    }
    found.push(told);
  }
  return found;
}
"""
SCHOOL, PAIR, COUNTY = "云溪县实验小学", "实验小学与白塔小学", "云溪县教育局"
DAY = re.compile(r"(\d+年)?\d+月\d+日|\S+〔\d+〕\d+号")
WHOSE = [("方志远", SCHOOL), ("马德昌", "实验小学与白塔小学"), ("王建平", COUNTY)]


def doors(page: Page) -> list[tuple[str, str]]:
    """Words and address of every figure of the paper; a drawing's words are its accessible name."""
    rows = page.locator(".paper a.fig, .paper svg a").evaluate_all(
        "all => all.map(a => [a.textContent.trim(), a.getAttribute('href')])"
    )
    return list(dict.fromkeys((words, address) for words, address in rows))


def opened(page: Page, addresses: list[str]) -> dict[str, dict[str, object]]:
    """Each address with what its page tells."""
    told = page.evaluate(READ, addresses)
    return dict(zip(addresses, told, strict=True))


def wrong(words: str, address: str, told: dict[str, object]) -> str:
    """Why a figure and the page behind it do not agree; empty when they do."""
    if told["status"] != 200:
        return f"answers {told['status']}"
    if address.startswith("/pairs/") and not re.search(r"\d", words):
        return ""  # a school or lane of the network picture is no figure; it opens its pair
    figure = amount(words) if re.search(r"\d", words) else None
    if address.startswith("/trace/"):
        total = sum((amount(text) for text in told["amounts"]), Decimal(0))
        shown = amount(str(told["h1"])[str(told["h1"]).rfind("\n") + 1 :]) if figure is None else figure
        return "" if total == shown else f"records sum to {total}"
    if "/promises/" in address and address.startswith("/reports/"):
        return "" if told["promises"] == figure else f"{told['promises']} promises"
    if address.startswith(("/gifts/", "/progress/present/")) and figure is not None:
        return "" if told["rows"] == figure else f"{told['rows']} rows"
    plain = re.sub(r"\s", "", str(told["text"]))
    if address.startswith("/placements/") or "/persons/" in address:
        held = {*re.findall(r"\d+", plain), *map(str, told["tables"])}
        return "" if set(re.findall(r"\d+", words)) <= held else f"says nothing of {words}"
    said = re.sub(r"\s", "", words) in plain or "/calendar/" in address or DAY.fullmatch(words)
    return "" if said else f"says nothing of {words}"


@pytest.mark.parametrize(("person", "whose"), WHOSE, ids=["school", "pair", "county"])
def test_every_figure_of_the_paper_opens_records_that_sum_to_it(desk: Page, person: str, whose: str) -> None:
    sign_in_as(desk, person)
    report(desk, whose)
    no_axe_faults(desk)
    found = doors(desk)
    assert len(found) > 40
    pages = opened(desk, list(dict.fromkeys(address for _, address in found)))
    faults = [(words, address, why) for words, address in found if (why := wrong(words, address, pages[address]))]
    assert not faults, "\n".join(map(str, faults))


def test_a_head_presses_a_figure_and_lands_on_exactly_its_records(desk: Page) -> None:
    sign_in_as(desk, "方志远")
    report(desk, SCHOOL)
    for words in ("听评课", "示范课", "同步课堂"):
        row = desk.locator("table tr").filter(has=desk.get_by_text(words, exact=True)).first
        link = row.locator("a.fig").last
        figure = amount(link.inner_text())
        link.click()
        expect(desk.get_by_role("heading", level=1)).to_contain_text(str(figure))
        assert sum(amount(text) for text in desk.locator("td[data-amount]").all_inner_texts()) == figure
        no_axe_faults(desk)
        desk.locator("td.t a").first.click()
        expect(desk.get_by_role("heading", name="两边怎么说")).to_be_visible()
        desk.go_back()
        desk.go_back()


def test_a_rate_opens_numerator_and_denominator(desk: Page) -> None:
    sign_in_as(desk, "方志远")
    report(desk, SCHOOL)
    rate = desk.locator("a.fig").filter(has_text=re.compile(r"^\d+/\d+")).filter(has_text="5/6").first
    rate.click()
    expect(desk.locator("table thead")).to_contain_text("应完成")
    done = [amount(text) for text in desk.locator("tbody td:nth-child(3)").all_inner_texts()]
    needed = [amount(text) for text in desk.locator("tbody td:nth-child(4)").all_inner_texts()]
    assert len(done) == len(needed) > 1 and sum(needed) == 6
    no_axe_faults(desk)


# (sentence, what is judged of it): borne out, not borne out, and what is no count at all.
SENTENCES = (
    ("本学期两校举行联席会议1次。", ""),
    ("本学期我校参加听评课99节。", "99节"),
    ("3月5日三年级2班的同学给伙伴写了信。", ""),
    ("全学期两校共举行联席会议17次。", "17次"),
)


def test_own_sentences_are_judged_against_the_records(desk: Page) -> None:
    sign_in_as(desk, "方志远")
    report(desk, SCHOOL)
    desk.locator("#own textarea").first.fill("".join(words for words, _ in SENTENCES))
    desk.get_by_role("button", name="保存自己的话").click()
    judged = desk.locator(".remarks .note")
    expect(judged).to_have_count(2)
    text = "".join(judged.all_inner_texts())
    assert all((said in text) == bool(said) for _, said in SENTENCES if said)
    expect(desk.get_by_text("2句没有记录").first).to_be_visible()
    no_axe_faults(desk)
    desk.locator("#own textarea").first.fill("本学期两校举行联席会议1次。")
    desk.get_by_role("button", name="保存自己的话").click()
    expect(desk.locator(".remarks")).to_have_count(0)
