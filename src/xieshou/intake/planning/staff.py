"""教职工: found again by number or name, or new; two of one name are told apart or asked about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from django.utils import timezone

from xieshou.kernel.names import clean_name, search_key
from xieshou.office.rosters.wording import honours_of, subject_of, teachings_of
from xieshou.people.belongings import plain_lists

from .directory import Directory, SchoolRef, StaffRef, named_here
from .plan import Row

NOT_A_NAME = re.compile(r"[0-9０-９、,，;；/]|^(合计|小计|总计|无|空|姓名)$")
COLUMNS = ("number", "post", "subject")
LISTS: dict[str, Callable[[str], Sequence[tuple[object, ...]]]] = {"teachings": teachings_of, "honours": honours_of}
LONGEST = 1000


def school_of(row: Row, known: Directory, field: str = "school") -> SchoolRef | None:
    """The school a row names; the sheet's title stands for it where there is no column, or one's own school."""
    said = row.text(field)
    if not said and field == "school" and field not in row.columns:
        own = [ref for ref in known.schools.values() if ref.place is not None and ref.place.pk == known.within.pk]
        found = known.find(row.sheet) or own
        said = row.sheet
    else:
        found = known.find(said, row.text("town")) if said else []
    if not said:
        row.fault(field, "学校空着。")
    elif len(found) > 1:
        row.fault(field, "有几所学校叫这个名字，选一所。", *(ref.full for ref in found))
    elif not found:
        row.fault(field, "名册里没有这所学校。先导入学校，或者改成下面的名字。", *known.guesses(said))
    return found[0] if len(found) == 1 else None


def person_of(row: Row) -> str:
    """The name in a row, cleaned; faults where it is none."""
    text = row.text("name")
    try:
        name = clean_name(text)
    except ValueError as fault:
        row.fault("name", str(fault))
        return ""
    if not name and not row.faults:
        row.fault("name", "姓名空着。")
    elif NOT_A_NAME.search(name):
        row.fault("name", "这里要写一个人的姓名。")
    elif " " in name and re.search(r"[\u4e00-\u9fff]", name):
        row.doubt("name", "姓名里有空格。是两个人就分成两行。", name.replace(" ", ""))
    return name


def _subject(row: Row) -> str:
    said = row.text("subject")
    known = subject_of(said)
    if said and not known and not any(subject_of(word) for word in re.split(r"[、,，/和]", said)):
        row.doubt("subject", "学科名单里没有，照写。")
    return known or said


def _listed(row: Row, name: str) -> list[list[str]]:
    """Subjects by stage, or honours, as they are kept in a batch."""
    said = row.cells.get(name, "")  # lines of a cell are items of a list
    if len(said) > LONGEST:
        row.fault(name, f"最多{LONGEST}个字，现在是{len(said)}个。")
        return []
    try:
        return [[str(part) for part in one] for one in LISTS[name](said)]
    except ValueError as problem:
        row.fault(name, str(problem))
    return []


def _by_number(row: Row, people: list[StaffRef], number: str, name: str) -> StaffRef | None:
    same = next((one for one in people if one.number == number), None)
    if same is None or same.key == search_key(name):
        return same
    row.fault("number", f"工号{number}是{same.name}的。两个人不能用一个工号。")
    return None


def _by_name(row: Row, people: list[StaffRef]) -> StaffRef | None:
    """Among those of one name: the one who fits what else the row says, or nobody."""
    values = row.values
    if values["number"]:
        people = [one for one in people if not one.number]
    free = [one for one in people if one.claimed_by is None]
    fits = [
        one
        for one in free
        if all(not values[c] or not getattr(one, c) or values[c] == getattr(one, c) for c in COLUMNS)
    ]
    if len(fits) > 1 and not values["number"]:
        known = [one.number for one in fits if one.number]
        row.fault(
            "number" if "number" in row.columns else "name",
            f"名册里有{len(fits)}位{values['name']}，写上工号才知道是哪一位。",
            *known,
        )
    if len(fits) == 1:
        return fits[0]
    alike = (one for one in people if all(values[c] in ("", getattr(one, c)) for c in ("post", "subject")))
    earlier = next((one.claimed_by for one in alike if one.claimed_by is not None), None)
    if earlier is not None and not row.faults:
        who = f"第{earlier.number}行已经有一位{values['name']}"
        row.fault("name", f"{who}，看不出是不是同一人。同一人就删去一行，两个人就写上工号或学科。")
    return None


def plan_person(row: Row, known: Directory) -> None:
    """One person of the list."""
    school, name = school_of(row, known), person_of(row)
    row.title, since = name, row.day("since", timezone.localdate())
    row.values = {
        "name": name,
        "number": row.text("number", number=True),
        "post": row.text("post"),
        "subject": _subject(row),
        "since": since.isoformat() if since else "",
        **{name: _listed(row, name) for name in LISTS},
    }
    if school is None or row.faults:
        return
    row.values["school"] = school.token
    people = known.staff.setdefault(school.token, [])
    found = _by_number(row, people, row.values["number"], name) if row.values["number"] else None
    if found is not None and found.claimed_by is not None:
        row.fault("number", f"第{found.claimed_by.number}行已经用了这个工号。")
    if found is None and not row.faults:
        found = _by_name(row, named_here(known, school.token, name))
    if row.faults:
        return
    if found is None:
        values = row.values
        found = StaffRef(name, search_key(name), values["number"], values["post"], values["subject"], row=row)
        people.append(found)
    else:
        _changes(row, found)
    found.claimed_by = row


def _changes(row: Row, found: StaffRef) -> None:
    person = found.person
    if person is None:
        row.fault("name", "这一行和前面的重复了。")
        return
    changes = {c: row.values[c] for c in COLUMNS if row.values[c] and row.values[c] != getattr(person, c)}
    if row.values["name"] != person.name:
        changes["name"] = row.values["name"]
    if person.left is not None:
        changes["left"] = None
        row.doubt("name", f"{person.name}原来记为已离开，导入后又在名单里。")
    since = row.values["since"]
    if since and since != (person.since.isoformat() if person.since else ""):
        changes["since"] = since
    lists, known = {}, plain_lists(person)
    for name in LISTS:  # subjects are what is taught now; honours only grow
        told = row.values[name]
        whole = told if name == "teachings" else [*known[name], *(one for one in told if one not in known[name])]
        if told and sorted(whole) != sorted(known[name]):
            lists[name] = whole
    row.values |= {"pk": str(person.pk), "changes": changes, "lists": lists, "before": known}
    row.deed = "changed" if changes or lists else "same"
