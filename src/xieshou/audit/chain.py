"""Writing and verifying the chain."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from xieshou.places.models import COUNTY, Place
from xieshou.scoping.operations import Deed
from xieshou.scoping.scope import unscoped

from .models import Entry, Head, Payload


def canonical(body: object) -> str:
    """One text per content, whatever the order of keys."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, default=str)


def digest(salt: str, body: object) -> str:
    """SHA-256 over salt and content."""
    return hashlib.sha256(f"{salt}\n{canonical(body)}".encode()).hexdigest()


def link(before: str, entry: Entry) -> str:
    """The chain's head after an entry."""
    parts = (before, entry.county_lo, entry.year, entry.sequence, entry.at.isoformat(), entry.actor)
    named = (*parts, entry.action, entry.model, entry.object_id, entry.digest)
    return hashlib.sha256(canonical(named).encode()).hexdigest()


def seal(deed: Deed) -> None:
    """Append what an operation changed; takes the head's lock, so it runs last of all."""
    if not deed.changed:
        return
    now = timezone.now()
    entries, payloads = [], []
    with unscoped("the audit chain of the actor's county"):
        head = _locked_head(deed.actor.home_lo, timezone.localdate().year)
        place = {"county_lo": head.county_lo, "year": head.year}
        for model, object_id, body in deed.changed:
            plain = json.loads(canonical(body))
            salt = secrets.token_hex(16)
            head.sequence += 1
            entry = Entry(
                **place,
                sequence=head.sequence,
                at=now,
                actor=deed.actor.label[:60],
                action=deed.action,
                model=model,
                object_id=object_id,
                digest=digest(salt, plain),
            )
            head.head = entry.head = link(head.head, entry)
            entries.append(entry)
            payloads.append(Payload(entry=entry, salt=salt, body=plain))
        Entry.objects.bulk_create(entries)
        Payload.objects.bulk_create(payloads)
        head.save(update_fields=["sequence", "head"])


def _locked_head(home_lo: int, year: int) -> Head:
    """The end of the chain of the county that holds a position, under its lock; the first deed of a year begins one."""
    heads = Head.objects.select_for_update(of=("self",)).filter(year=year)
    at_home = heads.filter(
        county__level=COUNTY, county__lo__lte=home_lo, county__hi__gt=home_lo, county_lo=F("county__lo")
    )
    known = at_home.first()
    if known is not None:
        return known
    county = Place.objects.filter(level=COUNTY, lo__lte=home_lo, hi__gt=home_lo).first()
    county_lo = county.lo if county else 0
    Head.objects.bulk_create([Head(county=county, county_lo=county_lo, year=year)], ignore_conflicts=True)
    return heads.get(county_lo=county_lo)


@dataclass(frozen=True)
class Verdict:
    """Result of verifying one chain."""

    county_lo: int
    year: int
    entries: int
    erased: int
    faults: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Whole, or where it broke."""
        if self.faults:
            return f"{self.year}年：{len(self.faults)}处对不上，第一处：{self.faults[0]}"
        return f"{self.year}年：{self.entries}条完整，其中{self.erased}条内容依法删除"


@dataclass(frozen=True)
class Mark:
    """How far a chain had come when its head was exported, to be kept where the database cannot be reached."""

    county_lo: int
    year: int
    sequence: int
    head: str


def export_heads() -> list[Mark]:
    """The head of every chain as it stands now."""
    rows = Head.objects.order_by("county_lo", "year").values_list("county_lo", "year", "sequence", "head")
    return [Mark(*row) for row in rows]


def verify(against: Iterable[Mark] = ()) -> Iterator[Verdict]:
    """Recompute every chain; a fault names the sequence number.

    A chain that was rebuilt from one end to the other is only found ``against`` heads exported before.
    """
    marks: dict[tuple[int, int], list[Mark]] = {}
    for mark in against:
        marks.setdefault((mark.county_lo, mark.year), []).append(mark)
    with unscoped("verification reads every chain"):
        heads = {(head.county_lo, head.year): head for head in Head.objects.select_related("county")}
        written = set(Entry.objects.order_by().values_list("county_lo", "year").distinct())
        for county_lo, year in sorted({*heads, *written, *marks}):
            place = (county_lo, year)
            yield _verify_one(county_lo, year, heads.get(place), marks.get(place, []))


def _verify_one(county_lo: int, year: int, head: Head | None, marks: list[Mark]) -> Verdict:
    faults: list[str] = []
    passed: dict[int, str] = {}
    before, expected, erased = "", 0, 0
    entries = Entry.objects.filter(county_lo=county_lo, year=year).order_by("sequence")
    payloads = {p.pk: p for p in Payload.objects.filter(entry__in=entries)}
    for entry in entries:
        expected += 1
        if entry.sequence != expected:
            faults.append(f"第{expected}条不见了")
            expected = entry.sequence
        if link(before, entry) != entry.head:
            faults.append(f"第{entry.sequence}条被改过")
        payload = payloads.get(entry.pk)
        if payload is None:
            erased += 1
        elif digest(payload.salt, payload.body) != entry.digest:
            faults.append(f"第{entry.sequence}条的内容被改过")
        before = passed[entry.sequence] = entry.head
    faults += _faults_of_end(head, expected, before)
    faults += [f"和导出的第{mark.sequence}条链头不同" for mark in marks if passed.get(mark.sequence, "") != mark.head]
    return Verdict(county_lo, year, expected, erased, tuple(faults))


def _faults_of_end(head: Head | None, last: int, newest: str) -> Iterator[str]:
    if head is None:
        yield "链尾不见了"
    elif (head.sequence, head.head) != (last, newest):
        yield "链尾被截断或改过"
    elif head.county_lo != (head.county.lo if head.county else 0):
        yield "链尾换了县"
