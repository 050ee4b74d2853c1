"""Photos of a record: those sent with the form where there is no script, and those shown on its page."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest

from xieshou.files.cleaning import FileRefused, clean_photo
from xieshou.files.models import Photo
from xieshou.files.operations.add_photo import MOST_PHOTOS, add_photo
from xieshou.places.models import COUNTY, Place
from xieshou.scoping.operations import Actor, Refused

from .models import Activity

MOST_BYTES = 12 * 1024 * 1024


def attach(request: HttpRequest, activity: Activity, school: Place) -> None:
    """Take the photos that came with the form; the text is saved already, so a refusal is only told."""
    actor: Actor = request.user  # type: ignore[assignment]  # behind the gate there are only accounts
    for file in request.FILES.getlist("photo")[:MOST_PHOTOS]:
        try:
            if (file.size or 0) > MOST_BYTES:
                raise Refused("E-IMG-121 这张照片超过12MB。请用手机相册缩小后再传。")
            add_photo(
                actor, source="activity", record=activity.pk, owner=school, by=str(request.user),
                photo_key=uuid4(), photo=clean_photo(file.read()), children=True,
            )  # fmt: skip
        except (FileRefused, Refused) as refusal:
            messages.info(request, f"文字已经记上，有1张照片没有收下：{refusal}")


def photos_for(viewer: Place, activity: Activity) -> list[Photo] | None:
    """Photos that stand, for the schools of the record and their county; none of them for anybody above."""
    if not viewer.is_school and viewer.level < COUNTY:
        return None
    return list(Photo.objects.filter(source="activity", record=activity.pk, removed=False))


def photo_count(activity: Activity) -> int:
    """How many there are, which everyone who sees the record may know."""
    return Photo.objects.filter(source="activity", record=activity.pk, removed=False).count()
