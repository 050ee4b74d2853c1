"""A school fills in what it owes, and hands it in."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils import timezone

from xieshou.blankforms.column import Plain
from xieshou.collection.models import Due
from xieshou.collection.table import asked_of, known_of, snapshot
from xieshou.files.attaching import CleanFile
from xieshou.files.storage import keep
from xieshou.scoping.operations import Actor, Refused, current_deed, operation


def _open(due: Due, version: int | None) -> Due:
    row: Due = Due.locked(due.pk)
    if row.call.state != "sent":
        raise Refused("E-COL-120 县里已经不收这张表了。")
    if not row.is_open:
        raise Refused("E-COL-121 已经交了。要改请县里退回。")
    row.advance(version)
    return row


def _attach(row: Due, file: CleanFile | None, without: bool) -> dict[str, str]:
    """Put the file on disk and its name in the row; what was kept before stays on disk, for backups."""
    if file is not None:
        row.file, row.file_size = keep(settings.FILES_ROOT, file.data, file.suffix), len(file.data)
        return {"file": file.sha256}
    if without:
        row.file, row.file_size = "", 0
        return {"file": "removed"}
    return {}


@operation("collection.fill", "填表")
def fill_due(
    actor: Actor,
    *,
    due: Due,
    answers: Mapping[str, Plain],
    version: int | None = None,
    file: CleanFile | None = None,
    without_file: bool = False,
) -> Due:
    """Keep what was typed so far."""
    row = _open(due, version)
    row.answers = dict(answers)
    kept = _attach(row, file, without_file)
    row.save()
    current_deed().note(row, filled=sorted(answers), **kept)
    return row


@operation("collection.hand", "交表")
def hand_due(
    actor: Actor,
    *,
    due: Due,
    answers: Mapping[str, Plain],
    by: str,
    version: int | None = None,
    file: CleanFile | None = None,
    without_file: bool = False,
) -> Due:
    """Hand it in whole; the known figures stand as the school saw them. Files were looked into before."""
    row = _open(due, version)
    row.answers = dict(answers)
    kept = _attach(row, file, without_file)
    if row.call.is_table:
        row.known = snapshot(known_of(row.call, [row.school]), row.school)
        for column in asked_of(row.call.layout, row.known):
            if not column.optional and row.answers.get(column.key) in (None, ""):
                raise Refused(f"E-COL-122 “{column.label}”还没有写。没有的写“无”，数写0。", column.key)
    elif not row.file and not row.answers.get("paper") and not row.answers.get("words"):
        raise Refused("E-COL-123 选一份材料，传一个文件，或写一句交到了哪里。", "words")
    row.state, row.handed_on, row.handed_by, row.remark = "handed", timezone.localdate(), by, ""
    row.save()
    current_deed().note(row, handed=row.answers, **kept)
    return row
