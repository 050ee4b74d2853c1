"""What the home pages say: 要交的表 of a school, 要收的表 of the bureau."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import timezone

from xieshou.web.pages import SignedIn

from .models import Due
from .selectors import open_calls, waiting_here
from .sentences import progress_sentence, state_words

SHOWN = 4


def owed_here(request: SignedIn, **context: object) -> str:
    """The next few, by the day they are due; one tap opens the form."""
    place, today = request.user.place, timezone.localdate()
    if not place.is_school or not request.user.may("collection.fill", place.lo):
        return ""
    found = list(waiting_here(place))
    rows = [(due, *state_words(due, today)) for due in found[:SHOWN]]
    shown = {"rows": rows, "count": len(found)}
    return render_to_string("collection/_owed.html", shown, request=request) if rows else ""


def to_collect(request: SignedIn, **context: object) -> str:
    """Calls that are being collected, and who is late."""
    place, today = request.user.place, timezone.localdate()
    if place.is_school or not request.user.may("collection.view"):
        return ""
    calls = list(open_calls(place)[:SHOWN])
    dues: dict[object, list[Due]] = {call.pk: [] for call in calls}
    for due in Due.objects.filter(call__in=calls).select_related("school", "call").order_by("school__lo"):
        dues[due.call_id].append(due)
    rows = []
    for call in calls:
        of_it, late = dues[call.pk], any(due.is_late(today) for due in dues[call.pk])
        rows.append((call, progress_sentence(of_it, today), sum(due.state == "handed" for due in of_it), late))
    return render_to_string("collection/_collecting.html", {"rows": rows}, request=request) if rows else ""
