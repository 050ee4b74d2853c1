"""Reading activities, as the viewer may see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from xieshou.accounts.models import User
from xieshou.catalogue import catalogue
from xieshou.kernel.similar import same_topic
from xieshou.ledger.sources import Line
from xieshou.places.models import Place

from .models import Activity, Participant, School

ALIKE = 0.6


def activities() -> QuerySet[Activity]:
    """Activities that stand, with what a row shows."""
    shown = Activity.objects.filter(withdrawn_on__isnull=True).select_related("owner")
    return shown.prefetch_related("schools__school", "participants")


def waiting_for(school: Place) -> QuerySet[Activity]:
    """Records of others that wait for this school's word, oldest first."""
    waits = School.objects.filter(activity=OuterRef("pk"), school__in=school.line, standing="waiting")
    return activities().filter(Exists(waits)).exclude(owner__in=school.line).order_by("on", "created_at")


def alike(on: date, kind: str, schools: Iterable[Place], topic: str, but: UUID | None = None) -> list[Activity]:
    """Records of the same day and kind by another school of the event: perhaps the same event, likeliest first."""
    wanted = {school.pk for school in schools}
    of_these = School.objects.filter(activity=OuterRef("pk"), school__in=wanted)
    same_day = activities().filter(Exists(of_these), on=on, kind=kind)
    if but is not None:
        same_day = same_day.exclude(pk=but)
    scored = []
    for candidate in same_day:
        common = wanted & {row.school_id for row in candidate.schools.all()}
        score = same_topic(topic, candidate.topic)
        if len(common) >= min(2, len(wanted)) and (score >= ALIKE or not topic):
            scored.append((score, candidate))
    return [candidate for _, candidate in sorted(scored, key=lambda pair: -pair[0])]


def last_of(user: User) -> Activity | None:
    """The newest record this person made, also one that was imported in his name."""
    made = Q(recorder=user.label[:40]) | Q(owner=user.place_id, recorded_by=user.name)
    return activities().filter(made).order_by("-on", "-created_at").first()


def kinds_used_by(recorder: str, limit: int = 8) -> list[str]:
    """Kinds this person recorded last, newest first."""
    codes = Activity.objects.filter(recorder=recorder).order_by("-created_at").values_list("kind", flat=True)[:40]
    return list(dict.fromkeys(codes))[:limit]


def companions(school: Place, partner: Place, limit: int = 12) -> list[str]:
    """Names of the partner's people met in shared records, most often first."""
    counts: dict[str, int] = {}
    for name in Participant.objects.filter(school=partner).values_list("name", flat=True)[:400]:
        counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: -counts[name])[:limit]


def confirmed_words(activity: Activity) -> str:
    """Who has said yes, who is waited for."""
    rows = list(activity.schools.all())
    disputed = [row.school.brief for row in rows if row.standing == "disputed"]
    waiting = [row.school.brief for row in rows if row.standing == "waiting"]
    if disputed:
        return f"{'、'.join(disputed)}说有出入"
    if waiting:
        return f"等{'、'.join(waiting)}确认"
    return "本校记录" if len(rows) == 1 else "各校已确认" if len(rows) > 2 else "两校已确认"


def figure_of(activity: Activity) -> tuple[int, str]:
    """The amount and measure word that stand for a record in lists."""
    kind = catalogue.kinds[activity.kind]
    indicator = catalogue.indicators[kind.main_indicator()]
    values: dict[str, Any] = {name: getattr(activity, name) for name in ("lessons", "pupils", "items", "hours")}
    return kind.counts[0].measure({**activity.tail, **values, "ict": activity.ict}), indicator.unit


def lines(ids: Sequence[UUID]) -> list[Line]:
    """The records behind a figure, as the viewer may see them."""
    found = []
    for activity in activities().filter(pk__in=ids).order_by("on", "created_at"):
        amount, unit = figure_of(activity)
        found.append(
            Line(
                id=activity.pk,
                on=activity.on,
                title=activity.topic,
                url=f"/activities/{activity.pk}/",
                kind=catalogue.kinds[activity.kind].label,
                people="、".join(person.name for person in activity.participants.all()),
                schools="、".join(row.school.as_called(activity.on).brief for row in activity.schools.all()),
                amount=amount,
                unit=unit,
                confirmed=confirmed_words(activity),
                cells={**activity.tail, **_cells(activity)},
            )
        )
    return found


def _cells(activity: Activity) -> dict[str, Any]:
    """Columns a reader of lines may need beside its title."""
    until = activity.until.isoformat() if activity.until else ""
    return {"subject": activity.subject, "kind": activity.kind, "level": activity.level, "until": until}


def disputed_of(school: Place) -> QuerySet[Activity]:
    """Records of this school that another school says differ."""
    differs = School.objects.filter(activity=OuterRef("pk"), standing="disputed")
    return activities().filter(Exists(differs), owner__in=school.line).order_by("on", "created_at")


class Confirmation(NamedTuple):
    """Which of two schools have said yes, and the words beside it."""

    town: bool
    country: bool
    words: str


def confirmation(activity: Activity, viewer: Place) -> Confirmation:
    """The linked ■● of a record and its words, as this viewer should read them."""
    rows = sorted(activity.schools.all(), key=lambda row: row.school.setting == "country")
    yes = [row.standing in ("own", "confirmed") for row in rows]
    flags = (yes[0], yes[1]) if len(rows) == 2 else (all(yes), all(yes))
    mine = next((row for row in rows if row.school_id in viewer.line), None)
    if mine is not None and mine.standing == "waiting" and not any(row.standing == "disputed" for row in rows):
        return Confirmation(*flags, "等我校确认")
    return Confirmation(*flags, "已撤回" if activity.withdrawn_on else confirmed_words(activity))
