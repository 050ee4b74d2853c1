"""One record: its figures, what each school says, its photos, and every state it had."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import render

from xieshou.activities.models import Activity, Edition, Participant, School, Verdict
from xieshou.activities.photos import photo_count, photos_for
from xieshou.activities.selectors import confirmation, outside_confirmed
from xieshou.activities.wording import DEEDS, SIDES, compared, figure_words, heads, kind_label, title_of
from xieshou.catalogue import catalogue
from xieshou.slips.panels import outside_words
from xieshou.web import slots
from xieshou.web.pages import SignedIn, page

STANDINGS = {"own": "本校记录", "waiting": "待确认", "confirmed": "已确认", "disputed": "有出入"}


def _schools(activity: Activity) -> list[dict[str, Any]]:
    """Each school with its people and its last word."""
    words: dict[int, Verdict] = {word.school_id: word for word in Verdict.objects.filter(activity=activity)}
    people: dict[int, list[Participant]] = {}
    for person in activity.participants.all():
        people.setdefault(person.school_id, []).append(person)
    return [
        {
            "row": row,
            "side": SIDES[row.side],
            "standing": outside_confirmed(row.way)
            if row.way and row.standing == "confirmed"
            else STANDINGS[row.standing],
            "people": people.get(row.school_id, []),
            "word": words.get(row.school_id),
        }
        for row in activity.schools.all()
    ]


def _edition(activity: Activity, asked: str) -> Edition | None:
    """The state asked for; none for the present one."""
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 6):
        raise Http404
    found: Edition = Edition.objects.get(activity=activity, number=int(asked))
    return found


def _rights(request: SignedIn, activity: Activity) -> dict[str, bool]:
    user, place = request.user, request.user.place
    mine: School | None = next((row for row in activity.schools.all() if row.school_id in place.line), None)
    other = mine is not None and mine.standing != "own" and activity.recorder != user.label[:40]
    live = activity.withdrawn_on is None
    return {
        "confirm": live
        and other
        and mine is not None
        and mine.standing != "confirmed"
        and user.may("activity.confirm", place.lo),
        "dispute": live
        and other
        and mine is not None
        and mine.standing != "disputed"
        and user.may("activity.dispute", place.lo),
        "amend": live and user.may("activity.amend", activity.owner.lo),
        "withdraw": live and user.may("activity.withdraw", activity.owner.lo),
        "copy": place.is_school and user.may("activity.record", place.lo),
    }


@page("activity.view")
def detail(request: SignedIn, pk: UUID) -> HttpResponse:
    """One record, now or at an earlier state."""
    schools = Prefetch("schools", School.objects.select_related("school"))
    activity = Activity.objects.select_related("owner").prefetch_related(schools, "participants").get(pk=pk)
    editions = list(Edition.objects.filter(activity=activity))
    then = _edition(activity, request.GET.get("edition", ""))
    photos = photos_for(request.user.place, activity)
    context = {
        "activity": activity,
        "kind": catalogue.kinds[activity.kind],
        "kind_label": kind_label(activity.kind),
        "title": title_of(activity),
        "figure": figure_words(activity),
        "heads": heads(activity),
        "state": confirmation(activity, request.user.place),
        "schools": _schools(activity),
        "values": [row for row in compared(editions[-1].values) if row.label not in ("参加的学校", "参加的人", "主题")]
        if editions
        else [],
        "editions": [(one, DEEDS.get(one.deed, one.deed)) for one in reversed(editions)],
        "then": then,
        "changes": compared(then.values, editions[-1].values) if then else [],
        "photos": photos,
        "photo_count": photo_count(activity) if photos is None else len(photos),
        "open_photos": request.GET.get("photos") == "show",
        "counts": slots.fill("activity.detail", request, activity=activity),
        "outside": outside_words(
            request, "activity", pk, activity.owner, [row.school for row in activity.schools.all()]
        ),
        "may": _rights(request, activity),
        "may_photo": request.user.may("photo.add") and activity.withdrawn_on is None,
    }
    return render(request, "activities/detail.html", context)
