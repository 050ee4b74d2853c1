"""The pictures of a county as blocks of a report: who helps whom, and the rhythm of the year."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.html import format_html

from xieshou.documents.model import Block, Cell, Figure, Picture, Table
from xieshou.drawings.heatmap import HeatRow, heatmap
from xieshou.drawings.network import network_svg
from xieshou.drawings.paper import heat_paper, network_paper

from .county import County
from .drawings import Heat, Network, heat_of, network_of

MOST_TOWNS = 20
MOST_ROWS = 28  # of one heat map: more do not fit on a page


def pictures_of(county: County) -> list[Block]:
    """Network and heat map; nothing for a county without pairs."""
    return [*_networks(county), *_heats(county)] if county.strands else []


def _networks(county: County) -> Iterator[Block]:
    """One picture; of a county too large for one, a picture a town."""
    whole = network_of(county)
    if not whole.towns:
        yield _network(whole, whole.sentence)
        return
    for town, _ in whole.towns[:MOST_TOWNS]:
        drawn = network_of(county, town=str(town.uid))
        yield _network(drawn, f"{town.name}的结对。{drawn.sentence}")


def _network(drawn: Network, sentence: str) -> Picture:
    wide, phone = (network_svg(drawn.nodes, drawn.lanes, paper=paper, wide=paper) for paper in (True, False))
    page = format_html('<div class="netbox">{}{}</div>', wide, phone)
    rows = tuple((giver.name, label, receiver.name) for giver, label, receiver in drawn.rows)
    table = Table(("支援学校", "维度", "受援学校"), rows, caption="结对网络")
    return Picture(page, network_paper(drawn.nodes, drawn.lanes), f"结对网络：{sentence}", table)


def _heats(county: County) -> Iterator[Block]:
    heat = heat_of(county)
    for first in range(0, len(heat.rows), MOST_ROWS):
        yield _heat(heat, first)


def _heat(heat: Heat, first: int) -> Picture:
    shown = slice(first, first + MOST_ROWS)
    rows, values, urls = heat.rows[shown], heat.values[shown], heat.urls[shown]
    page = heatmap(rows, heat.columns, values, heat.holidays, lambda row, column: urls[row][column], heat.caption)
    cells = tuple(_row(*line) for line in zip(rows, values, urls, strict=True))
    head = ("结对", *(name.removesuffix("月") for name in heat.columns))
    table = Table(head, cells, caption=heat.caption, numeric=frozenset(range(1, len(head))))
    return Picture(page, heat_paper(rows, heat.columns, values, heat.holidays), heat.sentence, table, width_cm=14.0)


def _row(row: HeatRow, values: list[int | None], urls: list[str]) -> tuple[Cell, ...]:
    doors = zip(values, urls, strict=True)
    return (row.label, *((Figure(str(n), "", url, key="activity.count"),) if n else "" for n, url in doors))
