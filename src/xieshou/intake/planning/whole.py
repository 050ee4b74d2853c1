"""A whole batch as it would be written now: schools first, because the others name them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from xieshou.accounts.models import User
from xieshou.kernel.periods import school_year_of
from xieshou.places.models import Place
from xieshou.terms.selectors import term_on

from .directory import Directory, directory_of
from .logins import plan_login
from .pairs import plan_pair
from .plan import Plan, Row, rows_of
from .schools import plan_school
from .staff import plan_person

NEEDS = {"schools": "place.amend", "staff": "staff.add", "pairings": "pairing.open", "accounts": "account.open"}


def allowed_sorts(user: User) -> list[str]:
    """Rosters this person may import."""
    return [sort for sort, action in NEEDS.items() if user.may("roster.import") and user.may(action)]


def _plan_row(row: Row, known: Directory, may_add: bool, taken: set[str]) -> None:
    today = timezone.localdate()
    if row.sort == "schools":
        plan_school(row, known, may_add)
    elif row.sort == "staff":
        plan_person(row, known)
    elif row.sort == "pairings":
        term = term_on(known.county, today)
        plan_pair(row, known, today, term.starts if term else today)
    else:
        plan_login(row, known, taken)


def plan_of(user: User, within: Place, tables: list[dict[str, Any]]) -> Plan:
    """Every row against the database as it is now; nothing is written."""
    known = directory_of(within, school_year_of(timezone.localdate(), 8))
    rows = rows_of(tables)
    if known is None:
        return Plan([])
    before = set(known.towns)
    may_add, taken = user.may("place.add"), set[str]()
    for row in rows:
        _plan_row(row, known, may_add, taken)
    return Plan(rows, [name for name in known.towns if name not in before])
