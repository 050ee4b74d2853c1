"""A record that changed after it was shown: said by name, and field by field."""

from __future__ import annotations

from .models import Activity, Edition
from .wording import Shown, compared, title_of


def changed_since(activity: Activity, version: int | None) -> list[Shown]:
    """The fields that differ between the version that was shown and the present one."""
    states = list(Edition.objects.filter(activity=activity, number__gte=version)) if version else []
    if not states or states[0].number != version:
        return []
    return [row for row in compared(states[0].values, states[-1].values) if row.differs]


def sentence_of_change(activity: Activity, missed: str) -> str:
    """Which record it is, why the word did not count, and what to do."""
    owner, title = activity.owner.brief, title_of(activity)
    if activity.withdrawn_on:
        return f"E-ACT-125 {owner}撤回了{title}，不用再确认。"
    return f"E-ACT-123 {owner}改过{title}，刚才那一页是改以前的，{missed}。看看现在写的，再点一次。"
