"""A plan's calendar as iCalendar (RFC 5545): days without hours, folded lines, a reminder the day before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from .models import CalendarItem, Plan

LONGEST_LINE = 75  # octets, the break not counted
ONE_DAY = timedelta(days=1)
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def _text(value: str) -> str:
    return value.translate(ESCAPES)


def folded(line: str) -> str:
    """A line cut into pieces of at most 75 octets, never inside a character; each next piece begins with a space."""
    pieces, piece, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += letter
        size += width
    return "\r\n".join([*pieces, piece])


def _event(plan: Plan, item: CalendarItem, url: str, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    # The place in the plan, not the row: rows are written anew each time, and a phone must not show the item twice.
    yield f"UID:{plan.pk}-{item.order}@xieshou"
    yield f"DTSTAMP:{stamp}"
    yield f"SEQUENCE:{plan.version}"
    yield f"DTSTART;VALUE=DATE:{item.starts:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{item.ends + ONE_DAY:%Y%m%d}"
    yield f"SUMMARY:{_text(item.text)}"
    yield f"DESCRIPTION:{_text(plan.title)}"
    yield f"URL:{url}"
    yield "TRANSP:TRANSPARENT"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(item.text)}", "TRIGGER:-P1D", "END:VALARM")
    yield "END:VEVENT"


def calendar_feed(name: str, events: Iterable[tuple[Plan, CalendarItem, str]], now: datetime) -> str:
    """The whole file: each line with its plan and the address of its page."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//xieshou//plans//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{_text(name)}"]
    for plan, item, url in events:
        lines += _event(plan, item, url, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)
