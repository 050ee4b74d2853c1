"""What lower apps ask of reports: which were issued."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from xieshou.places.models import Place

from .models import Issue

MOST = 6


def issued_papers(*, school: Place) -> list[tuple[str, str]]:
    """Address and title of a school's issued reports, the newest first; a teacher's own is the teacher's."""
    rows = Issue.objects.filter(place=school, person__isnull=True)[:MOST]
    return [
        (reverse("reports:issued", args=[row.pk]), f"{row.title}（{timezone.localdate(row.issued_at):%Y-%m-%d}定稿）")
        for row in rows
    ]
