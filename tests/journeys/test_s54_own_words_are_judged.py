"""S54: a head's own sentences are held against the records, and each doubt stands beside its sentence."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import cycle

import pytest
from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import amount, report

HEADINGS = {"C": "和记录对不上", "N": "这句没有记录"}
SCHOOL, PARTNER = "云溪县实验小学", "白塔小学"
WHOSE = [("方志远", SCHOOL), ("马德昌", "实验小学与白塔小学"), ("王建平", "云溪县教育局")]
# Figure of a kind as it stands in the table 各类活动: its name, the amount, its measure word.
Kind = tuple[str, int, str]
DIGITS = "零一二三四五六七八九"

# What may be written of a figure: {k} the kind, {n} the amount, {c} in Chinese numerals, {u} the measure word.
TRUE = (
    "本学期{k}共{n}{u}。",
    "全学期开展{k}{n}{u}，{u}{u}有记录。",
    "说到{k}，一共是{n}{u}。",
    "{k}先后组织了{c}{u}，老师们都有收获。",
    "翻开台账，{k}{n}{u}，清清楚楚。",
    "截至目前，{k}已达{n}{u}。",
    "各项工作里，{k} {n} {u}，全部按时完成。",
)
PAIRS = (
    "{k}{n}{u}、{k2}{n2}{u2}，都已归档。",
    "既有{k}{n}{u}，也有{k2}{n2}{u2}。",
    "{k}和{k2}分别为{n}{u}、{n2}{u2}。",
)
FALSE = ("本学期{k}共{f}{u}。", "我们开展{k}{f}{u}，场面热烈。", "据统计，{k}达到{f}{u}。", "{k}{f}{u}，件件落实。")
UNKNOWN = (
    ("全校开展义诊3次。", "N"),
    ("校园里修好路灯12盏。", "N"),
    ("家长满意率达到98%。", "N"),
    ("学生成绩明显提高。", "N"),
    ("两校领导多次碰面商量。", "N"),
    ("及格率从60%提高到85%。", "N"),
    ("慰问留守儿童46名。", "N"),
    ("平均分提高8.5分。", "N"),
)
NO_CLAIM = (
    ("3月5日三年级2班的同学给伙伴写了信。", ""),
    ("依据云教发〔2024〕18号文件，第一次写明双方职责。", ""),
    ("下学期计划再上示范课30节。", ""),
    ("五年级（1）班的孩子读了《二十四节气》。", ""),
    ("早上8:30，老师们从第二小学的校门口出发。", ""),
    ("大家一心一意做事，十分用心。", ""),
    ("第十五周的周三下午，两校一起复习。", ""),
    ("我们一如既往，进一步把事情做实。", ""),
    ("联系电话0571-88661302。", ""),
    ("俗话说，三人行，必有我师。", ""),
)


def chinese(number: int) -> str:
    """A whole number below a hundred in Chinese numerals; a larger one as it is."""
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones or not tens else "")


def kinds(page: Page) -> list[Kind]:
    """The table 各类活动 of an open report, largest figures first; 1 is left out, for 一次 is an idiom."""
    table = page.locator("table").filter(has=page.locator("caption", has_text="各类活动"))
    rows = table.locator("tbody tr").evaluate_all("all => all.map(r => [...r.cells].map(c => c.textContent.trim()))")
    found = [(row[1], int(amount(row[-1])), re.sub(r"[\d,.]", "", row[-1])) for row in rows]
    return sorted((kind for kind in found if kind[1] > 1), key=lambda kind: -kind[1])


def by_subject(page: Page, known: list[Kind]) -> Iterator[tuple[str, str]]:
    """Sentences about one subject, from what the paper says after 其中."""
    text = page.locator(".paper").inner_text()
    for kind, _, unit in known:
        for part in re.findall(rf"{kind}\d+{unit}，其中((?:\S{{2,4}}?\d+{unit}、?)+)", text)[:1]:
            subject, number = re.findall(r"(\D+?)(\d+)", part)[0]
            yield f"其中{subject}{kind}{number}{unit}。", ""


def by_month(page: Page, kind: Kind) -> Iterator[tuple[str, str]]:
    """Sentences about one month, from the records behind a figure."""
    row = page.locator("table tr").filter(has=page.get_by_text(kind[0], exact=True)).first
    row.locator("a.fig").last.click()
    rows = page.locator("main tbody tr").evaluate_all(
        "all => all.map(r => [r.textContent, r.querySelector('td[data-amount]')?.dataset.amount])"
    )
    months: dict[str, int] = defaultdict(int)
    for words, number in rows:
        if number and (day := re.search(r"(\d+)月\d+日", words)):
            months[day[1]] += int(float(number))
    for month, number in months.items():
        yield f"{month}月份，{kind[0]}有{number}{kind[2]}。", ""
        yield f"{month}月里{kind[0]}{number + 40}{kind[2]}。", "C"
    page.go_back()


def sixty(page: Page) -> list[tuple[str, str]]:
    """Thirty sentences that the report itself bears out, twenty that it does not, ten without a claim."""
    known = kinds(page)
    months = list(by_month(page, known[0]))
    bearing = [*by_subject(page, known)][:5] + [one for one in months if not one[1]][:3]
    wrong = [one for one in months if one[1]][:2]
    ways = zip(cycle(known), cycle(PAIRS), cycle(known[1:]), range(4), strict=False)
    bearing += [
        (way.format(k=one[0], n=one[1], u=one[2], k2=two[0], n2=two[1], u2=two[2]), "") for one, way, two, _ in ways
    ]
    for (name, number, unit), way in zip(cycle(known), cycle(TRUE), strict=False):
        if len(bearing) == 30:
            break
        bearing.append((way.format(k=name, n=number, c=chinese(number), u=unit), ""))
    for (name, number, unit), way in zip(cycle(known), cycle(FALSE), strict=False):
        if len(wrong) == 12:
            break
        wrong.append((way.format(k=name, f=number * 2 + 7, u=unit), "C"))
    return [*bearing, *wrong, *UNKNOWN, *NO_CLAIM]


def written(page: Page, texts: list[str]) -> None:
    """Fill the places for own words and save."""
    for field, text in zip(page.locator("#own textarea").all(), texts, strict=False):
        field.fill(text)
    with page.expect_navigation():
        page.get_by_role("button", name="保存自己的话").click()


def told(page: Page, sentence: str) -> str:
    """What stands beside a sentence, a letter for each doubt."""
    letters = {heading: letter for letter, heading in HEADINGS.items()}
    said = [line.split("：", 1) for line in page.locator(".remarks .note p:first-child").all_inner_texts()]
    return "".join(letters[heading] for heading, words in said if words.replace(" ", "") == sentence.replace(" ", ""))


def test_each_doubt_stands_beside_its_sentence_and_opens_the_record(desk: Page) -> None:
    sign_in_as(desk, "方志远")
    report(desk, SCHOOL)
    name, number, unit = kinds(desk)[0]
    true, false = f"本学期{name}共{number}{unit}。", f"其实{name}有{number * 2 + 7}{unit}。"
    lacking, dated = "家长满意率达到98%。", "3月5日是第一次，三年级2班的同学都在。"
    written(desk, [true + dated, false + lacking])
    expect(desk.get_by_text("2句没有记录").first).to_be_visible()
    assert [told(desk, one) for one in (true, dated, false, lacking)] == ["", "", "C", "N"]
    beside = desk.locator("#own-effects + .remarks .note")
    expect(beside).to_have_count(2)
    expect(beside.first.locator("mark")).to_have_text(f"{number * 2 + 7}{unit}")
    expect(beside.first).to_contain_text(f"记录里是{number}{unit}")
    no_axe_faults(desk)
    beside.first.locator("a.fig").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(str(number))
    assert sum(amount(text) for text in desk.locator("td[data-amount]").all_inner_texts()) == number
    desk.go_back()
    written(desk, [true, dated])
    expect(desk.locator(".remarks")).to_have_count(0)


@pytest.mark.parametrize(("person", "whose"), WHOSE, ids=["school", "pair", "county"])
def test_of_sixty_own_sentences_at_least_57_are_judged_right(desk: Page, person: str, whose: str) -> None:
    sign_in_as(desk, person)
    report(desk, whose)
    sentences = sixty(desk)
    assert len({text for text, _ in sentences}) == 60
    written(desk, ["".join(text for text, _ in sentences[start::4]) for start in range(4)])
    wrong = [
        f"{text} wanted {want or '-'} got {got or '-'}" for text, want in sentences if (got := told(desk, text)) != want
    ]
    print("\n".join(wrong))
    assert len(wrong) <= 3, wrong
