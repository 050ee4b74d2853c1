"""A post beside the present one: in another school now, or one that was held before."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from xieshou.people.models import Post, Staff
from xieshou.people.selectors import holding
from xieshou.places.models import Place
from xieshou.scoping.models import set_reach
from xieshou.scoping.operations import Actor, Refused, current_deed, operation
from xieshou.scoping.scope import OutOfScope, current, unscoped


def open_to_hosts(person: Staff) -> None:
    """Schools where the person holds a post now may read the row."""
    with unscoped("where somebody holds posts does not depend on who writes one"):
        rows = Post.objects.filter(holding(timezone.localdate()), staff=person).select_related("school")
        set_reach("staff", person.pk, [row.school for row in rows if row.school_id != person.school_id])


@operation("staff.post", "任职")
def give_post(
    actor: Actor,
    *,
    person: Staff,
    school: Place,
    title: str = "",
    subject: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Post:
    """A post from a day to a day; without a last day it is held now."""
    if not current().covers(person.school.lo):
        raise OutOfScope(f"{person} is outside the active scope")
    today = timezone.localdate()
    if since is not None and since > today:
        raise Refused("E-STF-110 还没有到这一天。到了那天再写。", "since")
    if until is None and since is None:
        raise Refused("E-STF-111 从哪天起任职还没有写。", "since")
    if until is not None and until > today:
        raise Refused("E-STF-112 结束的日期还没有到。先空着，到了那天再写。", "until")
    if until is not None and since is not None and until < since:
        raise Refused("E-STF-113 结束日期比开始日期早。", "until")
    if until is None and school.pk == person.school_id:
        raise Refused(
            "E-STF-114 这就是本人所在的学校。现在的职务在“修改”里改；这里写别的学校，或以前的任职。", "school"
        )
    if until is None and Post.objects.filter(staff=person, school=school, until__isnull=True).exists():
        raise Refused(f"E-STF-115 在{school.name}的任职已经有了，先把原来的结束。", "school")
    post = Post(staff=person, school=school, title=title, subject=subject, since=since, until=until)
    post.save()
    open_to_hosts(person)
    current_deed().note(person, post=title, school=school.pk, since=str(since), until=str(until))
    return post


@operation("staff.end_post", "结束任职")
def end_post(actor: Actor, *, post: Post, until: date) -> Post:
    """The last day of a post; the next day that school no longer has the person on its list."""
    row: Post = Post.objects.select_for_update(of=("self",)).select_related("staff").get(pk=post.pk)
    if until > timezone.localdate():
        raise Refused("E-STF-112 结束的日期还没有到。先空着，到了那天再写。", "until")
    if row.since is not None and until < row.since:
        raise Refused("E-STF-113 结束日期比开始日期早。", "until")
    row.until = until
    row.save()
    open_to_hosts(row.staff)
    current_deed().note(row.staff, post=row.title, school=row.school_id, until=str(until))
    return row
