"""Pressing the buttons of pairs and their papers."""

from __future__ import annotations

import io
import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

import docx
from django.test import Client

from tests.world import SYSTEM, World
from xieshou.pairings.models import Agreement
from xieshou.pairings.operations.write_agreement import Wording, sign_agreement, write_agreement
from xieshou.papers.models import PolicyDocument
from xieshou.papers.operations.register_policy import register_policy
from xieshou.scoping.scope import unscoped

CLAUSES = (("教师交流", "每学期互派1名教师。"), ("教研共进", "每学科每学期教研2次。"), ("", "不另立标题的一条。"))


def client_of(world: World, name: str) -> Client:
    """A browser with this person signed in."""
    client = Client()
    client.force_login(world.user(name))
    return client


def keyed(**values: Any) -> dict[str, Any]:
    """Values with a fresh key."""
    return {"key": str(uuid.uuid4()), **values}


def lines(listed: Sequence[dict[str, str]], first: int = 0) -> dict[str, str]:
    """Rows as a browser sends them."""
    sent = {"rows-TOTAL_FORMS": str(len(listed)), "rows-INITIAL_FORMS": str(first)}
    for number, row in enumerate(listed):
        sent |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return sent


def draft_data(**changes: Any) -> dict[str, Any]:
    """The form of an agreement, filled in."""
    clauses = lines([{"heading": heading, "text": text} for heading, text in CLAUSES])
    first = {"number": "甲教结[2026]1号", "starts": "2026-09-01", "ends": "2029-08-31", "rhythm": "每学期见两次面。"}
    return {**keyed(), **clauses, **first, "money": "各自承担差旅。", "appraisal": "双方评议。", **changes}


def paper(world: World, place: Any = None, **more: Any) -> PolicyDocument:
    """A registered paper of county A."""
    said = {"title": "关于开展结对帮扶的意见", "issuer": "甲县教育局", "issued_on": date(2024, 8, 1), **more}
    said.setdefault("number", "甲教发〔2024〕18号")
    with unscoped("test"):
        found: PolicyDocument = register_policy(SYSTEM, place=place or world.county_a, **said)
    return found


def agreement(world: World, starts: date, ends: date, signed: bool = True, **more: Any) -> Agreement:
    """An agreement of the pair inside county A."""
    more.setdefault("pairing", world.pair)
    with unscoped("test"):
        clauses = [Wording(text, heading) for heading, text in CLAUSES]
        found: Agreement = write_agreement(SYSTEM, starts=starts, ends=ends, clauses=clauses, **more)
        return sign_agreement(SYSTEM, agreement=found, on=starts) if signed else found


def words_of(data: bytes) -> str:
    """Everything a Word file says, paragraphs and tables."""
    document = docx.Document(io.BytesIO(data))
    said = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        said += [cell.text for row in table.rows for cell in row.cells]
    return "\n".join(said)
