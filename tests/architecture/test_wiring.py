"""The wiring agrees with itself: import contracts, migrations, the README's commands."""

import configparser
import re

from .tree import PACKAGE, ROOT, apps

CONTRACTS = configparser.ConfigParser()
CONTRACTS.read(ROOT / ".importlinter", encoding="utf-8")
READING = {"progress", "insights", "reports", "appraisals", "clauses", "claims", "subjects"}


def listed(contract: str, field: str) -> list[str]:
    return CONTRACTS[f"importlinter:contract:{contract}"][field].split("\n")[1:]


def record_apps() -> set[str]:
    """The apps that stand in one layer with activities."""
    row = next(layer for layer in listed("apps", "layers") if "activities" in layer)
    return set(re.findall(r"\w+", row))


def test_the_reading_side_is_kept_from_every_record_app_there_is() -> None:
    existing = {app.name for app in apps()}
    assert set(listed("read-side", "source_modules")) == {f"xieshou.{name}" for name in READING & existing}
    assert set(listed("read-side", "forbidden_modules")) == {f"xieshou.{name}" for name in record_apps() & existing}


def test_every_app_with_models_can_have_migrations() -> None:
    """Without the package, `makemigrations --check` says nothing about the app."""
    assert not [app.name for app in apps() if (app / "models.py").exists() and not (app / "migrations").is_dir()]


def test_migrations_of_an_app_are_one_line_without_gaps() -> None:
    crooked = {}
    for folder in PACKAGE.glob("*/migrations"):
        numbers = sorted(int(path.name[:4]) for path in folder.glob("[0-9]*.py"))
        if numbers != list(range(1, len(numbers) + 1)):
            crooked[folder.parent.name] = numbers
    assert not crooked


def test_the_makefile_has_the_commands_that_the_documents_promise() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    promised = set()
    for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"):
        promised |= set(re.findall(r"`make ([a-z]+)`", (ROOT / name).read_text(encoding="utf-8")))
    assert {"run", "test", "probe"} <= targets
    assert promised <= targets


def test_continuous_integration_runs_the_command_of_the_readme() -> None:
    script = ROOT / ".ci" / "run"
    assert "make test" in script.read_text(encoding="utf-8")
    assert script.stat().st_mode & 0o111
