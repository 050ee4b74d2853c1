"""Take a whole batch back, if nothing was built on what it made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from xieshou.accounts.models import Grant, User
from xieshou.intake.models import KEPT_FOR, Batch
from xieshou.pairings.models import Pairing, Strand
from xieshou.people.belongings import set_plain_lists
from xieshou.people.joining import untie_typed_names
from xieshou.people.models import Honour, Staff, Teaching
from xieshou.places.models import Figures, Place
from xieshou.scoping.models import Reach
from xieshou.scoping.operations import Refused, current_deed, operation
from xieshou.scoping.scope import OutOfScope, unscoped

CHUNK = 500
NAMES = {
    "活动": "activities",
    "派遣": "placements",
    "捐赠": "gifts",
    "计划": "plans",
    "协议": "pairings",
    "报告": "reports",
}


def _chunks(keys: Sequence[Any]) -> list[Sequence[Any]]:
    return [keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK)]


def _rows(model: Any, **condition: Any) -> Any:
    return model._base_manager.filter(**condition)


def built_on(target: type[models.Model], keys: Sequence[Any], but: Sequence[type[models.Model]] = ()) -> str:
    """What refers to any of these rows, in words; empty when nothing does."""
    for model in apps.get_models():
        if model in but:
            continue
        for column in model._meta.concrete_fields:
            refers = isinstance(column, models.ForeignKey) and column.related_model is target
            if refers and any(_rows(model, **{f"{column.name}__in": chunk}).exists() for chunk in _chunks(keys)):
                label = model._meta.app_label
                return next((name for name, app in NAMES.items() if app == label), "别的记录")
    return ""


def _refuse(what: str, why: str) -> None:
    if why:
        raise Refused(f"E-IMP-126 {what}已经{why}，不能整批撤回。要改就在名册里一条一条改。")


def _delete(model: Any, keys: Sequence[Any]) -> None:
    for chunk in _chunks(keys):
        _rows(model, pk__in=chunk).delete()


def _users(keys: Sequence[Any]) -> None:
    used = next(
        (user for chunk in _chunks(keys) for user in User.objects.filter(pk__in=chunk, must_change=False)), None
    )
    _refuse(f"{used.name}的账号" if used else "", "登录过" if used else "")
    seen = next(
        (user for chunk in _chunks(keys) for user in User.objects.filter(pk__in=chunk, last_login__isnull=False)), None
    )
    _refuse(f"{seen.name}的账号" if seen else "", "登录过" if seen else "")
    _refuse("这批账号", _said(built_on(User, keys, (Grant,))))
    _delete(User, keys)


def _said(what: str) -> str:
    return f"记进了{what}" if what else ""


def _pairings(made: dict[str, list[Any]]) -> None:
    keys, strands = made.get("pairings", []), made.get("strands", [])
    _refuse("这批结对", _said(built_on(Pairing, keys, (Strand,))))
    _delete(Strand, strands)
    for chunk in _chunks(keys):
        _rows(Strand, pairing__in=chunk).delete()
        Reach.objects.filter(source="pairing", record__in=chunk).delete()
    _delete(Pairing, keys)


def _staff(made: dict[str, list[Any]]) -> None:
    keys = made.get("staff", [])
    for chunk in _chunks(keys):
        untie_typed_names(_rows(Staff, pk__in=chunk))
    _refuse("这批教职工", _said(built_on(Staff, keys, (Teaching, Honour))))
    if any(User.objects.filter(staff_id__in=chunk).exists() for chunk in _chunks(keys)):
        _refuse("这批教职工", "开了账号")
    _delete(Staff, keys)
    for pk, before, written in made.get("staff_changed", []):
        _revert(Staff, pk, before, written)
    for pk, lists in made.get("staff_lists", []):
        set_plain_lists(Staff.objects.get(pk=pk), lists)


def _places(made: dict[str, list[Any]]) -> None:
    _delete(Figures, made.get("figures", []))
    for pk, before, written in made.get("figures_changed", []):
        _revert(Figures, pk, before, written)
    for pk, before, written in made.get("places_changed", []):
        _revert(Place, pk, before, written)
    for name, keys in (("这批学校", made.get("schools", [])), ("这批乡镇", made.get("towns", []))):
        if keys:
            _refuse(name, _said(built_on(Place, keys)))
            _delete(Place, keys)


def _revert(model: Any, pk: Any, before: dict[str, Any], written: dict[str, Any]) -> None:
    """Put old values back where nobody changed them since."""
    row = _rows(model, pk=pk).select_for_update().first()
    if row is None:
        return
    for name, value in before.items():
        column = row._meta.get_field(name)
        if getattr(row, name) == column.to_python(written[name]):
            setattr(row, name, column.to_python(value))
    if isinstance(row, Staff):
        row.index_name()
        row.version += 1
    row.save()


@operation("roster.undo", "撤回一批导入")
def undo_roster(actor: User, *, batch: Batch) -> Batch:
    """Remove what the batch made and put back what it changed; refuses when something was built on it since."""
    row: Batch = Batch.locked(batch.pk)
    if row.by_label != actor.label[:40]:
        raise OutOfScope("another person's batch")
    if row.state != "applied" or row.applied_at is None:
        raise Refused("E-IMP-127 这一批没有可以撤回的。")
    if row.applied_at < timezone.now() - KEPT_FOR:
        raise Refused("E-IMP-128 导入已经超过7天，不能整批撤回。")
    with unscoped("whether anything anywhere was built on a batch, whose own rows lie in its owner's scope"):
        _users(row.made.get("users", []))
        _pairings(row.made)
        _staff(row.made)
        _places(row.made)
    row.state = "undone"
    row.save()
    current_deed().note(row, undone=row.filename, counts=row.counts)
    return row
