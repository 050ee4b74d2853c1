"""Who may do what with backups of a whole installation, on the page and again when the job runs."""

from __future__ import annotations

from xieshou.accounts.models import User
from xieshou.places.models import COUNTY, Place
from xieshou.scoping.memory import once
from xieshou.scoping.operations import Refused

GONE = "E-KEP-103 要做这件事的人现在没有这个权限了，没有做。"
WHOLE = frozenset({"backup.fetch", "backup.drop", "backup.restore", "backup.upgrade"})


@once
def _counties() -> list[int]:
    """Where every county of the installation begins."""
    return list(Place.objects.filter(level=COUNTY).values_list("lo", flat=True))


def may(user: User, action: str) -> bool:
    """Whether the action is granted; what opens or changes every county needs a grant over every county."""
    scope = user.scope_for(action)
    if scope is None:
        return False
    return action not in WHOLE or all(map(scope.covers, _counties()))


def person(by: str) -> User | None:
    """The account that an audit label names."""
    number = by.removeprefix("user:")
    return User.objects.filter(pk=int(number)).first() if number.isascii() and number.isdigit() else None


def permitted(by: str, action: str) -> None:
    """A job runs as the person who asked, with what he may do when it runs; without a person, by the machine's own."""
    user = person(by)
    if by and (user is None or not may(user, action)):
        raise Refused(GONE)
