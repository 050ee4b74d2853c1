"""What stands behind a figure's link: the records on that page must make the number."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from itertools import count

from django.test import Client

from xieshou.documents.model import Figure

from .fitting import KINDS, figures_of_days, read
from .labels import Label

AMOUNT = re.compile(r'data-amount="([\d.]+)"(?:[^>]*>[^<]*<span class="u">(万?)[^<]*</span>)?')
NEEDED = re.compile(r'<td class="r n">(\d+)[^<]*</td>')
SECTION = re.compile(r'<section class="sec" aria-labelledby="h-(\w+)">(.*?)</section>', re.DOTALL)
PLANNED_POSTS = re.compile(r'<span class="u">计划</span>(\d+)')
TAGS = re.compile(r"<[^>]+>")
DATE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
NEXT = re.compile(r'href="\?([^"]*page=\d+)">下一页')
DAYS = {"天": 1, "周": 7}
SCHOOL_WEEK = 5


class Reader:
    """Somebody who follows links; a page is read once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._pages: dict[str, str] = {}

    def page(self, url: str) -> str:
        """The page behind a link, with its further pages."""
        if url not in self._pages:
            self._pages[url] = "\n".join(self._all(url))
        return self._pages[url]

    def _all(self, url: str) -> list[str]:
        path, pages = url.partition("#")[0], []
        for _ in count():
            answer = self._client.get(path)
            assert answer.status_code == 200, f"{path} answers {answer.status_code}"
            pages.append(answer.content.decode())
            following = NEXT.search(pages[-1])
            if following is None:
                break
            path = f"{url.partition('?')[0]}?{unescape(following[1])}"
        return pages

    def opens(self, figure: Figure) -> bool:
        """Whether the figure's link leads to a page that this person may see."""
        return bool(self.page(figure.url))

    def bears_out(self, label: Label, figure: Figure) -> bool:
        """Whether the page behind the figure makes the number that it shows."""
        shown = read(f"{figure.text}{figure.unit}")
        numbers = shown[0] if shown else ()
        page = self.page(figure.url)
        if figure.key in PLAN_PAGE:
            return PLAN_PAGE[figure.key](page) == numbers[0]
        if figure.url.startswith("/progress/promises/"):
            needed = {float(number) for number in NEEDED.findall(page)}
            return needed == {numbers[0]}
        amounts = [float(number) * (10_000 if scale else 1) for number, scale in AMOUNT.findall(page)]
        if "/persons/" in figure.url:
            return bool(amounts) and (min(amounts), max(amounts)) == (numbers[0], numbers[-1])
        if amounts and figure.key != "opening.years":
            return len(numbers) == 1 and sum(amounts) == numbers[0]
        return _written(label, figure, text_of(page))


def text_of(page: str) -> str:
    """The words of a page without its markup."""
    return unescape(TAGS.sub("", page))


def _written(label: Label, figure: Figure, text: str) -> bool:
    """A record's own page says its day, its length or its number."""
    words = f"{figure.text}{figure.unit}"
    if figure.key in ("activity.length", "opening.years"):
        return _lasts(label, figure, text)
    if figure.key == "activity.on":
        return figures_of_days(words)[:2] in {(float(month), float(day)) for _, month, day in DATE.findall(text)}
    units = (*KINDS[label.kind][1], "节")  # a teacher's week is shown in 节 on the page of the placement
    return words in text or any(f"{figure.text}{unit}" in text for unit in units)


def _lasts(label: Label, figure: Figure, text: str) -> bool:
    if figure.unit == "年":
        months = re.findall(r"(\d{4})年(\d{1,2})月至(\d{4})年(\d{1,2})月", text)
        lengths = {(int(d) + 12 * int(c) - int(b) - 12 * int(a) + 1) // 12 for a, b, c, d in months}
        return int(figure.text) in lengths
    days = [date(2025, int(month), int(day)) for _, month, day in DATE.findall(text)]
    length = (days[1] - days[0]).days + 1 if len(days) > 1 else 0
    whole = int(figure.text) * DAYS[figure.unit]
    return length == whole or (f"{figure.text}{figure.unit}", length) == ("1周", SCHOOL_WEEK)


def _section(page: str, name: str) -> str:
    return dict(SECTION.findall(page)).get(name, "")


PLAN_PAGE = {
    "duty.schools": lambda page: _section(page, "school").count('<td class="t">'),
    "duty.planned": lambda page: sum(map(int, PLANNED_POSTS.findall(_section(page, "school")))),
    "duty.years": lambda page: _section(page, "year").count('<td class="t">'),
    "duty.batches": lambda page: _section(page, "batch").count('<td class="t">'),
}
