"""From an empty form to a draft: its columns recognised, its days read from its title, its workbook kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from xieshou.blankforms.filling import EmptyForm
from xieshou.blankforms.spans import read_span
from xieshou.files.storage import keep
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor
from xieshou.sheets.writing import ColumnOut, SheetOut, write_book

from .models import Call
from .operations.make_call import open_call
from .selectors import calendar_of

LONGEST_NAME = 100


def own_form(title: str, items: Sequence[str]) -> bytes:
    """An empty form of the bureau's own: it then goes the way of a superior's."""
    names = ["序号", "学校名称", *items]
    return write_book([SheetOut("表", [ColumnOut(name, 18) for name in names], notes=(title,))])


def draft_form(
    actor: Actor, *, form: EmptyForm, place: Place, by: str, due: date, filename: str = "", **more: Any
) -> Call:
    """Keep a form that was taken in as a draft; ``more`` overrides what was read from it."""
    calendar = calendar_of(place, timezone.localdate())
    said = (read_span(text, calendar)[0] for text in (form.layout.title, form.layout.above))
    span = next((one for one in said if one is not None), calendar.year(calendar.this_year))
    columns = form.columns(calendar)
    values = {
        "sort": "form",
        "title": form.layout.title,
        "due": due,
        "starts": span.starts,
        "ends": span.ends,
        "filename": filename[-LONGEST_NAME:],
        "path": keep(settings.FILES_ROOT, form.data, ".xlsx"),
        "columns": [column.plain() for column in columns],
        "offered": {"sheet": form.layout.sheet, **form.marks},
    }
    return open_call(actor, place=place, by=by, **{**values, **more})
