"""学校: found again by name and town, or new."""

from __future__ import annotations

from typing import Any

from rapidfuzz import fuzz, process

from xieshou.kernel.names import clean_school_name, school_key
from xieshou.places.models import SETTINGS
from xieshou.places.naming import another_name, kind_said, stage_by_name

from .directory import LIKE, Directory, SchoolRef
from .plan import Row
from .words import BETWEEN, STAGE_LABELS, setting_of, stage_of

NO_TOWN = {"", "县直", "县城", "城区", "直属", "县直属", "局直属", "无", "县", "—", "-", "/"}
FIGURES = ("pupils", "teachers", "classes")
DESCRIBED = ("short", "setting", "stage", "kind", "code")


def _town(row: Row, known: Directory) -> str:
    said = clean_school_name(row.text("town"))
    if said in NO_TOWN or school_key(said) == known.county.key:
        return ""
    return known.town_named(said)


def _described(row: Row, name: str, town: str) -> dict[str, Any]:
    """Setting, stage, short name and code; 类别 may hold either of the first two."""
    said, stage = row.text("setting"), stage_of(row.text("stage"))
    setting = setting_of(said) or setting_of(row.text("stage"))
    stage = stage or stage_of(said)
    if said and not setting and not stage_of(said):
        row.fault("setting", "看不出是县城还是乡村。", *(label for _, label in SETTINGS))
    if row.text("stage") and not stage and not setting_of(row.text("stage")):
        row.doubt(
            "stage", "没有这个学段，先空着。", *(label for code, label in STAGE_LABELS.items() if code != "other")
        )
    return {
        "short": row.text("short"),
        "setting": setting,
        "stage": stage or stage_by_name(name),
        "kind": kind_said(row.text("kind")),
        "aliases": [clean_school_name(one) for one in BETWEEN.split(row.text("aliases", limit=200)) if one],
        "code": row.text("code", number=True),
        "town": town,
        **{field: row.count(field) for field in FIGURES},
    }


def _existing(row: Row, known: Directory, name: str, town: str) -> SchoolRef | None:
    found = [ref for ref in known.find(name) if not town or ref.town in (town, "")]
    if town:
        found = [ref for ref in found if ref.town == town] or found
    if len(found) > 1:
        row.fault("name", "有几所学校叫这个名字，要写清是哪个乡镇的。", *(ref.full for ref in found))
        return None
    return found[0] if found else None


def _looks_like(row: Row, known: Directory, name: str, town: str) -> None:
    """Say so when a new name is nearly one that is there in the same town."""
    near = {ref.token: ref.name for ref in known.schools.values() if ref.town == town}
    best = process.extractOne(name, near, scorer=fuzz.ratio, score_cutoff=LIKE)
    if best and not another_name(name, str(best[0])):
        row.doubt("name", f"和“{best[0]}”只差一点。是同一所就改，不是就照新学校加。", str(best[0]))


def plan_school(row: Row, known: Directory, may_add: bool) -> None:
    """One school of the list."""
    name = clean_school_name(row.text("name"))
    row.title = name
    if not name:
        if not row.faults:
            row.fault("name", "学校名称空着。")
        return
    town = _town(row, known)
    row.values = {"name": name, **_described(row, name, town)}
    ref = _existing(row, known, name, town)
    if row.faults:
        return
    if ref is None:
        _new(row, known, may_add)
        return
    row.values["ref"] = ref.token
    if ref.place is None:
        row.fault("name", f"前面已经有一行是{ref.full}。删掉一行，或者写清乡镇。")
        return
    _changes(row, known, ref)


def _new(row: Row, known: Directory, may_add: bool) -> None:
    values = row.values
    if not may_add:
        row.fault("name", "名册里没有这所学校。新学校由县里添加。", *known.guesses(values["name"]))
        return
    _looks_like(row, known, values["name"], values["town"])
    values["setting"] = values["setting"] or ("country" if values["town"] else "town")
    ref = SchoolRef(f"n{row.table}.{row.number}", values["name"], values["short"], values["town"])
    values["ref"] = ref.token
    known.add_school(ref)
    if values["town"] and values["town"] not in known.towns:
        known.see_town(values["town"])


def _changes(row: Row, known: Directory, ref: SchoolRef) -> None:
    """What the row says otherwise than the roster."""
    place = ref.place
    if place is None:
        return
    values = row.values
    before = {name: getattr(place, name) for name in DESCRIBED}
    given = {name: values[name] for name in DESCRIBED if values[name]}
    if not row.cells.get("stage") and not row.cells.get("setting"):
        given.pop("stage", None)
    values["changes"] = {name: value for name, value in given.items() if value != before[name]}
    more = [name for name in values["aliases"] if name not in place.aliases]
    if more:
        values["changes"]["aliases"] = [*place.aliases, *more]
    figures = known.figures.get(place.pk)
    told = {name: values[name] for name in FIGURES if values[name] is not None}
    now = {name: getattr(figures, name, None) for name in FIGURES}
    values["figures"] = {**now, **told} if any(now[name] != value for name, value in told.items()) else {}
    row.deed = "changed" if values["changes"] or values["figures"] else "same"
