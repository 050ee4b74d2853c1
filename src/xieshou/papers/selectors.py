"""Which papers hold."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from .models import PolicyDocument


def papers(day: date) -> QuerySet[PolicyDocument]:
    """Policy documents in force on a day."""
    begun = Q(in_force_from__isnull=True) | Q(in_force_from__lte=day)
    not_over = Q(in_force_to__isnull=True) | Q(in_force_to__gte=day)
    return PolicyDocument.objects.filter(begun & not_over)
