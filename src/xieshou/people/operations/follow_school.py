"""Staff and the list of children follow their school into another; posts there are kept as history."""

from __future__ import annotations

from collections import Counter

from xieshou.people.models import Post, Pupil, Staff
from xieshou.places.following import Passing
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed

from .give_post import open_to_hosts

LONGEST_NUMBER = 20


def _going(passing: Passing) -> list[Staff]:
    found = Staff.objects.filter(school=passing.old, left__isnull=True)
    if passing.staff is not None:
        found = found.filter(pk__in=passing.staff)
    return list(found.order_by("order"))


def _alike(going: list[Staff], heir: Place) -> list[str]:
    """Those of one name with nothing that tells them apart."""
    there = list(Staff.objects.filter(school=heir, left__isnull=True)) if heir.pk is not None else []
    bare = Counter(one.key for one in (*going, *there) if not (one.number or one.subject or one.post))
    return list(dict.fromkeys(f"{one.name}有几位，请写上工号、学科或职务。" for one in going if bare[one.key] > 1))


def _renumbered(going: list[Staff], passing: Passing) -> dict[object, str]:
    """New numbers of those whose number somebody at the heir has: the old school's short name before it."""
    heir = passing.heir
    if heir is None or heir.pk is None:
        return {}
    taken = set(Staff.objects.filter(school=heir).exclude(number="").values_list("number", flat=True))
    return {
        one.pk: f"{passing.old.brief[: LONGEST_NUMBER - len(one.number)]}{one.number}"
        for one in going
        if one.number in taken
    }


def foresee(passing: Passing) -> list[str]:
    """How many people go along, and what has to be mended first."""
    going = _going(passing)
    if not going:
        return []
    if passing.heir is None:
        return [f"教职工{len(going)}人记为离开，以前的记录还在。"]
    lines = [f"教职工{len(going)}人一起转到{passing.heir.name}，原来的任职记进各人的经历。"]
    if again := _renumbered(going, passing):
        first = next(iter(again.values()))
        lines.append(f"工号和那边重了的{len(again)}人，工号前面加上原校简称，如{first}。")
    return lines + [f"先改好再办：{line}" for line in _alike(going, passing.heir)]


def carry(actor: Actor, passing: Passing) -> None:
    """Everybody who is there now; posts of others in the school end or go on at the heir."""
    going, heir = _going(passing), passing.heir
    if heir is not None and (alike := _alike(going, heir)):
        raise Refused(f"E-STF-120 {''.join(alike[:3])}改好了再办。")
    again = _renumbered(going, passing)
    for person in going:
        if heir is None:
            person.left = passing.eve
        else:
            Post.objects.create(
                staff=person, school=passing.old, title=person.post, subject=person.subject, since=person.since,
                until=passing.eve,
            )  # fmt: skip
            person.school, person.since = heir, passing.on
            person.number = again.get(person.pk, person.number)
        person.version += 1
        person.save()
        current_deed().note(person, school=heir.pk if heir else None, left=str(person.left))
    if passing.staff is None:
        _guests(passing)
        _pupils(passing)


def _pupils(passing: Passing) -> None:
    """The closed list of children goes along with the school; one that closes leaves it to the county."""
    for pupil in Pupil.objects.filter(school=passing.old) if passing.heir is not None else ():
        pupil.school = passing.heir
        pupil.save()


def _guests(passing: Passing) -> None:
    """Those of other schools who hold a post here."""
    for post in Post.objects.filter(school=passing.old, until__isnull=True).select_related("staff"):
        post.until = passing.eve
        post.save()
        if passing.heir is not None and post.staff.school_id != passing.heir.pk:
            Post.objects.create(
                staff=post.staff, school=passing.heir, title=post.title, subject=post.subject, since=passing.on
            )
        open_to_hosts(post.staff)
