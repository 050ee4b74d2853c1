"""Attach a cleaned photo to a record, once per client key; or take it off again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings

from xieshou.files.cleaning import CleanPhoto
from xieshou.files.models import Photo
from xieshou.files.storage import keep
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

MOST_PHOTOS = 12


@operation("photo.add", "添加照片")
def add_photo(
    actor: Actor,
    *,
    source: str,
    record: UUID,
    owner: Place,
    by: str,
    photo_key: UUID,
    photo: CleanPhoto,
    children: bool,
) -> Photo:
    """Keep the pixels on disk first, then the row; a file without a row is swept, a row without a file cannot be."""
    known = Photo.objects.filter(key=photo_key).first()
    if known is not None:
        return known  # type: ignore[no-any-return]  # the manager is untyped for scoped models
    if Photo.objects.filter(record=record, removed=False).count() >= MOST_PHOTOS:
        raise Refused(f"E-IMG-120 一条记录最多{MOST_PHOTOS}张照片。先删掉几张。")
    row = Photo(
        source=source,
        record=record,
        owner=owner,
        by=by,
        by_label=actor.label[:40],
        key=photo_key,
        path=keep(settings.FILES_ROOT, photo.data, ".jpg"),
        sha256=photo.sha256,
        likeness=photo.perceptual_hash,
        width=photo.width,
        height=photo.height,
        size=len(photo.data),
        children=children,
    )
    row.save()
    current_deed().note(row, record=str(record), sha256=photo.sha256)
    return row


@operation("photo.remove", "删除照片")
def remove_photo(actor: Actor, *, photo: Any) -> Photo:
    """Hide a photo; only in the school that added it."""
    row: Photo = Photo.objects.select_for_update(of=("self",)).get(pk=photo)
    row.removed = True
    row.save()
    current_deed().note(row, removed=True)
    return row
