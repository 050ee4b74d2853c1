"""What nobody answers yet goes on with the heir; a need that a measure answers stays beside that measure."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from xieshou.pairings.models import Need
from xieshou.places.following import Passing
from xieshou.plans.models import Measure
from xieshou.scoping.operations import Actor, current_deed
from xieshou.scoping.scope import unscoped

from .pairs_follow import after


def _open(passing: Passing) -> QuerySet[Need]:
    """Unanswered needs and strengths, but for those of pairs that were over before."""
    answered = Measure.objects.filter(need__isnull=False).order_by().values("need")
    in_time = Q(pairing__isnull=True) | Q(pairing__until__isnull=True) | Q(pairing__until__gte=passing.eve)
    return Need.objects.filter(in_time).exclude(pk__in=answered)


def foresee(passing: Passing) -> list[str]:
    """How many go on, and where."""
    number = 0 if passing.staff is not None else _open(passing).filter(school=passing.old).count()
    if not number:
        return []
    if passing.heir is None:
        return [f"需求和优势{number}条留在{passing.old.name}，不再等人回应。"]
    return [f"还没有措施回应的需求，连同优势，{number}条转到{passing.heir.name}；有措施回应的留在原来的计划里。"]


def carry(actor: Actor, passing: Passing) -> None:
    """The school's own to the heir; what its partners said of the pair, to the pair that goes on."""
    heir = passing.heir
    if passing.staff is not None or heir is None:
        return
    with unscoped("a partner in another county said its need of the pair that goes on"):
        for need in _open(passing).filter(school=passing.old).select_related("pairing"):
            need.pairing = after(need.pairing, passing.old, heir) if need.pairing else None
            need.school = heir
            _keep(need, passing)
        pairs = Q(pairing__first=passing.old) | Q(pairing__second=passing.old)
        for need in _open(passing).filter(pairs).exclude(school__in=[passing.old, heir]).select_related("pairing"):
            need.pairing = after(need.pairing, passing.old, heir) if need.pairing else None
            if need.pairing is not None:
                _keep(need, passing)


def _keep(need: Need, passing: Passing) -> None:
    """Unless the heir says the same already."""
    said = {name: getattr(need, name) for name in ("school", "pairing", "sort", "dimension", "text")}
    if Need.objects.filter(**said).exists():
        return
    need.advance(None)
    need.save()
    current_deed().note(need, old=passing.old.pk, school=need.school_id)
