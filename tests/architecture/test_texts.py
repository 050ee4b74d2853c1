"""What is written down: documents, requirements, templates, and what may not be named anywhere."""

import re
from pathlib import Path

import pytest

from .tree import ROOT, apps, files, name_of, templates

# Put together from pieces, so that this file does not name what it forbids.
PLACES = (
    (r"registry\.n", r"pmjs"),
    (r"\bp", r"ypi\.org"),
    (r"python", r"hosted"),
    (r"deb\.d", r"ebian"),
    (r"(?<![\w.])/wo", r"rk/"),
    (r"/fa", r"rm/"),
    (r"/tmp/ba", r"sh"),
    (r"(?<![\w.])/ro", r"ot/"),
    (r"(?<![\w.])/ho", r"me/\w"),
)
FORBIDDEN = re.compile("|".join(start + rest for start, rest in PLACES), re.IGNORECASE)
INLINE = re.compile(
    r"""\sstyle\s*=|\son[a-z]+\s*=\s*["']|<script(?![^>]*\ssrc=)[^>]*>|javascript:|<style""", re.IGNORECASE
)
DATA_SCRIPT = re.compile(r"<script[^>]*type=[\"']application/(?:ld\+)?json[\"'][^>]*>", re.IGNORECASE)
MOST_DIRECT = 30


def direct(name: str) -> list[str]:
    """The requirement lines of one `.in` file, without its own comments and includes."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith(("#", "-r", "-c"))]


@pytest.mark.parametrize(
    "name", ["README.md", "README.en.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"]
)
def test_the_project_has_its_documents(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8").strip()


def test_the_architecture_page_knows_every_app() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert not [app.name for app in apps() if not re.search(rf"\b{app.name}\b", page)]


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = set()
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found |= {
            f"{name_of(path)}:{number}" for number, line in enumerate(text.splitlines(), 1) if FORBIDDEN.search(line)
        }
    assert not found


def test_there_are_few_direct_dependencies() -> None:
    assert len(direct("base.in")) + len(direct("dev.in")) <= MOST_DIRECT


@pytest.mark.parametrize("name", ["archive.in", "bootstrap.in", "base.in", "dev.in"])
def test_every_direct_dependency_says_what_it_is_for(name: str) -> None:
    assert not [line for line in direct(name) if not line.partition("#")[2].strip()]


@pytest.mark.parametrize("name", ["archive", "bootstrap", "base", "dev"])
def test_every_locked_package_has_its_hashes_and_covers_what_is_asked(name: str) -> None:
    locked = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", locked.strip())
    assert not [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]
    names = {_normal(entry) for entry in entries}
    assert not [line for line in direct(f"{name}.in") if _normal(line) not in names]


def _normal(line: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~;# \\]", line.strip())[0]).lower()


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_a_template_carries_no_inline_style_or_script(path: Path) -> None:
    text = DATA_SCRIPT.sub("", path.read_text(encoding="utf-8"))
    assert not [match.group(0).strip() for match in INLINE.finditer(text)]
