"""The files of the project, as the rules about them see it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "xieshou"
NOT_OURS = {".git", ".venv", "var", "node_modules", "__pycache__", "build", "dist", ".hypothesis"}
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def walk(top: Path) -> Iterator[Path]:
    """Every file below `top` that is kept in the project; caches and data are passed over."""
    for path in sorted(top.iterdir()):
        if path.name in NOT_OURS or path.name.endswith((".egg-info", "_cache")):
            continue
        if path.is_dir():
            yield from walk(path)
        elif path.is_file():
            yield path


def name_of(path: Path) -> str:
    """The path as people write it, from the root of the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def files(*endings: str) -> tuple[Path, ...]:
    """All files of the project with one of these endings, or all of them."""
    return tuple(path for path in walk(ROOT) if not endings or path.suffix in endings)


@cache
def python_files() -> tuple[Path, ...]:
    """All Python files but the migrations, which Django writes."""
    return tuple(path for path in files(".py") if "migrations" not in path.parts)


@cache
def templates() -> tuple[Path, ...]:
    """All templates of the product."""
    return tuple(path for path in files(".html") if "templates" in path.parts)


@cache
def apps() -> tuple[Path, ...]:
    """The packages directly below `xieshou`."""
    return tuple(path for path in sorted(PACKAGE.iterdir()) if (path / "__init__.py").exists())


@cache
def lines_of(path: Path) -> int:
    """The number of lines of a text file."""
    return len(path.read_text(encoding="utf-8").splitlines())


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[FunctionNode]:
    """Every function and method of a file, nested ones too."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, FunctionNode):
            yield node
