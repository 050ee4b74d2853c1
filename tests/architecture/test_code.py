"""Rules about Python files that neither ruff nor mypy knows."""

import ast

from .tree import PACKAGE, apps, functions, name_of, parsed, python_files

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "misc", "manager", "managers", "info", "common"}


def test_no_function_imports_anything() -> None:
    found = {
        f"{name_of(path)}:{inner.lineno}"
        for path in python_files()
        for node in functions(path)
        if (path.name, node.name) != ("apps.py", "ready")  # Django has loaded the models only then
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    }
    assert not found, "an import inside a function hides a cycle"


def test_no_module_is_called_after_nothing() -> None:
    found = {
        name_of(path)
        for path in python_files()
        for part in (path.stem, *path.relative_to(PACKAGE.parents[1]).parent.parts)
        if FORBIDDEN_NAMES & set(part.split("_"))
    }
    assert not found, "name what is inside"


def test_every_app_says_in_one_sentence_what_it_is() -> None:
    silent = {app.name for app in apps() if not ast.get_docstring(parsed(app / "__init__.py"))}
    assert not silent


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    marks = {"skip", "skipif", "xfail"}
    found = {
        f"{name_of(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr in marks and _is_pytest(node.value)
    }
    assert not found


def _is_pytest(node: ast.expr) -> bool:
    return ast.unparse(node) in ("pytest", "pytest.mark")


def test_every_silenced_check_gives_its_reason() -> None:
    silencers = ("# type: " + "ignore", "# no" + "qa")
    found = {
        f"{name_of(path)}:{number}"
        for path in python_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for silencer in silencers
        if silencer in line and not reason_after(line.split(silencer, 1)[1])
    }
    assert not found, "say why, on the same line"


def reason_after(tail: str) -> bool:
    """Whether words follow the codes: `[arg-type]  # the stub is wrong` or `: F401  (must run first)`."""
    codes, _, rest = tail.strip().partition("  ")
    return len(rest.strip(" #()")) > 3 or len(codes.partition("]")[2].strip(" #()")) > 3
