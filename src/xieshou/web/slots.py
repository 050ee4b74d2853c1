"""Named places where reading apps put panels, and questions that lower apps ask upward."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

Panel = Callable[..., str]
_panels: dict[str, list[tuple[int, Panel]]] = {}
_answers: dict[str, Callable[..., Any]] = {}


def register(slot: str, panel: Panel, weight: int = 50) -> None:
    """Put a panel into a slot; lighter ones come first. The panel gets the request and the slot's context."""
    _panels.setdefault(slot, []).append((weight, panel))
    _panels[slot].sort(key=lambda pair: pair[0])


def fill(slot: str, request: HttpRequest, **context: Any) -> SafeString:
    """All panels of a slot, rendered; empty when nobody registered one."""
    return mark_safe("".join(panel(request, **context) for _, panel in _panels.get(slot, ())))


def answer(question: str, function: Callable[..., Any]) -> None:
    """Answer a question that apps below ask (for instance the order of kinds)."""
    _answers[question] = function


def ask(question: str, default: Any, **context: Any) -> Any:
    """The answer of whoever registered, or the default when that app is switched off."""
    function = _answers.get(question)
    return default if function is None else function(**context)


def names() -> Iterable[str]:
    """Slots that have panels."""
    return _panels.keys()
