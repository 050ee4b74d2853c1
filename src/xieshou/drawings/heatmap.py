"""The heat map: a table whose cells are tinted by their number, so that it is its own data table."""

from collections.abc import Callable, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

TINTS = 5
PARTS = 6  # the darkest tint takes the last two, so that one busy month does not make the others pale


class HeatRow(NamedTuple):
    """A row's name and where it leads."""

    label: str
    url: str


def heatmap(
    rows: Sequence[HeatRow],
    columns: Sequence[str],
    values: Sequence[Sequence[int | None]],
    holidays: Mapping[int, str],
    cell_url: Callable[[int, int], str] | None = None,
    caption: str = "",
) -> SafeString:
    """Draws numbers (rows × columns); `holidays` names the columns that are hatched where nothing happened."""
    step = step_of(values)
    head = format_html_join("", '<th scope="col">{}</th>', ((name,) for name in columns))
    body = mark_safe("".join(_row(r, row, values[r], holidays, step, cell_url) for r, row in enumerate(rows)))
    return format_html(
        '<div class="heatbox"><table class="heat"><caption class="vh">{}</caption>'
        "<thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table>{}</div>",
        caption,
        head,
        body,
        _key(step, holidays),
    )


def step_of(values: Sequence[Sequence[int | None]]) -> int:
    """How many more make the next tint."""
    most = max((value or 0 for row in values for value in row), default=0)
    return max(1, ceil(most / PARTS))


def tint(value: int, step: int) -> int:
    """0 for nothing, then 1 to 5; a tint begins each `step`."""
    return 0 if value <= 0 else min(TINTS, (value - 1) // step + 1)


def _row(
    place: int,
    row: HeatRow,
    numbers: Sequence[int | None],
    holidays: Mapping[int, str],
    step: int,
    cell_url: Callable[[int, int], str] | None,
) -> SafeString:
    cells = mark_safe("".join(_cell(place, c, value, holidays, step, cell_url) for c, value in enumerate(numbers)))
    return format_html('<tr><th scope="row"><a href="{}">{}</a></th>{}</tr>', row.url, row.label, cells)


def _cell(
    row: int,
    column: int,
    value: int | None,
    holidays: Mapping[int, str],
    step: int,
    cell_url: Callable[[int, int], str] | None,
) -> SafeString:
    if not value and column in holidays:
        return format_html('<td class="off"><span class="vh">{}</span></td>', holidays[column])
    if value is None:
        return mark_safe("<td></td>")
    if cell_url is None:
        return format_html('<td class="h{}"><span>{}</span></td>', tint(value, step), value)
    return format_html('<td class="h{}"><a href="{}">{}</a></td>', tint(value, step), cell_url(row, column), value)


def _key(step: int, holidays: Mapping[int, str]) -> SafeString:
    bounds = [(0, 0), *((level, 1 + (level - 1) * step) for level in range(1, TINTS + 1))]
    tints = format_html_join("", '<i class="h{}">{}</i>', bounds)
    words = "、".join(dict.fromkeys(holidays.values()))
    off = format_html('<i class="off"></i><span>{}</span>', words) if words else mark_safe("")
    return format_html('<p class="heat-key">{}{}</p>', tints, off)
