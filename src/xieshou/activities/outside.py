"""What an outside partner is shown of an activity, and how its word is taken without an account."""

from __future__ import annotations

from uuid import UUID

from xieshou.kernel.dates import full
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor
from xieshou.slips.acts import About, Act, Said, stamp_of

from .models import Activity
from .operations.amend_activity import COUNTS
from .operations.confirm_activities import confirm_activities, dispute_activity
from .operations.record_activity import snapshot
from .wording import figure_words, heads, kind_label, title_of


def _about(record: UUID, place: Place) -> About | None:
    """None where the record is withdrawn, is not this place's, or was confirmed by it."""
    stands = Activity.objects.filter(pk=record, withdrawn_on__isnull=True).select_related("owner")
    activity = stands.prefetch_related("schools__school").first()
    rows = list(activity.schools.all()) if activity else []
    mine = next((row for row in rows if row.school_id == place.pk), None)
    if activity is None or mine is None or mine.standing in ("own", "confirmed"):
        return None
    now = snapshot(activity)
    lines = (
        ("日期", full(activity.on) + (f"至{full(activity.until)}" if activity.until else "")),
        ("类别", kind_label(activity.kind)),
        ("主题", activity.topic),
        ("学科", activity.subject),
        ("计作", figure_words(activity)),
        ("参加的单位", "、".join(row.school.name for row in rows)),
        ("贵方人数", f"{mine.teachers}人" if mine.teachers else ""),
        ("教师合计", f"{heads(activity)}人次" if heads(activity) else ""),
        ("谁记的", f"{activity.owner.name}{activity.recorded_by}"),
    )
    return About(
        title=title_of(activity),
        lines=tuple((label, value) for label, value in lines if value),
        stamp=stamp_of([now[name] for name in sorted(COUNTS)]),
        owner=activity.owner,
        recorded_by=activity.recorded_by,
    )


def _say(actor: Actor, record: UUID, place: Place, said: Said) -> None:
    if said.true:
        confirm_activities(actor, school=place, activities=[record], by=said.by, way=said.way)
    else:
        dispute_activity(actor, school=place, activity=record, by=said.by, remark=said.remark, way=said.way)


WORD = Act("activity", "activities", frozenset({"activity.confirm", "activity.dispute"}), _about, _say)
