"""Add a dimension of the county's own, rename it, retire it."""

from __future__ import annotations

import re

from xieshou.catalogue.headings import DIMENSION_LABELS
from xieshou.dimensions.carriers import CARRIERS
from xieshou.dimensions.models import LONGEST, Dimension
from xieshou.kernel.text import clean_line
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

PLAIN = re.compile(r"\w+")


def _checked(county: Place, label: str, own: Dimension | None = None) -> str:
    """A word that cells of Excel can be divided by, and that means one thing in the county."""
    label = clean_line(label, 40)
    if not label or len(label) > LONGEST or not PLAIN.fullmatch(label):
        raise Refused(f"E-DIM-101 名称要有1到{LONGEST}个字，只用汉字、字母和数字，不加标点和空格。", "label")
    same = Dimension.objects.filter(county=county, label=label).exclude(pk=own.pk if own else None)
    if label in DIMENSION_LABELS or label in DIMENSION_LABELS.values() or same.exists():
        raise Refused(f"E-DIM-102 已经有“{label}”这个维度了。停用的可以点开恢复。", "label")
    return label


@operation("dimension.add", "添加帮扶维度")
def add_dimension(actor: Actor, *, county: Place, label: str) -> Dimension:
    """A dimension that only this county sees."""
    row = Dimension(county=county, label=_checked(county, label))
    row.save()
    current_deed().note(row, label=row.label)
    return row


@operation("dimension.amend", "修改帮扶维度")
def amend_dimension(
    actor: Actor, *, dimension: Dimension, label: str, retired: bool, version: int | None = None
) -> Dimension:
    """Rename it wherever it stands, or no longer offer it; what has it keeps it."""
    row: Dimension = Dimension.locked(dimension.pk)
    was, label = row.label, _checked(row.county, label, row)
    if label != was and any(model.objects.filter(dimension=label).exists() for model in CARRIERS):
        raise Refused(f"E-DIM-103 外县和本县结的对里已经用着“{label}”。请换一个名称。", "label")
    row.advance(version)
    row.label, row.retired = label, retired
    row.save()
    if label != was:
        for model in CARRIERS:
            model.objects.filter(dimension=was).update(dimension=label)
    current_deed().note(row, was=was, label=label, retired=retired)
    return row
