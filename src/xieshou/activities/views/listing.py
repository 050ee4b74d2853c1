"""The list of activities, with the three counters that filter."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from xieshou.activities.bonds import bonds_of
from xieshou.activities.models import Activity, Participant, School
from xieshou.activities.selectors import activities, confirmation
from xieshou.activities.wording import figure_words, kind_label, title_of
from xieshou.catalogue import catalogue
from xieshou.catalogue.headings import subject_choices
from xieshou.kernel.text import shorten
from xieshou.office.exports import list_page
from xieshou.places.models import Place
from xieshou.places.selectors import county_of
from xieshou.terms.models import Term
from xieshou.terms.selectors import term_on, terms_of
from xieshou.web.icons import icon
from xieshou.web.listing import Column, Empty, Filter, Listing, day_column, in_book
from xieshou.web.pages import SignedIn, page
from xieshou.web.templatetags.look import both
from xieshou.web.templatetags.look import school as school_mark

Found = QuerySet[Activity]
WIDEST = 7  # letters in a pill, so that five of them stand beside the search box
NUMBERS = (("lessons", "节数"), ("pupils", "学生数"), ("items", "件数"), ("hours", "学时"))
COUNTERS = (("confirmed", "已确认", "done"), ("waiting", "待确认", "owed"), ("disputed", "有出入", "risk"))


def _says(*standings: str, **where: object) -> Exists:
    return Exists(School.objects.filter(activity=OuterRef("pk"), standing__in=standings, **where))


def _standings(viewer: Place) -> dict[str, Q]:
    """Conditions by what the schools say of a record."""
    waits, ours, differs = Q(_says("waiting")), Q(_says("waiting", school__in=viewer.line)), Q(_says("disputed"))
    return {
        "confirmed": ~waits & ~differs,
        "waiting": waits & ~differs,
        "disputed": differs,
        "ours": ours & ~differs,
        "theirs": waits & ~ours & ~differs,
    }


def _by_words(found: Found, words: str) -> Found:
    people = Participant.objects.filter(activity=OuterRef("pk"), name__icontains=words)
    return found.filter(Q(topic__icontains=words) | Exists(people))


def _by_kind(found: Found, value: str) -> Found:
    if value in catalogue.families:
        codes = [kind.code for kind in catalogue.kinds.values() if kind.family == value]
        return found.filter(kind__in=codes)
    return found.filter(kind=value)


def _by_bond(found: Found, value: str) -> Found:
    return found.filter(Q(pairing=value) | Q(community=value))


def _by_term(terms: list[Term]) -> Callable[[Found, str], Found]:
    """A term's days to the eve of the next; the last one is open, so that holidays fall nowhere else."""

    def apply(found: Found, value: str) -> Found:
        if value == "all":
            return found
        place = next(number for number, term in enumerate(terms) if str(term.code) == value)
        found = found.filter(on__gte=terms[place].starts)
        return found.filter(on__lt=terms[place + 1].starts) if place + 1 < len(terms) else found

    return apply


def _kind_choices() -> list[tuple[str, str]]:
    choices = []
    for family in catalogue.families.values():
        kinds = [
            (kind.code, shorten(kind.label, WIDEST)) for kind in catalogue.kinds.values() if kind.family == family.code
        ]
        choices += [(family.code, shorten(f"{family.label}类", WIDEST)), *kinds] if kinds else []
    return choices


def _filters(viewer: Place) -> list[Filter[Activity]]:
    county = county_of(viewer)
    filters: list[Filter[Activity]] = [Filter("q", "主题或人名", _by_words)]
    if county is not None:
        terms = terms_of(county, viewer.stage)
        now = term_on(county, timezone.localdate(), viewer.stage)
        named = [(str(term.code), term.name.replace("季学期", "")) for term in reversed(terms)]
        choices = [*named, ("all", "全部学期")]
        if terms:
            filters.append(Filter("term", "学期", _by_term(terms), choices, str(now.code) if now else "all"))
    if viewer.is_school:
        filters.append(Filter("bond", "对方学校", _by_bond, [(bond.code, bond.label) for bond in bonds_of(viewer)]))
    standings = [("confirmed", "已确认"), ("waiting", "待确认"), ("disputed", "有出入")]
    if viewer.is_school:
        standings[1:2] = [("waiting", "待确认"), ("ours", "等我校确认"), ("theirs", "等对方确认")]
    return [
        *filters,
        Filter("kind", "类型", _by_kind, _kind_choices()),
        Filter("subject", "学科", lambda found, value: found.filter(subject=value), subject_choices()),
        Filter("standing", "确认", lambda found, value: found.filter(_standings(viewer)[value]), standings),
    ]


def _title(activity: Activity) -> str:
    url = reverse("activities:detail", args=[activity.pk])
    kind = catalogue.kinds[activity.kind]
    return format_html('<a class="name" href="{}">{}{}</a>', url, icon(kind.icon), title_of(activity))


def _columns(viewer: Place) -> list[Column[Activity]]:
    def schools(activity: Activity) -> str:
        rows = [row for row in activity.schools.all() if row.school_id not in viewer.line]
        marks = [(school_mark(row.school.as_called(activity.on), "short"),) for row in rows[:3]]
        shown = format_html_join("，", "{}", marks)
        if not rows:
            return format_html('<span class="dim">{}</span>', "只有本校")
        return format_html("{}等{}校", shown, len(rows)) if len(rows) > 3 else shown

    def every_school(activity: Activity) -> str:
        others = (row.school for row in activity.schools.all() if row.school_id not in viewer.line)
        return "、".join(school.as_called(activity.on).name for school in others)

    return [
        day_column("on", "日期", lambda one: one.on, "on,created_at"),
        in_book("类型", lambda one: kind_label(one.kind)),
        Column("topic", "活动", _title, "topic", title=True, only="page"),
        in_book("主题", lambda one: one.topic),
        in_book("学科", lambda one: one.subject),
        in_book("记录学校", lambda one: one.owner.as_called(one.on).name),
        Column("schools", "对方学校" if viewer.is_school else "学校", schools, wide=True, export=every_school),
        *(in_book(label, attrgetter(name)) for name, label in NUMBERS),
        Column("figure", "数量", lambda one: format_html('<span class="n">{}</span>', figure_words(one)), numeric=True),
        Column("standing", "确认", lambda one: both(*confirmation(one, viewer)), only="page"),
        in_book("谁确认了", lambda one: confirmation(one, viewer).words),
    ]


def _counters(listing: Listing[Activity], found: Found, viewer: Place) -> list[tuple[str, str, int, str, bool]]:
    """已确认, 待确认, 有出入 under the other conditions, each a link that filters."""
    says = _standings(viewer)
    chosen = listing.values["standing"]
    numbers = found.order_by().aggregate(**{value: Count("pk", filter=says[value]) for value, _, _ in COUNTERS})
    return [
        (label, css, numbers[value], listing.url(standing="" if chosen == value else value), chosen == value)
        for value, label, css in COUNTERS
    ]


@page("activity.view")
def index(request: SignedIn) -> HttpResponse:
    """Activities of the school, or of everything the viewer may see."""
    viewer = request.user.place
    may_record = viewer.is_school and request.user.may("activity.record", viewer.lo)
    first = Empty("还没有活动", "记下第一次，两校都会看到。", "记一次活动", reverse("activities:new"))
    listing: Listing[Activity] = Listing(
        request, activities(), _columns(viewer), _filters(viewer), "-on",
        empty=first if may_record else Empty("还没有活动", "学校记下第一次，这里就有。"), measure="次", css="acts",
    )  # fmt: skip
    others = activities()
    for one in listing.filters:
        if listing.values[one.name] and one.name != "standing":
            others = one.apply(others, listing.values[one.name])
    rows = School.objects.filter(activity__in=listing.found.order_by().values("pk"))
    people = rows.aggregate(s=Sum("teachers"))["s"] or 0
    tally = format_html('<b class="n">{}次</b>，{}人次', listing.count, people)
    counters = _counters(listing, others, viewer)
    context = {"listing": listing, "tally": tally, "may_record": may_record, "counters": counters}
    return list_page(request, "activities/list.html", context, "活动台账", "activities")
