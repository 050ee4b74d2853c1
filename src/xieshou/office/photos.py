"""Photos: one at a time after the text, and served by a view to those who may see the record."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from xieshou.files.cleaning import FileRefused, clean_photo
from xieshou.files.models import Photo
from xieshou.files.operations.add_photo import add_photo, remove_photo
from xieshou.files.storage import open_kept
from xieshou.ledger.sources import SOURCES
from xieshou.places.models import COUNTY
from xieshou.scoping.operations import Refused
from xieshou.web.pages import SignedIn, page

MOST_BYTES = 12 * 1024 * 1024


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _refuse(request: SignedIn, back: str, sentence: str) -> HttpResponse:
    if by_script(request):
        return JsonResponse({"error": sentence}, status=422)
    context = {"heading": "这张没有收下", "sentence": sentence, "back": back}
    return render(request, "office/photo_refused.html", context, status=422)


def by_script(request: SignedIn) -> bool:
    """Whether the page's own script asks, which wants a short answer."""
    return "application/json" in request.headers.get("Accept", "")


@page("photo.add", ("POST",))
def upload(request: SignedIn, source: str, record: UUID) -> HttpResponse:
    """Take one or several photos of a record the person may see; each is cleaned before anything is stored."""
    found: Any = SOURCES[source].model._default_manager.get(pk=record) if source in SOURCES else None
    if found is None:
        return HttpResponse(status=404)
    back = f"/{source_path(source)}/{record}/"
    files = request.FILES.getlist("photo")[:12]
    children = request.POST.get("children", "yes") != "no"
    try:
        for number, file in enumerate(files):
            if (file.size or 0) > MOST_BYTES:
                raise Refused("E-IMG-121 这张照片超过12MB。请用手机相册缩小后再传。")
            given = request.POST.get("key", "")
            add_photo(
                request.user,
                source=source,
                record=record,
                owner=request.user.place if request.user.place.is_school else found.owner,
                by=request.user.name,
                photo_key=_key(given) if number == 0 and given else uuid4(),
                photo=clean_photo(file.read()),
                children=children,
            )
    except (FileRefused, Refused) as refusal:
        return _refuse(request, back, str(refusal))
    if by_script(request):
        return JsonResponse({"saved": len(files)})
    return redirect(back)


def source_path(source: str) -> str:
    """First part of the address of a record of this source."""
    return {"activity": "activities"}.get(source, f"{source}s")


@page("activity.view")
def show(request: SignedIn, pk: UUID) -> HttpResponse:
    """The photo itself; never by path, never cached by others."""
    photo = Photo.objects.get(pk=pk, removed=False)
    if photo.children and request.user.place.level < COUNTY:
        raise Http404  # children's faces go no higher than their county
    with open_kept(settings.FILES_ROOT, photo.path) as file:
        answer = HttpResponse(file.read(), content_type="image/jpeg")
    answer.headers["Content-Disposition"] = f'inline; filename="{photo.pk}.jpg"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@page("photo.remove", ("POST",))
def remove(request: SignedIn, pk: UUID) -> HttpResponse:
    """Take a photo off its record."""
    photo = remove_photo(request.user, photo=pk)
    return redirect(f"/{source_path(photo.source)}/{photo.record}/")
