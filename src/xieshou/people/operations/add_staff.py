"""Put a member of staff on a school's list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from xieshou.kernel.names import clean_name
from xieshou.people.belongings import Won, set_honours, set_teachings
from xieshou.people.joining import link_typed_names
from xieshou.people.models import Staff
from xieshou.people.selectors import named
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation


@operation("staff.add", "添加教职工")
def add_staff(
    actor: Actor,
    *,
    school: Place,
    name: str,
    number: str = "",
    post: str = "",
    subject: str = "",
    since: date | None = None,
    teachings: Iterable[tuple[str, str]] = (),
    honours: Iterable[Won] = (),
) -> Staff:
    """Add one person; two of one name in a school need something that tells them apart."""
    name = clean_name(name)
    if not name:
        raise Refused("E-STF-101 姓名还没有写。", "name")
    alike = named(school, name)
    if alike and not (number or subject or post):
        raise Refused(f"E-STF-102 {school.name}已经有一位{name}。请写上工号、学科或职务，好把两位分开。", "number")
    if number and Staff.objects.filter(school=school, number=number).exists():
        raise Refused(f"E-STF-103 工号{number}已经有人用了。", "number")
    person = Staff(school=school, name=name, number=number, post=post, subject=subject, since=since)
    person.save()
    tied = link_typed_names([person])
    current_deed().note(person, name=name, school=school.pk, **({"typed_before": tied} if tied else {}))
    set_teachings(person, teachings)
    set_honours(person, honours)
    return person
