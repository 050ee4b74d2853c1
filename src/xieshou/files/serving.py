"""A kept paper as it leaves: an attachment named after what it is, never shown inside this site."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.defaultfilters import filesizeformat

from xieshou.files.attaching import TYPES
from xieshou.files.storage import open_kept


def attachment(kept: str, name: str) -> HttpResponse:
    """The bytes of a kept file; 404 where there is none."""
    if not kept:
        raise Http404
    suffix = Path(kept).suffix
    with open_kept(settings.FILES_ROOT, kept) as file:
        answer = HttpResponse(file.read(), content_type=TYPES[suffix])
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=paper{suffix}; filename*=UTF-8''{quote(name + suffix)}"
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def file_words(kept: str, size: int) -> str:
    """What kind of file is kept, and how large it is; nothing where there is none."""
    if not kept:
        return ""
    kind = {".pdf": "PDF", ".docx": "Word"}.get(Path(kept).suffix, "照片")
    return f"{kind}，{filesizeformat(size)}"
