"""The shapes of the demonstration's content: plain data, without models."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SchoolSpec:
    """A school with its headcounts of the newest year and the people named for it."""

    name: str
    short: str
    town: str
    stage: str
    setting: str
    pupils: int
    teachers: int
    classes: int
    listed: int
    people: str = ""


@dataclass(frozen=True)
class Line:
    """What a pair does in a term: so many activities of a kind. ``by``: who gives (a, b), or both join in."""

    kind: str
    times: int
    by: str = "a"
    subjects: str = ""
    monthly: bool = False
    season: str = ""
    ict: bool = False
    online: bool = False
    lessons: int = 0
    pupils: int = 0
    items: int = 0
    level: str = ""
    teachers: int = 3
    placed: bool = False
    parts: tuple[str, ...] = ()
    tail: tuple[tuple[str, str], ...] = ()
    lapses: bool = False
    yearly: bool = False


@dataclass(frozen=True)
class Quota:
    """A promise as the plan says it. ``doer``: a, b or nobody in particular."""

    name: str
    indicator: str
    minimum: int
    heading: str
    maximum: int | None = None
    per: str = "term"
    each: str = "none"
    subjects: tuple[str, ...] = ()
    counting: str = "events"
    doer: str = ""


@dataclass(frozen=True)
class NeedSpec:
    """A need or strength of one side, and what it rests on."""

    side: str
    sort: str
    dimension: str
    text: str
    basis: str = "interview"


@dataclass(frozen=True)
class PairSpec:
    """Two schools: lanes such as ``a:staffing``, what they do in a term and what they promise."""

    first: str
    second: str
    lanes: str
    lines: tuple[Line, ...]
    quotas: tuple[Quota, ...] = ()
    needs: tuple[NeedSpec, ...] = ()
    contacts: tuple[str, str] = ("", "")
    agreement: str = "signed"
    plan: str = "accepted"
    lapse: str = ""
    lapsing: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class SendSpec:
    """Somebody sent from one school to another, every year or every term of the demonstration."""

    giver: str
    host: str
    kind: str
    name: str
    subject: str = ""
    weekly: int | None = None
    project: str = ""
    duties: str = ""
    every: str = "year"
    days: int = 0
    lodging: str = ""


@dataclass(frozen=True)
class GiftSpec:
    """A gift of every school year on a month and day, or one that was given so many days ``ago``."""

    giver: str
    receiver: str
    month: int
    day: int
    category: str = ""
    count: int | None = None
    yuan: int | None = None
    basis: str = "none"
    article: str = ""
    purpose: str = ""
    by_receiver: bool = False
    confirmed: bool = True
    ago: int = 0


@dataclass(frozen=True)
class CountySpec:
    """A county with its schools and pairs."""

    name: str
    city: str
    schools: tuple[SchoolSpec, ...]
    pairs: tuple[PairSpec, ...] = ()
