"""What apps above do when the terms of a county have changed."""

from __future__ import annotations

from collections.abc import Callable

from xieshou.places.models import Place

# Run inside the operation that changed them.
AFTER: list[Callable[[Place], object]] = []
