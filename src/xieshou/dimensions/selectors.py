"""Which dimensions of help may be chosen: the catalogue's, and those of the counties in sight."""

from __future__ import annotations

from collections.abc import Iterable

from xieshou.catalogue import headings

from .models import Dimension


def own_labels() -> list[str]:
    """Dimensions that counties in sight added and still use."""
    return list(dict.fromkeys(Dimension.objects.filter(retired=False).values_list("label", flat=True)))


def dimension_choices(besides: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Code and word of every dimension; ``besides`` are codes that stand already, retired or another county's."""
    standing = sorted({code for code in besides if code} - headings.DIMENSION_LABELS.keys())
    own = dict.fromkeys([*own_labels(), *standing])
    return [*headings.dimension_choices(), *((label, label) for label in own)]
