"""操作记录: who did what and when, for those who watch; nothing here can be changed."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone

from xieshou.accounts.models import User
from xieshou.audit.chain import verify
from xieshou.audit.models import Entry
from xieshou.scoping.operations import ACTIONS
from xieshou.scoping.scope import current
from xieshou.web.listing import Column, Empty, Filter, Listing
from xieshou.web.pages import SignedIn, page

from .exports import list_page

SYSTEM = "系统"


def _by_person(found: QuerySet[Entry], words: str) -> QuerySet[Entry]:
    known = User.objects.filter(name__icontains=words).values_list("pk", flat=True)
    return found.filter(actor__in=[f"user:{pk}" for pk in known])


def _by_action(found: QuerySet[Entry], action: str) -> QuerySet[Entry]:
    return found.filter(action=action)


def listing_of(request: SignedIn) -> Listing[Entry]:
    """The entries of the county as they were asked for, newest first."""
    named: dict[str, str] = {}

    def who(entry: Entry) -> str:
        if not entry.actor.startswith("user:"):
            return SYSTEM
        if entry.actor not in named:
            found = User.objects.filter(pk=int(entry.actor[5:])).first()
            named[entry.actor] = found.name if found else entry.actor
        return named[entry.actor]

    return Listing(
        request,
        Entry.objects.all(),
        [
            Column("at", "时间", lambda one: f"{timezone.localtime(one.at):%Y-%m-%d %H:%M:%S}", "at", title=True),
            Column("who", "谁", who),
            Column("action", "做了什么", lambda one: ACTIONS.get(one.action, one.action), "action"),
            Column("object", "哪一条", lambda one: f"{one.model} {one.object_id}", wide=True),
            Column("sequence", "序号", lambda one: str(one.sequence), "year,sequence", numeric=True),
        ],
        [
            Filter("q", "人名", _by_person),
            Filter("action", "做了什么", _by_action, sorted(ACTIONS.items(), key=lambda pair: pair[1])),
        ],
        default_sort="-at",
        per_page=50,
        empty=Empty("还没有操作记录", "有人记录、确认、修改以后，这里按时间列出来。"),
    )


@page("audit.view")
def journal(request: SignedIn) -> HttpResponse:
    """The journal, and on request whether the chain is whole."""
    scope = current()
    asked = verify() if "verify" in request.GET else ()
    verdicts = [one for one in asked if scope.everything or scope.covers(one.county_lo)]
    context = {"listing": listing_of(request), "verdicts": verdicts}
    return list_page(request, "office/journal.html", context, "操作记录")
