"""Nothing grows past what one can read: files, functions, templates, apps (branches are ruff's C90)."""

import tomllib
from pathlib import Path

import pytest

from .tree import apps, functions, lines_of, name_of, python_files, templates

LIMITS = {"file": 400, "function": 50, "template": 150, "app": 2000}
EXCEPTIONS = tomllib.loads(Path(__file__).with_name("exceptions.toml").read_text(encoding="utf-8"))


def app_lines(app: Path) -> int:
    return sum(lines_of(path) for path in python_files() if app in path.parents and "tests" not in path.parts)


def function_lines() -> dict[str, int]:
    """Lines by function; of several with one name in a file, the longest."""
    longest: dict[str, int] = {}
    for path in python_files():
        for node in functions(path):
            name = f"{name_of(path)}::{node.name}"
            longest[name] = max(longest.get(name, 0), (node.end_lineno or node.lineno) - node.lineno + 1)
    return longest


def sizes(kind: str) -> dict[str, int]:
    if kind == "function":
        return function_lines()
    if kind == "app":
        return {name_of(app): app_lines(app) for app in apps()}
    return {name_of(path): lines_of(path) for path in (templates() if kind == "template" else python_files())}


@pytest.mark.parametrize("kind", LIMITS)
def test_nothing_is_over_its_budget(kind: str) -> None:
    allowed = EXCEPTIONS[kind]
    over = {name: size for name, size in sizes(kind).items() if size > allowed.get(name, LIMITS[kind])}
    assert not over, f"over {LIMITS[kind]} lines"


@pytest.mark.parametrize("kind", LIMITS)
def test_the_list_of_exceptions_only_shrinks(kind: str) -> None:
    measured = sizes(kind)
    slack = {
        name: f"allows {allowed}, is {measured.get(name, 'gone')}"
        for name, allowed in EXCEPTIONS[kind].items()
        if measured.get(name, 0) <= LIMITS[kind] or measured[name] < allowed
    }
    assert not slack, "take these out of exceptions.toml, or lower them"


def test_the_list_of_exceptions_has_no_other_tables() -> None:
    assert set(EXCEPTIONS) == set(LIMITS)
