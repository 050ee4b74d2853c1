"""An URLconf with one planted fault a view, which the walk must find without knowing them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from xieshou.activities.models import Activity
from xieshou.places.models import Place
from xieshou.scoping.scope import unscoped
from xieshou.web.pages import page

NO_STORE = {"Cache-Control": "no-store"}


def _every() -> list[Activity]:
    with unscoped("a planted fault"):
        return list(Activity.objects.order_by("pk"))


@page("activity.view")
def by_id(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reads past the scope."""
    return HttpResponse("".join(one.topic for one in _every() if one.pk == pk))


@page("activity.view")
def packed(request: HttpRequest) -> HttpResponse:
    """Exports past the scope, inside a zip."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", "\n".join(one.topic for one in _every()))
    return HttpResponse(out.getvalue())


@page("activity.view", ("POST",))
def renamed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Writes, then says 404."""
    Place.objects.update(code="x")
    raise Http404


@page("activity.view")
def exists(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tells that a record is there."""
    return HttpResponse("", status=403 if any(one.pk == pk for one in _every()) else 404)


@page("activity.view")
def kept(request: HttpRequest) -> HttpResponse:
    """May be kept by a cache."""
    return HttpResponse("", headers={"Cache-Control": "public"})


def undeclared(request: HttpRequest) -> HttpResponse:
    """Stands behind no gate."""
    return HttpResponse("", headers=NO_STORE)


@page("activity.view", ("GET", "POST"))
def broken(request: Any) -> HttpResponse:
    """Falls over what was not asked for."""
    return HttpResponse(str(int(request.POST.get("version", "none"))))


@page("activity.view")
def innocent(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Has no fault."""
    return HttpResponse(Activity.objects.get(pk=pk).topic)


leaky = [
    path("by-id/<uuid:pk>/", by_id, name="by-id"),
    path("packed/", packed, name="packed"),
    path("renamed/<uuid:pk>/", renamed, name="renamed"),
    path("exists/<uuid:pk>/", exists, name="exists"),
    path("kept/", kept, name="kept"),
    path("undeclared/", undeclared, name="undeclared"),
    path("broken/", broken, name="broken"),
    path("innocent/<uuid:pk>/", innocent, name="innocent"),
]
urlpatterns = [path("leaky/", include((leaky, "leaky"))), path("", include("xieshou.config.urls"))]
