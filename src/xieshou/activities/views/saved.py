"""What is said after saving."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from xieshou.activities.models import Activity
from xieshou.activities.wording import sentence_for_group, spared, title_of
from xieshou.web import slots
from xieshou.web.pages import SignedIn, page


@page("activity.view")
def saved(request: SignedIn, pk: UUID) -> HttpResponse:
    """记上了: what moved, where it need not be written again, and what to do next."""
    activity = Activity.objects.prefetch_related("schools__school").get(pk=pk)
    viewer = request.user.place
    context = {
        "activity": activity,
        "title": title_of(activity),
        "moved": slots.fill("activity.saved", request, activity=activity),
        "spared": spared(activity, viewer),
        "sentence": sentence_for_group(activity),
        "mine": activity.owner_id == viewer.pk,
        "may_record": viewer.is_school and request.user.may("activity.record", viewer.lo),
        "may_add": request.user.may("photo.add"),
    }
    return render(request, "activities/saved.html", context)
