"""The one list layer: columns, filters, order, pages and empty states of every list."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Generic, Literal, NamedTuple, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe

from xieshou.kernel.dates import show

Row = TypeVar("Row", bound=Model)

LONGEST_SEARCH = 50
OPTION, SELECTED = '<option value="{}"{}>{}</option>', mark_safe(" selected")
MOST_EXPORTED = 20_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column; `sort` names the model's fields to order by, comma-separated, and is never taken from a visitor."""

    name: str
    label: str
    cell: Callable[[Row], str]
    sort: str = ""
    numeric: bool = False
    export: Callable[[Row], object] | None = None
    title: bool = False  # carries the row on a phone
    unit: str = ""  # said after the figure on a phone, where the head is hidden
    wide: bool = False  # only where there is room
    only: Literal["", "page", "book"] = ""  # a press has no place in a workbook, a long text none on a page

    @property
    def css(self) -> str:
        """The cell's classes."""
        named = (("t", self.title), ("r", self.numeric), ("wide", self.wide))
        return " ".join(css for css, wanted in named if wanted)


def day_column(
    name: str, label: str, day: Callable[[Row], date | None], sort: str = "", wide: bool = False
) -> Column[Row]:
    """A day: in words on the page, as a day in the workbook."""

    def cell(row: Row) -> str:
        on = day(row)
        return format_html('<span class="nb">{}</span>', show(on, timezone.localdate())) if on else ""

    return Column(name, label, cell, sort, export=day, wide=wide)


def in_book(label: str, value: Callable[[Row], object]) -> Column[Row]:
    """A column of the workbook alone."""
    return Column(label, label, lambda row: "", export=value, only="book")


@dataclass(frozen=True)
class Filter(Generic[Row]):
    """One condition; without choices it is a search for words."""

    name: str
    label: str
    apply: Callable[[QuerySet[Row], str], QuerySet[Row]]
    choices: Sequence[tuple[str, str]] | None = None
    default: str = ""

    def clean(self, asked: Sequence[str]) -> str:
        """The value to apply: one of the choices, or a short plain text; anything else counts as not asked."""
        if len(asked) != 1:
            return self.default
        text = _CONTROL.sub("", asked[0]).strip()
        if self.choices is None:
            return text[:LONGEST_SEARCH]
        known = text == "" or any(text == value for value, _ in self.choices)
        return text if known else self.default


class Empty(NamedTuple):
    """What a list says when nothing is there yet, and what to do about it."""

    title: str = "还没有记录"
    text: str = ""
    label: str = ""
    url: str = ""


FIRST_USE = Empty()


class Head(NamedTuple):
    """A column's head: its words, and where a press on it leads."""

    label: str
    css: str
    url: str
    order: str


class Cell(NamedTuple):
    """A cell as it is drawn."""

    html: str
    css: str
    unit: str


class Pill(NamedTuple):
    """A filter as a pill."""

    name: str
    label: str
    options: SafeString
    active: bool


@dataclass
class Listing(Generic[Row]):
    """A list as one visitor asked for it; whatever stands in the address, it never raises."""

    request: HttpRequest
    queryset: QuerySet[Row]
    columns: Sequence[Column[Row]]
    filters: Sequence[Filter[Row]] = ()
    default_sort: str = ""
    per_page: int = 25
    empty: Empty = FIRST_USE
    measure: str = "条"
    css: str = ""
    exportable: bool = False  # set for whoever may take the list out
    entry_url: str = ""  # where a table of such records may be sent
    above: str = ""  # what other apps say of the list as a whole
    values: dict[str, str] = field(init=False)
    sort: str = field(init=False)

    def __post_init__(self) -> None:
        asked = self.request.GET
        self.values = {f.name: f.clean(asked.getlist(f.name)) for f in self.filters}
        self.sort = self._clean_sort(asked.getlist("sort"))

    def _clean_sort(self, asked: Sequence[str]) -> str:
        wanted = asked[0] if len(asked) == 1 else ""
        sortable = any(column.sort and column.name == wanted.removeprefix("-") for column in self.columns)
        return wanted if sortable and not wanted.startswith("--") else self.default_sort

    @property
    def out(self) -> str:
        """As what the whole list was asked for: ``xlsx``, a workbook, ``paper``, a page to print; else nothing."""
        asked = self.request.GET.getlist("out")
        return asked[0] if len(asked) == 1 and asked[0] in ("xlsx", "paper") else ""

    @property
    def exporting(self) -> bool:
        """Whether the list leaves the house whole."""
        return bool(self.out)

    @property
    def export_url(self) -> str:
        """Where the list is a workbook, as filtered."""
        return self.url(out="xlsx") if self.exportable else ""

    @property
    def print_url(self) -> str:
        """Where the list is a page to print, as filtered."""
        return self.url(out="paper") if self.exportable else ""

    @cached_property
    def _on_page(self) -> list[Column[Row]]:
        return [column for column in self.columns if column.only != "book"]

    @cached_property
    def found(self) -> QuerySet[Row]:
        """Everything that meets the conditions, in order."""
        found = self.queryset
        for one in self.filters:
            if self.values[one.name]:
                found = one.apply(found, self.values[one.name])
        order = self._order()
        return found.order_by(*order, "pk") if order else found

    def _order(self) -> list[str]:
        sign, name = ("-", self.sort[1:]) if self.sort.startswith("-") else ("", self.sort)
        fields = next((column.sort for column in self.columns if column.name == name and column.sort), name)
        return [sign + one.strip() for one in fields.split(",") if one.strip()]

    @cached_property
    def page(self) -> Page[Row]:
        """The page asked for, or the nearest there is; a workbook is one long page."""
        asked = self.request.GET.getlist("page")
        number = asked[0] if len(asked) == 1 and re.fullmatch(r"[0-9]{1,6}", asked[0]) else "1"
        return Paginator(self.found, MOST_EXPORTED if self.exporting else self.per_page).get_page(number)

    @property
    def count(self) -> int:
        """How many there are in all."""
        return self.page.paginator.count

    @cached_property
    def objects(self) -> list[Row]:
        """The records of this page."""
        return list(self.page.object_list)

    @property
    def rows(self) -> list[list[Cell]]:
        """The cells of this page."""
        return [[Cell(c.cell(one), c.css, c.unit) for c in self._on_page] for one in self.objects]

    @property
    def heads(self) -> list[Head]:
        """The heads of the columns."""
        return [Head(c.label, c.css, self._sort_url(c), self._order_of(c)) for c in self._on_page]

    def _order_of(self, column: Column[Row]) -> str:
        if not column.sort or self.sort.removeprefix("-") != column.name:
            return ""
        return "descending" if self.sort.startswith("-") else "ascending"

    def _sort_url(self, column: Column[Row]) -> str:
        if not column.sort:
            return ""
        turned = f"-{column.name}" if self._order_of(column) == "ascending" else column.name
        return self.url(sort=turned)

    @property
    def active_filters(self) -> list[Filter[Row]]:
        """The conditions in force that the visitor chose."""
        return [one for one in self.filters if self.values[one.name] != one.default]

    @property
    def search(self) -> Filter[Row] | None:
        """The search box, if the list has one."""
        return next((one for one in self.filters if one.choices is None), None)

    @property
    def searched(self) -> str:
        """The words looked for."""
        return self.values[self.search.name] if self.search else ""

    @property
    def pills(self) -> list[Pill]:
        """The other filters, those in force first."""
        active = self.active_filters
        pills = [self._pill(one, one in active) for one in self.filters if one.choices is not None]
        return sorted(pills, key=lambda pill: not pill.active)

    def _pill(self, one: Filter[Row], active: bool) -> Pill:
        value = self.values[one.name]
        choices = list(one.choices or ())
        if all(code for code, _ in choices):
            choices.insert(0, ("", one.label))
        options = ((code, SELECTED if code == value else "", label) for code, label in choices)
        return Pill(one.name, one.label, format_html_join("\n", OPTION, options), active)

    @property
    def querystring(self) -> str:
        """The conditions and the order as they are, without what nobody asked for."""
        return self.url().removeprefix("?")

    def url(self, **changes: object) -> str:
        """The address of this list with the given parameters changed; page 1 unless named."""
        params: dict[str, Any] = {one.name: self.values[one.name] for one in self.active_filters}
        if self.sort != self.default_sort:
            params["sort"] = self.sort
        params.update({name: value for name, value in changes.items() if value is not None})
        return "?" + urlencode(params)

    @property
    def next_url(self) -> str:
        """The next page, if there is one."""
        return self.url(page=self.page.number + 1) if self.page.has_next() else ""

    @property
    def previous_url(self) -> str:
        """The page before, if there is one."""
        return self.url(page=self.page.number - 1) if self.page.has_previous() else ""

    @property
    def nothing(self) -> Empty:
        """What to say when the list is empty: nothing found is not the same as nothing there."""
        if not self.active_filters:
            return self.empty
        if self.searched:
            return Empty(f"没有找到“{self.searched}”", "换一个词，或者放宽条件。", "清除条件", self.request.path)
        return Empty("没有找到", "没有一条合这些条件。", "清除条件", self.request.path)

    def export(self) -> Iterator[list[object]]:
        """The heads, then the records of the page: what a spreadsheet shows."""
        columns = [column for column in self.columns if column.only != "page"]
        yield [column.label for column in columns]
        for one in self.objects:
            yield [c.export(one) if c.export else strip_tags(c.cell(one)) for c in columns]
